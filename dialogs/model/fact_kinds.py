"""The kinds of facts: every field of `Snapshot`, with the kind its rows bear and what is made of it.

This is the one list: undo, rows, export, ceilings and checks are made from it. Field names and kinds are stored:
add, never rename.
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
    Outreach,
    Plan,
    Profile,
    Target,
)
from dialogs.model.reminders import Nudges, Nudging

MOST_CONTACTS: Final = 300
"""As many as a person works with here; a larger address book is asked, never loaded."""


class Stored(Struct, frozen=True, gc=False):
    """How a kind of fact is kept: the kind of its rows, the most of them, and whether taking an answer back undoes it.

    `is_told` says that what the person tells makes it longer; else it has a limit of its own.
    """

    kind: str
    most: int = 1
    is_undone: bool = True
    is_told: bool = True


class Snapshot(Struct, frozen=True, gc=False, kw_only=True):
    """Every fact about a person. An export holds all of them, and of address books only the newest."""

    me: Annotated[Profile, Stored("me")] = Profile()
    target: Annotated[Target, Stored("target")] = Target()
    nudging: Annotated[Nudging, Stored("nudging", is_told=False)] = Nudging()
    nudges: Annotated[Nudges, Stored("nudges", is_told=False, is_undone=False)] = Nudges()
    goals: Annotated[tuple[Goal, ...], Stored("goal", 200)] = ()
    employments: Annotated[tuple[Employment, ...], Stored("employment", 100)] = ()
    contacts: Annotated[tuple[Contact, ...], Stored("contact", MOST_CONTACTS)] = ()
    ties: Annotated[tuple[ContactEmployment, ...], Stored("tie", 3 * MOST_CONTACTS)] = ()
    introductions: Annotated[tuple[Introduction, ...], Stored("introduction", MOST_CONTACTS)] = ()
    outreaches: Annotated[tuple[Outreach, ...], Stored("outreach", 1000)] = ()
    plans: Annotated[tuple[Plan, ...], Stored("plan", 1000)] = ()
    # An import is taken back where it was made, since its people go at once. One more than the newest is to go back to.
    books: Annotated[tuple[Import, ...], Stored("book", 2, is_undone=False)] = ()
    applications: Annotated[tuple[Application, ...], Stored("application", 200)] = ()
    checks: Annotated[tuple[Check, ...], Stored("check", len(Advice))] = ()


class FactKind(Struct, frozen=True, gc=False):
    """A kind of fact, as `Snapshot` declares it: the field, the class of a fact, and how it is kept."""

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
"""Kinds with one fact, and kinds with many, each of which has a number."""
