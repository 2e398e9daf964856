"""Outages of the database: one line in the log when it begins, one when it ends, and a pause between attempts."""

import time
from collections.abc import Callable
from threading import Lock
from typing import Final

import structlog

from bot.errors import DatabaseError

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

FIRST_S: Final = 0.1
LONGEST_S: Final = 2.0


class DatabaseOutage:
    """Records the results of transactions from any thread. `clock` returns seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._was_used = False
        self._since: float | None = None
        self._failures = 0
        self._pause: tuple[float, DatabaseError] | None = None

    @property
    def is_on(self) -> bool:
        """Whether the last transaction failed because of the database."""
        return self._since is not None

    def begins(self, error: DatabaseError, *, is_away: bool = False) -> None:
        """Record a failure. `is_away`: there is no answer at all; attempts then pause, with exponential backoff."""
        with self._lock:
            if self._since is None:
                self._since = self._clock()
                if self._was_used:  # else the caller of `open` gets the error
                    log.warning("the database cannot be used, updates wait", why=str(error))
            if is_away:
                pause = min(FIRST_S * 2.0 ** min(self._failures, 10), LONGEST_S)
                self._failures += 1
                self._pause = (self._clock() + pause, error)

    def ends(self) -> None:
        """Record a success."""
        if self._since is None and self._was_used:
            return  # without the lock, since this runs after every transaction
        with self._lock:
            if self._since is not None and self._was_used:
                log.info("the database can be used again", seconds=round(self._clock() - self._since, 1))
            self._since, self._failures, self._pause, self._was_used = None, 0, None, True

    def refuse(self) -> None:
        """Raise the last DatabaseError during a pause."""
        pause = self._pause
        if pause is not None and self._clock() < pause[0]:
            raise type(pause[1])(*pause[1].args)
