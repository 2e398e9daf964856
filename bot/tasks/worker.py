"""The task worker: does the tasks of turns and brings each result back as a turn of its own."""

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
"""How long to wait where the database does not answer."""

MOST_TRIES: Final = 2
"""How many processes may end while they are at a want; it may be what ends them."""

AT_ONCE: Final = 2
"""How many wants may have this machine's processors at the same time."""

LOOK_S: Final = 5.0
"""How long to wait before a look for what another process left undone, since that wakes nobody here."""


class RewriterProtocol(Protocol):
    """Whoever says a draft in somebody's own voice; `bot.tasks.rewriting.Rewriter` does."""

    async def rewrite(self, want: Rewrite, /) -> Rewritten:
        """Rewrite a draft. The text is empty if that failed."""


class Worker:
    """Does open wants: those left over from before a crash, then each as it is committed.

    They are done side by side, so that what waits for somebody else's server holds nobody back; what needs this
    machine, a few at a time. The result's turn deletes the want, so it has its effect once, however often it was done.
    What needs a file of a channel that this process cannot `fetch` from is left to one that can.
    """

    def __init__(  # noqa: PLR0913  # each is something else of the world that a want may need
        self,
        desk: TurnDispatcher,
        languages: Languages,
        clock: Callable[[], datetime],
        zone: ZoneInfo,
        *,
        pause_s: float = PAUSE_S,
        fetch: Mapping[str, Fetch] | None = None,
        register: Register | None = None,
        rewriter: RewriterProtocol | None = None,
    ) -> None:
        self._desk = desk
        self._languages = languages
        self._room = asyncio.Semaphore(AT_ONCE)
        self._library = AddressBookTasks(desk, fetch or {}, self._room)
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
                self._desk.wanted.clear()
                try:
                    await self.begin_open()
                except DatabaseError:  # the log has it from the database
                    await asyncio.sleep(self._pause_s)
                else:
                    with suppress(TimeoutError):
                        async with asyncio.timeout(LOOK_S):
                            await self._desk.wanted.wait()
        finally:
            tasks = list(self._under_way.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            with suppress(DatabaseError):  # the log has it; its lease ends by itself
                await self._desk.run(lambda connection: release(connection, self._me))

    async def begin_open(self) -> list[asyncio.Task[None]]:
        """Begin all that is open, but for what is under way, and give the new tasks. Raises DatabaseError."""
        now = self._clock()
        wants = await self._desk.run(lambda connection: take(connection, self._me, now, self._is_ours))
        left = [want for want in wants if want not in self._under_way]
        begun = {want: asyncio.create_task(self._work(want)) for want in left}
        self._under_way |= begun
        return list(begun.values())

    async def _work(self, want: OpenTask) -> None:
        """Do it; where the database is away, it stays open and is taken up again after a while."""
        try:
            await self._answer(want)
        except DatabaseError:  # the log has it from the database
            await asyncio.sleep(self._pause_s)
        finally:
            del self._under_way[want]

    def _is_ours(self, want: OpenTask) -> bool:
        if want in self._given_up:
            return False
        needs_file = isinstance(want.want, LookInto | KeepPeople | Restore)
        return not needs_file or self._library.can_fetch(want.address.channel)

    async def _answer(self, want: OpenTask) -> None:
        if want.tries > MOST_TRIES:
            log.error("task given up", task=type(want.want).__name__, tries=MOST_TRIES)
            await self._fail(want)
            return
        try:
            made = await self._made(want)
            await self._desk.hear(IncomingEvent(want.address, TaskDone(want.n, made)))
        except DatabaseError:
            raise
        except ErasedError:
            return  # the want went with them
        except RegisterError:  # the log has it from the register
            await self._fail(want)
        except Exception as error:  # noqa: BLE001  # one want that fails must not stop the others
            log.error("task failed", task=type(want.want).__name__, error=type(error).__name__)  # noqa: TRY400
            await self._fail(want)

    async def _fail(self, want: OpenTask) -> None:
        try:
            await self._desk.hear(IncomingEvent(want.address, TaskFailed(want.n, want.want)))
        except DatabaseError:
            raise
        except Exception as error:  # noqa: BLE001  # likewise; it is tried again after the next start
            log.error("failure not told", error=type(error).__name__)  # noqa: TRY400  # a traceback may quote people
            self._given_up.add(want)

    async def _made(self, want: OpenTask) -> Made:
        match want.want:
            case MakeExport():
                shelf = await self._library.shelf(want.address)
                here = self._clock().astimezone(zone_of(shelf.person.nudging.zone, self._zone))
                async with self._room:
                    return await export.everything(shelf, want.address, here, self._languages.speak)
            case DrawMap():
                person = await self._desk.run(lambda connection: self._person(connection, want))
                zone = zone_of(person.nudging.zone, self._zone)
                async with self._room:
                    return await drawing.pictured(person, self._languages.speak, self._clock().astimezone(zone))
            case LookInto() | KeepPeople() | Restore() | FindMatches() | FindPeopleAt() as asked:
                return await self._library.do(asked, want.address)
            case FindCompanies() as search:
                return await self._register.find(search)
            case Rewrite() as rewrite:
                return await self._rewritten(rewrite)

    async def _rewritten(self, want: Rewrite) -> Made:
        """The draft rewritten; where nobody does that any more, the draft stands."""
        return await self._rewriter.rewrite(want) if self._rewriter else Rewritten(want.outreach, want.draft, "")

    def _person(self, connection: Connection, want: OpenTask) -> Person:
        person = people.find(connection, want.address)
        if person is None:
            raise ErasedError
        return person
