"""The address book: people brought from a file, up to thirty thousand; storage keeps it, and the coach only asks it."""

from datetime import date
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from dialogs.model.facts import Category

MOST_PEOPLE = 30_000
"""As many as LinkedIn lets anybody have; in one file, and in the address book that several make together."""

MOST_PACKED = 8 * 2**20
"""Bytes of an address book as it is stored; as many people with all that their source tells take three million."""

MOST_ROWS = 100_000
"""More rows or cards than these are no list of people, whatever stands in them."""

MOST_BYTES = 20 * 2**20
"""As large a file as a bot of Telegram's may fetch."""


class Source(StrEnum):
    """What kind of file somebody was read from; stored: add, never rename."""

    LINKEDIN = "linkedin"
    GOOGLE = "google"
    CARDS = "cards"
    TABLE = "table"


class Acquaintance(Struct, frozen=True, gc=False):
    """Somebody in the address book.

    `mark` is what their source knows them by for good, if anything: a card's UID. `former` are the workplaces that
    an earlier file named, the newest first.
    """

    name: str
    company: str = ""
    position: str = ""
    connected: date | None = None
    link: str = ""
    email: str = ""
    phone: str = ""
    source: Source = Source.TABLE
    mark: str = ""
    former: tuple[str, ...] = ()


class Unread(StrEnum):
    """Why nobody could be read from a file."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    SWELLS = "swells"
    LOCKED = "locked"
    PACKED = "packed"
    WORKBOOK = "workbook"
    NO_LIST = "no_list"
    NOBODY = "nobody"
    UNKNOWN = "unknown"
    GONE = "gone"
    EXPORT_BROKEN = "export_broken"
    EXPORT_NEWER = "export_newer"
    EXPORT_TOO_MUCH = "export_too_much"
    BOOK_FULL = "book_full"


class Reading(Struct, frozen=True, gc=False):
    """The people of a file, and the numbers of its rows or cards that could not be read.

    Rows are numbered as a spreadsheet does, from the first line on; cards from one.
    """

    source: Source
    people: tuple[Acquaintance, ...]
    unread: tuple[int, ...] = ()


Read: TypeAlias = Reading | Unread

# --- asked of it, and answered -------------------------------------------------------------------------------------


class File(Struct, frozen=True, gc=False):
    """A file that the person sent: by what its channel fetches it, what it is called, and its bytes if that is told."""

    ref: str
    name: str = ""
    size: int | None = None


class LookInto(Struct, frozen=True, gc=False):
    """Request the contents of a file in numbers; nothing of it is kept."""

    file: File


class Tally(Struct, frozen=True, gc=False):
    """What is in a file, in numbers: people, with an e-mail address or a phone number, and unread rows (the first)."""

    source: Source
    people: int
    with_details: int
    unread: int
    first_unread: tuple[int, ...] = ()


class LookedInto(Struct, frozen=True, gc=False):
    """What is in a file, or why nobody could be read from it."""

    file: File
    tally: Tally | Unread


class KeepPeople(Struct, frozen=True, gc=False):
    """Put the people of this file into the address book; e-mail addresses and phone numbers only where asked."""

    file: File
    has_details: bool = False


class KeptPeople(Struct, frozen=True, gc=False):
    """The address book as it is with the file's people, to be stored with the turn that hears of it.

    `base` is the number of the book that they were added to, 0 for none. `pages` are for storage alone.
    """

    file: File
    base: int
    people: int
    new: int
    changed: int
    has_details: bool
    pages: tuple[bytes, ...]


class NotKept(Struct, frozen=True, gc=False):
    """Why a file that could be read before cannot be any more."""

    file: File
    why: Unread


class Why(StrEnum):
    """Why somebody in the address book fits; stored: add, never rename."""

    AT_GOAL = "at_goal"
    WAS_AT_GOAL = "was_at_goal"
    SHARED = "shared"
    NEAR_ROLE = "near_role"
    RECRUITS = "recruits"


class Match(Struct, frozen=True, gc=False):
    """Somebody in the address book who fits; `place` is the workplace that it is about, as the person calls it."""

    name: str
    company: str
    position: str
    why: Why
    place: str = ""
    category: Category = Category.ACQUAINTANCE
    link: str = ""


class RelatedCompany(Struct, frozen=True, gc=False):
    """A workplace in the address book that may be one that the person aims for, or another: only they know."""

    goal: int
    company: str


class FindMatches(Struct, frozen=True, gc=False):
    """Find who fits the target, beginning with this one of them."""

    start: int = 0


class FoundMatches(Struct, frozen=True, gc=False):
    """Some who fit, best first, of how many; and workplaces to ask about."""

    start: int
    fits: tuple[Match, ...]
    total: int
    akin: tuple[RelatedCompany, ...] = ()


class FindPeopleAt(Struct, frozen=True, gc=False):
    """Find who works, or has worked, at this place."""

    place: str


class FoundPeopleAt(Struct, frozen=True, gc=False):
    """Who works there, and who did (the first of them); and names of workplaces that may be the same."""

    place: str
    now: tuple[Match, ...]
    before: tuple[Match, ...]
    akin: tuple[str, ...] = ()
