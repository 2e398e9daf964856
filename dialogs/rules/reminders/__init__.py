"""Rules of reminders: the topics, when one is due, and the quiet hours."""
