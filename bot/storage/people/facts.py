"""The facts about a person, as rows of `fact`: which rows a person has, and which of them a turn changed.

A kind with one fact has the number 0, and no row while nothing was told. Kinds are stored: add, never rename.
Fields that a row of an earlier version lacks get their defaults; unknown fields of a later version are ignored.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeAlias

import msgspec
from msgspec import Struct

from bot.storage.people import notepad_migration
from dialogs.model.conversation import Position
from dialogs.model.fact_kinds import MANY_KINDS, SINGLE_KINDS
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.slots import Slots
from dialogs.rules.storage_limits import MOST_WAY

BOOK: Final = "book"
SLOTS: Final = "notepad"
"""The kind of the row with `Slots`, named after what it held before 0.2 (`bot.storage.people.notepad_migration`)."""

SINGLES: Final[dict[str, tuple[str, type[Any]]]] = {
    **{kind.stored.kind: (kind.field, kind.shape) for kind in SINGLE_KINDS},
    SLOTS: ("slots", Slots),
}
"""For each kind with one fact: the field of `Person`, and its class."""

MANY: Final[dict[str, tuple[str, type[Any]]]] = {kind.stored.kind: (kind.field, kind.shape) for kind in MANY_KINDS}
"""For each kind with many: the field of `Person`, and the class of its items."""

WHERE: Final = "where"
"""The kind of `Position` without step and asking, which are stored in the row of the person."""

encoded: Final = msgspec.json.Encoder().encode
_NOTHING: Final = {kind: shape() for kind, (_, shape) in SINGLES.items()}
_NOWHERE: Final = Position("")
_READ_ONE: Final[dict[str, tuple[str, Callable[[bytes], Any]]]] = {
    kind: (field, msgspec.json.Decoder(shape).decode) for kind, (field, shape) in SINGLES.items()
}
_READ_MANY: Final[dict[str, tuple[str, Callable[[bytes], Any]]]] = {
    kind: (field, msgspec.json.Decoder(shape).decode) for kind, (field, shape) in MANY.items()
}
_read_where: Final = msgspec.json.Decoder(Position).decode


FactRow: TypeAlias = tuple[str, int, bytes]
"""Kind, number and JSON."""


class Changes(Struct, frozen=True, gc=False):
    """The rows to be written, and the rows that are gone, whose JSON is empty."""

    new: list[FactRow]
    changed: list[FactRow]
    gone: list[FactRow]


def gathered(rows: Iterable[FactRow], step: str = "") -> tuple[dict[str, Any], Position]:
    """Decode a person's rows, ordered by number: the fields of `Person`, and the position without its step.

    `step` is where the person is; it tells what the rows of earlier versions mean.
    """
    fields: dict[str, Any] = {}
    where = _NOWHERE
    for kind, _, body in rows:
        if kind in _READ_MANY:
            field, read = _READ_MANY[kind]
            fields.setdefault(field, []).append(read(body))
        elif kind == SLOTS and notepad_migration.is_notepad(body):
            fields["slots"] = notepad_migration.slots_of(body, step)
        elif kind in _READ_ONE:
            field, read = _READ_ONE[kind]
            fields[field] = read(body)
        elif kind == WHERE:
            where = notepad_migration.position_of(body) if notepad_migration.has_notepads(body) else _read_where(body)
    return {name: tuple(value) if type(value) is list else value for name, value in fields.items()}, where


def changes(old: Person | None, new: Person) -> Changes:
    """Return the rows that differ from the stored ones. Before consent nothing is written."""
    made = Changes([], [], [])
    if new.consent is None:
        return made
    # A person without consent has no rows, whatever a dialog put in their slots.
    stored = old if old is not None and old.consent is not None else None
    for kind, was, now in _pairs(stored, new):
        _compare(kind, was, now, made)
    return made


def _pairs(old: Person | None, new: Person) -> Iterator[tuple[str, dict[int, Any], dict[int, Any]]]:
    """Yield, for each kind that may have changed, the former and the present facts by number."""
    for kind, (field, _) in SINGLES.items():
        was, now = getattr(old, field, None), getattr(new, field)
        if was is not now:
            yield kind, _single(was, _NOTHING[kind]), _single(now, _NOTHING[kind])
    was_there, is_there = old and _way(old), _way(new)
    if was_there != is_there:
        yield WHERE, _single(was_there, _NOWHERE), _single(_shortened(is_there), _NOWHERE)
    for kind, (field, _) in MANY.items():
        were, are = getattr(old, field, ()), getattr(new, field)
        if were is not are:
            yield kind, {fact.n: fact for fact in were}, {fact.n: fact for fact in are}


def _way(person: Person) -> Position:
    return replace(person.where, step="", asking=0)


def _shortened(way: Position) -> Position:
    """Return the history without the oldest checkpoints that make it too long to be stored."""
    while len(encoded(way)) > MOST_WAY:
        longest = max(("trail", "interrupted", "aside"), key=lambda name: len(encoded(getattr(way, name))))
        if not getattr(way, longest):
            return way
        way = replace(way, **{longest: getattr(way, longest)[1:]})
    return way


def _single(fact: object, nothing: object) -> dict[int, Any]:
    return {} if fact is None or fact == nothing else {0: fact}


def _compare(kind: str, was: dict[int, Any], now: dict[int, Any], made: Changes) -> None:
    for n, fact in now.items():
        if n not in was:
            made.new.append((kind, n, encoded(fact)))
        elif was[n] is not fact and was[n] != fact:
            made.changed.append((kind, n, encoded(fact)))
    made.gone.extend((kind, n, b"") for n in was.keys() - now.keys())
