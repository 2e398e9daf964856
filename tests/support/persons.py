"""A Hypothesis strategy for any person that can be stored, derived from the field types to cover new fields."""

from datetime import UTC, date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import fields

from dialogs.model.facts import Consent
from dialogs.model.person import Person
from dialogs.model.records import replace

INSTANTS = st.datetimes(min_value=datetime(1970, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # the strategy adds the zone
NUMBERS = st.integers(0, 2**31 - 1)
LEAVES: dict[Any, st.SearchStrategy[Any]] = {
    int: NUMBERS,
    str: st.text(max_size=20),
    bool: st.booleans(),
    date: st.dates(),
    datetime: INSTANTS,
    UUID: st.uuids(),
    NoneType: st.none(),
}


def any_of(shape: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for values of a type, as a person may contain them."""
    if shape in LEAVES:
        return LEAVES[shape]
    if get_origin(shape) is tuple:
        return st.lists(any_of(get_args(shape)[0]), max_size=2).map(_numbered)
    if get_origin(shape) is UnionType:
        return st.one_of([any_of(part) for part in get_args(shape)])
    if isinstance(shape, type) and issubclass(shape, Struct):
        hints = get_type_hints(shape)
        return st.builds(shape, **{field.name: any_of(hints[field.name]) for field in fields(shape)})
    assert issubclass(shape, Enum), shape
    return st.sampled_from(list(shape))


def _numbered(items: list[Any]) -> tuple[Any, ...]:
    """Sort facts by number, and drop those with a repeated number."""
    if items and hasattr(items[0], "n"):
        return tuple(sorted({item.n: item for item in items}.values(), key=lambda item: item.n))
    return tuple(items)


def persons() -> st.SearchStrategy[Person]:
    """Return a strategy for persons with present or withdrawn consent, without open tasks."""
    hints = get_type_hints(Person)
    parts = {name: any_of(hint) for name, hint in hints.items() if name not in {"tasks", "consent"}}
    return st.builds(Person, consent=any_of(Consent), tasks=st.just(()), **parts).map(_as_named_by_us)


def _as_named_by_us(person: Person) -> Person:
    """Remove NUL from fields with columns of their own: these are our words, and PostgreSQL text cannot contain NUL."""
    where = replace(person.where, step=person.where.step.replace("\0", ""))
    consent = person.consent and replace(person.consent, version=person.consent.version.replace("\0", ""))
    return replace(person, where=where, consent=consent)
