"""Frozen facts that a user told, and the types of their fields. Storage maps them to rows and back.

Facts about messages are in `dialogs.model.outreach`. Every fact in a collection has a number `n`, unique within the
person and short enough for callback data. Enum values and field names are stored: add new ones, never rename one.
"""

from datetime import date, datetime
from enum import Enum, StrEnum
from uuid import UUID

from msgspec import Struct


class Size(Enum):
    """One of Statistics Norway's four size classes. The values are stored: add values, never rename one."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Work(StrEnum):
    """Whether the user has a job, and whether colleagues may know of the search."""

    DISCREET = "discreet"
    OPEN = "open"
    NONE = "none"


class Category(StrEnum):
    """The six groups of contacts, C1 to C6 of the method."""

    CLOSE = "c1"
    ACQUAINTANCE = "c2"
    COLLEAGUE = "c3"
    FORMER = "c4"
    PERIPHERAL = "c5"
    SAME_PLACE = "c6"

    @property
    def is_at_work(self) -> bool:
        """Whether these contacts work at the user's present workplace, and so must not learn of the search unasked."""
        return self in {Category.COLLEAGUE, Category.PERIPHERAL}


class Comfort(StrEnum):
    """How comfortable the user is with writing to a contact."""

    EASY = "easy"
    FINE = "fine"
    HARD = "hard"


class MayKnow(StrEnum):
    """Whether a colleague may know of the search."""

    YES = "yes"
    NO = "no"
    ASK = "ask"


class Search(StrEnum):
    """Whether the user is looking for a job."""

    ON = "on"
    FOUND = "found"
    STOPPED = "stopped"


class ApplicationStatus(StrEnum):
    """The status of an application."""

    APPLIED = "applied"
    INTERVIEW = "interview"
    OFFER = "offer"
    TURNED_DOWN = "turned_down"
    WITHDRAWN = "withdrawn"


class Advice(StrEnum):
    """The items of the checklist for the LinkedIn profile, L1 to L5 of the method."""

    CONNECT = "connect"
    HEADLINE = "headline"
    ABOUT = "about"
    QUIET = "quiet"
    ACTIVE = "active"
    NOTE = "note"
    RECOMMENDATION = "recommendation"


CONSENT_VERSION = "2026-11"
"""The version of the text to which the user consents. A new text gets a new version; stored consents keep theirs."""


class Consent(Struct, frozen=True, gc=False):
    """The user's consent to storage of what they write: the time, and the version of the text."""

    at: datetime
    version: str
    withdrawn_at: datetime | None = None

    @property
    def is_given(self) -> bool:
        """Whether the consent has not been withdrawn."""
        return self.withdrawn_at is None


class Profile(Struct, frozen=True, gc=False):
    """What users told about themselves."""

    name: str = ""
    work: Work | None = None
    employer: str = ""
    walked: tuple[Category, ...] = ()
    is_employer_asked: bool = False
    are_employments_asked: bool = False
    has_met_menu: bool = False
    voice_at: datetime | None = None
    voice: str = ""
    search: Search = Search.ON
    search_since: datetime | None = None
    has_signed: bool | None = None
    last_day: date | None = None


class Target(Struct, frozen=True, gc=False):
    """Step 1, what the user looks for. Empty fields are unknown.

    `industries` are SN2025 codes, `industry_words` the user's own words for them. `looked_through` is the number of
    pages of companies seen in the search with the hash `looked_for`.
    """

    positions: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    industry_words: str = ""
    sizes: tuple[Size, ...] = ()
    is_any_size: bool = False
    is_any_place: bool = False
    places: tuple[str, ...] = ()
    sentence: str = ""
    is_confirmed: bool = False
    looked_for: str = ""
    looked_through: int = 0
    own_industries: tuple[str, ...] = ()
    """Further industries without a code, in the user's own words."""

    left_out: tuple[str, ...] = ()
    """Companies not to be shown again, by organisation number."""


class Goal(Struct, frozen=True, gc=False):
    """A workplace that the user aims for."""

    n: int
    company: str
    is_settled: bool = False
    also: tuple[str, ...] = ()
    """Other names of the same workplace, confirmed by the user."""

    apart: tuple[str, ...] = ()
    """Similar names of other workplaces, confirmed by the user."""


class Employment(Struct, frozen=True, gc=False):
    """A workplace of the user, past or present, in their own words, with the years as typed."""

    n: int
    company: str
    years: str = ""


class Contact(Struct, frozen=True, gc=False):
    """A person whom the user knows. `uid` is permanent, also in exports."""

    n: int
    uid: UUID
    name: str
    category: Category | None = None
    comfort: Comfort | None = None
    may_know: MayKnow | None = None
    has_worked_together: bool | None = None
    note: str = ""
    is_referee: bool | None = None


class ContactEmployment(Struct, frozen=True, gc=False):
    """A workplace of a contact, now or before. `industry` is the SN2025 code that the words imply, or ""."""

    n: int
    contact: int
    company: str
    role: str = ""
    is_former: bool = False
    source: str = "told"
    industry: str = ""


class Introduction(Struct, frozen=True, gc=False):
    """A way to an unknown person: the goal (None: the whole target), the introducer, and the person to reach."""

    n: int
    goal: int | None
    introducer: int
    receiver: str = ""


class Application(Struct, frozen=True, gc=False):
    """A job that the user has applied for or is about to; `stress` is what referees should stress."""

    n: int
    place: str
    role: str = ""
    is_public: bool | None = None
    at: datetime | None = None
    standing: ApplicationStatus = ApplicationStatus.APPLIED
    stress: str = ""


class Check(Struct, frozen=True, gc=False):
    """An item of the LinkedIn checklist, done or postponed."""

    n: int
    item: Advice
    done_at: datetime | None = None
    put_off_until: datetime | None = None


class Import(Struct, frozen=True, gc=False):
    """An address book in storage, by the import that made it; the newest is in use, an older one is there for undo.

    `new` and `changed` count the people whom the import added, and those about whom it added something.
    """

    n: int
    at: datetime
    people: int
    new: int
    changed: int
    has_details: bool = False
