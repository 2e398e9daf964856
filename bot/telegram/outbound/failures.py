"""The retry policy: the decision about a failed message, as a value. Pure."""

from datetime import timedelta
from typing import Final, TypeAlias

from msgspec import Struct
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.telegram.client.outage import pause, wait_asked_for

LONGEST: Final = 60.0
"""The longest pause between two attempts, in seconds."""

TOGETHER: Final = 1.0
"""Seconds within which refusals in two chats count as a refusal of the whole bot."""

PUZZLES: Final = 4
"""Limit of retries after an error that is not Telegram's: probably a bug of ours, but possibly temporary."""


class Retry(Struct, frozen=True, gc=False):
    """Retry after `wait`. `is_outage`: the failure may affect every chat."""

    wait: timedelta
    is_outage: bool = False


class Undeliverable(Struct, frozen=True, gc=False):
    """The message can never be sent. `why` is for the log and contains nothing personal."""

    why: str


class Blocked(Struct, frozen=True, gc=False):
    """The user blocked the bot: hold their messages, delete nothing."""


class Refusals:
    """Detects that a rate limit applies to the whole bot: Telegram refuses two chats within a second."""

    def __init__(self) -> None:
        self._chat: str | None = None
        self._at = 0.0

    def is_for_all(self, chat: str, at: float) -> bool:
        """Record a refusal in this chat at this time, in seconds. Return whether it applies to the whole bot."""
        is_second = self._chat not in {None, chat} and at - self._at <= TOGETHER
        self._chat, self._at = chat, at
        return is_second


FailureAction: TypeAlias = Retry | Undeliverable | Blocked


def failure_action(error: Exception, attempts: int) -> FailureAction:
    """Decide by the error and by the number of attempts before it. Pauses grow by exponential backoff."""
    words = str(error).lower()
    match error:
        case RetryAfter():
            return Retry(wait_asked_for(error))
        # With the token of another bot, no chat is found; the messages must survive that mistake.
        case TelegramError() if isinstance(error, Forbidden) or "chat not found" in words:
            return Blocked()
        # PTB derives it from NetworkError, but a retry of the same call cannot succeed and would block the chat.
        # The same holds for status 413, for which PTB has no error class.
        case TelegramError() if isinstance(error, BadRequest | ChatMigrated) or "too large" in words:
            return Undeliverable(type(error).__name__)
        case TelegramError():
            return Retry(timedelta(seconds=pause(attempts, LONGEST)), is_outage=True)
        case _:
            wait = timedelta(seconds=pause(attempts, LONGEST))
            return Retry(wait) if attempts < PUZZLES else Undeliverable(type(error).__name__)
