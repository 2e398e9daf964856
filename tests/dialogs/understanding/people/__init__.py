"""Tests of dialogs/understanding/people."""
