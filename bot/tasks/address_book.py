"""Tasks on files and the address book: they download the input and compute in the process pool."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Final, ParamSpec, TypeAlias, TypeVar

from sqlalchemy import Connection

from bot.address import Address
from bot.storage.people import address_books, people
from bot.tasks import address_book_work
from bot.tasks.address_book_work import AddressBookSnapshot
from bot.tasks.fair_semaphore import FairSemaphore
from bot.tasks.files import Fetch
from bot.tasks.subprocess_pool import ExhaustedError, apart
from bot.turns.dispatcher import TurnDispatcher
from dialogs.model.address_book import (
    File,
    FindMatches,
    FindPeopleAt,
    FoundMatches,
    FoundPeopleAt,
    KeepPeople,
    KeptPeople,
    LookedInto,
    LookInto,
    NotKept,
    Unread,
)
from dialogs.model.snapshot import LookedIntoExport, Restore, Restored
from dialogs.protocol.tasks import Made

P = ParamSpec("P")
T = TypeVar("T")

FETCHED_AT_ONCE: Final = 4
"""Limit of concurrent downloads, since each file is held in memory."""

FETCHED_S: Final = 120.0
"""Timeout of the download of one file, in seconds."""

Asked: TypeAlias = LookInto | KeepPeople | Restore | FindMatches | FindPeopleAt
"""A task on a file or an address book."""


class ErasedError(Exception):
    """The person who requested the task has been deleted."""


class AddressBookTasks:
    """Does these tasks. `fetch` maps a channel to its download function; `room` limits concurrent computations."""

    def __init__(self, dispatcher: TurnDispatcher, fetch: Mapping[str, Fetch], room: FairSemaphore) -> None:
        self._dispatcher = dispatcher
        self._fetch = fetch
        self._room = room
        self._fetching = FairSemaphore(FETCHED_AT_ONCE)

    def can_fetch(self, channel: str) -> bool:
        """Whether this process can download files of the channel; otherwise another process does the task."""
        return channel in self._fetch

    async def do(self, task: Asked, address: Address) -> Made:
        """Do a task and return its result. Raise as the method for its kind does."""
        match task:
            case LookInto():
                return await self.look_into(task, address)
            case KeepPeople():
                return await self.keep(task, address)
            case Restore():
                return await self.restore(task, address)
            case FindMatches():
                return await self.find_fits(task, address)
            case FindPeopleAt():
                return await self.find_people_at(task, address)

    async def look_into(self, task: LookInto, address: Address) -> LookedInto | LookedIntoExport:
        """Count the people or facts in a file."""
        content = await self._content(task.file, address)
        if isinstance(content, Unread):
            return LookedInto(task.file, content)
        try:
            return await self._apart(address, address_book_work.look_into, task.file, content)
        except ExhaustedError:
            return LookedInto(task.file, Unread.UNKNOWN)

    async def keep(self, task: KeepPeople, address: Address) -> KeptPeople | NotKept:
        """Merge the people of a file into the address book. The turn that handles the result stores it."""
        content = await self._content(task.file, address)
        if isinstance(content, Unread):
            return NotKept(task.file, content)
        try:
            return await self._apart(address, address_book_work.keep, task, content, await self.snapshot(address))
        except ExhaustedError:
            return NotKept(task.file, Unread.UNKNOWN)

    async def restore(self, task: Restore, address: Address) -> Restored | NotKept:
        """Read an export. The turn that handles the result stores it."""
        content = await self._content(task.file, address)
        if isinstance(content, Unread):
            return NotKept(task.file, content)
        try:
            return await self._apart(address, address_book_work.restore, task, content)
        except ExhaustedError:
            return NotKept(task.file, Unread.UNKNOWN)

    async def find_fits(self, task: FindMatches, address: Address) -> FoundMatches:
        """Find the people in the address book who fit the target."""
        return await self._apart(address, address_book_work.find_fits, task, await self.snapshot(address))

    async def find_people_at(self, task: FindPeopleAt, address: Address) -> FoundPeopleAt:
        """Find the people in the address book who work or worked at a company."""
        return await self._apart(address, address_book_work.find_people_at, task, await self.snapshot(address))

    async def snapshot(self, address: Address) -> AddressBookSnapshot:
        """Load a person and their address book. Raise ErasedError if the person was deleted."""
        return await self._dispatcher.run(lambda connection: shelf_of(connection, address))

    async def _content(self, file: File, address: Address) -> bytes | Unread:
        """Download a file, or return why that is impossible. Raise TimeoutError if it takes too long."""
        async with self._fetching.place(address), asyncio.timeout(FETCHED_S):
            return await self._fetch[address.channel](file.ref)

    async def _apart(self, address: Address, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run the work in a subprocess, once fewer than the limit are running and none of the same user."""
        async with self._room.place(address):
            return await apart(work, *args, **kwargs)


def shelf_of(connection: Connection, address: Address) -> AddressBookSnapshot:
    """Load a person and their address book. Raise ErasedError if the person was deleted."""
    person = people.find(connection, address)
    if person is None:
        raise ErasedError
    if person.book is None:
        return AddressBookSnapshot(person, 0, ())
    return AddressBookSnapshot(person, person.book.n, address_books.pages_of(connection, person.id, person.book.n))
