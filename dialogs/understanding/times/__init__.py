"""Readers of dates and times in free words, such as “next Tuesday at ten”."""
