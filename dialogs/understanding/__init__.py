"""Readers that turn free words into values."""
