"""Telegram: updates become what is heard, replies become calls of the Bot API."""

import os

# PTB's choice of `timedelta` for every span of time; without it, it warns at each.
os.environ.setdefault("PTB_TIMEDELTA", "true")
