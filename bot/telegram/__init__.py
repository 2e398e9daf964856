"""The Telegram channel: it turns updates into events, and replies into calls of the Bot API."""

import os

# Without this, python-telegram-bot (PTB) returns durations as numbers and warns about each of them.
os.environ.setdefault("PTB_TIMEDELTA", "true")
