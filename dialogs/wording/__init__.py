"""How facts are worded for the user."""
