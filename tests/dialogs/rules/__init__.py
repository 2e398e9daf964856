"""Tests of dialogs/rules."""
