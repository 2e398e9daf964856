"""Taking an answer back: what a turn changed of the facts, small enough to be kept with the way back."""

from typing import Any

from msgspec.structs import fields

from dialogs.model.conversation import Undo
from dialogs.model.person import Person
from dialogs.model.records import replace

ONE = ("me", "target", "nudging")
MANY = tuple(field.name for field in fields(Undo) if field.name not in {*ONE, "added"})
"""The fields of `Person` that hold one fact, and those that hold many; `Undo` names them alike."""


def what_changed(before: Person, after: Person) -> Undo:
    """How to get from the facts after back to those before."""
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


def undone(person: Person, undo: Undo) -> Person:
    """The person with the answer taken back; what was told since stays."""
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
