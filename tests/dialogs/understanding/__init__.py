"""Tests of dialogs/understanding."""
