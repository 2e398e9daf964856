"""Tests of dialogs/messages."""
