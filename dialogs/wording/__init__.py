"""Wording: how facts are expressed to the user."""
