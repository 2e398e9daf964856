"""Reading of dates: “1.12”, “den 1. desember”, “Dec 1st”, “the 3rd”, “i januar”, “etter påske”."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from dialogs.model.business_days import after, is_romjul, is_workday
from dialogs.text import Language
from dialogs.understanding.times import vocabulary as words
from dialogs.understanding.times.pieces import DAY, FAR, Days, Piece, Read, coming, date_or_none, month_after, pattern
from dialogs.understanding.times.scan import Scan
from dialogs.understanding.times.vocabulary import either

_YEAR: Final = r"(?:(?:,? |[./-])(20\d\d))?"
_MONTH: Final = either(words.MONTHS)
_LONG_MONTH: Final = either(words.LONG_MONTHS)
_ORDINAL: Final = either(words.ORDINALS)
_NUMERIC: Final = re.compile(
    r"(?<![\w.,:/-])(?:den |the )?(\d{1,2})([./])(\d{1,2})(?:(?:\2|-| )(20\d\d|\d\d(?!\d|:|\.\d)))?\.?"
    r"(?![\w:/%]|[.,-]\d| ?(?:kr|nok|%|km|kg|mill|mb|gb|år|years?|dag|dager|days?|timer?|time|hours?|versjon|uker?)\b)"
)
_ALWAYS: Final = re.compile(r"(?<!\w)24/7(?!\w)")
_MINUTES_OFTEN_SAID: Final = frozenset({"05", "10"})
_DAY_ENDS: Final = (
    r"(?=$|[,;!?)]|\.(?:$| )| (?:kl|at |@|om |in the |på |etter |after |before |around |rundt |ca|morgen|formiddag"
    r"|ettermiddag|kveld|morning|afternoon|evening|noon|§|[012]?\d[.:]\d\d|\d{1,2} ?[ap]\.?m|hjemme|home|til lunsj))"
)


def _numbered_day(word: str) -> int:
    return words.ORDINALS[word] if word in words.ORDINALS else int(word)


def _iso(match: re.Match[str], today: date) -> Piece:
    return Days(coming(int(match[2]), int(match[3]), today, match[1]))


def _backwards(match: re.Match[str], today: date) -> Piece:
    return Days(coming(int(match[2]), int(match[1]), today, match[3]))


def _day_month(match: re.Match[str], today: date) -> Piece:
    return Days(coming(words.MONTHS[match[2]], _numbered_day(match[1]), today, match[3]))


def _month_day(match: re.Match[str], today: date) -> Piece:
    return Days(coming(words.MONTHS[match[1]], int(match[2]), today, match[3]))


def _day_alone(match: re.Match[str], today: date) -> Piece:
    firsts = [today.replace(day=1), *(month_after(today, months) for months in (1, 2, 3))]
    days = (date_or_none(first.year, first.month, int(match[1])) for first in firsts)
    ahead = [day for day in days if day and day >= today]
    return Days(tuple(ahead[: 2 if today in ahead else 1]))


def _begin_of_month(match: re.Match[str], today: date) -> Piece:
    month = words.MONTHS[match[1]]
    first = date(today.year + (month <= today.month), month, 1)
    return Days((after(first, 0),) if (first - today).days <= FAR else ())


def _mid_month(match: re.Match[str], today: date) -> Piece:
    return Days(coming(words.MONTHS[match[1]], 15, today))


def _end_of_month(match: re.Match[str], today: date) -> Piece:
    month = words.MONTHS[match[1]] if match.re.groups else today.month
    last = month_after(date(today.year + (month < today.month), month, 1)) - DAY
    while not is_workday(last):
        last -= DAY
    return Days((last,) if 0 < (last - today).days <= FAR else ())


def _next_month(_match: re.Match[str], today: date) -> Piece:
    return Days((after(month_after(today), 0),))


DATES: Final[tuple[tuple[re.Pattern[str], Read], ...]] = tuple(
    (pattern(text), read)
    for text, read in (
        (r"(20\d\d)-(\d\d)-(\d\d)", _iso),
        (r"(\d{1,2})-(\d{1,2})-(20\d\d)", _backwards),
        (rf"(?:midt i|midten av|medio|mid|in the middle of|middle of|in mid)[- ]({_LONG_MONTH})", _mid_month),
        (
            rf"(?:i |at |by |på )?(?:slutten av|sist i|ultimo|the end of|end of|late in|(?:in )?late) ({_LONG_MONTH})",
            _end_of_month,
        ),
        (
            r"(?:i |at |by |på |mot )?(?:slutten av|the end of|end of) (?:the |this |denne )?(?:måneden|month)",
            _end_of_month,
        ),
        (
            (
                rf"(?:begynnelsen av|starten av|tidlig i|først i|the beginning of|the start of|beginning of|start of"
                rf"|(?:in )?early|primo|i|til|in|sometime in) ({_LONG_MONTH})(?! \d{{1,2}}\b)"
            ),
            _begin_of_month,
        ),
        (r"(?:i |en gang )?(?:neste|next) (?:måned|månad|mnd|month)", _next_month),
        (rf"(?:den |the |på )?(\d{{1,2}}|{_ORDINAL})(?:st|nd|rd|th|\.)? ?(?:of |i )?({_MONTH})\.?{_YEAR}", _day_month),
        (rf"({_MONTH})\.? (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}(?![.:]\d| ?[ap]\.?m)", _month_day),
        (
            rf"(?:on |by )?(?:den|the) (\d{{1,2}})(?:st|nd|rd|th|\.)(?: (?:this month|denne måneden))?{_DAY_ENDS}",
            _day_alone,
        ),
    )
)


def dates(scan: Scan, today: date, language: Language) -> Iterator[Piece]:
    """Take the dates, months and public holidays out of a text."""
    scan.take(_ALWAYS)
    yield from _feasts(scan, today)
    for found, read in DATES:
        for match in scan.take(found):
            yield read(match, today)
    yield from _numeric(scan, today, language)


def _feasts(scan: Scan, today: date) -> Iterator[Piece]:
    if scan.take(words.AFTER_SHARED_HOLIDAY):
        mondays = (date.fromisocalendar(today.year + ahead, 31, 1) for ahead in (0, 1))
        yield Days((next(day for day in mondays if day > today),))
    if scan.take(words.AFTER_CHRISTMAS):
        new_year = after(date(today.year + (today.month > 1), 1, 1), 0)
        romjul = _in_romjul(today)
        yield Days((romjul, new_year) if romjul and not is_romjul(today) else (new_year,))
    for feast in words.FEASTS:
        if scan.take(feast.words):
            yield _of_feast(feast, today)


def _of_feast(feast: words.Feast, today: date) -> Piece:
    if feast in words.ROMJUL:
        romjul = _in_romjul(today)
        return Days((romjul,) if romjul else ())
    days = (feast.of(today.year + ahead) for ahead in (0, 1))
    if feast.is_next_workday:
        days = (after(day, 1) for day in days)
    return Days((next(day for day in days if day > today),))


def _in_romjul(today: date) -> date | None:
    """Return the first weekday between the Christmas days and New Year's Eve that is ahead."""
    days = (date(today.year, 12, 27) + timedelta(days) for days in range(4))
    return next((day for day in days if day > today and day.weekday() < 5), None)


def _numeric(scan: Scan, today: date, language: Language) -> Iterator[Piece]:
    for match in scan.find(_NUMERIC):
        first, second = int(match[1]), int(match[3])
        if (match[2] == "." and (second > 12 or match[3] == "00")) or not (1 <= first <= 31 and 1 <= second <= 31):
            continue  # “14.30” is a time of day, and “50/50” is no time
        scan.mask(match)
        ways = [coming(second, first, today, match[4])] if second <= 12 else []
        if language is Language.EN and first <= 12:  # American English writes the month first
            ways.append(coming(first, second, today, match[4]))
        days = tuple(sorted({day for way in ways for day in way}))
        is_perhaps_hour = match[2] == "." and match[3] in _MINUTES_OFTEN_SAID and 6 <= first <= 23 and not match[4]
        yield Days(
            days, is_sure=len(ways) < 2 or first == second, or_hour=first * 60 + second if is_perhaps_hour else None
        )
