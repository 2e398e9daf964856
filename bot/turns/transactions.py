"""The transaction worker: one thread that runs jobs in transactions, with group commit.

Group commit (DeWitt et al., "Implementation techniques for main memory database systems", 1984): a commit costs more
than a turn, so all jobs that wait run in one transaction and share one commit. No job is answered before the commit.
A transaction has at most one turn of a chat, so that nobody who sends much at once makes the others wait for all of it.
If a job raises, the transaction is rolled back and each job runs again in its own, so that the others do not suffer.
"""

import asyncio
import threading
import time
from collections import deque
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
"""The most jobs of one transaction; with more, the first would wait long for the last."""

TRIES: Final = 4
"""Limit of attempts for a job that conflicts with other transactions."""


@dataclass(frozen=True, slots=True)
class Job:
    """A unit of work and the future for its result. `address` is the chat that it concerns, if it is one.

    `is_turn`: it plays a turn, which may take much longer than other work.
    """

    work: Callable[[Connection], Any]
    future: asyncio.Future[Any]
    address: Address | None = None
    is_turn: bool = False


Resolve: TypeAlias = Callable[[Sequence[Job], Sequence[Any]], None]


class TransactionWorker:
    """Serves one event loop, in which it calls `resolve` with the results. Close it to finish its jobs."""

    def __init__(self, name: str, database: Database, resolve: Resolve) -> None:
        self._database = database
        self._resolve = resolve
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._waiting: deque[Job] = deque()
        self._is_closing = False
        self._has_ended = False
        # A daemon, so that a program that fails before it closes the dispatcher can exit; work that is not committed
        # was not promised to anybody.
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)
        self._thread.start()

    def take(self, job: Job) -> None:
        """Append a job to the queue."""
        self._queue.put(job)

    def close(self) -> None:
        """Let the thread end after the jobs that it holds, or at the first error of the database."""
        self._is_closing = True
        self._queue.put(None)

    def join(self, seconds: float) -> None:
        """Wait until the thread has ended, but no longer than `seconds`."""
        self._thread.join(seconds)

    def _serve(self) -> None:
        while jobs := self._next_group():
            results = self._run(jobs)
            self._answer(jobs, results)
            if self._is_closing and isinstance(results[0], DatabaseError):
                self._refuse(results[0])
                return

    def _next_group(self) -> list[Job]:
        """Wait for jobs and take those of the next transaction. Return none when the queue has ended."""
        if not self._waiting and not self._has_ended:
            self._note(self._queue.get())
        self._drain()
        jobs = self._chosen()
        # Jobs of chats first, by address: all processes then take locks in the same order, and the turns of a chat stay
        # in order. Other work last, since every process may wait for the rows that it locks.
        jobs.sort(key=_order)
        return jobs

    def _drain(self) -> None:
        with suppress(Empty):
            while True:
                self._note(self._queue.get_nowait())

    def _note(self, job: Job | None) -> None:
        if job is None:
            self._has_ended = True
        else:
            self._waiting.append(job)

    def _chosen(self) -> list[Job]:
        """Take jobs in their order, but no more than one turn of a chat, and nothing of the chat after a second one."""
        chosen: list[Job] = []
        left: list[Job] = []
        chats: set[Address | None] = set()
        full: set[Address | None] = set()
        while self._waiting and len(chosen) < GROUP:
            job = self._waiting.popleft()
            if job.address in full or (job.is_turn and job.address in chats):
                left.append(job)
                full.add(job.address)
            else:
                chosen.append(job)
                if job.is_turn:
                    chats.add(job.address)
        self._waiting.extendleft(reversed(left))
        return chosen

    def _refuse(self, error: DatabaseError) -> None:
        """Answer the jobs that wait with an error, without trying them."""
        self._drain()
        for job in self._waiting:
            self._answer([job], [error])

    def _run(self, jobs: Sequence[Job]) -> list[Any]:
        """Run the jobs in one transaction or, if one fails, each in its own. Return results and errors."""
        try:
            return self._run_together(jobs)
        except Exception as error:  # noqa: BLE001  # the error is the answer to the caller of the job
            if isinstance(error, DatabaseError) and not isinstance(error, ConflictError):
                return [error] * len(jobs)
            if len(jobs) == 1 and not may_pass(error):
                return [error]
        return [self._run_alone(job) for job in jobs]

    def _run_alone(self, job: Job) -> Any:
        for attempt in range(1, TRIES + 1):
            try:
                return self._run_together([job])[0]
            except Exception as error:  # noqa: BLE001  # as above
                if attempt == TRIES or not may_pass(error):
                    return error
            # Exponential backoff with full jitter, so that two transactions do not conflict again and again.
            time.sleep(uniform(0, 0.02 * 2**attempt))  # noqa: S311  # nothing to be guessed
        raise AssertionError

    def _run_together(self, jobs: Sequence[Job]) -> list[Any]:
        with self._database.begin() as connection:
            return [job.work(connection) for job in jobs]

    def _answer(self, jobs: Sequence[Job], results: Sequence[Any]) -> None:
        """Wake the event loop once for all jobs. If it is closed, nobody waits any more."""
        with suppress(RuntimeError):
            jobs[0].future.get_loop().call_soon_threadsafe(self._resolve, jobs, results)


def _order(job: Job) -> tuple[bool, str, str]:
    return (True, "", "") if job.address is None else (False, job.address.channel, job.address.external_id)
