"""What is done with files and address books, as pure functions; another process does it (see `subprocess_pool`)."""

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
"""Numbers of unread rows that are told; more than these nobody looks up."""


@dataclass(frozen=True, slots=True)
class AddressBookSnapshot:
    """Whose address book it is, the number of the newest, and its pages."""

    person: Person
    book: int
    pages: Sequence[bytes]


def look_into(file: File, content: bytes) -> LookedInto | LookedIntoExport:
    """Read a file, and count what is in it."""
    return looked_into(file, read(content))


def keep(want: KeepPeople, content: bytes, shelf: AddressBookSnapshot) -> KeptPeople | NotKept:
    """Read a file, and make the address book that has its people too."""
    found = read(content)
    return kept(want, found.people, shelf) if isinstance(found, Reading) else NotKept(want.file, _why(found))


def restore(want: Restore, content: bytes) -> Restored | NotKept:
    """Read all that an export holds."""
    found = read(content)
    return restored(want, found) if isinstance(found, Exported) else NotKept(want.file, _why(found))


def find_fits(want: FindMatches, shelf: AddressBookSnapshot) -> FoundMatches:
    """Find who fits the target."""
    return matching.find_matches(shelf.person, unpacked(shelf.pages), want)


def find_people_at(want: FindPeopleAt, shelf: AddressBookSnapshot) -> FoundPeopleAt:
    """Find who works at a place, or did."""
    return matching.people_at(shelf.person, unpacked(shelf.pages), want)


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


def restored(want: Restore, found: Exported) -> Restored | NotKept:
    """Make what an export holds ready to be stored, if it is not too much."""
    pages = _packed(found.people)
    return NotKept(want.file, Unread.EXPORT_TOO_MUCH) if pages is None else Restored(want.file, found.past, pages)


def kept(want: KeepPeople, read: Sequence[Acquaintance], shelf: AddressBookSnapshot) -> KeptPeople | NotKept:
    """Make the address book anew, with these people, if all of them together are not too many."""
    known = unpacked(shelf.pages)
    made = merged(known, read if want.has_details else without_details(read))
    pages = _packed(made.people)
    if pages is None:
        return NotKept(want.file, Unread.BOOK_FULL)
    return KeptPeople(want.file, shelf.book, len(made.people), made.new, made.changed, want.has_details, pages)


def _packed(people: Sequence[Acquaintance]) -> tuple[bytes, ...] | None:
    """Write people on pages; none where they are more than one person may keep."""
    if len(people) > MOST_PEOPLE:
        return None
    pages = packed(people)
    return pages if sum(map(len, pages)) <= MOST_PACKED else None
