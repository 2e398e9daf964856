"""Reading of days relative to today: “i morra”, “tirsdag”, “next week”, “om fjorten dager”, “uke 12”."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from rapidfuzz.distance import OSA

from dialogs.model.business_days import after
from dialogs.text import Language
from dialogs.understanding.numbers import value_of
from dialogs.understanding.times import vocabulary as words
from dialogs.understanding.times.pieces import (
    DAY,
    FAR,
    WEEK,
    Days,
    NamedWeekday,
    Piece,
    Read,
    Wait,
    WeekOf,
    Weeks,
    date_or_none,
    monday_of,
    month_after,
    pattern,
)
from dialogs.understanding.times.scan import Scan
from dialogs.understanding.times.vocabulary import either

# --- intervals from now ----------------------------------------------------------------------------------------------

_UNIT: Final = "|".join(f"(?P<{name}>{unit})" for name, unit in words.UNITS.items())
_NOT_VAGUE: Final = r"(?! (?:eller|or) (?!so\b)| siden| ago|(?:'s)? (?:ferie|holiday|leave))"
_WAITS: Final = (
    pattern(rf"om (?P<n>{words.HOW_MANY}) ?(?:{_UNIT})(?: tid)?{_NOT_VAGUE}"),
    pattern(rf"in (?:about )?(?P<n>{words.HOW_MANY}) ?(?:{_UNIT})'?(?: time)?(?! and a half){_NOT_VAGUE}"),
    pattern(rf"(?P<n>{words.HOW_MANY}) (?:{_UNIT}) from (?:now|today)"),
    pattern(
        rf"(?P<n>{words.ONE}|two|to) (?P<weeks>weeks?|uker?)(?: on| from| fra)?"
        r"(?= (?:the )?(?:\w+day|tomorrow|today|i ?dag|i ?mor\w+)\b)"
    ),
)
_HALF_HOURS: Final = (
    (pattern(rf"(?:om|in) (?:{words.HALF_HOUR})|(?:{words.HALF_HOUR}) from now"), 30),
    (
        pattern(r"om (?:halvannen|halvanna|en og en halv|1,5) time|in (?:an|one) (?:hour and a half|and a half hours)"),
        90,
    ),
    (pattern(r"(?:om|in) (?:et|eit|a) (?:kvarter|quarter of an hour)"), 15),
)
_HALF_YEAR: Final = pattern(r"om (?:et |eit )?halvt år|in (?:half a year|six months)")
_WEEK_LATER: Final = re.compile(r"(?<=day )week(?!\w| \d)")


def _waits(scan: Scan, today: date) -> Iterator[Piece]:
    for found, minutes in _HALF_HOURS:
        for _ in scan.take(found):
            yield Wait(minutes)
    for _ in scan.take(_HALF_YEAR):
        yield _months(today, 6)
    for found in _WAITS:
        for match in scan.take(found):
            yield _wait(match, today)
    for _ in scan.take(_WEEK_LATER):
        yield Weeks(1)


def _wait(match: re.Match[str], today: date) -> Piece:
    number = _number(match["n"].strip())
    unit = next(name for name, text in match.groupdict().items() if text and name != "n")
    match unit:
        case "minutes" | "quarters" | "hours":
            return Wait(number * {"minutes": 1, "quarters": 15, "hours": 60}[unit])
        case "days":
            return Weeks(number // 7) if number % 7 == 0 else Days((today + number * DAY,))
        case "workdays":
            return Days((after(today, number),))
        case "weeks" | "fortnights":
            return Weeks(number * (2 if unit == "fortnights" else 1))
        case _:
            return _months(today, number * (12 if unit == "years" else 1))


def _number(text: str) -> int:
    if re.fullmatch(words.ONE, text):
        return 1
    return 2 if re.fullmatch(words.COUPLE, text) else value_of(text)


def _months(today: date, number: int) -> Piece:
    if number > 24:
        return Days(())
    first = month_after(today.replace(day=1), number)
    last = month_after(first) - DAY
    return Days((date_or_none(first.year, first.month, today.day) or last,))


# --- near days, weeks and weekends -----------------------------------------------------------------------------------


def _in_days(days: int) -> Read:
    return lambda _match, today: Days((today + days * DAY,))


def _in_week(weeks: int, day: int | None) -> Read:
    return lambda _match, today: WeekOf(monday_of(today) + weeks * WEEK, day)


def _week_number(match: re.Match[str], today: date) -> Piece:
    this_year = today.isocalendar().year
    weeks = (_monday_in(this_year + ahead, int(match[1])) for ahead in (0, 1))
    monday = next((monday for monday in weeks if monday and monday > today), None)
    return WeekOf(monday) if monday and (monday - today).days <= FAR else Days(())


def _monday_in(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def _this_weekend(match: re.Match[str], today: date) -> Piece:
    saturday = monday_of(today) + 5 * DAY
    if today < saturday:
        return WeekOf(monday_of(today), 5)
    is_now = match[0].startswith(("i ", "denne", "this"))
    return Days((today,) if is_now else (today, saturday + WEEK))


def _next_weekend(_match: re.Match[str], today: date) -> Piece:
    saturday = monday_of(today) + 5 * DAY
    return Days((saturday, saturday + WEEK) if today < saturday else (saturday + WEEK,))


def _before_weekend(_match: re.Match[str], today: date) -> Piece:
    friday = monday_of(today) + 4 * DAY
    return Days((friday,) if friday > today else ())


_WEEK: Final = r"(?:uka|uke|uken|veke|veka|week)"
_NEXT_WEEK: Final = (
    rf"(?:(?:i |en gang i |en gang |i løpet av |utpå |til |sometime |some time |during |in )?"
    rf"(?:neste|kommende|next|the coming|the following) {_WEEK}|til (?:uka|veka)|coming week)"
)
_THIS_WEEK: Final = rf"(?:(?:the |this |denne |i )?{_WEEK})"
_WEEKEND: Final = r"(?:helga|helgen|helgi|helg|weekend|weekenden|week-end)"
_END: Final = r"(?:(?:i |på |mot |at |by |towards )?(?:the )?(?:slutten av|enden av|end of|late) |sent )"
_BEGIN: Final = (
    r"(?:(?:i |på |at |in )?(?:the )?(?:begynnelsen av|starten av|beginning of|start of)|tidlig(?: i)?|tidleg(?: i)?"
    r"|first thing|først i|early(?: in)?) "
)
_MIDDLE: Final = r"(?:midt i|midten av|(?:in the )?middle of|mid) "

NEAR: Final[tuple[tuple[re.Pattern[str], Read], ...]] = (
    (words.OVERMORROW, _in_days(2)),
    (words.TOMORROW, _in_days(1)),
    (words.TODAY, _in_days(0)),
    *(
        (pattern(text), read)
        for text, read in (
            (rf"(?:the )?week after next|{_WEEK} etter neste", _in_week(2, 0)),
            (rf"{_END}{_NEXT_WEEK}", _in_week(1, 4)),
            (rf"{_BEGIN}{_NEXT_WEEK}", _in_week(1, 0)),
            (rf"{_MIDDLE}{_NEXT_WEEK}", _in_week(1, 2)),
            (rf"(?:of )?{_NEXT_WEEK}", _in_week(1, 0)),
            (rf"{_END}{_THIS_WEEK}|eow", _in_week(0, 4)),
            (rf"(?:(?:i |in )?{_WEEK} ?(?:nr\.? ?|nummer |number )?(\d{{1,2}}))(?! of)", _week_number),
            (rf"(?:denne|this|i) {_WEEK}(?! \d)", _in_week(0, None)),
            (rf"(?:neste|next) {_WEEKEND}", _next_weekend),
            (
                rf"(?:(?:rett |like |right |just )?(?:over|etter) {_WEEKEND}|after (?:the |this )?{_WEEKEND})",
                _in_week(1, 0),
            ),
            (rf"(?:før|innan) {_WEEKEND}|before (?:the |this )?{_WEEKEND}", _before_weekend),
            (
                (
                    rf"(?:til|i|denne|kommende|nå i|førstkommende|this|this coming|(?:at|on|over|in|during) the)"
                    rf" {_WEEKEND}"
                ),
                _this_weekend,
            ),
        )
    ),
)

# --- days of the week ------------------------------------------------------------------------------------------------

_NAMED: Final = either(words.WEEKDAYS)
_COMES: Final = (
    r"(?:(?P<next>(?:på |on )?(?:neste|next))"
    r"|(?P<this>(?:nå (?:på|til)|kommende|førstkommende|førstkomande|(?:på )?denne|(?:on )?this(?: coming)?"
    r"|(?:the )?coming))"
    r"|(?:på|on|by|innen|senest)) "
)
_WEEKDAY: Final = pattern(rf"(?:{_COMES})?(?P<day>{_NAMED})(?P<first> (?:førstkommende|først ?kommende|førstkomande))?")
_TIME_AFTER_SHORT: Final = (
    r"(?=\.?(?:$|[,!?]| (?:kl|at \d|@|§|\d{1,2}[.:]\d\d|\d{4}\b|\d{1,2} ?[ap]\.?m|morgen|formiddag|ettermiddag|kveld"
    r"|morning|afternoon|evening)))"
)
_SHORT: Final = {
    language: re.compile(
        rf"(?<!\w)(?:^|(?<=, )|(?=(?:på|on|by|innen|senest|neste|next|this|denne) ))"
        rf"(?:{_COMES})?(?P<day>{either(short)}){_TIME_AFTER_SHORT}\.?(?P<first>)"
    )
    for language, short in words.SHORT_WEEKDAYS.items()
}
_SLIP: Final = re.compile(r"(?<!\w)(?:(?:på|on|by|til|innen) )?([^\W\d_]{2,10}(?:dag|da|dg|day|dy|dya|ay))(?!\w)")


def _weekdays(scan: Scan, language: Language) -> Iterator[Piece]:
    known = words.WEEKDAYS | words.SHORT_WEEKDAYS[language]
    for found in (_WEEKDAY, _SHORT[language]):
        for match in scan.take(found):
            comes = "next" if match["next"] else "this" if match["this"] or match["first"] else ""
            yield NamedWeekday((known[match["day"]],), comes)
    for match in scan.find(_SLIP):
        if match[1] not in words.NO_WEEKDAYS and (days := _meant(match[1])):
            scan.mask(match)
            yield NamedWeekday(days)


def _meant(word: str) -> tuple[int, ...]:
    """Return the weekdays (Monday is 0) whose name has an edit distance of one from the word."""
    near = {day for name, day in words.WEEKDAY_NAMES.items() if OSA.distance(word, name, score_cutoff=1) <= 1}
    return tuple(sorted(near))


def days(scan: Scan, today: date, language: Language) -> Iterator[Piece]:
    """Take the days that are relative to today out of a text."""
    yield from _waits(scan, today)
    for found, read in NEAR:
        for match in scan.take(found):
            yield read(match, today)
    yield from _weekdays(scan, language)
