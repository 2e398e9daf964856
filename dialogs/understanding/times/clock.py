"""Reading of times of day: “kl. 14”, “halv tre”, “1430”, “2 pm”, “half past three”."""

import re
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from msgspec import Struct

from dialogs.model.records import replace
from dialogs.text import Language
from dialogs.understanding.numbers import SMALL_NUMBER, value_of
from dialogs.understanding.times.scan import DAY_MARK, HOUR_MARK, Scan

HALF_DAY: Final = 12 * 60


class ClockReading(Struct, frozen=True, gc=False):
    """The times of day that words may mean, in minutes after midnight. `is_round`: on the twelve-hour clock."""

    minutes: tuple[int, ...]
    is_round: bool = False
    is_sure: bool = True


_N: Final = r"(?<!\w)"
_Z: Final = r"(?!\w)"
_KL: Final = r"(?:kl(?:okk(?:a|en|o))?\.? ?|@ ?)"
_ABOUT: Final = r"(?:(?:rundt|ca\.?|cirka|sånn|omtrent|around|about|circa|approx\.?) )?"
_H: Final = rf"(\d{{1,2}}|{SMALL_NUMBER})"
_MM: Final = r"(?:[.:]([0-5]\d))?"
_TO: Final = r"(?:(?: ?[-–] ?| (?:til|to|og|and) )(?:kl\.? ?)?\d{1,2}(?:[.:]?[0-5]\d)?)?"
_END: Final = r"(?![\w:%]|[.,-]\d| ?(?:kr|nok|%|km|kg|mill|mb|gb|år|years?|dager?|days?|timer?|hours?|min|personer)\b)"
_HERE: Final = (
    rf"(?=$|[,;!?)]|\.(?:$| )| (?:[{DAY_MARK}{HOUR_MARK}]|and |og |so |så |on |i |på |in |from |sharp|presis))"
)
_AM_PM: Final = r" ?(am|pm|a\.m\.?|p\.m\.?)(?!\w)"
_ASIDE: Final = r"(?:fem|ti|tjue|tyve|five|ten|twenty|5|10|20|25)(?: min(?:utter|utes)?)?"
_ASIDE_IN_WORDS: Final = r"(?:fem|ti|tjue|tyve|five|ten|twenty|twenty[- ]five)(?: min(?:utter|utes)?)?"
_RANGE: Final = r"(?: ?[-–] ?\d{1,2}(?:[.:]\d\d)?)?"

_AFTER: Final = r"(?:etter|after|fra|from) "
_BARE: Final = r"(?<![\w.:/-])"

Read: TypeAlias = Callable[[re.Match[str], Language], ClockReading | None]
Ways: TypeAlias = tuple[tuple[re.Pattern[str], Read], ...]


def _hour(words: str) -> int:
    return value_of(words)


def _on_dial(minutes: int) -> ClockReading:
    """Return the reading of a time on the twelve-hour clock.

    Before five means the afternoon, from five to nine is ambiguous, and later means before noon.
    """
    early = minutes % HALF_DAY
    if early < 5 * 60:
        return ClockReading((early + HALF_DAY,), is_round=True)
    return ClockReading((early, early + HALF_DAY) if early < 9 * 60 else (early,), is_round=True)


def _of_hour(words: str, minute: int = 0) -> ClockReading | None:
    hour = _hour(words)
    if hour > 23:
        return None
    is_round = 1 <= hour <= 12 and not words.startswith("0")
    return _on_dial(hour * 60 + minute) if is_round else ClockReading((hour * 60 + minute,))


def _plain(match: re.Match[str], _language: Language) -> ClockReading | None:
    return _of_hour(match[1], int(match[2] or 0))


def _four_figures(match: re.Match[str], _language: Language) -> ClockReading | None:
    return ClockReading((int(match[1]) * 60 + int(match[2]),))


def _with_half_of_day(match: re.Match[str], _language: Language) -> ClockReading | None:
    hour = _hour(match[1])
    if not 1 <= hour <= 12:
        return None
    half = HALF_DAY if match[3].startswith("p") else 0
    return ClockReading((hour % 12 * 60 + int(match[2] or 0) + half,))


def _between_halves(match: re.Match[str], _language: Language) -> ClockReading | None:
    hour, half = _hour(match[1]), HALF_DAY if match[4].startswith("p") else 0
    return ClockReading((hour % 12 * 60 + int(match[2] or 0) + half,)) if 1 <= hour <= 12 else None


def _noon(_match: re.Match[str], _language: Language) -> ClockReading | None:
    return ClockReading((HALF_DAY,))


def _perhaps(match: re.Match[str], _language: Language) -> ClockReading | None:
    clock = _of_hour(match[1])
    return clock and replace(clock, is_sure=False)


def _halves(match: re.Match[str], language: Language) -> ClockReading | None:
    """Read “halv tre”, half past two, and “half three”, half past three in British English.

    In an English text both meanings are possible.
    """
    hour = _hour(match[4])
    if not 1 <= hour <= 12:
        return None
    aside = _hour(match[1]) * (1 if match[2] == "over" else -1) if match[1] else 0
    before = _on_dial(hour * 60 - 30 + aside)
    if match[3] == "halv" and (language is Language.NB or match[1]):
        return before
    return ClockReading((*before.minutes, *_on_dial(hour * 60 + 30).minutes), is_round=True)


def _past(match: re.Match[str], _language: Language) -> ClockReading | None:
    hour = _hour(match[3])
    if not 1 <= hour <= 12:
        return None
    minutes = 15 if match[1].startswith(("kv", "qu")) else 30 if match[1] == "half" else _hour(match[1])
    return _on_dial(hour * 60 + (-minutes if match[2] in {"på", "to", "til"} else minutes))


_MARKED: Final[tuple[tuple[re.Pattern[str], Read], ...]] = tuple(
    (re.compile(text), read)
    for text, read in (
        (rf"{_N}(?:{_AFTER})?(?:{_KL}|at |på )?{_ABOUT}(?:({_ASIDE}) (på|over) )?(halv|half) {_H}{_END}", _halves),
        (
            rf"{_N}(?:{_AFTER})?(?:{_KL}|at )?{_ABOUT}{_H}{_MM}(?:{_RANGE}| (?:to|and) \d{{1,2}}){_AM_PM}",
            _with_half_of_day,
        ),
        (rf"{_N}(?:mellom|between) {_H}{_MM} (?:og|and) \d{{1,2}}{_MM}{_AM_PM}", _between_halves),
        (rf"{_N}(?:{_AFTER})?{_KL}{_ABOUT}([01]\d|2[0-3])([0-5]\d)(?! ?\d){_END}", _four_figures),
        (rf"{_N}(?:mellom|between) (?:{_KL})?{_H}{_MM} (?:og|and) (?:{_KL})?{_H}{_MM}{_END}", _plain),
        (rf"{_N}(?:{_AFTER})?{_KL}{_ABOUT}{_H}{_MM}{_TO}{_END}", _plain),
        (rf"{_BARE}(?:{_AFTER})?{_ABOUT}(?:at )?(\d{{1,2}}):([0-5]\d){_RANGE}{_END}", _plain),
        (rf"{_N}(?:{_AFTER})?at {_ABOUT}([01]?\d|2[0-3])\.([0-5]\d){_END}", _plain),
    )
)
"""Patterns of unambiguous times of day, read before the dates."""

_UNMARKED: Final[tuple[tuple[re.Pattern[str], Read], ...]] = tuple(
    (re.compile(text), read)
    for text, read in (
        (
            (
                rf"{_N}(?:{_KL}|at )?{_ABOUT}(?:et |a )?(kvarter|kvart|quarter|{_ASIDE_IN_WORDS})"
                rf" (på|to|til) {_H}{_END}{_HERE}"
            ),
            _past,
        ),
        (
            rf"{_N}(?:{_KL}|at )?{_ABOUT}(?:et |a )?(kvarter|kvart|quarter|half|{_ASIDE}) (over|past|after) {_H}{_END}",
            _past,
        ),
        (rf"{_N}(?:at )?(?:noon|midday|high noon){_Z}", _noon),
        (rf"{_N}(?:at )?{_ABOUT}{_H}() ?o'? ?clock{_Z}", _plain),
        (rf"{_BARE}(?:{_AFTER})?{_ABOUT}(?:at )?([01]?\d|2[0-3])\.(00|1[3-9]|[2-5]\d){_RANGE}{_END}", _plain),
        (rf"{_N}(?:(?:i|ved|rundt) )?{_ABOUT}(\d{{1,2}})()[- ]?ti(?:da|den|a){_Z}", _plain),
        (rf"{_N}at {_ABOUT}{_H}(){_END}{_HERE}", _plain),
        (rf"{_N}(?:rundt|ca\.?|around|about) {_H}(){_END}{_HERE}", _plain),
        (rf"(?:^|, ){_H}()(?= [{DAY_MARK}{HOUR_MARK}])", _plain),
        (rf"(?<={DAY_MARK} )([01]\d|2[0-3])([0-5][05]){_END}", _four_figures),
        (rf"(?<={DAY_MARK} )(\d{{1,2}})()(?=$|[,;!?])", _perhaps),
    )
)


def marked(scan: Scan, language: Language) -> Iterator[ClockReading | None]:
    """Take the marked times of day ("kl.", "at") out of a text. Yield None for an impossible time."""
    return _clocks(_MARKED, scan, language)


def unmarked(scan: Scan, language: Language) -> Iterator[ClockReading | None]:
    """Take the other times of day out of a text from which the days were taken."""
    return _clocks(_UNMARKED, scan, language)


def _clocks(ways: Ways, scan: Scan, language: Language) -> Iterator[ClockReading | None]:
    for pattern, read in ways:
        for match in scan.take(pattern, HOUR_MARK):
            yield read(match, language)
