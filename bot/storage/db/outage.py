"""Whether the database can be used: a line in the log when it no longer can, and one when it can again."""

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
    """What threads tell of their transactions. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._was_used = False
        self._since: float | None = None
        self._failures = 0
        self._rest: tuple[float, DatabaseError] | None = None

    @property
    def is_on(self) -> bool:
        """Whether the last transaction failed by the database's fault."""
        return self._since is not None

    def begins(self, error: DatabaseError, *, is_away: bool = False) -> None:
        """Note a failure. Where nobody answers at all, nobody is asked for a while, which grows."""
        with self._lock:
            if self._since is None:
                self._since = self._clock()
                if self._was_used:  # else whoever opens it is told
                    log.warning("the database cannot be used, updates wait", why=str(error))
            if is_away:
                pause = min(FIRST_S * 2.0 ** min(self._failures, 10), LONGEST_S)
                self._failures += 1
                self._rest = (self._clock() + pause, error)

    def ends(self) -> None:
        """Note a transaction that went well."""
        if self._since is None and self._was_used:
            return  # without the lock: this is said after every transaction
        with self._lock:
            if self._since is not None and self._was_used:
                log.info("the database can be used again", seconds=round(self._clock() - self._since, 1))
            self._since, self._failures, self._rest, self._was_used = None, 0, None, True

    def refuse(self) -> None:
        """Raise the last DatabaseError while nobody is to be asked."""
        rest = self._rest
        if rest is not None and self._clock() < rest[0]:
            raise type(rest[1])(*rest[1].args)
