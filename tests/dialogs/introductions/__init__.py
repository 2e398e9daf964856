"""Tests of dialogs/introductions."""
