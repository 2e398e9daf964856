"""The retry policy for messages that Telegram did not accept."""

from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram.outbound.failures import Blocked, FailureAction, Refusals, Retry, Undeliverable, failure_action


def later(seconds: float, *, is_outage: bool = True) -> Retry:
    return Retry(timedelta(seconds=seconds), is_outage)


@pytest.mark.parametrize(
    ("error", "attempts", "expected"),
    [
        # Telegram sets the interval, regardless of the number of tries.
        (RetryAfter(35), 9, later(35, is_outage=False)),
        # Network errors: intervals up to a minute and without end, because the message is still wanted.
        (TimedOut(), 0, later(0.5)),
        (NetworkError("Bad Gateway (502)"), 3, later(4)),
        (NetworkError("x"), 1_000, later(60)),
        (TelegramError("Invalid server response"), 1, later(1)),
        # Another process or token is a problem that the operator can fix.
        (Conflict("x"), 0, later(0.5)),
        (InvalidToken("x"), 0, later(0.5)),
        # A subclass of NetworkError for which retries do not help.
        (BadRequest("Message is too long"), 0, Undeliverable("BadRequest")),
        (ChatMigrated(-5), 0, Undeliverable("ChatMigrated")),
        (NetworkError("Request Entity Too Large"), 0, Undeliverable("NetworkError")),
        # A user who blocks the bot is paused; nothing is dropped.
        (Forbidden("Forbidden: bot was blocked by the user"), 0, Blocked()),
        (BadRequest("Chat not found"), 0, Blocked()),
        # Our own errors: a few tries, in case they are temporary.
        (ValueError("x"), 0, later(0.5, is_outage=False)),
        (ValueError("x"), 4, Undeliverable("ValueError")),
    ],
)
def test_a_failure_decides(error: Exception, attempts: int, expected: FailureAction) -> None:
    assert failure_action(error, attempts) == expected


def test_two_chats_that_are_refused_within_a_second_mean_the_whole_bot() -> None:
    refusals = Refusals()
    told = [refusals.is_for_all(chat, at) for chat, at in (("a", 0.0), ("a", 0.5), ("b", 2.0), ("a", 2.9), ("b", 4.0))]
    assert told == [False, False, False, True, False]
