"""Crash tests: conversations that go on while the coach is killed again and again."""
