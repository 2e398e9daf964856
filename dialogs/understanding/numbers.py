"""Whole numbers in figures or words, in both languages."""

import re
from typing import Final

_ONES: Final = {
    **dict.fromkeys(("null", "zero"), 0),
    **dict.fromkeys(("ett", "one"), 1),
    **dict.fromkeys(("to", "two"), 2),
    **dict.fromkeys(("tre", "three"), 3),
    **dict.fromkeys(("fire", "four"), 4),
    **dict.fromkeys(("fem", "five"), 5),
    **dict.fromkeys(("seks", "six"), 6),
    **dict.fromkeys(("sju", "syv", "seven"), 7),
    **dict.fromkeys(("åtte", "eight"), 8),
    **dict.fromkeys(("ni", "nine"), 9),
    **dict.fromkeys(("ti", "ten"), 10),
    **dict.fromkeys(("elleve", "eleven"), 11),
    **dict.fromkeys(("tolv", "twelve"), 12),
    **dict.fromkeys(("tretten", "thirteen"), 13),
    **dict.fromkeys(("fjorten", "fourteen"), 14),
    **dict.fromkeys(("femten", "fifteen"), 15),
    **dict.fromkeys(("seksten", "sixteen"), 16),
    **dict.fromkeys(("sytten", "seventeen"), 17),
    **dict.fromkeys(("atten", "eighteen"), 18),
    **dict.fromkeys(("nitten", "nineteen"), 19),
}
_TENS: Final = {
    **dict.fromkeys(("tjue", "tyve", "twenty"), 20),
    **dict.fromkeys(("tretti", "tredve", "thirty"), 30),
    **dict.fromkeys(("førti", "førr", "forty", "fourty"), 40),
    **dict.fromkeys(("femti", "fifty"), 50),
    **dict.fromkeys(("seksti", "sixty"), 60),
    **dict.fromkeys(("sytti", "seventy"), 70),
    **dict.fromkeys(("åtti", "eighty"), 80),
    **dict.fromkeys(("nitti", "ninety"), 90),
}
_MANY: Final = {"hundre": 100, "hundred": 100, "tusen": 1000, "thousand": 1000}
# "a couple of hundred" means two hundred; "some hundred" is a range, so it is not a number.
_COUPLE: Final = r"(?:et par|a couple of|a couple|couple of|couple)"


def _either(words: dict[str, int]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


SMALL_NUMBER: Final = rf"(?:{_either(_TENS)}(?:[ -]?{_either(_ONES)})?|{_either(_ONES)})"
_HUNDREDS: Final = rf"(?:(?:{_COUPLE}|{SMALL_NUMBER}|et|en|a)[ ])?{_either(_MANY)}"
NUMBER: Final = (
    r"(?:\d{1,3}(?:[ .,\u00a0]\d{3}){1,3}(?!\d)|\d{1,9}(?:k\b)?"
    rf"|\b{_HUNDREDS}(?:[ ](?:og[ ]|and[ ])?{SMALL_NUMBER})?\b|\b{SMALL_NUMBER}\b)"
)
_ANY_WORD: Final = re.compile(rf"{_COUPLE}|{_either(_MANY)}|{_either(_TENS)}|{_either(_ONES)}")


def value_of(words: str) -> int:
    """Return the value of a text that `NUMBER` matched."""
    figures = re.sub(r"[^\dk]", "", words) if words[0].isdigit() else ""
    if figures:
        return int(figures.rstrip("k")) * (1000 if figures.endswith("k") else 1)
    total = 0
    for word in _ANY_WORD.findall(words):
        if word in _MANY:
            total = max(total, 1) * _MANY[word]
        else:
            total += _ONES.get(word, _TENS.get(word, 2))
    return total
