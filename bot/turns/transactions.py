"""A clerk: one thread that does what is handed to it in transactions, several jobs in one.

A commit costs more than a turn, so whatever waits is done together and committed once. Nobody gets an answer before.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from random import uniform
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection

from bot.address import Address
from bot.errors import DatabaseError
from bot.storage.db.database import Database
from bot.storage.db.errors import ConflictError, may_pass

GROUP: Final = 32
"""The most that one transaction does; more would let the first wait long for the last."""

TRIES: Final = 4
"""How often a job that meets with another transaction is tried alone."""


@dataclass(frozen=True, slots=True)
class Job:
    """Work to be done in a transaction, and who waits for what it gives. What is of one chat says of which."""

    work: Callable[[Connection], Any]
    future: asyncio.Future[Any]
    address: Address | None = None


Tell: TypeAlias = Callable[[Sequence[Job], Sequence[Any]], None]


class TransactionWorker:
    """Serves one event loop, which it `tell`s what came of the jobs. Close it to finish what it holds."""

    def __init__(self, name: str, database: Database, tell: Tell) -> None:
        self._database = database
        self._tell = tell
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._is_closing = False
        # A daemon, so that a program which fails before it closes the desk can end: what is not committed
        # was promised to nobody.
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)
        self._thread.start()

    def take(self, job: Job) -> None:
        """Put a job behind those that wait."""
        self._queue.put(job)

    def close(self) -> None:
        """Let it end when it has done what it holds; the first sign of an outage ends that."""
        self._is_closing = True
        self._queue.put(None)

    def join(self, seconds: float) -> None:
        """Wait until it has ended, but no longer than this."""
        self._thread.join(seconds)

    def _serve(self) -> None:
        while (job := self._queue.get()) is not None:
            jobs, is_last = self._group(job, GROUP)
            results = self._done(jobs)
            self._answer(jobs, results)
            if is_last:
                return
            if self._is_closing and isinstance(results[0], DatabaseError):
                self._refuse(results[0])
                return

    def _group(self, first: Job, most: float) -> tuple[list[Job], bool]:
        """Take what else waits, and say whether this is the end."""
        jobs = [first]
        while len(jobs) < most:
            try:
                job = self._queue.get_nowait()
            except Empty:
                break
            if job is None:
                return jobs, True
            jobs.append(job)
        # What is of one chat first, by address: locks are taken in one order, whoever else takes them, and the turns of
        # a chat stay in theirs. Other work after them, since all processes may wait for the rows that it locks.
        jobs.sort(key=_order)
        return jobs, False

    def _refuse(self, error: DatabaseError) -> None:
        """Answer what waits without trying it."""
        with suppress(Empty):
            while job := self._queue.get_nowait():
                self._answer([job], [error])

    def _done(self, jobs: Sequence[Job]) -> list[Any]:
        """Do the jobs in one transaction; where one fails, each in its own, and the others do not suffer."""
        try:
            return self._together(jobs)
        except Exception as error:  # noqa: BLE001  # whatever it is, it belongs to whoever handed the job in
            if isinstance(error, DatabaseError) and not isinstance(error, ConflictError):
                return [error] * len(jobs)
            if len(jobs) == 1 and not may_pass(error):
                return [error]
        return [self._alone(job) for job in jobs]

    def _alone(self, job: Job) -> Any:
        for attempt in range(1, TRIES + 1):
            try:
                return self._together([job])[0]
            except Exception as error:  # noqa: BLE001  # as above
                if attempt == TRIES or not may_pass(error):
                    return error
            # Those who met should not do so for ever.
            time.sleep(uniform(0, 0.02 * 2**attempt))  # noqa: S311  # nothing to be guessed
        raise AssertionError

    def _together(self, jobs: Sequence[Job]) -> list[Any]:
        with self._database.begin() as connection:
            return [job.work(connection) for job in jobs]

    def _answer(self, jobs: Sequence[Job], results: Sequence[Any]) -> None:
        """Wake the event loop once for all; where it is closed, nobody waits any more."""
        with suppress(RuntimeError):
            jobs[0].future.get_loop().call_soon_threadsafe(self._tell, jobs, results)


def _order(job: Job) -> tuple[bool, str, str]:
    return (True, "", "") if job.address is None else (False, job.address.channel, job.address.external_id)
