"""Reading of times in free words, in Norwegian or English. An ambiguous time leads to a question, never to a guess.

The readers take pieces from the text (`dates`, `days`, `clock`, `parts_of_day`), the least ambiguous first: marked
times of day, dates, days, parts of the day, other times of day. This module combines the pieces. The result is
`Understood`, `Which` for several possible times, or None for no time or a contradiction.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from typing import Final, TypeAlias

from msgspec import Struct

from dialogs.model.records import replace
from dialogs.text import Day, Language, Moment
from dialogs.understanding.times import vocabulary as words
from dialogs.understanding.times.clock import HALF_DAY, ClockReading, marked, unmarked
from dialogs.understanding.times.dates import dates
from dialogs.understanding.times.days import days
from dialogs.understanding.times.parts_of_day import NEEDS_DAY, TODAY_ONLY, PartOfDay, parts
from dialogs.understanding.times.pieces import DAY, Days, Piece, Wait, dates_of
from dialogs.understanding.times.scan import DAY_MARK, HOUR_MARK, OTHER_MARK, Scan


class Understood(Struct, frozen=True, gc=False):
    """A future time in the user's zone.

    `has_hour`: a time of day or a part of the day was named; otherwise `at` is at `MORNING`, and the caller may choose
    another time. `is_exact`: the time of day itself was named. Without `has_day`, it is the next occurrence.
    """

    at: datetime
    has_hour: bool = False
    is_exact: bool = False
    has_day: bool = True


class Which(Struct, frozen=True, gc=False):
    """Several times that the words may mean, earliest first; the coach asks which one."""

    options: tuple[Understood, ...]


Time: TypeAlias = Understood | Which | None

MORNING: Final = time(9)
"""The time of day if only a day was named."""

SOON: Final = timedelta(minutes=30)
"""The minimum interval from now for a time today without a time of day that is still to come."""

SMALL_HOURS: Final = 4
"""Before this hour, "tomorrow" may mean the day that has already begun."""

FAR_AWAY: Final = timedelta(days=300)
FURTHEST: Final = timedelta(days=800)
MOST_OPTIONS: Final = 4

_OUT_OF_PLACE: Final = re.compile(
    rf"(?<!\w)(?:før|innan|before|until|og med|[ft]\.?o\.?m\.?) [{DAY_MARK}{HOUR_MARK}]"
    rf"|(?<!\w)(?:etter|after|fra|frå|from) {DAY_MARK}|{DAY_MARK} ?(?:-|–|til|to|through|thru) ?{DAY_MARK}"
)
"""Before, after or from a day on, or a range of days: these name no single time."""


def understand(said: str, now: datetime, language: Language) -> Time:
    """Return the time that the words name, or None. `now` is aware and in the user's zone."""
    scan = Scan(said)
    scan.take(words.GREETINGS, OTHER_MARK)
    scan.take(words.OTHER_NUMBERS, OTHER_MARK)
    if scan.has(words.NO_TIME):
        return None
    is_night = now.hour < SMALL_HOURS and scan.has(words.TOMORROW)
    hours = list(marked(scan, language))
    pieces = [*dates(scan, now.date(), language), *days(scan, now.date(), language)]
    named_parts = list(parts(scan))
    hours += unmarked(scan, language)
    if None in hours or scan.has(_OUT_OF_PLACE):
        return None
    if is_night:
        pieces = [_either_morrow(piece, now.date()) for piece in pieces]
    clocks = [clock for clock in hours if clock]
    return _combine(pieces, clocks, named_parts, now)


def _either_morrow(piece: Piece, today: date) -> Piece:
    return Days((today, today + DAY)) if piece == Days((today + DAY,)) else piece


def _combine(
    pieces: Sequence[Piece], clocks: Sequence[ClockReading], named: Sequence[PartOfDay], now: datetime
) -> Time:
    """Return the time that all pieces together name, or None if they contradict each other."""
    part = _narrowest(named)
    if len(set(clocks)) > 1 or (named and part is None):
        return None
    clock = clocks[0] if clocks else None
    if waits := [piece for piece in pieces if isinstance(piece, Wait)]:
        is_alone = len(pieces) == 1 and not clocks and not named
        return _answer([_after_wait(waits[0], now)], now) if is_alone else None
    dates_or_hours = [piece for piece in pieces if isinstance(piece, Days) and piece.or_hour is not None]
    if dates_or_hours and clock is None:  # “14.05”: both meanings are possible
        others = [piece for piece in pieces if piece not in dates_or_hours]
        hour = ClockReading((dates_or_hours[0].or_hour or 0,))
        either = [*_options(pieces, None, part, now), *_options(others, hour, part, now)]
        return _answer(either, now, is_sure=False)
    return _answer(_options(pieces, clock, part, now), now, is_sure=_are_sure(pieces, clock))


def _are_sure(pieces: Sequence[Piece], clock: ClockReading | None) -> bool:
    is_sure = all(piece.is_sure for piece in pieces if isinstance(piece, Days))
    return is_sure and (clock is None or clock.is_sure)


def _answer(options: Sequence[Understood], now: datetime, *, is_sure: bool = True) -> Time:
    """Return `Understood` for a single sure option, `Which` for several or unsure ones, None for none or too many."""
    ahead = {option.at: option for option in options if _is_ahead(option.at, now)}
    if not ahead or len(ahead) > MOST_OPTIONS:
        return None
    ordered = tuple(ahead[at] for at in sorted(ahead))
    return ordered[0] if is_sure and len(ordered) == 1 else Which(ordered)


def _is_ahead(at: datetime, now: datetime) -> bool:
    return timedelta(0) < at.astimezone(UTC) - now.astimezone(UTC) <= FURTHEST


def _narrowest(named: Sequence[PartOfDay]) -> PartOfDay | None:
    """Return the shortest of the parts if it lies within the others ("Friday night, after dinner"), otherwise None."""
    ordered = sorted(named, key=lambda part: part.ends - part.begins)
    if not ordered or any(not part.begins <= ordered[0].hour <= part.ends for part in ordered):
        return None
    alone = next((part.alone for part in ordered if part.alone in {TODAY_ONLY, "today", "tomorrow"}), ordered[0].alone)
    return replace(ordered[0], alone=alone)


def _after_wait(wait: Wait, now: datetime) -> Understood:
    at = now.astimezone(UTC) + timedelta(minutes=min(wait.minutes, FURTHEST // timedelta(minutes=1)))
    whole = at.replace(second=0, microsecond=0) + timedelta(minutes=1 if at.second or at.microsecond else 0)
    return Understood(whole.astimezone(now.tzinfo), has_hour=True, is_exact=True)


def _options(
    pieces: Sequence[Piece], clock: ClockReading | None, part: PartOfDay | None, now: datetime
) -> list[Understood]:
    """Return every time that the words may mean, including past ones."""
    if not pieces:
        return [replace(one, has_day=False) for one in _without_day(clock, part, now)]
    days = dates_of(pieces, now.date())
    is_today = days == (now.date(),)
    if part and part.alone == TODAY_ONLY and not is_today:
        return []  # "i kveld eller i morgen"
    if clock is None:
        return [one for day in days if (one := _on(day, part, now))]
    options = [_exactly(day, minute, now) for day, minute in product(days, _minutes(clock, part))]
    is_over = not any(_is_ahead(one.at, now) for one in options)
    if is_today and is_over and part is None and clock.is_round:
        return _without_day(clock, part, now)  # "i dag kl 9", typed at ten
    return options


def _minutes(clock: ClockReading, part: PartOfDay | None) -> tuple[int, ...]:
    """Return the times of day, in minutes after midnight, that lie in the part of the day."""
    if part is None:
        return clock.minutes
    turned = (minute % HALF_DAY + half for minute in clock.minutes for half in (0, HALF_DAY))
    minutes = turned if clock.is_round else clock.minutes
    return tuple(sorted({minute for minute in minutes if part.begins <= minute <= part.ends}))


def _without_day(clock: ClockReading | None, part: PartOfDay | None, now: datetime) -> list[Understood]:
    if clock is None:
        return _next_part(part, now) if part else []
    is_today = part is not None and part.alone in {"today", TODAY_ONLY}
    is_open = part is None and clock.is_round and len(clock.minutes) == 1
    minutes = _minutes(clock, part)
    return [one for minute in minutes for one in _next_at(minute, now, is_today=is_today, is_open=is_open)]


def _next_part(part: PartOfDay, now: datetime) -> list[Understood]:
    """Return the next occurrences of a part of the day: today, tomorrow, or both if either may be meant."""
    if part.alone == NEEDS_DAY:
        return []
    today, tomorrow = _on(now.date(), part, now), _on(now.date() + DAY, part, now)
    if part.alone == "tomorrow" and now.hour >= SMALL_HOURS:
        today = None
    if part.alone in {"today", TODAY_ONLY} or (today and today.at == _at(now.date(), part.hour, now)):
        tomorrow = None
    return [one for one in (today, tomorrow) if one]


def _next_at(minute: int, now: datetime, *, is_today: bool, is_open: bool) -> list[Understood]:
    """Return the next occurrence of a time of day (`minute` after midnight).

    `is_today`: only today counts. `is_open`: it may also be twelve hours later, on the twelve-hour clock.
    """
    today = _exactly(now.date(), minute, now)
    if _is_ahead(today.at, now) or is_today:
        return [today]
    tomorrow = _exactly(now.date() + DAY, minute, now)
    if is_open and minute < HALF_DAY:
        return [_exactly(now.date(), minute + HALF_DAY, now), tomorrow]
    return [tomorrow]


def _on(day: date, part: PartOfDay | None, now: datetime) -> Understood | None:
    """Return a time on this day: in the part of the day, or at `MORNING`. Return None if that part has passed today."""
    at = _at(day, part.hour if part else MORNING.hour * 60, now)
    if day == now.date() and not _is_ahead(at, now):
        at = _soon(now)
        is_over = at > _at(day, part.ends, now) if part else at.date() != day
        if is_over:
            return None
    return Understood(at, has_hour=part is not None)


def _soon(now: datetime) -> datetime:
    """Return the first full quarter of an hour at least `SOON` from now."""
    soon = (now.astimezone(UTC) + SOON).astimezone(now.tzinfo)
    return soon.replace(minute=0, second=0, microsecond=0) + timedelta(minutes=-(-soon.minute // 15) * 15)


def _exactly(day: date, minute: int, now: datetime) -> Understood:
    return Understood(_at(day, minute, now), has_hour=True, is_exact=True)


def _at(day: date, minute: int, now: datetime) -> datetime:
    """Return a local time. A time that the spring change skips moves forward; a repeated one is the first."""
    wall = datetime.combine(day, time(), now.tzinfo) + timedelta(minutes=minute)
    return wall.astimezone(UTC).astimezone(now.tzinfo)


def time_in_words(at: datetime, now: datetime, *, has_hour: bool = True) -> Day | Moment:
    """Return a time as a value for a text, with the time of day if `has_hour`, and with the year if it is far away."""
    is_far = at - now > FAR_AWAY
    return Moment(at, is_far) if has_hour else Day(at.date(), has_weekday=True, has_year=is_far)
