"""The turn dispatcher: it hands events to transaction workers and returns when their transaction is committed.

Each worker is one thread. SQLite has one, since it has one writer. PostgreSQL has several; each serves its own share of
the chats, by a hash of the address, so that the turns of a chat stay in order.
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
from bot.turns.incoming import IncomingEvent, TurnOutcome
from bot.turns.transactions import Job, TransactionWorker
from bot.turns.turn import TurnHandler
from dialogs.text import Words

T = TypeVar("T")

CLOSING_S: Final = 15.0
"""How long closing waits for running transactions, whose own timeouts are shorter."""

READY_S: Final = 1.0
"""How long the result of a readiness probe is cached."""


class ClaimingSender(Protocol):
    """The sender of this process, for which turns may claim messages."""

    @property
    def claims(self) -> Claims:
        """The claims that turns may make for the sender; read in a database thread."""

    def begin(self, claimed: Sequence[QueuedMessage], /) -> None:
        """Send these messages; called in the event loop after the commit."""


class TurnDispatcher:
    """Serves any number of coroutines of one event loop. Close it to finish the work it holds.

    `said` is set when there is a new message to send, `wanted` when there is a new task: wait, clear, then poll.
    Replies are claimed for the `sender` if there is one.
    """

    def __init__(self, database: Database, handler: TurnHandler, threads: int | None = None) -> None:
        self.said = asyncio.Event()
        self.wanted = asyncio.Event()
        self.sender: ClaimingSender | None = None
        self._database = database
        self._handler = handler
        self._is_closed = False
        self._workers = [
            TransactionWorker(f"database-{n}", database, self._resolve) for n in range(threads or database.threads)
        ]
        self._turns = count()
        self._probed: tuple[float, bool] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def handle(self, event: IncomingEvent) -> TurnOutcome:
        """Play a turn. Return when it is committed.

        Raise DatabaseError if it could not be stored, which may pass; else what the coach raised. In both cases
        nothing was stored.
        """
        return await self._do(
            lambda connection: self._handler.turn(connection, event, self._claims), event.address, is_turn=True
        )

    async def set_aside(self, event: IncomingEvent, why: str, apology: Words) -> TurnOutcome:
        """Store an event that made the code raise as a dead letter, and apologise. Return and raise as `handle`."""
        return await self._do(
            lambda connection: self._handler.set_aside(connection, event, why, apology, self._claims),
            event.address,
            is_turn=True,
        )

    async def run(self, work: Callable[[Connection], T], address: Address | None = None) -> T:
        """Run other work in a transaction, in the order of a chat if `address` is given. Return its result.

        The work may be called again if the transaction was rolled back because of a conflict, or because other work
        in its group failed. Raise DatabaseError as `handle` does, and what the work raises.
        """
        return await self._do(work, address)

    async def is_ready(self, timeout_s: float = 2.0) -> bool:
        """Whether the database takes writes now. The result is cached for a second."""
        now = time.monotonic()
        if self._probed is None or now - self._probed[0] > READY_S:
            try:
                async with asyncio.timeout(timeout_s):
                    await self.run(self._database.probe)
            except (DatabaseError, TimeoutError):
                self._probed = (now, False)
            else:
                self._probed = (now, True)
        return self._probed[1]

    async def close(self) -> None:
        """Finish the work that was handed in, then stop. In an outage of the database, waiting work is refused."""
        if not self._is_closed:
            self._is_closed = True
            for worker in self._workers:
                worker.close()
        await asyncio.to_thread(self._join)

    def _join(self) -> None:
        end = time.monotonic() + CLOSING_S
        for worker in self._workers:
            worker.join(max(end - time.monotonic(), 0.0))

    async def _do(self, work: Callable[[Connection], T], address: Address | None, *, is_turn: bool = False) -> T:
        if self._is_closed:
            raise RuntimeError("the turn dispatcher is closed")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        number = next(self._turns) if address is None else hash(address)
        self._workers[number % len(self._workers)].take(Job(work, future, address, is_turn))
        # A caller that is cancelled here does not undo the work, which may be committed by then.
        return await future

    def _resolve(self, jobs: Sequence[Job], results: Sequence[Any]) -> None:
        for job, result in zip(jobs, results, strict=True):
            if isinstance(result, TurnOutcome):
                self._notify(result)
            if job.future.done():
                continue  # the caller was cancelled
            if isinstance(result, Exception):
                job.future.set_exception(result)
            else:
                job.future.set_result(result)

    @property
    def _claims(self) -> Claims | None:
        return self.sender.claims if self.sender else None

    def _notify(self, outcome: TurnOutcome) -> None:
        if outcome.claimed and self.sender:
            self.sender.begin(outcome.claimed)
        # The first turn of a repeat may have been committed without an answer, and so without waking anybody.
        if outcome.has_messages or outcome.is_repeat:
            self.said.set()
        if outcome.has_tasks or outcome.is_repeat:
            self.wanted.set()
