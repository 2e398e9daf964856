"""Replies to Telegram: rendering, splitting, sending, and what a failure means (`failures`)."""
