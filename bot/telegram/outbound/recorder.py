"""Records the results of sending, with retries during an outage of the database."""

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Final, TypeVar

import structlog
from sqlalchemy import Connection

from bot.address import Address
from bot.errors import DatabaseError
from bot.telegram.client.outage import pause
from bot.turns.dispatcher import TurnDispatcher

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

AFTER_OUTAGE_S: Final = 10.0
"""Seconds after an outage of the database during which other processes may still record what they sent before it."""

TRIES: Final = 4
"""Limit of attempts to record a result if the error is not one of the database."""

T = TypeVar("T")


class OutcomeRecorder:
    """Runs the transactions of the sender and notes outages of the database."""

    def __init__(self, dispatcher: TurnDispatcher) -> None:
        self._dispatcher = dispatcher
        self._settled_at = 0.0

    @property
    def is_settled(self) -> bool:
        """Whether other processes have had time to record what they sent before the last outage."""
        return monotonic() > self._settled_at

    def note_outage(self) -> None:
        """Note that the database is unreachable now."""
        self._settled_at = monotonic() + AFTER_OUTAGE_S

    async def record(self, work: Callable[[Connection], T], address: Address | None = None) -> T | None:
        """Run work in a transaction, with retries during an outage: a result that is not recorded is sent again."""
        away = failures = 0
        while True:
            try:
                return await self._dispatcher.run(work, address)
            except DatabaseError:
                self.note_outage()
                await asyncio.sleep(pause(away))
                away += 1
            except Exception:  # a bug of ours; the claim expires, and the message is sent again
                failures += 1
                if failures == TRIES:
                    log.exception("it cannot be written down what became of a message")
                    return None
                await asyncio.sleep(pause(failures))
