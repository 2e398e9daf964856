"""Which process polls: Telegram lets one at a time, so the others wait in reserve."""

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
"""For how long the lease is held; after that it is another's, if its holder was killed on another machine."""

RENEWED_S: Final = 4.0
"""How often it is renewed."""


class Leader(Protocol):
    """Who may poll."""

    async def take(self) -> bool:
        """Take the lead, or keep it; false where another has it. Raises DatabaseError."""

    async def keep(self) -> None:
        """Return when the lead is lost."""

    async def give_up(self) -> None:
        """Let another have it."""


class NoLock:
    """There is nobody else."""

    async def take(self) -> bool:
        """Have it."""
        return True

    async def keep(self) -> None:
        """Never lose it."""
        await asyncio.Event().wait()

    async def give_up(self) -> None:
        """Need not do anything."""


class Desk(Protocol):
    """Whoever works with the database; `bot.turns.dispatcher.TurnDispatcher` does."""

    async def run(self, work: Callable[[Connection], T], /) -> T:
        """Do it in a transaction."""


class Lease:
    """The lead as a lease in the database, renewed while it is held. `clock` is the one that all processes share."""

    def __init__(
        self,
        desk: Desk,
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
