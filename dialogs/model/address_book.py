"""The address book: up to 30,000 imported people. Storage keeps it; the coach queries it only through tasks."""

from datetime import date
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from dialogs.model.facts import Category

MOST_PEOPLE = 30_000
"""Maximum number of people in one file and in the address book; LinkedIn's limit on connections."""

MOST_PACKED = 8 * 2**20
"""Maximum bytes of a stored address book. The maximum number of people with full details takes about 3 MB."""

MOST_ROWS = 100_000
"""Maximum number of rows or cards of a file; a larger file is not a list of people."""

MOST_BYTES = 20 * 2**20
"""Maximum bytes of a file that a Telegram bot may download."""


class Source(StrEnum):
    """The kind of file from which a person was read. The values are stored: add values, never rename one."""

    LINKEDIN = "linkedin"
    GOOGLE = "google"
    CARDS = "cards"
    TABLE = "table"


class Acquaintance(Struct, frozen=True, gc=False):
    """A person in the address book.

    `mark` is the permanent id in the source, if there is one, such as the UID of a card. `former` are workplaces that
    an earlier file named, newest first.
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
    """The reason why nobody could be read from a file."""

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
    """The people of a file, and the numbers of the rows or cards that could not be read.

    Rows are numbered as in a spreadsheet, from the first line; cards are numbered from 1.
    """

    source: Source
    people: tuple[Acquaintance, ...]
    unread: tuple[int, ...] = ()


Read: TypeAlias = Reading | Unread

# --- tasks and results ---------------------------------------------------------------------------------------------


class File(Struct, frozen=True, gc=False):
    """A file that the user sent: its id on the channel, its name, and its size in bytes if known."""

    ref: str
    name: str = ""
    size: int | None = None


class LookInto(Struct, frozen=True, gc=False):
    """Request a summary of a file; nothing is stored."""

    file: File


class Tally(Struct, frozen=True, gc=False):
    """The counts of a file: people, those with e-mail address or phone number, and unread rows (with the first few)."""

    source: Source
    people: int
    with_details: int
    unread: int
    first_unread: tuple[int, ...] = ()


class LookedInto(Struct, frozen=True, gc=False):
    """The counts of a file, or the reason why nobody could be read from it."""

    file: File
    tally: Tally | Unread


class KeepPeople(Struct, frozen=True, gc=False):
    """Import the people of this file; e-mail addresses and phone numbers only if requested."""

    file: File
    has_details: bool = False


class KeptPeople(Struct, frozen=True, gc=False):
    """The address book with the people of the file, to be stored with the turn that receives this result.

    `base` is the number of the import to which they were added, 0 for none. Only storage uses `pages`.
    """

    file: File
    base: int
    people: int
    new: int
    changed: int
    has_details: bool
    pages: tuple[bytes, ...]


class NotKept(Struct, frozen=True, gc=False):
    """The reason why a file that was readable before is not readable any more."""

    file: File
    why: Unread


class Why(StrEnum):
    """The reason why a person in the address book fits. The values are stored: add values, never rename one."""

    AT_GOAL = "at_goal"
    WAS_AT_GOAL = "was_at_goal"
    SHARED = "shared"
    NEAR_ROLE = "near_role"
    RECRUITS = "recruits"


class Match(Struct, frozen=True, gc=False):
    """A person in the address book who fits the target. `place` is the workplace of the reason, in the user's words."""

    name: str
    company: str
    position: str
    why: Why
    place: str = ""
    category: Category = Category.ACQUAINTANCE
    link: str = ""


class RelatedCompany(Struct, frozen=True, gc=False):
    """A company in the address book that may belong to a goal; only the user knows."""

    goal: int
    company: str


class FindMatches(Struct, frozen=True, gc=False):
    """Find the people who fit the target, from this index on."""

    start: int = 0


class FoundMatches(Struct, frozen=True, gc=False):
    """A page of matches, best first, their total number, and related companies to ask about."""

    start: int
    fits: tuple[Match, ...]
    total: int
    akin: tuple[RelatedCompany, ...] = ()


class FindPeopleAt(Struct, frozen=True, gc=False):
    """Find people who work or have worked at this workplace."""

    place: str


class FoundPeopleAt(Struct, frozen=True, gc=False):
    """The first people who work or worked there, and names of companies that may be the same."""

    place: str
    now: tuple[Match, ...]
    before: tuple[Match, ...]
    akin: tuple[str, ...] = ()
