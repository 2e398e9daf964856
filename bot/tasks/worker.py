"""The task worker: it does the tasks that turns request, and plays a turn with each result."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Final, Protocol
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Connection

from bot.errors import DatabaseError
from bot.i18n import Languages
from bot.settings import URL
from bot.storage.people import people
from bot.storage.queue.leases import this_process
from bot.storage.queue.tasks import OpenTask, release, take
from bot.tasks import export
from bot.tasks.address_book import AddressBookTasks, ErasedError
from bot.tasks.company_register import Register, RegisterError
from bot.tasks.fair_semaphore import FairSemaphore
from bot.tasks.files import Fetch
from bot.tasks.network_map import drawing
from bot.turns.dispatcher import TurnDispatcher
from bot.turns.incoming import IncomingEvent
from dialogs.model.address_book import FindMatches, FindPeopleAt, KeepPeople, LookInto
from dialogs.model.companies import FindCompanies
from dialogs.model.person import Person
from dialogs.model.snapshot import Restore
from dialogs.protocol.events import TaskDone, TaskFailed
from dialogs.protocol.tasks import DrawMap, Made, MakeExport, Rewrite, Rewritten
from dialogs.understanding.time_zones import zone_of

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

PAUSE_S: Final = 5.0
"""Seconds to wait if the database does not answer."""

MOST_TRIES: Final = 2
"""Limit of attempts in which the process ended during the task, since the task may be the cause."""

AT_ONCE: Final = 2
"""Limit of concurrent tasks that need this machine's CPU. One user has one of them at a time."""

LOOK_S: Final = 5.0
"""Seconds between polls for tasks that another process left undone, which sends no signal to this one."""


class RewriterProtocol(Protocol):
    """The part of `bot.tasks.rewriting.Rewriter` that the worker needs."""

    async def rewrite(self, task: Rewrite, /) -> Rewritten:
        """Rewrite a draft. The text is empty if that failed."""


class Worker:
    """Does open tasks: those that a crash left, then new ones as they are committed.

    Tasks run concurrently, so that one that waits for a server delays no other; those that need this machine's CPU are
    limited. The turn with the result deletes the task, so that its effect happens once, even if the task is done twice.
    A task with a file of a channel that is not in `fetch` is left to another process.
    """

    def __init__(  # noqa: PLR0913  # tasks need different parts of the outside world
        self,
        dispatcher: TurnDispatcher,
        languages: Languages,
        clock: Callable[[], datetime],
        zone: ZoneInfo,
        *,
        pause_s: float = PAUSE_S,
        fetch: Mapping[str, Fetch] | None = None,
        register: Register | None = None,
        rewriter: RewriterProtocol | None = None,
    ) -> None:
        self._dispatcher = dispatcher
        self._languages = languages
        self._room = FairSemaphore(AT_ONCE)
        self._library = AddressBookTasks(dispatcher, fetch or {}, self._room)
        self._register = register or Register(URL, clock)
        self._clock = clock
        self._zone = zone
        self._rewriter = rewriter
        self._pause_s = pause_s
        self._given_up: set[OpenTask] = set()
        self._me = this_process()
        self._under_way: dict[OpenTask, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Work until cancelled."""
        try:
            while True:
                self._dispatcher.wanted.clear()
                try:
                    await self.begin_open()
                except DatabaseError:  # the database has logged it
                    await asyncio.sleep(self._pause_s)
                else:
                    with suppress(TimeoutError):
                        async with asyncio.timeout(LOOK_S):
                            await self._dispatcher.wanted.wait()
        finally:
            tasks = list(self._under_way.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            with suppress(DatabaseError):  # the database has logged it, and the lease expires
                await self._dispatcher.run(lambda connection: release(connection, self._me))

    async def begin_open(self) -> list[asyncio.Task[None]]:
        """Start all open tasks that are not running, and return the new asyncio tasks. Raise DatabaseError."""
        now = self._clock()
        found = await self._dispatcher.run(lambda connection: take(connection, self._me, now, self._is_ours))
        left = [task for task in found if task not in self._under_way]
        begun = {task: asyncio.create_task(self._work(task)) for task in left}
        self._under_way |= begun
        return list(begun.values())

    async def _work(self, task: OpenTask) -> None:
        """Do a task. In an outage of the database it stays open and is tried again later."""
        try:
            await self._answer(task)
        except DatabaseError:  # the database has logged it
            await asyncio.sleep(self._pause_s)
        finally:
            del self._under_way[task]

    def _is_ours(self, task: OpenTask) -> bool:
        if task in self._given_up:
            return False
        needs_file = isinstance(task.work, LookInto | KeepPeople | Restore)
        return not needs_file or self._library.can_fetch(task.address.channel)

    async def _answer(self, task: OpenTask) -> None:
        if task.tries > MOST_TRIES:
            log.error("task given up", task=type(task.work).__name__, tries=MOST_TRIES)
            await self._fail(task)
            return
        try:
            made = await self._made(task)
            await self._dispatcher.handle(IncomingEvent(task.address, TaskDone(task.n, made)))
        except DatabaseError:
            raise
        except ErasedError:
            return  # the task was deleted with the person
        except RegisterError:  # the client has logged it
            await self._fail(task)
        except Exception as error:  # noqa: BLE001  # a task that fails must not stop the others
            log.error("task failed", task=type(task.work).__name__, error=type(error).__name__)  # noqa: TRY400
            await self._fail(task)

    async def _fail(self, task: OpenTask) -> None:
        try:
            await self._dispatcher.handle(IncomingEvent(task.address, TaskFailed(task.n, task.work)))
        except DatabaseError:
            raise
        except Exception as error:  # noqa: BLE001  # as above; the task is tried again after the next start
            log.error("failure not told", error=type(error).__name__)  # noqa: TRY400  # a traceback may quote people
            self._given_up.add(task)

    async def _made(self, task: OpenTask) -> Made:
        match task.work:
            case MakeExport():
                snapshot = await self._library.snapshot(task.address)
                here = self._clock().astimezone(zone_of(snapshot.person.nudging.zone, self._zone))
                async with self._room.place(task.address):
                    return await export.everything(snapshot, task.address, here, self._languages.speak)
            case DrawMap():
                person = await self._dispatcher.run(lambda connection: self._person(connection, task))
                zone = zone_of(person.nudging.zone, self._zone)
                async with self._room.place(task.address):
                    return await drawing.pictured(person, self._languages.speak, self._clock().astimezone(zone))
            case LookInto() | KeepPeople() | Restore() | FindMatches() | FindPeopleAt() as asked:
                return await self._library.do(asked, task.address)
            case FindCompanies() as search:
                return await self._register.find(search)
            case Rewrite() as rewrite:
                return await self._rewritten(rewrite)

    async def _rewritten(self, task: Rewrite) -> Made:
        """Rewrite a draft, or return it unchanged if no language model is configured any more."""
        return await self._rewriter.rewrite(task) if self._rewriter else Rewritten(task.outreach, task.draft, "")

    def _person(self, connection: Connection, task: OpenTask) -> Person:
        person = people.find(connection, task.address)
        if person is None:
            raise ErasedError
        return person
