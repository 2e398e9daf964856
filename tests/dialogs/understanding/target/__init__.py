"""Tests of dialogs/understanding/target."""
