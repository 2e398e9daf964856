"""Frozen facts about one person: all that the coach remembers of them. Storage maps them to rows and back.

Every fact in a collection bears `n`, a number unique within the person, which orders it and is short enough for a
button. Enum values and field names are stored: add, never rename.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from dialogs.people import PersonLine
from dialogs.sizes import Size
from dialogs.speech import Pressed
from dialogs.text import Language


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
        """Whether these people work where the person works now, and so must not learn of it unasked."""
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


class Happening(StrEnum):
    """What came of a message."""

    DRAFTED = "drafted"
    SENT = "sent"
    ANSWERED = "answered"
    RESTED = "rested"


CONSENT_VERSION = "2026-11"
"""The version of what a person says yes to; a new text takes a new one, and the old one stays on their row."""


@dataclass(frozen=True, slots=True)
class Consent:
    """The person's own yes to storing what they write: when, and to which version of the text."""

    at: datetime
    version: str
    withdrawn_at: datetime | None = None

    @property
    def is_given(self) -> bool:
        """Whether it stands."""
        return self.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class Me:
    """What the person told about themselves."""

    name: str = ""
    work: Work | None = None
    employer: str = ""
    walked: tuple[Category, ...] = ()
    is_employer_asked: bool = False
    are_employments_asked: bool = False
    has_met_menu: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """Step 1: what the person looks for. Empty fields were not told.

    `industries` are codes of SN2025, `industry_words` the person's own words for them.
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


@dataclass(frozen=True, slots=True)
class Goal:
    """A place that the person aims for."""

    n: int
    company: str
    is_settled: bool = False


@dataclass(frozen=True, slots=True)
class Employment:
    """A place where the person has worked, in their own words, with the years as typed."""

    n: int
    company: str
    years: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody the person knows. `uid` is for good, also in exports."""

    n: int
    uid: UUID
    name: str
    category: Category | None = None
    comfort: Comfort | None = None
    may_know: MayKnow | None = None
    has_worked_together: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """Where a contact works or has worked; `industry` is what the words tell of it, a code of SN2025 or nothing."""

    n: int
    contact: int
    company: str
    role: str = ""
    is_former: bool = False
    source: str = "told"
    industry: str = ""


@dataclass(frozen=True, slots=True)
class Introduction:
    """A way to somebody unknown: a goal (none: the target as a whole), who could ask, and whom to reach."""

    n: int
    goal: int | None
    introducer: int
    receiver: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an outreach."""

    what: Happening
    at: datetime


@dataclass(frozen=True, slots=True)
class Outreach:
    """A message to a contact: its purpose, the text as the person got it, and what came of it."""

    n: int
    contact: int
    purpose: Purpose
    language: Language
    text: str
    own_line: str = ""
    introduction: int | None = None
    events: tuple[Event, ...] = ()

    @property
    def stands_at(self) -> Happening:
        """The newest thing that happened."""
        return self.events[-1].what if self.events else Happening.DRAFTED


@dataclass(frozen=True, slots=True)
class Plan:
    """When and where the person will send a message, in their own words."""

    n: int
    outreach: int
    words: str


@dataclass(frozen=True, slots=True)
class Undo:
    """How to take an answer back (`dialogs.undo`): changed facts as they were before, and the numbers of new ones."""

    added: tuple[int, ...] = ()
    me: Me | None = None
    target: Target | None = None
    goals: tuple[Goal, ...] = ()
    employments: tuple[Employment, ...] = ()
    contacts: tuple[Contact, ...] = ()
    ties: tuple[Tie, ...] = ()
    introductions: tuple[Introduction, ...] = ()
    outreaches: tuple[Outreach, ...] = ()
    plans: tuple[Plan, ...] = ()


@dataclass(frozen=True, slots=True)
class Notepad:
    """What the conversation needs to remember between two questions; kept with the place in it."""

    field: str = ""
    category: Category | None = None
    lines: tuple[PersonLine, ...] = ()
    line: int | None = None
    contact: int | None = None
    queue: tuple[int, ...] = ()
    purpose: Purpose | None = None
    own_line: str = ""
    language: Language | None = None
    goal: int | None = None
    introduction: int | None = None
    outreach: int | None = None
    words: str = ""
    choices: tuple[str, ...] = ()
    page: int = 0
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the conversation that one can come back to, and what coming back takes back."""

    step: str
    notepad: Notepad = Notepad()
    undo: Undo = Undo()


@dataclass(frozen=True, slots=True)
class Where:
    """Where the person is: the step, the number of its asking, the way back, and what was interrupted."""

    step: str
    asking: int = 0
    trail: tuple[Mark, ...] = ()
    interrupted: tuple[Mark, ...] = ()
    answered: Pressed | None = None
    """The newest button that was taken, so that a second press of it is known."""

    message: str = ""
    """The message that gave the newest answer, by the channel's own id, so that a change of it is known."""

    heard_at: datetime | None = None
    """About when the person was here last."""


@dataclass(frozen=True, slots=True)
class Person:
    """One person, whole."""

    id: UUID
    language: Language
    where: Where
    consent: Consent | None = None
    serial: int = 0
    wants: tuple[int, ...] = ()
    me: Me = Me()
    target: Target = Target()
    notepad: Notepad = Notepad()
    goals: tuple[Goal, ...] = ()
    employments: tuple[Employment, ...] = ()
    contacts: tuple[Contact, ...] = ()
    ties: tuple[Tie, ...] = ()
    introductions: tuple[Introduction, ...] = ()
    outreaches: tuple[Outreach, ...] = ()
    plans: tuple[Plan, ...] = ()

    @property
    def has_consented(self) -> bool:
        """Whether what they write may be stored."""
        return self.consent is not None and self.consent.is_given

    @property
    def is_discreet(self) -> bool:
        """Whether those at work must not know. So it is until the person says otherwise."""
        return self.me.work in {None, Work.DISCREET}

    def contact(self, n: int | None) -> Contact | None:
        """The contact of this number, if there is one."""
        return next((contact for contact in self.contacts if contact.n == n), None)

    def outreach(self, n: int | None) -> Outreach | None:
        """The outreach of this number, if there is one."""
        return next((outreach for outreach in self.outreaches if outreach.n == n), None)

    def goal(self, n: int | None) -> Goal | None:
        """The goal of this number, if there is one."""
        return next((goal for goal in self.goals if goal.n == n), None)

    def introduction(self, n: int | None) -> Introduction | None:
        """The introduction of this number, if there is one."""
        return next((introduction for introduction in self.introductions if introduction.n == n), None)

    def tie_of(self, contact: Contact) -> Tie | None:
        """Where a contact works now, if it was told."""
        return next((tie for tie in self.ties if tie.contact == contact.n and not tie.is_former), None)

    def plan_for(self, outreach: Outreach) -> Plan | None:
        """The newest plan for a message."""
        return next((plan for plan in reversed(self.plans) if plan.outreach == outreach.n), None)

    def uid(self, n: int) -> UUID:
        """A UUID for the fact of this number. It follows from the person's own, so that a replay makes the same."""
        return uuid5(self.id, str(n))

    def with_me(self, **changes: object) -> "Person":
        """The person, with something else told about themselves."""
        return replace(self, me=replace(self.me, **changes))  # type: ignore[arg-type]  # replace checks the names

    def with_target(self, **changes: object) -> "Person":
        """The person, with something else told about the target."""
        return replace(self, target=replace(self.target, **changes))  # type: ignore[arg-type]  # likewise

    def noting(self, **changes: object) -> "Person":
        """The person, with something else on the notepad."""
        return replace(self, notepad=replace(self.notepad, **changes))  # type: ignore[arg-type]  # likewise

    def with_contact(self, changed: Contact) -> "Person":
        """The person, with one contact changed."""
        kept = tuple(changed if contact.n == changed.n else contact for contact in self.contacts)
        return replace(self, contacts=kept)

    def with_outreach(self, changed: Outreach) -> "Person":
        """The person, with one outreach changed."""
        kept = tuple(changed if outreach.n == changed.n else outreach for outreach in self.outreaches)
        return replace(self, outreaches=kept)
