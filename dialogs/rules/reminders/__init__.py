"""Rules that time reminders: their topics, when one is due, and the quiet hours."""
