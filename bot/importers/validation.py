"""Validation of an export: its facts must be consistent, and its values in the ranges that the coach uses."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from dialogs.model.address_book import MOST_PEOPLE, Acquaintance
from dialogs.model.fact_kinds import MANY_KINDS, Snapshot
from dialogs.model.reminders import ReminderSettings
from dialogs.model.snapshot import Exported
from dialogs.understanding.target.industries import is_industry

MOST_KEPT: Final = {kind.field: kind.stored.most for kind in MANY_KINDS}

LONGEST: Final = 20_000
"""Limit of characters in a text. A message in Telegram has 4,096."""

LONGEST_CELL: Final = 300
"""The same for an address book, whose readers truncate to less."""

MOST: Final = 10**9
"""Upper bound of numbers. Callback data has room for nine digits."""

REFERENCES: Final = (
    ("ties", "contact", "contacts"),
    ("introductions", "introducer", "contacts"),
    ("introductions", "goal", "goals"),
    ("outreaches", "contact", "contacts"),
    ("outreaches", "introduction", "introductions"),
    ("outreaches", "about", "outreaches"),
    ("plans", "outreach", "outreaches"),
)
"""The fields of facts that hold the numbers of other facts: the facts, the field, and the facts to which it refers."""

YEARS: Final = range(1970, 2200)
DAY: Final = 24 * 60


def is_too_much(past: Snapshot, people: tuple[Acquaintance, ...]) -> bool:
    """Whether the export exceeds the ceilings of a person."""
    return len(people) > MOST_PEOPLE or any(len(getattr(past, name)) > most for name, most in MOST_KEPT.items())


def is_sound(exported: Exported) -> bool:
    """Whether the export is valid."""
    past, book = exported.past, exported.past.books
    return (
        all(map(_is_usable, _leaves((exported.at, past))))
        and all(map(_is_told, exported.people))
        and len(exported.people) == (book[0].people if book else 0)
        and _is_of_use(past.nudging)
        and all(map(is_industry, _codes(past)))
        and _fits_together(past)
    )


def _leaves(value: Any) -> Iterator[Any]:
    """Yield all values inside facts, recursively."""
    if isinstance(value, tuple):
        for item in value:
            yield from _leaves(item)
    elif fields := getattr(type(value), "__struct_fields__", None):
        for name in fields:
            yield from _leaves(getattr(value, name))
    else:
        yield value


def _is_usable(value: Any) -> bool:
    match value:
        case str():
            return len(value) <= LONGEST
        case bool():
            return True
        case int():
            return 0 <= value < MOST
        case datetime():  # a naive one cannot be compared with the clock
            return value.tzinfo is not None and value.year in YEARS
        case date():
            return value.year in YEARS
    return True


def _is_told(one: Acquaintance) -> bool:
    words = (one.name, one.company, one.position, one.link, one.email, one.phone, one.mark, *one.former)
    return bool(one.name.strip()) and all(len(word) <= LONGEST_CELL and word.isprintable() for word in words)


def _is_of_use(nudging: ReminderSettings) -> bool:
    """Whether the days and times of reminders are valid."""
    days = (*(nudging.days or (0,)), *([] if nudging.look_back is None else [nudging.look_back]))
    clock = [minutes for minutes in (nudging.begins, nudging.ends) if minutes is not None]
    return nudging.days != () and all(day < 7 for day in days) and all(minutes <= DAY for minutes in clock)


def _codes(past: Snapshot) -> Iterator[str]:
    yield from past.target.industries
    yield from (tie.industry for tie in past.ties if tie.industry)


def _fits_together(past: Snapshot) -> bool:
    """Return whether numbers are unique and positive, and every reference to another fact leads to one."""
    numbers = [item.n for kind in MANY_KINDS for item in getattr(past, kind.field)]
    return (
        len(numbers) == len(set(numbers))
        and min(numbers, default=1) > 0
        and len(past.contacts) == len({contact.uid for contact in past.contacts})
        and all(_is_resolved(past, *reference) for reference in REFERENCES)
        # A message refers to an earlier one, so that no chain of references is a circle.
        and all(one.about is None or one.about < one.n for one in past.outreaches)
    )


def _is_resolved(past: Snapshot, referring: str, reference: str, referred: str) -> bool:
    """Return whether the numbers in one field of some facts are numbers of other facts. None refers to nothing."""
    known = {item.n for item in getattr(past, referred)}
    return known.issuperset({getattr(item, reference) for item in getattr(past, referring)} - {None})
