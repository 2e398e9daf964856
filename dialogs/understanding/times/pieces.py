"""Pieces of a time: the constraint of each expression on the day, and their combination.

Each reader yields pieces: dates, weekdays, weeks, offsets. `dates_of` intersects them. A single candidate day is the
result, several lead to a question, and none means a contradiction. This is a reduced form of the composition of
partial times in rule-based temporal taggers (SUTime, Chang & Manning 2012).
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final, TypeAlias

from msgspec import Struct

DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(days=7)
WEEKEND: Final = frozenset({5, 6})
FAR: Final = 300
"""Days. A date without a year whose next occurrence is further away counts as passed."""


class Days(Struct, frozen=True, gc=False):
    """The days that words may mean; empty if they have passed or do not exist."""

    dates: tuple[date, ...]
    is_sure: bool = True
    or_hour: int | None = None
    """Minutes after midnight, if the words may be a time of day instead: “14.05”."""


class NamedWeekday(Struct, frozen=True, gc=False):
    """A weekday, or those that a misspelling may mean (Monday is 0). `comes`: "this", "next" or ""."""

    days: tuple[int, ...]
    comes: str = ""


class WeekOf(Struct, frozen=True, gc=False):
    """A week by its Monday, and the day meant if no weekday is named (Monday is 0; None: a weekday is required)."""

    monday: date
    day: int | None = 0


class Weeks(Struct, frozen=True, gc=False):
    """An offset in weeks from another piece, or from today."""

    number: int


class Wait(Struct, frozen=True, gc=False):
    """An offset in minutes from now."""

    minutes: int


Piece: TypeAlias = Days | NamedWeekday | WeekOf | Weeks | Wait
Read: TypeAlias = Callable[[re.Match[str], date], Piece]


def pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern that matches whole words only."""
    return re.compile(rf"(?<!\w)(?:{text})(?!\w)")


def monday_of(day: date) -> date:
    """Return the Monday of the week of this day."""
    return day - timedelta(days=day.weekday())


def month_after(day: date, months: int = 1) -> date:
    """Return the first day of the month that is this many months later."""
    return date(day.year + (day.month + months - 1) // 12, (day.month + months - 1) % 12 + 1, 1)


def date_or_none(year: int, month: int, day: int) -> date | None:
    """Return the date, or None if it does not exist, such as 30 February."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def coming(month: int, day: int, today: date, year: str | None = None) -> tuple[date, ...]:
    """Return the date in the given year ("26" or "2026"), or its next occurrence.

    Empty if it does not exist, has passed, or is more than `FAR` days away without a year.
    """
    if year:
        named = date_or_none(int(year) + (2000 if len(year) == 2 else 0), month, day)
        return (named,) if named and named >= today else ()
    dates = (date_or_none(today.year + ahead, month, day) for ahead in (0, 1))
    return tuple(one for one in dates if one and today <= one and (one - today).days <= FAR)[:1]


def dates_of(pieces: Sequence[Piece], today: date) -> tuple[date, ...]:
    """Return the days that satisfy all pieces; empty if they contradict each other or have passed."""
    weeks = sum(piece.number for piece in pieces if isinstance(piece, Weeks))
    of_week = [piece for piece in pieces if isinstance(piece, WeekOf)]
    weekdays = [piece for piece in pieces if isinstance(piece, NamedWeekday)]
    named = [piece for piece in pieces if isinstance(piece, Days)]
    if of_week:
        is_clear = len(of_week) == 1 and not weeks and not named
        return _in_week(of_week[0], weekdays, today) if is_clear else ()
    if not all(piece.dates for piece in named):
        return ()
    if not named and not weekdays:
        return (today + weeks * WEEK,)
    dated = {day + weeks * WEEK for piece in named for day in piece.dates}
    agreed = {day for day in dated if any(day.weekday() in piece.days for piece in weekdays)}
    if agreed and len(named) == 1:
        return tuple(sorted(agreed))
    return tuple(sorted(dated.union(*(_coming(piece, today, weeks) for piece in weekdays))))


def _in_week(week: WeekOf, weekdays: Sequence[NamedWeekday], today: date) -> tuple[date, ...]:
    numbers = [number for piece in weekdays for number in piece.days] or ([] if week.day is None else [week.day])
    if week.day in WEEKEND and not WEEKEND.issuperset(numbers):
        return ()
    return tuple(day for number in numbers if (day := week.monday + number * DAY) > today)


def _coming(weekday: NamedWeekday, today: date, weeks: int) -> list[date]:
    """Return the possible dates of a weekday.

    Today's weekday may mean today or in a week; "next Friday" may mean this Friday or the following one.
    """
    found = []
    for number in weekday.days:
        ahead = (number - today.weekday()) % 7
        first = today + (ahead or 7) * DAY
        found.append(first + weeks * WEEK)
        if weeks > 1 and number <= today.weekday():
            found.append(first + (weeks - 1) * WEEK)  # "mandag om to uker", counted in calendar weeks
        elif weekday.comes == "next" and ahead:
            found.append(first + WEEK)
        elif weekday.comes != "next" and not ahead and not weeks:
            found.append(today)
    return found
