"""Replies to Telegram: rendering, splitting, sending and retrying."""
