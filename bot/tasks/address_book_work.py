"""Computations on files and address books, as pure functions that run in a subprocess (see `subprocess_pool`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.importers.files import read
from bot.importers.merging import merged, without_details
from bot.storage.people.pages import packed, unpacked
from dialogs.model.address_book import (
    MOST_PACKED,
    MOST_PEOPLE,
    Acquaintance,
    File,
    FindMatches,
    FindPeopleAt,
    FoundMatches,
    FoundPeopleAt,
    KeepPeople,
    KeptPeople,
    LookedInto,
    NotKept,
    Reading,
    Tally,
    Unread,
)
from dialogs.model.person import Person
from dialogs.model.snapshot import AnyRead, Exported, LookedIntoExport, Restore, Restored, holding
from dialogs.rules import matching

FIRST: Final = 10
"""Limit of numbers of unreadable rows that are reported; nobody looks up more."""


@dataclass(frozen=True, slots=True)
class AddressBookSnapshot:
    """A person, the number of their newest address book, and its pages."""

    person: Person
    book: int
    pages: Sequence[bytes]


def look_into(file: File, content: bytes) -> LookedInto | LookedIntoExport:
    """Read a file and count the people or facts in it."""
    return looked_into(file, read(content))


def keep(task: KeepPeople, content: bytes, snapshot: AddressBookSnapshot) -> KeptPeople | NotKept:
    """Read a file and merge its people into the address book."""
    found = read(content)
    return kept(task, found.people, snapshot) if isinstance(found, Reading) else NotKept(task.file, _why(found))


def restore(task: Restore, content: bytes) -> Restored | NotKept:
    """Read an export."""
    found = read(content)
    return restored(task, found) if isinstance(found, Exported) else NotKept(task.file, _why(found))


def find_fits(task: FindMatches, snapshot: AddressBookSnapshot) -> FoundMatches:
    """Find the people in the address book who fit the target."""
    return matching.find_matches(snapshot.person, unpacked(snapshot.pages), task)


def find_people_at(task: FindPeopleAt, snapshot: AddressBookSnapshot) -> FoundPeopleAt:
    """Find the people in the address book who work or worked at a company."""
    return matching.people_at(snapshot.person, unpacked(snapshot.pages), task)


def looked_into(file: File, found: AnyRead) -> LookedInto | LookedIntoExport:
    """Count the people or facts that a file contains."""
    match found:
        case Exported():
            return LookedIntoExport(file, holding(found))
        case Reading(source, people, unread):
            details = sum(bool(person.email or person.phone) for person in people)
            return LookedInto(file, Tally(source, len(people), details, len(unread), unread[:FIRST]))
        case _:
            return LookedInto(file, found)


def _why(found: AnyRead) -> Unread:
    """Return why a file that could be read before cannot be used. A file of another kind now counts as gone."""
    return found if isinstance(found, Unread) else Unread.GONE


def restored(task: Restore, found: Exported) -> Restored | NotKept:
    """Prepare the content of an export for storage, unless the address book is too large."""
    pages = _packed(found.people)
    return NotKept(task.file, Unread.EXPORT_TOO_MUCH) if pages is None else Restored(task.file, found.past, pages)


def kept(task: KeepPeople, read: Sequence[Acquaintance], snapshot: AddressBookSnapshot) -> KeptPeople | NotKept:
    """Merge people into the address book, unless it would become too large."""
    known = unpacked(snapshot.pages)
    made = merged(known, read if task.has_details else without_details(read))
    pages = _packed(made.people)
    if pages is None:
        return NotKept(task.file, Unread.BOOK_FULL)
    return KeptPeople(task.file, snapshot.book, len(made.people), made.new, made.changed, task.has_details, pages)


def _packed(people: Sequence[Acquaintance]) -> tuple[bytes, ...] | None:
    """Serialise people as pages. Return None if they exceed the limits of an address book."""
    if len(people) > MOST_PEOPLE:
        return None
    pages = packed(people)
    return pages if sum(map(len, pages)) <= MOST_PACKED else None
