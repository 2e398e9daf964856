"""Dates as LinkedIn writes them in its languages. An unreadable date is None; the person is kept."""

import re
from datetime import date
from functools import lru_cache
from typing import Final

MONTHS: Final = {
    month: number
    for number, words in enumerate(
        (
            "jan januar january janv janvier ene enero gen gennaio tammi",
            "feb februar february fév févr février febrero febbraio helmi",
            "mar mars march mär märz marts mrz marzo maart mrt maalis",
            "apr april avr avril abr abril aprile huhti",
            "mai maj may mayo maggio mei touko",
            "jun juni june juin junio giu giugno kesä",
            "jul juli july juil juillet julio lug luglio heinä",
            "aug august augusti août aou ago agosto elo",
            "sep sept september septembre septiembre settembre set syys",
            "okt oct oktober october octobre octubre ott ottobre loka",
            "nov november novembre noviembre marras",
            "des dec dez dez desember december dezember déc décembre dic diciembre dicembre joulu",
        ),
        start=1,
    )
    for month in words.split()
}
WORDED: Final = re.compile(r"(\d{1,2})\.?[\s\-]+(?:de )?([^\W\d_]+)\.?(?:[\s\-,]+de)?[\s\-,]+(\d{4})")
MONTH_FIRST: Final = re.compile(r"(?<![^\W\d_])([^\W\d_]++)\.? (\d{1,2}),? (\d{4})")
BIG_FIRST: Final = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[t ].*)?")
AMERICAN: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2})(?:,? .*)?")
"""LinkedIn's format until 2019: `3/15/19, 8:04 AM`."""

SMALL_FIRST: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?: .*)?")


@lru_cache(maxsize=8192)
def day_of(text: str) -> date | None:
    """Read a date such as `01 Jan 2026`, `1. jan. 2026`, `2026-01-01` or `01.01.2026`. Return None if it is not one."""
    words = text.strip().casefold()
    if found := WORDED.fullmatch(words):
        return _day(found[3], MONTHS.get(found[2], 0), found[1])
    if found := BIG_FIRST.fullmatch(words):
        return _day(found[1], found[2], found[3])
    if found := MONTH_FIRST.fullmatch(words):
        return _day(found[3], MONTHS.get(found[1], 0), found[2])
    if found := SMALL_FIRST.fullmatch(words):
        # Day first, unless the date is valid only with the month first.
        return _day(found[3], found[2], found[1]) or _day(found[3], found[1], found[2])
    if found := AMERICAN.fullmatch(words):
        return _day(f"20{found[3]}", found[1], found[2])
    return None


def _day(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
