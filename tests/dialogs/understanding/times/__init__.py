"""Tests of dialogs/understanding/times."""
