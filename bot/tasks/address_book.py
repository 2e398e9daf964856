"""What is wanted of files and the address book: what is fetched for it, and where the long part is done."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Final, ParamSpec, TypeAlias, TypeVar

from sqlalchemy import Connection

from bot.address import Address
from bot.storage.people import address_books, people
from bot.tasks import address_book_work
from bot.tasks.address_book_work import AddressBookSnapshot
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
"""Files may be large: as many may be held in memory at the same time."""

FETCHED_S: Final = 120.0
"""Seconds for one file, however slowly it comes."""

Asked: TypeAlias = LookInto | KeepPeople | Restore | FindMatches | FindPeopleAt
"""What is wanted of it."""


class ErasedError(Exception):
    """Whoever wanted it is not there any more."""


class AddressBookTasks:
    """Does these wants, of whichever channels it can `fetch` files from, as far as this machine has `room`."""

    def __init__(self, desk: TurnDispatcher, fetch: Mapping[str, Fetch], room: asyncio.Semaphore) -> None:
        self._desk = desk
        self._fetch = fetch
        self._room = room
        self._fetching = asyncio.Semaphore(FETCHED_AT_ONCE)

    def can_fetch(self, channel: str) -> bool:
        """Whether files of this channel can be had here; else another process has to."""
        return channel in self._fetch

    async def do(self, want: Asked, address: Address) -> Made:
        """Do any of these wants."""
        match want:
            case LookInto():
                return await self.look_into(want, address)
            case KeepPeople():
                return await self.keep(want, address)
            case Restore():
                return await self.restore(want, address)
            case FindMatches():
                return await self.find_fits(want, address)
            case FindPeopleAt():
                return await self.find_people_at(want, address)

    async def look_into(self, want: LookInto, address: Address) -> LookedInto | LookedIntoExport:
        """Count what is in a file."""
        content = await self._content(want.file, address)
        if isinstance(content, Unread):
            return LookedInto(want.file, content)
        try:
            return await self._apart(address_book_work.look_into, want.file, content)
        except ExhaustedError:
            return LookedInto(want.file, Unread.UNKNOWN)

    async def keep(self, want: KeepPeople, address: Address) -> KeptPeople | NotKept:
        """Make the address book that has a file's people too; it is stored with the turn that hears of it."""
        content = await self._content(want.file, address)
        if isinstance(content, Unread):
            return NotKept(want.file, content)
        try:
            return await self._apart(address_book_work.keep, want, content, await self.shelf(address))
        except ExhaustedError:
            return NotKept(want.file, Unread.UNKNOWN)

    async def restore(self, want: Restore, address: Address) -> Restored | NotKept:
        """Read all that an export holds; it is stored with the turn that hears of it."""
        content = await self._content(want.file, address)
        if isinstance(content, Unread):
            return NotKept(want.file, content)
        try:
            return await self._apart(address_book_work.restore, want, content)
        except ExhaustedError:
            return NotKept(want.file, Unread.UNKNOWN)

    async def find_fits(self, want: FindMatches, address: Address) -> FoundMatches:
        """Find who fits the target."""
        return await self._apart(address_book_work.find_fits, want, await self.shelf(address))

    async def find_people_at(self, want: FindPeopleAt, address: Address) -> FoundPeopleAt:
        """Find who works at a place, or did."""
        return await self._apart(address_book_work.find_people_at, want, await self.shelf(address))

    async def shelf(self, address: Address) -> AddressBookSnapshot:
        """Fetch somebody's address book. Raises ErasedError where they are gone."""
        return await self._desk.run(lambda connection: shelf_of(connection, address))

    async def _content(self, file: File, address: Address) -> bytes | Unread:
        """Fetch a file, or why it cannot be had; one that comes too slowly raises TimeoutError."""
        async with self._fetching, asyncio.timeout(FETCHED_S):
            return await self._fetch[address.channel](file.ref)

    async def _apart(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do it in a process of its own, when there is room for one."""
        async with self._room:
            return await apart(work, *args, **kwargs)


def shelf_of(connection: Connection, address: Address) -> AddressBookSnapshot:
    """Fetch somebody and their address book. Raises ErasedError where they are gone."""
    person = people.find(connection, address)
    if person is None:
        raise ErasedError
    if person.book is None:
        return AddressBookSnapshot(person, 0, ())
    return AddressBookSnapshot(person, person.book.n, address_books.pages_of(connection, person.id, person.book.n))
