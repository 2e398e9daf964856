"""Comparison of the numbers in two texts, in figures or in words of both languages."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from dialogs.text import Language
from dialogs.understanding.numbers import NUMBER, value_of

_ONES: Final = (
    "null|zero|tretten|fjorten|femten|seksten|sytten|atten|nitten|elleve|tolv|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|thirteen"
    "|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|eleven|twelve|two|three|four|five|six|seven|eight|nine|ten"
)
_TENS: Final = (
    "tjue|tyve|tretti|tredve|førti|femti|seksti|sytti|åtti|nitti|twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety"
    "|hundre|tusen|hundred|thousand|million|milliard|billion|billiard|trillion"
)
_PART: Final = "|".join(sorted(f"{_TENS}|{_ONES}".split("|"), key=len, reverse=True))
"""Longest first, because a possessive quantifier does not backtrack to a shorter word."""

_WORD: Final = re.compile(
    rf"(?:(?:en|ett|et|én|one)?(?:{_PART})(?:og|and)?)++(?:en|ett|én|one)?"
    r"(?:s|er|ers|ene|vis|fold|dobbelt|th|nde|ende|åring|talls?|tallet|årig|årige)?"
)
_OTHERS: Final = re.compile(
    r"dusin(?:er|vis)?|dozens?|kvart(?:er|al)?(?:et)?|quarters?|halv(?:t|e|annen|part|parten|time(?:n|s)?|år)?|half|halves|double[ds]?"
    r"|dobbel(?:t|te)?|trip(?:le|pel|pelt)|twice|thrice|tiår(?:et)?|decades?|score|tredje(?:del)?|third|fourth|fifth|sixth"
    r"|seventh|eighth|ninth|tenth|eleventh|twelfth|twentieth|thirtieth|fjerde(?:del)?|femte|sjette|sjuende|syvende|åttende"
    r"|niende|tiende|ellevte|tolvte|trettende|hundredth|prosent|percent|promille|snes|gross|tylft|århundre(?:r)?|centur(?:y|ies)"
)
_NO_NUMBERS: Final = {Language.NB: frozenset(), Language.EN: frozenset({"to", "fire", "null"})}
_THANKS: Final = re.compile(r"\btusen (?:hjertelig )?takk\b|\bthanks a million\b|\bnull (?:stress|problem)\b")
"""Set phrases in which a number word does not mean a number."""

_LETTERS: Final = re.compile(r"[^\W\d_]++")
_FIGURES: Final = re.compile(r"\d++")


def added_numbers(text: str, draft: str, language: Language) -> set[str]:
    """Return the numbers of a text that its draft lacks or, for figures, contains less often."""
    here, there = text.casefold(), draft.casefold()
    words, known = set(_in_words(here, language)), set(_in_words(there, language)) | set(_in_figures(there))
    known_figures = Counter(_in_figures(there)) + Counter(_in_words(there, language))
    return (words - known) | set(Counter(_in_figures(here)) - known_figures)


def _in_figures(text: str) -> Iterator[str]:
    return (match[0] for match in _FIGURES.finditer(text))


def _in_words(text: str, language: Language) -> Iterator[str]:
    values: dict[str, str | None] = {}  # a repeated word is read once
    for match in _LETTERS.finditer(_THANKS.sub("", text)):
        word = match[0]
        if word not in values:
            values[word] = _value_in_word(word, language)
        if (value := values[word]) is not None:
            yield value


def _value_in_word(word: str, language: Language) -> str | None:
    if word in _NO_NUMBERS[language] or not (_WORD.fullmatch(word) or _OTHERS.fullmatch(word)):
        return None
    return str(value_of(word)) if re.fullmatch(NUMBER, word) else word
