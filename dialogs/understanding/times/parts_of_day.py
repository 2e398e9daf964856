"""Reading of parts of the day: “i kveld”, “etter lunsj”, “first thing”, “after work”."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from dialogs.understanding.times.pieces import pattern
from dialogs.understanding.times.scan import HOUR_MARK, Scan


class PartOfDay(Struct, frozen=True, gc=False):
    """A part of the day: its begin, its usual time and its end, in minutes after midnight.

    `alone` says which day is meant if no day is named: "" is the next possible one, `today` or `tomorrow` is that day,
    `NEEDS_DAY` is none, and `TODAY_ONLY` is today and contradicts any other day.
    """

    begins: int
    hour: int
    ends: int
    alone: str = ""


def _part(begins: float, hour: float, ends: float, alone: str = "") -> PartOfDay:
    return PartOfDay(round(begins * 60), round(hour * 60), round(ends * 60), alone)


NEEDS_DAY: Final = "needs day"
TODAY_ONLY: Final = "today only"
PARTS: Final = tuple(
    (pattern(words), part)
    for words, part in (
        (r"(?:i|this) ?(?:ettermiddag|ettermidda|ettemiddag|ettermiddagen|afternoon)", _part(12, 15, 18, TODAY_ONLY)),
        (r"i ?formiddag|this morning|i føremiddag", _part(8, 10, 12, TODAY_ONLY)),
        (
            r"i ?(?:kveld|kvell|kveill|kvæll|kvæld|aften)|tonight|tonite|2nite|this evening",
            _part(17, 19, 24, TODAY_ONLY),
        ),
        (
            (
                r"(?:by |before |at )?(?:the )?(?:eod|cob|end of (?:the )?(?:working |business )?day|close of business)"
                r"|(?:på|ved|innen|mot) slutten av (?:arbeids)?dagen|(?:ved|før) arbeidsdagens slutt"
            ),
            _part(13, 16, 16.5, "today"),
        ),
        (r"(?:the )?first thing(?: in the morning)?|det første jeg gjør", _part(6, 8, 9)),
        (r"in the morning", _part(4, 8, 12, "tomorrow")),
        (r"før (?:jobb|jobben|arbeid|arbeidstid)|before (?:work|the office)", _part(4, 7.5, 9)),
        (r"før (?:lunsj|lunsjen|lunch|lønsj)|before lunch", _part(8, 10.5, 12)),
        (r"(?:rett |like |right |just )?(?:etter|after) (?:lunsj|lunsjen|lunch|lønsj|lunchen)", _part(11.5, 12.5, 17)),
        (
            (
                r"(?:i|til|ved|under|at|over|during|around|in|rundt) ?(?:the |my )?"
                r"(?:lunsj|lunsjen|lunsjtid|lunsjtider|lunsjpausen|lunsjpausa|lunch|lunch ?time|lunch ?break|lunchen)"
                r"|lunsj|lunch|lunchtime"
            ),
            _part(10.5, 11.5, 13),
        ),
        (
            (
                r"(?:rett |like |right |just |straight )?(?:etter|after) (?:jobb|jobben|jobbtid|arbeid|arbeidstid|work"
                r"|working hours|office hours|the office)"
            ),
            _part(15, 16.5, 19),
        ),
        (r"(?:etter|after) (?:middag|middagen|dinner|supper)", _part(16, 18, 20)),
        (
            r"(?:på|om)? ?(?:sen|sein)t?(?:e)? (?:på )?kvelden?|late (?:in the )?evening|late at night",
            _part(20, 21, 24),
        ),
        (r"midt på (?:dagen|dan)", _part(11, 12, 14)),
        (r"(?:på |om )?(?:formiddagen|formiddag|føremiddag)", _part(8, 10, 12, NEEDS_DAY)),
        (
            r"(?:på |om |utpå )?(?:ettermiddagen|ettermiddag|ettermidda|ettemiddag|em)|(?:in the )?afternoon",
            _part(12, 15, 18, NEEDS_DAY),
        ),
        (
            r"(?:på |om |utpå )?(?:kvelden|kveld|kvell|kveill|kvæll)|(?:in the )?evening|(?:at )?night",
            _part(17, 19, 24, NEEDS_DAY),
        ),
        (
            (
                r"(?:på |om )?(?:grytidlig|tidlig|tidleg|tidli) (?:(?:på|om) )?(?:morgenen|morgen|morra|morran)"
                r"|(?:på |om )?(?:morgenen|morgen|morgon|morra|morran|mårran|morraen|mårrå)|morning|early morning"
                r"|(?:grytidlig|tidlig|tidleg|tidli|early|bright and early)"
            ),
            _part(4, 8, 12, NEEDS_DAY),
        ),
    )
)


def parts(scan: Scan) -> Iterator[PartOfDay]:
    """Take the parts of a day out of a text."""
    for found, part in PARTS:
        for _ in scan.take(found, HOUR_MARK):
            yield part
