"""Leader election: Telegram allows one polling process at a time; the others wait in reserve."""

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
"""Seconds until a lease expires that is not renewed, such as after its holder was killed."""

RENEWED_S: Final = 4.0
"""Seconds between renewals."""


class Leader(Protocol):
    """Decide which process may poll."""

    async def take(self) -> bool:
        """Acquire or keep leadership. Return False if another process leads. Raises DatabaseError."""

    async def keep(self) -> None:
        """Return when leadership is lost."""

    async def give_up(self) -> None:
        """Release leadership."""


class NoLock:
    """A leader without a lock, for a process that has no rival."""

    async def take(self) -> bool:
        """Return True."""
        return True

    async def keep(self) -> None:
        """Wait forever."""
        await asyncio.Event().wait()

    async def give_up(self) -> None:
        """Do nothing."""


class TransactionRunner(Protocol):
    """Whoever works with the database; `bot.turns.dispatcher.TurnDispatcher` does."""

    async def run(self, work: Callable[[Connection], T], /) -> T:
        """Run `work` in a transaction and return its result."""


class Lease:
    """The lead as a lease in the database, renewed while it is held. `clock` is the one that all processes share."""

    def __init__(
        self,
        desk: TransactionRunner,
        clock: Callable[[], datetime],
        *,
        held_s: float = HELD_S,
        renewed_s: float = RENEWED_S,
        holder: str | None = None,
    ) -> None:
        self._desk = desk
        self._clock = clock
        self._held_s = held_s
        self._renewed_s = renewed_s
        self._me = holder or leases.this_process()

    async def take(self) -> bool:
        """Take the lease, or renew it."""
        return await self._desk.run(self._hold)

    def _hold(self, connection: Connection) -> bool:
        return leases.hold(connection, NAME, self._me, self._clock(), self._held_s)

    async def keep(self) -> None:
        """Renew it until another has it, or it ran out while the database was away."""
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
        """Let the next take it at once; where the database is away, when it runs out."""
        with suppress(DatabaseError):
            await self._desk.run(partial(leases.release, name=NAME, holder=self._me))
