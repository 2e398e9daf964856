"""Tests of dialogs/model."""
