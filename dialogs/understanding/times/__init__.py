"""Readers of dates and times of day."""
