"""Tests of what is stored, on real SQLite files."""
