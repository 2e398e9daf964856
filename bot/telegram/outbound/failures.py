"""Retry policy: the decision about a failed message, as a value. Pure."""

from datetime import timedelta
from typing import Final, TypeAlias

from msgspec import Struct
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.telegram.client.outage import pause, wait_asked_for

LONGEST: Final = 60.0
"""The longest pause between two tries, in seconds."""

TOGETHER: Final = 1.0
"""Seconds within which refusals in two chats have one reason."""

PUZZLES: Final = 4
"""How often an error that is not Telegram's is tried again: it is most likely ours, but it may pass."""


class Retry(Struct, frozen=True, gc=False):
    """Retry after `wait`. `is_outage`: the failure may affect every chat."""

    wait: timedelta
    is_outage: bool = False


class Undeliverable(Struct, frozen=True, gc=False):
    """It can never be sent. Why: for the log, nothing personal in it."""

    why: str


class Blocked(Struct, frozen=True, gc=False):
    """The person does not let us in: hold what waits for them, delete nothing."""


class Refusals:
    """Tells whether Telegram means the bot as a whole: where it asks for a pause in two chats within a second."""

    def __init__(self) -> None:
        self._chat: str | None = None
        self._at = 0.0

    def is_for_all(self, chat: str, at: float) -> bool:
        """Note that a pause was asked for in this chat, at this time in seconds."""
        is_second = self._chat not in {None, chat} and at - self._at <= TOGETHER
        self._chat, self._at = chat, at
        return is_second


Fate: TypeAlias = Retry | Undeliverable | Blocked


def fate(error: Exception, attempts: int) -> Fate:
    """Decide by what was raised, and by how often the message was put off before."""
    words = str(error).lower()
    match error:
        case RetryAfter():
            return Retry(wait_asked_for(error))
        # The token of another bot does not find any chat: that must not cost anybody their messages.
        case TelegramError() if isinstance(error, Forbidden) or "chat not found" in words:
            return Blocked()
        # A subclass of NetworkError, but the same call will never do: tried again, it would block its chat.
        # So is 413, for which PTB has no error of its own.
        case TelegramError() if isinstance(error, BadRequest | ChatMigrated) or "too large" in words:
            return Undeliverable(type(error).__name__)
        case TelegramError():
            return Retry(timedelta(seconds=pause(attempts, LONGEST)), is_outage=True)
        case _:
            wait = timedelta(seconds=pause(attempts, LONGEST))
            return Retry(wait) if attempts < PUZZLES else Undeliverable(type(error).__name__)
