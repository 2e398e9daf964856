"""Tests of dialogs/target."""
