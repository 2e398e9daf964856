"""An export that was read, to be restored when the user confirms."""

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
"""The content of any file that can be read."""


class Summary(Struct, frozen=True, gc=False):
    """The counts of an export, and when it was made; `people` are those of the address book."""

    at: datetime
    contacts: int
    goals: int
    messages: int
    plans: int
    people: int


def holding(exported: Exported) -> Summary:
    """Return the counts of an export."""
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
    """The counts of a file that is an export."""

    file: File
    holding: Summary


class Restore(Struct, frozen=True, gc=False):
    """Read the full content of this export."""

    file: File


class Restored(Struct, frozen=True, gc=False):
    """The full content of an export. Only storage uses `pages`, the pages of the address book."""

    file: File
    past: Snapshot
    pages: tuple[bytes, ...] = ()
