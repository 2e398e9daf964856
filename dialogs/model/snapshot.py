"""An export that was read: every fact about a person, to be put back when they confirm."""

from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

from dialogs.model.address_book import Acquaintance, File, Read
from dialogs.model.fact_kinds import Snapshot


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
