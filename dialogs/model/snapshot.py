"""What an export tells of a person: every fact, and nothing of the conversation; to be put back on a yes."""

from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

from dialogs.model.address_book import Acquaintance, File, Read
from dialogs.model.facts import (
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


class Snapshot(Struct, frozen=True, gc=False):
    """The facts, in fields named as those of `Person`. Of address books only the newest is there."""

    me: Profile = Profile()
    target: Target = Target()
    nudging: Nudging = Nudging()
    nudges: Nudges = Nudges()
    goals: tuple[Goal, ...] = ()
    employments: tuple[Employment, ...] = ()
    contacts: tuple[Contact, ...] = ()
    ties: tuple[ContactEmployment, ...] = ()
    introductions: tuple[Introduction, ...] = ()
    outreaches: tuple[Outreach, ...] = ()
    plans: tuple[Plan, ...] = ()
    books: tuple[Import, ...] = ()
    applications: tuple[Application, ...] = ()
    checks: tuple[Check, ...] = ()


MANY = (
    "goals",
    "employments",
    "contacts",
    "ties",
    "introductions",
    "outreaches",
    "plans",
    "books",
    "applications",
    "checks",
)
"""The fields with many facts, each of which bears a number."""


class Exported(Struct, frozen=True, gc=False):
    """An export that was read: when it was made, the facts, and the people of the address book."""

    at: datetime
    past: Snapshot
    people: tuple[Acquaintance, ...] = ()


AnyRead: TypeAlias = Read | Exported
"""What any file is read as."""


class Summary(Struct, frozen=True, gc=False):
    """What an export holds, in numbers, and when it was made; `people` are those of the address book."""

    at: datetime
    contacts: int
    goals: int
    messages: int
    plans: int
    people: int


def holding(exported: Exported) -> Summary:
    """Count what is in an export."""
    past = exported.past
    return Summary(
        exported.at,
        len(past.contacts),
        len(past.goals),
        len(past.outreaches),
        len(past.plans),
        len(exported.people),
    )


class LookedIntoExport(Struct, frozen=True, gc=False):
    """What is in a file that is an export."""

    file: File
    holding: Summary


class Restore(Struct, frozen=True, gc=False):
    """Read everything in this export."""

    file: File


class Restored(Struct, frozen=True, gc=False):
    """Everything in it. `pages` are the address book's, for storage alone."""

    file: File
    past: Snapshot
    pages: tuple[bytes, ...] = ()
