"""A text from which the readers take expressions in turn; taken ones are masked, so nothing is read twice."""

import re
import unicodedata
from typing import Final

DAY_MARK: Final = "¤"
HOUR_MARK: Final = "§"
OTHER_MARK: Final = "~"
"""The mark that replaces each letter of an expression that was taken; patterns can refer to it."""

_LONGEST: Final = 300
_SAME: Final = str.maketrans(
    {
        DAY_MARK: " ",
        HOUR_MARK: " ",
        OTHER_MARK: " ",
        "’": "'",
        "‘": "'",
        "´": "'",
        "`": "'",
        "—": "-",
        "−": "-",
        "\u00a0": " ",
    }
)
_JOINED: Final = re.compile(
    r"\b((?:man|tirs|tys|ons|tors|fre|lør|laur|søn|sun)dag)s?[- ]?(?=(?:morgen|formiddag|ettermiddag|kveld|morra|natt))"
)


class Scan:
    """A normalised text (NFKC, lower case, single spaces) in which expressions are masked once they are taken."""

    def __init__(self, words: str) -> None:
        text = unicodedata.normalize("NFKC", words[:_LONGEST]).translate(_SAME).lower()
        self.text = _JOINED.sub(r"\1 ", " ".join(text.split()))

    def has(self, pattern: re.Pattern[str]) -> bool:
        """Return whether the pattern matches the text that is left."""
        return pattern.search(self.text) is not None

    def take(self, pattern: re.Pattern[str], mask: str = DAY_MARK) -> list[re.Match[str]]:
        """Mask all matches of the pattern and return them."""
        found = self.find(pattern)
        for match in found:
            self.mask(match, mask)
        return found

    def find(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """Return all non-empty matches of the pattern without masking them."""
        return [match for match in pattern.finditer(self.text) if match[0]]

    def mask(self, match: re.Match[str], mask: str = DAY_MARK) -> None:
        """Replace each letter of a match by the mask."""
        start, end = match.span()
        self.text = self.text[:start] + mask * (end - start) + self.text[end:]
