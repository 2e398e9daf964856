"""A text from which readers take one expression after another, so that nothing is read twice."""

import re
import unicodedata
from typing import Final

DAY: Final = "¤"
HOUR: Final = "§"
OTHER: Final = "~"
"""The mark that replaces each letter of an expression that was taken; patterns can refer to it."""

_LONGEST: Final = 300
_SAME: Final = str.maketrans(
    {DAY: " ", HOUR: " ", OTHER: " ", "’": "'", "‘": "'", "´": "'", "`": "'", "—": "-", "−": "-", "\u00a0": " "}
)
_JOINED: Final = re.compile(
    r"\b((?:man|tirs|tys|ons|tors|fre|lør|laur|søn|sun)dag)s?[- ]?(?=(?:morgen|formiddag|ettermiddag|kveld|morra|natt))"
)


class Scan:
    """A text, in lower case and with single spaces."""

    def __init__(self, words: str) -> None:
        text = unicodedata.normalize("NFKC", words[:_LONGEST]).translate(_SAME).lower()
        self.text = _JOINED.sub(r"\1 ", " ".join(text.split()))

    def has(self, pattern: re.Pattern[str]) -> bool:
        """Return whether it is there still."""
        return pattern.search(self.text) is not None

    def take(self, pattern: re.Pattern[str], mask: str = DAY) -> list[re.Match[str]]:
        """Take out whatever the pattern finds."""
        found = self.find(pattern)
        for match in found:
            self.mask(match, mask)
        return found

    def find(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """Whatever the pattern finds, left where it is."""
        return [match for match in pattern.finditer(self.text) if match[0]]

    def mask(self, match: re.Match[str], mask: str = DAY) -> None:
        """Take out one thing that was found."""
        start, end = match.span()
        self.text = self.text[:start] + mask * (end - start) + self.text[end:]
