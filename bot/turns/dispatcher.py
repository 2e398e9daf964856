"""The desk: takes what is heard to the database and answers when it is committed.

Clerks own the transactions, one thread each: one on SQLite, where there is one writer; several on PostgreSQL, where
each serves its own part of the chats, so that the turns of a chat stay in their order.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from itertools import count
from types import TracebackType
from typing import Any, Final, Protocol, Self, TypeVar

from sqlalchemy import Connection

from bot.address import Address
from bot.errors import DatabaseError
from bot.storage.db.database import Database
from bot.storage.queue.messages import Claims, QueuedMessage
from bot.turns.transactions import Job, TransactionWorker
from bot.turns.turn import IncomingEvent, TurnHandler, TurnOutcome
from dialogs.text import Words

T = TypeVar("T")

CLOSING_S: Final = 15.0
"""How long closing waits for transactions that are under way; they have shorter patience themselves."""

READY_S: Final = 1.0
"""How long the last look at the database counts."""


class ClaimingSender(Protocol):
    """Whoever sends for this process, and takes what a turn claims for it."""

    @property
    def claims(self) -> Claims:
        """What turns may claim for it; read in a database thread."""

    def begin(self, claimed: Sequence[QueuedMessage], /) -> None:
        """Send these; called in the event loop, once they are committed."""


class TurnDispatcher:
    """Serves any number of tasks of one event loop. Close it to finish what it holds.

    `said` is set when there is something new to send, `wanted` when there is something to do: wait, clear,
    then look. What turns say is claimed for the `sender` where there is one.
    """

    def __init__(self, database: Database, exchange: TurnHandler, threads: int | None = None) -> None:
        self.said = asyncio.Event()
        self.wanted = asyncio.Event()
        self.sender: ClaimingSender | None = None
        self._database = database
        self._exchange = exchange
        self._is_closed = False
        self._clerks = [
            TransactionWorker(f"database-{n}", database, self._tell) for n in range(threads or database.threads)
        ]
        self._turns = count()
        self._looked_at: tuple[float, bool] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def hear(self, arrival: IncomingEvent) -> TurnOutcome:
        """Play a turn; returns when it is committed.

        Raises DatabaseError where it could not be stored, which may pass; else what the coach raised. In both
        cases nothing of it was stored.
        """
        return await self._do(
            lambda connection: self._exchange.turn(connection, arrival, self._claims), arrival.address
        )

    async def set_aside(self, arrival: IncomingEvent, why: str, apology: Words) -> TurnOutcome:
        """Keep what made the code raise, and apologise; returns and raises as `hear`."""
        return await self._do(
            lambda connection: self._exchange.set_aside(connection, arrival, why, apology, self._claims),
            arrival.address,
        )

    async def run(self, work: Callable[[Connection], T], address: Address | None = None) -> T:
        """Do other work in a transaction, which may concern one chat; returns what it gives, when that is committed.

        It may be called again, where another in its group failed, or stood in its way, and all was rolled back.
        Raises DatabaseError as `hear` does, and what the work raises.
        """
        return await self._do(work, address)

    async def is_ready(self, patience_s: float = 2.0) -> bool:
        """Whether something can be written just now; a look counts for a second."""
        now = time.monotonic()
        if self._looked_at is None or now - self._looked_at[0] > READY_S:
            try:
                async with asyncio.timeout(patience_s):
                    await self.run(self._database.probe)
            except (DatabaseError, TimeoutError):
                self._looked_at = (now, False)
            else:
                self._looked_at = (now, True)
        return self._looked_at[1]

    async def close(self) -> None:
        """Finish what was handed in, then stop; where the database is away, what waits is refused."""
        if not self._is_closed:
            self._is_closed = True
            for clerk in self._clerks:
                clerk.close()
        await asyncio.to_thread(self._join)

    def _join(self) -> None:
        end = time.monotonic() + CLOSING_S
        for clerk in self._clerks:
            clerk.join(max(end - time.monotonic(), 0.0))

    async def _do(self, work: Callable[[Connection], T], address: Address | None) -> T:
        if self._is_closed:
            raise RuntimeError("the desk is closed")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        number = next(self._turns) if address is None else hash(address)
        self._clerks[number % len(self._clerks)].take(Job(work, future, address))
        # Whoever stops waiting does not undo what may be committed by now.
        return await future

    def _tell(self, jobs: Sequence[Job], results: Sequence[Any]) -> None:
        for job, result in zip(jobs, results, strict=True):
            if isinstance(result, TurnOutcome):
                self._wake(result)
            if job.future.done():
                continue  # whoever asked stopped waiting
            if isinstance(result, Exception):
                job.future.set_exception(result)
            else:
                job.future.set_result(result)

    @property
    def _claims(self) -> Claims | None:
        return self.sender.claims if self.sender else None

    def _wake(self, taken: TurnOutcome) -> None:
        if taken.claimed and self.sender:
            self.sender.begin(taken.claimed)
        # A repeat may be of a turn whose commit was not heard of, and which woke nobody.
        if taken.has_said or taken.is_repeat:
            self.said.set()
        if taken.has_wanted or taken.is_repeat:
            self.wanted.set()
