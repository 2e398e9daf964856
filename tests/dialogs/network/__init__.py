"""Tests of dialogs/network."""
