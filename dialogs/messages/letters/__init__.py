"""The letters: which purposes suit which contacts, and composition from the templates in `texts/`."""
