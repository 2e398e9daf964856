"""Check the limits of `dialogs.rules.storage_limits` before a turn writes anything.

Only growth is refused: a person above a ceiling may still change and remove facts.
"""

from collections.abc import Sequence
from typing import Any, Final

from bot.storage.people import facts
from dialogs.model.address_book import MOST_PACKED, MOST_PEOPLE
from dialogs.model.fact_kinds import FACT_KINDS
from dialogs.model.facts import Import
from dialogs.model.person import Person
from dialogs.rules.storage_limits import BOOK, MOST, MOST_NOTED, MOST_TOLD, NOTED, TOLD

UNTOLD: Final = {
    facts.WHERE,
    facts.SLOTS,
    *(kind.stored.kind for kind in FACT_KINDS if not kind.stored.is_told),
}
"""Kinds with limits of their own, which do not grow with the facts that a user tells."""


class FullError(Exception):
    """A turn would exceed a ceiling; `what` names it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def told_bytes(rows: Sequence[facts.FactRow]) -> int:
    """Count the bytes of the facts that a user told."""
    return sum([len(body) for kind, _, body in rows if body and kind not in UNTOLD])


def check(before: Person, size: int, after: Person, made: facts.Changes) -> None:
    """Check the changes of a turn. `size`: the `told_bytes` before it. Raise FullError."""
    for field, most in MOST.items():
        count = len(getattr(after, field))
        if count > most and count > len(getattr(before, field)):
            raise FullError(field)
    if any(kind == facts.SLOTS and len(body) > MOST_NOTED for kind, _, body in (*made.new, *made.changed)):
        raise FullError(NOTED)
    added = told_bytes(made.new) + told_bytes(made.changed)
    # Most turns are far from the ceiling, and then the encoding of the former rows is avoided.
    if (
        size + added > MOST_TOLD
        and (gone := told_bytes(_former(before, made))) < added
        and size + added - gone > MOST_TOLD
    ):
        raise FullError(TOLD)


def check_book(book: Import, pages: Sequence[bytes]) -> None:
    """Check the size of an address book. Raise FullError."""
    if book.people > MOST_PEOPLE or sum(map(len, pages)) > MOST_PACKED:
        raise FullError(BOOK)


def _former(before: Person, made: facts.Changes) -> list[facts.FactRow]:
    """Return the former content of the rows that are changed or deleted."""
    there: dict[tuple[str, int], Any] = {
        (kind, fact.n): fact for kind, (field, _) in facts.MANY.items() for fact in getattr(before, field)
    }
    there |= {(kind, 0): getattr(before, field) for kind, (field, _) in facts.SINGLES.items()}
    keys = [(kind, n) for kind, n, _ in (*made.changed, *made.gone) if (kind, n) in there]
    return [(kind, n, facts.encoded(there[kind, n])) for kind, n in keys]
