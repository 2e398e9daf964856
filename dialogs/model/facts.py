"""Frozen facts that a person told, and what they consist of. Storage maps them to rows and back.

Every fact in a collection bears `n`, a number unique within the person, which orders it and is short enough for a
button. Enum values and field names are stored: add, never rename.
"""

from datetime import date, datetime
from enum import Enum, StrEnum
from uuid import UUID

from msgspec import Struct

from dialogs.text import Language


class Size(Enum):
    """One of Statistics Norway's four classes; the values are stored: add, never rename."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Work(StrEnum):
    """Whether the person has a job now, and whether those there may know that they look for another."""

    DISCREET = "discreet"
    OPEN = "open"
    NONE = "none"


class Category(StrEnum):
    """The six categories of network, C1 to C6 of the method."""

    CLOSE = "c1"
    ACQUAINTANCE = "c2"
    COLLEAGUE = "c3"
    FORMER = "c4"
    PERIPHERAL = "c5"
    SAME_PLACE = "c6"

    @property
    def is_at_work(self) -> bool:
        """Whether these contacts work at the user’s present workplace, and so must not learn of the search unasked."""
        return self in {Category.COLLEAGUE, Category.PERIPHERAL}


class Comfort(StrEnum):
    """How it feels to write to somebody."""

    EASY = "easy"
    FINE = "fine"
    HARD = "hard"


class MayKnow(StrEnum):
    """Whether somebody at work may learn of the search."""

    YES = "yes"
    NO = "no"
    ASK = "ask"


class Purpose(StrEnum):
    """What a message asks for."""

    OPENINGS = "openings"
    RECOMMEND = "recommend"
    REFEREE = "referee"
    UNOFFICIAL = "unofficial"
    INTRODUCE = "introduce"
    INSIDE = "inside"
    SAME_PLACE = "same_place"
    RECOMMENDATION = "recommendation"
    CONNECT = "connect"
    FOLLOW_UP = "follow_up"
    THANKS = "thanks"
    GIVE_BACK = "give_back"
    HEADS_UP = "heads_up"
    ASK_ABOUT = "ask_about"


class Occasion(StrEnum):
    """What a thank-you is for."""

    ANSWER = "answer"
    TALK = "talk"
    INTRODUCTION = "introduction"
    OFFER = "offer"


class Channel(StrEnum):
    """How a message goes: on LinkedIn, as the note with an invitation there, as e-mail, or as SMS or in a chat."""

    LINKEDIN = "linkedin"
    NOTE = "note"
    EMAIL = "email"
    SMS = "sms"


class Tone(StrEnum):
    """How near the writer and the receiver are to each other."""

    NEAR = "near"
    NEUTRAL = "neutral"
    FORMAL = "formal"


class OutreachEvent(StrEnum):
    """What came of a message."""

    DRAFTED = "drafted"
    SENT = "sent"
    ANSWERED = "answered"
    RESTED = "rested"
    FOLLOWED_UP = "followed_up"
    YES = "yes"
    NO = "no"
    MET = "met"
    INTRODUCED = "introduced"
    REFERRED = "referred"
    INTERVIEW = "interview"
    OFFER = "offer"
    THANKED = "thanked"


class Search(StrEnum):
    """Whether the person still looks for a job."""

    ON = "on"
    FOUND = "found"
    STOPPED = "stopped"


class ApplicationStatus(StrEnum):
    """Where an application stands."""

    APPLIED = "applied"
    INTERVIEW = "interview"
    OFFER = "offer"
    TURNED_DOWN = "turned_down"
    WITHDRAWN = "withdrawn"


class Advice(StrEnum):
    """The items of the checklist for one's LinkedIn profile, L1 to L5 of the method."""

    CONNECT = "connect"
    HEADLINE = "headline"
    ABOUT = "about"
    QUIET = "quiet"
    ACTIVE = "active"
    NOTE = "note"
    RECOMMENDATION = "recommendation"


CONSENT_VERSION = "2026-11"
"""The version of what a person says yes to; a new text takes a new one, and the old one stays on their row."""


class Consent(Struct, frozen=True, gc=False):
    """The person's own yes to storing what they write: when, and to which version of the text."""

    at: datetime
    version: str
    withdrawn_at: datetime | None = None

    @property
    def is_given(self) -> bool:
        """Whether it stands."""
        return self.withdrawn_at is None


class Profile(Struct, frozen=True, gc=False):
    """What the person told about themselves."""

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
    """Step 1: what the person looks for. Empty fields were not told.

    `industries` are codes of SN2025, `industry_words` the person's own words for them. `looked_through` counts the
    pages of companies that were looked through and passed by, of the search that bears the mark `looked_for`.
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
    """Those of several industries that have no code, in the person's own words."""

    left_out: tuple[str, ...] = ()
    """Companies that are not to be shown again, by their numbers in the register."""


class Goal(Struct, frozen=True, gc=False):
    """A place that the person aims for."""

    n: int
    company: str
    is_settled: bool = False
    also: tuple[str, ...] = ()
    """Other names that the person said are the same place."""

    apart: tuple[str, ...] = ()
    """Names that they said are another."""


class Employment(Struct, frozen=True, gc=False):
    """A place where the person has worked, in their own words, with the years as typed."""

    n: int
    company: str
    years: str = ""


class Contact(Struct, frozen=True, gc=False):
    """Somebody the person knows. `uid` is for good, also in exports."""

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
    """Where a contact works or has worked; `industry` is what the words tell of it, a code of SN2025 or nothing."""

    n: int
    contact: int
    company: str
    role: str = ""
    is_former: bool = False
    source: str = "told"
    industry: str = ""


class Introduction(Struct, frozen=True, gc=False):
    """A way to an unknown person: the goal (None: the whole target), the introducer, and whom to reach."""

    n: int
    goal: int | None
    introducer: int
    receiver: str = ""


class Event(Struct, frozen=True, gc=False):
    """Something that happened to an outreach."""

    what: OutreachEvent
    at: datetime


class Outreach(Struct, frozen=True, gc=False):
    """A message to a contact: its purpose, the text as the person got it, and what came of it.

    `about` is the number of the message that this one follows up or gives thanks for; `look_at` is when the person
    wants to look at it again, and `is_unwatched` that they want no reminder.
    """

    n: int
    contact: int
    purpose: Purpose
    language: Language
    text: str
    own_line: str = ""
    introduction: int | None = None
    events: tuple[Event, ...] = ()
    channel: Channel = Channel.LINKEDIN
    tone: Tone = Tone.NEUTRAL
    subject: str = ""
    occasion: Occasion | None = None
    about: int | None = None
    job: str = ""
    look_at: datetime | None = None
    variant: int = 0
    is_short: bool = False
    is_own: bool = False
    is_unwatched: bool = False

    @property
    def stands_at(self) -> OutreachEvent:
        """The newest thing that happened."""
        return self.events[-1].what if self.events else OutreachEvent.DRAFTED


class Plan(Struct, frozen=True, gc=False):
    """When and where the person will send a message, in their own words; `at` is the time in them, where it is sure.

    Without `has_hour` it is a day alone, and `at` an hour of it that nobody named.
    """

    n: int
    outreach: int
    words: str
    at: datetime | None = None
    has_hour: bool = False


class Application(Struct, frozen=True, gc=False):
    """A job that the person has applied for, or is about to; `stress` is what a referee should say of them."""

    n: int
    place: str
    role: str = ""
    is_public: bool | None = None
    at: datetime | None = None
    standing: ApplicationStatus = ApplicationStatus.APPLIED
    stress: str = ""


class Check(Struct, frozen=True, gc=False):
    """An item of the LinkedIn checklist: done, or put off until another day."""

    n: int
    item: Advice
    done_at: datetime | None = None
    put_off_until: datetime | None = None


class Import(Struct, frozen=True, gc=False):
    """An address book in storage, by the import that made it. The newest is asked; an older one is there to go back to.

    `new` and `changed` are people that the import brought, and those it told something new of.
    """

    n: int
    at: datetime
    people: int
    new: int
    changed: int
    has_details: bool = False
