"""Tests of dialogs/contacts."""
