"""The kinds of facts: every field of `Snapshot`, with the kind of its rows and the way it is stored.

This is the only list: undo, rows, export, limits and checks are derived from it. Field names and kinds are stored: add
new ones, never rename one.
"""

from typing import Annotated, Any, Final, get_args, get_origin, get_type_hints

from msgspec import Struct

from dialogs.model.facts import (
    Advice,
    Application,
    Check,
    Contact,
    ContactEmployment,
    Employment,
    Goal,
    Import,
    Introduction,
    Profile,
    Target,
)
from dialogs.model.outreach import Outreach, Plan
from dialogs.model.reminders import ReminderSettings, SentReminders

MOST_CONTACTS: Final = 300
"""Maximum number of contacts. An address book may be larger, but is never loaded into a person."""


class Stored(Struct, frozen=True, gc=False):
    """How a kind of fact is stored: the kind of its rows, their maximum number, and whether undo covers it.

    `is_told`: its size counts towards the limit on all facts; otherwise it has a limit of its own.
    """

    kind: str
    most: int = 1
    is_undone: bool = True
    is_told: bool = True


class Snapshot(Struct, frozen=True, gc=False, kw_only=True):
    """Every fact about a person. An export holds all of them, but only the newest address book."""

    me: Annotated[Profile, Stored("me")] = Profile()
    target: Annotated[Target, Stored("target")] = Target()
    nudging: Annotated[ReminderSettings, Stored("nudging", is_told=False)] = ReminderSettings()
    nudges: Annotated[SentReminders, Stored("nudges", is_told=False, is_undone=False)] = SentReminders()
    goals: Annotated[tuple[Goal, ...], Stored("goal", 200)] = ()
    employments: Annotated[tuple[Employment, ...], Stored("employment", 100)] = ()
    contacts: Annotated[tuple[Contact, ...], Stored("contact", MOST_CONTACTS)] = ()
    ties: Annotated[tuple[ContactEmployment, ...], Stored("tie", 3 * MOST_CONTACTS)] = ()
    introductions: Annotated[tuple[Introduction, ...], Stored("introduction", MOST_CONTACTS)] = ()
    outreaches: Annotated[tuple[Outreach, ...], Stored("outreach", 1000)] = ()
    plans: Annotated[tuple[Plan, ...], Stored("plan", 1000)] = ()
    # An import has its own undo, because its people are deleted at once. The second import is the one to return to.
    books: Annotated[tuple[Import, ...], Stored("book", 2, is_undone=False)] = ()
    applications: Annotated[tuple[Application, ...], Stored("application", 200)] = ()
    checks: Annotated[tuple[Check, ...], Stored("check", len(Advice))] = ()


class FactKind(Struct, frozen=True, gc=False):
    """A kind of fact as declared in `Snapshot`: the field, the class of a fact, and how it is stored."""

    field: str
    shape: type[Any]
    is_many: bool
    stored: Stored


def _kind(field: str, hint: Any) -> FactKind:
    kept, stored = get_args(hint)
    is_many = get_origin(kept) is tuple
    return FactKind(field, get_args(kept)[0] if is_many else kept, is_many, stored)


FACT_KINDS: Final = tuple(_kind(field, hint) for field, hint in get_type_hints(Snapshot, include_extras=True).items())
SINGLE_KINDS: Final = tuple(kind for kind in FACT_KINDS if not kind.is_many)
MANY_KINDS: Final = tuple(kind for kind in FACT_KINDS if kind.is_many)
"""The kinds with one fact, and the kinds with many facts, each with a number."""
