"""Outages of Telegram: a line in the log when one begins and when it ends, and the pause between attempts."""

from datetime import timedelta
from typing import Final

import structlog
from telegram.error import RetryAfter

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

FIRST: Final = 0.5
LONGEST: Final = 30.0


def pause(failures: int, longest: float = LONGEST) -> float:
    """Exponential backoff: return seconds that double with each failure, from 0.5 up to `longest`."""
    return min(FIRST * 2.0 ** min(failures, 10), longest)


class Outage:
    """Counts consecutive failures of one kind of work, such as polling. The second failure begins an outage."""

    def __init__(self, work: str) -> None:
        self._work = work
        self._failures = 0

    def goes_on(self, error: Exception) -> float:
        """Count a failure. Return the seconds to pause."""
        if self._failures == 1:
            log.warning("Telegram cannot be reached, trying on", work=self._work, error=error)
        self._failures += 1
        return pause(self._failures - 1)

    def is_over(self) -> None:
        """Count a success."""
        if self._failures > 1:
            log.info("Telegram is reached again", work=self._work, failures=self._failures)
        self._failures = 0


def wait_asked_for(error: RetryAfter) -> timedelta:
    """Return the pause that Telegram asks for."""
    span = error.retry_after
    return span if isinstance(span, timedelta) else timedelta(seconds=span)
