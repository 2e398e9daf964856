"""Tests of dialogs/reminders."""
