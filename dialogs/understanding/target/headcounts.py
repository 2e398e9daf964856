"""Headcounts in a text: "under femti", "50 to 200", "rundt 200 ansatte"; other numbers are excluded."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from dialogs.understanding.numbers import NUMBER, SMALL_NUMBER, value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Headcount(Struct, frozen=True, gc=False):
    """A number of employees with its position in the text; `is_named` if a word such as "ansatte" says so."""

    start: int
    end: int
    least: int
    most: int
    is_named: bool


NO_LIMIT: Final = 10**9
_LONGEST_ANSWER: Final = 200  # characters of an answer that is only a number
_N: Final = rf"({NUMBER})"
_STAFF: Final = (
    r"(?:ansatte|tilsette|folk|stk|stykker|medarbeidere|personer|mann|hoder|årsverk|employees?|people|ppl|staff"
    r"|persons|heads|workers|fte|ftes)\b"
)
# Years, percentages, amounts of money, hours and addresses are never headcounts.
_OTHER_UNIT: Final = (
    r"\s?(?:%|år|års|åring|prosent|pst|kr|kroner|nok|tnok|mill|million|meter|m2|km|mil|min|minutter|timer?|t\b|mnd"
    r"|måned|måneder|uker?|dager?|ganger|barn|years?|yrs?|yo\b|per ?cent|hours?|hrs?|weeks?|days?|months?|am\b|pm\b"
    r"|st\b|nd\b|th\b|[:/]\d|[.,]\d|k\b)"
)
_OTHER_UNIT_AFTER: Final = re.compile(_OTHER_UNIT)
_STAFF_AFTER: Final = re.compile(rf"\s?{_STAFF}")
_STAFF_BEFORE: Final = re.compile(rf"{_STAFF}:?\s$")
_BEFORE_OTHER: Final = re.compile(
    r"(?:\bkl\.?|klokka|klokken|uke|week|\bat|\bage|aged|alder|side|nr\.?|no\.?)\s?$|[\d.,:/]$"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")

_Bounds = tuple[int, int]


def _near(middle: int) -> _Bounds:
    return middle - middle // 10, middle + middle // 10


def _span(least: int, most: int) -> _Bounds:
    # "tre-fire hundre" means 300 to 400: the first "hundre" is left out.
    return (least * 100 if least < 10 and most >= 200 and most % 100 == 0 else least), most


_ABOUT: Final = (
    r"(?:(?:\b(?:rundt|omtrent|ca\.?|cirka|circa|around|about|approx(?:imately)?\.?|roughly|omkring|nærmere|fra|from)"
    r"|~)\s?)"
)
_NO_LESS: Final = r"(?:ikke|ikkje|not?) (?:mindre|færre|under|less|fewer|below)(?: enn| than)?"
_AT_MOST: Final = (
    r"(?:\b(?:under|færre enn|mindre enn|maks(?:imalt)?|max(?:imum)?|opp ?til|up to|no more than|not more than"
    r"|ikke mer enn|ikke over|not over|at most|høyst|less than|fewer than|below)|<=?)"
)
# The first pattern that matches at a position wins, so the more specific ones come first.
_COUNTS: Final[tuple[tuple[str, Callable[..., _Bounds]], ...]] = (
    (rf"{_AT_MOST}\s?{_N}", lambda most: (0, most)),
    (
        rf"(?:\b(?:over|mer enn|flere enn|fler enn|more than|above|godt over|bigger than|større enn)|>)\s?{_N}",
        lambda least: (least + 1, NO_LIMIT),
    ),
    (rf"(?:\b(?:minst|minimum|min\.?|at least|fra og med|{_NO_LESS})|>=)\s?{_N}", lambda least: (least, NO_LIMIT)),
    (rf"\b(?:mellom|between)\s{_N}\s?(?:-|–|og|and|til|to)\s?{_N}", _span),
    (rf"{_ABOUT}?{_N}\s?(?:-|–|\b(?:til|to|eller|or)\b)\s?{_N}", _span),
    (rf"\b({SMALL_NUMBER}) ({SMALL_NUMBER})\b(?! (?:hundre|tusen|thousand))", _span),
    (
        rf"{_N}\s?(?:\+|pluss\b|plus\b|(?:eller|or|og|and) (?:mer|flere|fler|more|up|oppover)\b)",
        lambda n: (n, NO_LIMIT),
    ),
    (rf"{_N}\s(?:max|maks|tops|(?:eller|or) (?:færre|mindre|fewer|less))\b", lambda n: (0, n)),
    (rf"{_ABOUT}{_N}", _near),
    (rf"{_N}[ -]?ish\b", _near),
    (rf"(?<![\w+]){_N}", lambda n: (n, n)),
)
_BARE: Final = len(_COUNTS) - 1
FILLER: Final = re.compile(
    r"[\W_]|\b(?:helst|gjerne|kanskje|sånn|en|et|ei|a|an|the|den|i|in|på|at|med|with|it|is|er|som|of|av|ganske"
    r"|pretty|rather"
    r"|fairly|bare|only|just|about|noe|something|some|maybe|preferably|ideally|hos|for|to|til|team|men|but|og"
    r"|and|or|eller"
    r"|så|that|would|be|prefer|foretrekker|like|liker|jeg|i'd|på|hva|med|relatively|relativt|en plass|plass|sted)\b"
)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Callable[..., _Bounds]], ...]:
    # Compiled on first use: this takes a tenth of the start-up time.
    return tuple((re.compile(pattern), bounds) for pattern, bounds in _COUNTS)


@cache
def _number() -> re.Pattern[str]:
    return re.compile(_N)


def counts_in(text: str, *, is_answer: bool) -> Iterator[Headcount]:
    """Yield the headcounts in a lower-case text. A bare number counts only if the text is an answer about size."""
    if not _number().search(text):
        return  # the usual case; it saves trying the many patterns
    for index, (pattern, bounds) in enumerate(_patterns()):
        for match in pattern.finditer(text):
            if _is_other_number(match, text):
                continue
            staff = _STAFF_AFTER.match(text, match.end())
            is_named = bool(staff) or bool(_STAFF_BEFORE.search(text, max(0, match.start() - 20), match.start()))
            if index == _BARE and not is_named and not (is_answer and _is_alone(match, text)):
                continue
            least, most = bounds(*(value_of(number) for number in match.groups()))
            yield Headcount(match.start(), staff.end() if staff else match.end(), least, most, is_named)


def _is_other_number(match: re.Match[str], text: str) -> bool:
    if _OTHER_UNIT_AFTER.match(text, match.end()) or _BEFORE_OTHER.search(
        text, max(0, match.start() - 8), match.start()
    ):
        return True
    return any(_YEAR.fullmatch(number) and not number.endswith("00") for number in match.groups())


def _is_alone(match: re.Match[str], text: str) -> bool:
    return len(text) <= _LONGEST_ANSWER and not FILLER.sub("", text[: match.start()] + text[match.end() :])
