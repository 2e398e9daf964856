"""Tests of dialogs/understanding/questions."""
