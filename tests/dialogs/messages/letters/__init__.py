"""Tests of dialogs/messages/letters."""
