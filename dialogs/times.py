"""A time as people write it, in Norwegian or English: understood, asked about, or not read at all; never guessed."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final, TypeAlias

from dialogs.text import Day, Language, Moment


@dataclass(frozen=True, slots=True)
class Understood:
    """A time to come, in the user's zone.

    `has_hour`: they named an hour or a part of the day; else `at` is in the morning of the day, and whoever uses it
    may choose another hour. `is_exact`: they named the hour itself.
    """

    at: datetime
    has_hour: bool = False
    is_exact: bool = False

    @property
    def said_back(self) -> Day | Moment:
        """What was understood, as a value in a text: with its hour where one was named."""
        return Moment(self.at) if self.has_hour else Day(self.at.date(), has_weekday=True)


@dataclass(frozen=True, slots=True)
class Which:
    """The words may mean each of these, earliest first, so the user is asked."""

    options: tuple[Understood, ...]


Time: TypeAlias = Understood | Which | None

MORNING: Final = time(9)
"""The hour of a day of which only the day was said."""

_WEEKDAYS: Final = {
    word: number
    for number, words in enumerate(
        (
            "mandag monday",
            "tirsdag tuesday",
            "onsdag wednesday",
            "torsdag thursday",
            "fredag friday",
            "lørdag saturday",
            "søndag sunday",
        )
    )
    for word in words.split()
}
_CLOCK: Final = re.compile(r"(?:kl\.? ?|at )(\d{1,2})(?:[.:](\d\d))?\b|\b(\d{2})[:](\d\d)\b")
_TOMORROW: Final = re.compile(r"\b(?:i ?morgen|tomorrow)\b")


def understand(words: str, now: datetime, language: Language) -> Time:  # noqa: ARG001  # both are read as of now
    """What time the words name, seen from `now`, which is aware and in the user's zone; None: none that is sure."""
    text = " ".join(words.lower().split())
    named = {_WEEKDAYS[word] for word in re.findall(r"\w+", text) if word in _WEEKDAYS}
    clock = _CLOCK.search(text)
    if len(named) + bool(_TOMORROW.search(text)) != 1:
        return None
    ahead = 1 if not named else (named.pop() - now.weekday()) % 7 or 7
    day = now.date() + timedelta(days=ahead)
    if clock is None:
        return Understood(_at(day.year, day.month, day.day, MORNING, now))
    hour, minute = (int(part or 0) for part in (clock[1] or clock[3], clock[2] or clock[4]))
    if not 9 <= hour <= 23 or minute > 59:
        return None
    return Understood(_at(day.year, day.month, day.day, time(hour, minute), now), has_hour=True, is_exact=True)


def _at(year: int, month: int, day: int, hour: time, now: datetime) -> datetime:
    """That hour of that day; one that the spring leaves out comes as late as it would have been."""
    wall = datetime(year, month, day, hour.hour, hour.minute, tzinfo=now.tzinfo)
    return wall.astimezone(UTC).astimezone(now.tzinfo)
