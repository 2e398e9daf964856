"""Tests of dialogs/rules/reminders."""
