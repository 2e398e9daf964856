"""One person, whole: all that the coach remembers of them, and where they are in the conversation.

Field names are stored: add, never rename. Of what the conversation remembers, a field that says nothing is not stored,
so its default never changes: it goes with each turn, and whole it would be twelve times as long.
"""

from datetime import datetime
from uuid import UUID, uuid5

from msgspec import Struct

from dialogs.address_book import Akin, File, Fit, Tally
from dialogs.company_register import FoundCompanies
from dialogs.facts import (
    Application,
    Book,
    Category,
    Check,
    Consent,
    Contact,
    Employment,
    Goal,
    Introduction,
    Me,
    Occasion,
    Outreach,
    Plan,
    Purpose,
    Target,
    Tie,
    Work,
)
from dialogs.nudge_facts import Nudges, Nudging
from dialogs.past import Holding
from dialogs.people import PersonLine
from dialogs.records import replace
from dialogs.speech import Pressed
from dialogs.text import Language


class Undo(Struct, frozen=True, gc=False, omit_defaults=True):
    """How to take an answer back (`dialogs.undo`): changed facts as they were before, and the numbers of new ones.

    Books are not among them: an import is taken back where it was made, since its people go at once.
    """

    added: tuple[int, ...] = ()
    me: Me | None = None
    target: Target | None = None
    nudging: Nudging | None = None
    goals: tuple[Goal, ...] = ()
    employments: tuple[Employment, ...] = ()
    contacts: tuple[Contact, ...] = ()
    ties: tuple[Tie, ...] = ()
    introductions: tuple[Introduction, ...] = ()
    outreaches: tuple[Outreach, ...] = ()
    plans: tuple[Plan, ...] = ()
    applications: tuple[Application, ...] = ()
    checks: tuple[Check, ...] = ()


class Notepad(Struct, frozen=True, gc=False, omit_defaults=True):
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
    file: File | None = None
    tally: Tally | None = None
    fits: tuple[Fit, ...] = ()
    akin: tuple[Akin, ...] = ()
    found: int = 0
    is_first: bool = False
    times: tuple[datetime, ...] = ()
    occasion: Occasion | None = None
    about: int | None = None
    application: int | None = None
    kept: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    companies: FoundCompanies | None = None
    holding: Holding | None = None
    before: Undo | None = None
    """What was there before an export took its place."""


class Mark(Struct, frozen=True, gc=False, omit_defaults=True):
    """A place in the conversation that one can come back to, and what coming back takes back."""

    step: str
    notepad: Notepad = Notepad()
    undo: Undo = Undo()
    version: int = 1
    """That of the step's dialog, as in `Where`."""


class Where(Struct, frozen=True, gc=False, omit_defaults=True):
    """Where the person is: the step, the number of its asking, the way back, and what was interrupted."""

    step: str
    asking: int = 0
    trail: tuple[Mark, ...] = ()
    interrupted: tuple[Mark, ...] = ()
    answered: Pressed | None = None
    """The newest button that was taken, so that a second press of it is known."""

    message: str = ""
    """The message that gave the newest answer, by the channel's own id, so that a change of it is known."""

    missed: str = ""
    """The newest message, where it gave no answer: changed, it is heard anew."""

    heard_at: datetime | None = None
    """About when the person was here last."""

    version: int = 1
    """That of the step's dialog when the step was stored: since then it may have come to mean something else."""

    replaced: tuple[int, ...] = ()
    """The asking, and the second, up to which buttons speak of facts that others took the place of, if any did."""

    aside: tuple[Mark, ...] = ()
    """What was interrupted when they did; it goes on if they are taken back."""


class Person(Struct, frozen=True, gc=False):
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
    nudging: Nudging = Nudging()
    nudges: Nudges = Nudges()
    goals: tuple[Goal, ...] = ()
    employments: tuple[Employment, ...] = ()
    contacts: tuple[Contact, ...] = ()
    ties: tuple[Tie, ...] = ()
    introductions: tuple[Introduction, ...] = ()
    outreaches: tuple[Outreach, ...] = ()
    plans: tuple[Plan, ...] = ()
    books: tuple[Book, ...] = ()
    applications: tuple[Application, ...] = ()
    checks: tuple[Check, ...] = ()

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

    def application(self, n: int | None) -> Application | None:
        """The application of this number, if there is one."""
        return next((application for application in self.applications if application.n == n), None)

    @property
    def book(self) -> Book | None:
        """The address book that is asked, if there is any. An empty one only covers another, to be taken back to."""
        newest = max(self.books, key=lambda book: book.n, default=None)
        return newest if newest and newest.people else None

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

    def with_nudging(self, **changes: object) -> "Person":
        """The person, who wants something else of nudges."""
        return replace(self, nudging=replace(self.nudging, **changes))  # type: ignore[arg-type]  # likewise

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
