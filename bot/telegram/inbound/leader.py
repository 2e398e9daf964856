"""Leader election: Telegram allows one polling process at a time; the others stand by."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Final, Protocol, TypeVar

from sqlalchemy import Connection

from bot.errors import DatabaseError
from bot.storage.queue import leases

T = TypeVar("T")

NAME: Final = "telegram polling"

HELD_S: Final = 12.0
"""Seconds until a lease expires if it is not renewed, such as after its holder was killed."""

RENEWED_S: Final = 4.0
"""Seconds between renewals."""


class Leader(Protocol):
    """Decides which process may poll."""

    async def take(self) -> bool:
        """Acquire or renew leadership. Return False if another process leads. Raise DatabaseError."""

    async def keep(self) -> None:
        """Return when leadership is lost."""

    async def give_up(self) -> None:
        """Release leadership."""


class NoLock:
    """Leadership without a lock, for a single process."""

    async def take(self) -> bool:
        """Return True."""
        return True

    async def keep(self) -> None:
        """Wait forever."""
        await asyncio.Event().wait()

    async def give_up(self) -> None:
        """Do nothing."""


class TransactionRunner(Protocol):
    """The part of `bot.turns.dispatcher.TurnDispatcher` that leases need."""

    async def run(self, work: Callable[[Connection], T], /) -> T:
        """Run `work` in a transaction and return its result."""


class Lease:
    """Leadership as a lease in the database, renewed while it is held. `clock` is the database's."""

    def __init__(
        self,
        dispatcher: TransactionRunner,
        clock: Callable[[], datetime],
        *,
        held_s: float = HELD_S,
        renewed_s: float = RENEWED_S,
        holder: str | None = None,
    ) -> None:
        self._dispatcher = dispatcher
        self._clock = clock
        self._held_s = held_s
        self._renewed_s = renewed_s
        self._me = holder or leases.this_process()

    async def take(self) -> bool:
        """Acquire or renew the lease."""
        return await self._dispatcher.run(self._hold)

    def _hold(self, connection: Connection) -> bool:
        return leases.hold(connection, NAME, self._me, self._clock(), self._held_s)

    async def keep(self) -> None:
        """Renew the lease. Return when another process holds it, or when it expired in an outage of the database."""
        ends = time.monotonic() + self._held_s
        while time.monotonic() < ends:
            await asyncio.sleep(self._renewed_s)
            begun = time.monotonic()
            try:
                if not await self.take():
                    return
            except DatabaseError:
                continue
            ends = begun + self._held_s

    async def give_up(self) -> None:
        """Release the lease, so that another process can lead at once. In a database outage it expires instead."""
        with suppress(DatabaseError):
            await self._dispatcher.run(partial(leases.release, name=NAME, holder=self._me))
