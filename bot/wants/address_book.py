"""What is wanted of files and the address book: read, put in, found; long work in a thread beside the event loop."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from sqlalchemy import Connection

from bot.address import Address
from bot.desk import Desk
from bot.reading.files import read
from bot.reading.merging import merged, without_details
from bot.storage import address_book, people
from bot.wants.fetching import Fetch
from dialogs import matching
from dialogs.address_book import (
    Acquaintance,
    File,
    FindFits,
    FindPeopleAt,
    FoundFits,
    FoundPeopleAt,
    KeepPeople,
    KeptPeople,
    LookedInto,
    LookInto,
    NotKept,
    Reading,
    Tally,
    Unread,
)
from dialogs.past import AnyRead, Exported, LookedIntoExport, Restore, Restored, holding
from dialogs.person import Person
from dialogs.speech import Made

FIRST: Final = 10
"""Numbers of unread rows that are told; more than these nobody looks up."""


Asked: TypeAlias = LookInto | KeepPeople | Restore | FindFits | FindPeopleAt
"""What is wanted of it."""


class ErasedError(Exception):
    """Whoever wanted it is not there any more."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Whose address book it is, the number of the newest, and its pages."""

    person: Person
    book: int
    pages: Sequence[bytes]


class Library:
    """Does these wants, of whichever channels it can `fetch` files from."""

    def __init__(self, desk: Desk, fetch: Mapping[str, Fetch]) -> None:
        self._desk = desk
        self._fetch = fetch

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
            case FindFits():
                return await self.find_fits(want, address)
            case FindPeopleAt():
                return await self.find_people_at(want, address)

    async def look_into(self, want: LookInto, address: Address) -> LookedInto | LookedIntoExport:
        """Count what is in a file."""
        found = await self._read(want.file, address)
        return await asyncio.to_thread(looked_into, want.file, found)

    async def keep(self, want: KeepPeople, address: Address) -> KeptPeople | NotKept:
        """Make the address book that has a file's people too; it is stored with the turn that hears of it."""
        found = await self._read(want.file, address)
        if not isinstance(found, Reading):
            return NotKept(want.file, _why(found))
        shelf = await self.shelf(address)
        return await asyncio.to_thread(kept, want, found.people, shelf)

    async def restore(self, want: Restore, address: Address) -> Restored | NotKept:
        """Read all that an export holds; it is stored with the turn that hears of it."""
        found = await self._read(want.file, address)
        if not isinstance(found, Exported):
            return NotKept(want.file, _why(found))
        return await asyncio.to_thread(restored, want, found)

    async def find_fits(self, want: FindFits, address: Address) -> FoundFits:
        """Find who fits the target."""
        shelf = await self.shelf(address)
        return await asyncio.to_thread(lambda: matching.fits(shelf.person, address_book.unpacked(shelf.pages), want))

    async def find_people_at(self, want: FindPeopleAt, address: Address) -> FoundPeopleAt:
        """Find who works at a place, or did."""
        shelf = await self.shelf(address)
        return await asyncio.to_thread(
            lambda: matching.people_at(shelf.person, address_book.unpacked(shelf.pages), want)
        )

    async def shelf(self, address: Address) -> Shelf:
        """Fetch somebody's address book. Raises ErasedError where they are gone."""
        return await self._desk.run(lambda connection: shelf_of(connection, address))

    async def _read(self, file: File, address: Address) -> AnyRead:
        content = await self._fetch[address.channel](file.ref)
        return content if isinstance(content, Unread) else await asyncio.to_thread(read, content)


def shelf_of(connection: Connection, address: Address) -> Shelf:
    """Fetch somebody and their address book. Raises ErasedError where they are gone."""
    person = people.find(connection, address)
    if person is None:
        raise ErasedError
    if person.book is None:
        return Shelf(person, 0, ())
    return Shelf(person, person.book.n, address_book.pages_of(connection, person.id, person.book.n))


def looked_into(file: File, found: AnyRead) -> LookedInto | LookedIntoExport:
    """Count what is in a file."""
    match found:
        case Exported():
            return LookedIntoExport(file, holding(found))
        case Reading(source, people, unread):
            details = sum(bool(person.email or person.phone) for person in people)
            return LookedInto(file, Tally(source, len(people), details, len(unread), unread[:FIRST]))
        case _:
            return LookedInto(file, found)


def _why(found: AnyRead) -> Unread:
    """Tell why a file cannot be taken any more that could be; that it became another is a loss, too."""
    return found if isinstance(found, Unread) else Unread.GONE


def restored(want: Restore, found: Exported) -> Restored:
    """Make what an export holds ready to be stored."""
    return Restored(want.file, found.past, address_book.packed(found.people))


def kept(want: KeepPeople, read: Sequence[Acquaintance], shelf: Shelf) -> KeptPeople:
    """Make the address book anew, with these people."""
    known = address_book.unpacked(shelf.pages)
    made = merged(known, read if want.has_details else without_details(read))
    pages = address_book.packed(made.people)
    return KeptPeople(want.file, shelf.book, len(made.people), made.new, made.changed, want.has_details, pages)
