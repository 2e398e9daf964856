"""Undo: the difference that a turn made to the facts, small enough to be stored with each checkpoint."""

from typing import Any

from dialogs.model.fact_kinds import MANY_KINDS, SINGLE_KINDS
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.undo_record import Undo

ONE = tuple(kind.field for kind in SINGLE_KINDS if kind.stored.is_undone)
MANY = tuple(kind.field for kind in MANY_KINDS if kind.stored.is_undone)
"""The fields with one fact, and those with many; `Undo` has the same field names."""


def undo_of(before: Person, after: Person) -> Undo:
    """Return the difference that restores the facts of `before` from those of `after`."""
    changes: dict[str, Any] = {name: getattr(before, name) for name in ONE if _differs(before, after, name)}
    added: list[int] = []
    for name in MANY:
        if _differs(before, after, name):
            was, now = getattr(before, name), getattr(after, name)
            numbers = {fact.n for fact in was}
            kept = set(now)
            changes[name] = tuple(fact for fact in was if fact not in kept)
            added += [fact.n for fact in now if fact.n not in numbers]
    return Undo(added=tuple(added), **changes)


def apply_undo(person: Person, undo: Undo) -> Person:
    """Apply an undo. Facts that were added since then stay."""
    changes: dict[str, Any] = {name: former for name in ONE if (former := getattr(undo, name)) is not None}
    added = set(undo.added)
    for name in MANY:
        former = getattr(undo, name)
        replaced = {fact.n for fact in former} | added
        now = getattr(person, name)
        if any(fact.n in replaced for fact in now) or former:
            kept = [fact for fact in now if fact.n not in replaced]
            changes[name] = tuple(sorted([*kept, *former], key=lambda fact: fact.n))
    return replace(person, **changes)


def _differs(before: Person, after: Person, name: str) -> bool:
    was, now = getattr(before, name), getattr(after, name)
    return was is not now and was != now
