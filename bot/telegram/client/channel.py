"""The name of the Telegram channel in stored addresses."""

from typing import Final

CHANNEL: Final = "telegram"
