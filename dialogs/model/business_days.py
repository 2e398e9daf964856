"""Business days in Norway: the days on which people answer messages, and intervals measured in them."""

from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Final

from holidays.countries.norway import Norway

SATURDAY: Final = 5
SHARED_HOLIDAY: Final = (28, 30)
"""The first and last ISO week of fellesferie, when building sites, factories and many offices are closed."""

_DAY: Final = timedelta(days=1)


def is_workday(day: date) -> bool:
    """Return whether a day is a business day in Norway.

    Weekends, public holidays, romjul (24 December to 1 January) and fellesferie are not, nor is a single day between
    two free days.
    """
    return not is_free(day) and not (is_free(day - _DAY) and is_free(day + _DAY))


@lru_cache(maxsize=4096)
def after(day: date, business_days: int) -> date:
    """Return the day this many business days later; for 0, the day itself or the next business day."""
    left = business_days
    while left > 0 or not is_workday(day):
        day += _DAY
        left -= is_workday(day)
    return day


def between(start: date, end: date) -> int:
    """Return the number of business days after `start`, up to and including `end`."""
    days = max((end - start).days, 0)
    return sum(is_workday(start + n * _DAY) for n in range(1, days + 1))


def is_free(day: date) -> bool:
    """Return whether most people are off, regardless of single days between two free days."""
    if day.weekday() >= SATURDAY or is_romjul(day) or day in _public_holidays(day.year):
        return True
    first, last = SHARED_HOLIDAY
    return first <= day.isocalendar().week <= last


def is_romjul(day: date) -> bool:
    """Return whether a day is in romjul, from 24 December to 1 January."""
    return (day.month, day.day) >= (12, 24) or (day.month, day.day) == (1, 1)


@lru_cache(maxsize=4096)
def is_holiday(day: date) -> bool:
    """Return whether a day is a public holiday or in romjul."""
    return is_romjul(day) or day in _public_holidays(day.year)


def easter_sunday(year: int) -> date:
    """Return the date of Easter Sunday, from which the movable holidays are counted."""
    return next(day for day, name in _norway(year).items() if "Easter Sunday" in name)


@cache
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(_norway(year))


@cache
def _norway(year: int) -> Norway:
    return Norway(years=year, language="en_US")
