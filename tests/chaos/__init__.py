"""Crash tests: conversations during which the coach is killed repeatedly."""
