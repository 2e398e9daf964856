"""The words of times in Norwegian and English, including dialect forms and common misspellings."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from dialogs.model.business_days import easter_sunday
from dialogs.text import Language
from dialogs.understanding.numbers import SMALL_NUMBER


def either(words: Iterable[str]) -> str:
    """Return a regular expression that matches any of the words, longest first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


def _numbered(rows: Iterable[str], first: int = 0) -> dict[str, int]:
    """Map each word to the number of its row, counted from `first`."""
    return {word: number for number, row in enumerate(rows, first) for word in row.split()}


# --- days of the week ------------------------------------------------------------------------------------------------

WEEKDAY_NAMES: Final = _numbered(
    (
        "mandag måndag monday",
        "tirsdag tysdag tuesday",
        "onsdag wednesday",
        "torsdag thursday",
        "fredag friday",
        "lørdag laurdag saturday",
        "søndag sundag sunday",
    )
)
"""The full names, against which misspellings are compared."""

WEEKDAYS: Final = WEEKDAY_NAMES | _numbered(
    (
        "mandagen mandag'n mondag manda",
        "tirsdagen tirdag tirsda tisdag tysda tuseday tuesdya teusday tusday",
        "onsdagen onsda onnsdag wensday wendsday wednsday wedensday",
        "torsdagen tordag torsda tosdag thrusday thursdya thurday",
        "fredagen freda fredda firday frieday",
        "lørdagen lordag lørda laurda saterday saturay",
        "søndagen sondag sønda sundey",
    )
)
"""The full names and common variants that the comparison would miss or confuse with another day."""

SHORT_WEEKDAYS: Final = {
    Language.NB: _numbered(("man", "tir tirs", "ons", "tor tors", "fre", "lør", "søn")),
    Language.EN: _numbered(("mon", "tue tues", "wed", "thu thur thurs", "fri", "sat", "sun")),
}
"""Abbreviations. Many are also other words ("man", "Tor", "sun"), so they count only alone or before a time."""

NO_WEEKDAYS: Final = frozenset({"fridag", "sandag"})
"""Words that differ from a weekday by one letter but are not misspellings of it."""

# --- months, feasts and holidays -------------------------------------------------------------------------------------

MONTHS: Final = _numbered(
    (
        "januar january jan",
        "februar february feb febr",
        "mars march mar",
        "april apr",
        "mai may",
        "juni june jun",
        "juli july jul",
        "august aug",
        "september sept sep",
        "oktober october okt oct",
        "november nov",
        "desember december des dec",
    ),
    first=1,
)
LONG_MONTHS: Final = {word: month for word, month in MONTHS.items() if len(word) > 4 or word in {"mai", "juni", "juli"}}

ORDINALS: Final = {
    word: number
    for number, words in {
        1: "første fyrste first",
        2: "andre annen second",
        3: "tredje third",
        4: "fjerde fourth",
        5: "femte fifth",
        6: "sjette sixth",
        7: "sjuende syvende seventh",
        8: "åttende eighth",
        9: "niende ninth",
        10: "tiende tenth",
        15: "femtende fifteenth",
        20: "tjuende twentieth",
    }.items()
    for word in words.split()
}

_CHRISTMAS: Final = r"(?:jula|julen|jul|juleferien|christmas|xmas)"
_NEW_YEAR: Final = r"(?:nyttårshelga|nyttårshelgen|nyttår|årsskiftet|(?:the )?new year(?:'?s)?(?: day)?)"
_EASTER: Final = r"(?:påsken|påska|påskeferien|påske|easter)"
_WHITSUN: Final = r"(?:pinsen|pinsa|pinse|whitsun|pentecost)"


class Feast(Struct, frozen=True, gc=False):
    """A public holiday or season: a date in a month, or a number of days from Easter Sunday."""

    words: re.Pattern[str]
    days: int = 0
    month: int = 0
    is_next_workday: bool = False
    """Whether the first working day after it is meant."""

    def of(self, year: int) -> date:
        """Return its date in a year; the last day if it has several."""
        return date(year, self.month, self.days) if self.month else easter_sunday(year) + timedelta(self.days)


def _feast(words: str, days: int, month: int = 0, *, is_next_workday: bool = False) -> Feast:
    return Feast(re.compile(rf"(?<!\w){words}(?!\w)"), days, month, is_next_workday)


FEASTS: Final = (
    _feast(rf"(?:rett |right )?(?:etter|over|after) {_EASTER}", 1, is_next_workday=True),
    _feast(rf"(?:rett |right )?(?:etter|over|after) {_WHITSUN}", 50, is_next_workday=True),
    _feast(rf"(?:rett |right )?(?:etter|over|after|in|på|utpå) {_NEW_YEAR}", 1, 1, is_next_workday=True),
    _feast(r"på nyåret", 1, 1, is_next_workday=True),
    _feast(r"(?:etter|over|after) (?:the )?(?:17\.? ?mai|syttende mai|17 may|may 17)", 17, 5, is_next_workday=True),
    _feast(r"(?:i )?romjul(?:a|en)?", 26, 12),
    _feast(r"(?:between|mellom) (?:christmas|jul|xmas) (?:and|og) (?:nyttår|new year'?s?)", 26, 12),
    _feast(r"(?:på )?lille julaften", 23, 12),
    _feast(r"(?:på )?(?:julaften|julekvelden|julafta)|(?:on )?christmas eve", 24, 12),
    _feast(r"(?:på )?(?:1\.|første) juledag|(?:on )?christmas day", 25, 12),
    _feast(r"(?:på )?(?:2\.|andre) juledag|(?:on )?boxing day", 26, 12),
    _feast(r"(?:på )?nyttårsaften|(?:on )?new year'?s eve", 31, 12),
    _feast(r"(?:på )?skjærtorsdag|(?:on )?maundy thursday", -3),
    _feast(r"(?:på )?langfredag|(?:on )?good friday", -2),
    _feast(r"(?:på )?påskeaften", -1),
    _feast(r"(?:på )?(?:2\.|andre) påskedag|(?:on )?easter monday", 1),
    _feast(r"(?:på )?(?:nasjonaldagen|syttende mai)", 17, 5),
)
ROMJUL: Final = FEASTS[5:7]
AFTER_CHRISTMAS: Final = re.compile(rf"(?<!\w)(?:rett |right )?(?:etter|over|after) {_CHRISTMAS}(?!\w)")
"""“After Christmas” may mean the days before New Year or January, so the coach asks."""

AFTER_SHARED_HOLIDAY: Final = re.compile(r"(?<!\w)(?:etter|over|after) (?:the )?fellesferi(?:en|a|e)?(?!\w)")

# --- near days -------------------------------------------------------------------------------------------------------

_MORROW: Final = (
    r"(?:i ?(?:morgen|morgon|morra|morro|morn|mor[gå]å?|m[åa]rra|m[åa]r[gå]å?|mårn|måra|mora|morgo)(?!\w)"
    r"|tomorrow|tommorow|tommorrow|tomorow|tomorro|tomorrw|tmrw|tmr|tmw|2morrow|2moro)"
)
TODAY: Final = re.compile(r"(?<!\w)(?:(?:senere|seinere) )?(?:i ?dag|i da(?= |$)|(?:later )?today)(?!\w)(?: senere)?")
TOMORROW: Final = re.compile(rf"(?<!\w){_MORROW}(?!\w)")
OVERMORROW: Final = re.compile(
    r"(?<!\w)(?:(?:i ?(?:over|øver)|(?:over|øver) ?i ?)"
    r"(?:morgen|morgon|morra|morgo|mårra)|(?:the )?day after (?:tomorrow|tmrw))(?!\w)"
)

# --- numbers and what is counted -------------------------------------------------------------------------------------

COUPLE: Final = r"(?:et|eit|a)? ?(?:par|couple(?: of)?)"
ONE: Final = r"(?:en|ei|et|ein|eit|a|an|én|ett|one)"
HOW_MANY: Final = rf"(?:{COUPLE}|\d{{1,3}}|{SMALL_NUMBER}|{ONE})"
HALF_HOUR: Final = r"(?:en |ein |ei )?halv ?time|half an hour|a half[ -]hour|a half an hour"
UNITS: Final = {
    "minutes": r"minutt(?:er|ar)?|min\.?|minutes?|mins?\.?",
    "quarters": r"kvarter|quarters? of an hour",
    "hours": r"time|timer|timar|hours?|hrs?|h",
    "days": r"dag|dager|dagar|daga|døgn|days?",
    "workdays": r"(?:virke|arbeids)dag(?:er|ar)?|(?:business|working|work) ?days?|weekdays",
    "weeks": r"uke|uker|ukers|uka|veke|veker|weeks?",
    "fortnights": r"fortnights?",
    "months": r"måned|måneder|månad|månader|mnd\.?|months?",
    "years": r"år|years?",
}

# --- words that rule out a time --------------------------------------------------------------------------------------

_ANY_WEEKDAY: Final = either(WEEKDAYS)
GREETINGS: Final = re.compile(
    r"(?<!\w)(?:god|good(?! friday)|gla|glad|happy|merry|ha en|ha ei|ha ein|have a|nice|fin|riktig god)"
    rf"(?: (?:god|good|nice|fin|lovely|great))? (?:{_ANY_WEEKDAY}|morgen|morning|kveld|evening|dag|day|natt|night"
    r"|ettermiddag|afternoon|helg|helga|weekend|jul|christmas|påske|easter|uke|week)(?!\w)"
)
OTHER_NUMBERS: Final = re.compile(
    r"(?<!\w)(?:\w*rom|room|versjon|version|nr\.?|nummer|number|no\.|buss|bus|linje|trikk|tram|line|side|page|kapittel"
    r"|chapter|spor|perrong|platform|etasje|floor|\w+(?:gata|gaten|veien|vegen)) \d+(?:[.:]\d+)*(?!\w)"
)
NO_TIME: Final = re.compile(
    r"(?<!\w)(?:ikke|ikkje|ikkj|itte|aldri|unntatt|bortsett fra|utenom|not|never|except|but|don'?t|won'?t|can'?t"
    r"|hver|hvert|kvar|kvart dag|annenhver|every|each|always|alltid|ukentlig|weekly|pleier|usually"
    r"|i ?går|i går|i ?gjår|forgårs|yesterday|forrige|førre|i ?fjor|i ?morges|natt|natta|natten"
    r"|(?:første|andre|tredje|fjerde|siste|first|second|third|fourth|last) \w+ (?:i|of|in)|halvdel(?:en)?|half of"
    r"|sist(?:e)? (?:uke|uka|helg|måned|år)|last (?:week|month|year|night|time)|siden|sidan|sia|ago|since"
    rf"|(?:last|sist(?:e)?|past) {_ANY_WEEKDAY}"
    rf"|(?:{_ANY_WEEKDAY})(?:er|ene|ar|ane|s)|(?:mon|tues|wednes|thurs|fri|satur|sun)day'?s)(?!\w)"
)
"""Words that negate a time, or refer to the past or to every week; a text with one of them names no time."""
