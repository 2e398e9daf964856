"""Whether a message speaks of danger to the life of the writer, or of somebody near.

A message is folded (small letters, no apostrophes, doubled letters as one, one space between words) and searched for
the phrases of `dialogs/data/crisis.tsv`, in both languages at once: an act against oneself, means at hand, no will to
live, a wish to be dead, an end that is decided on, others being better off. Idioms of work and everyday life are taken
out first. A miss costs more than a false alarm, to which one may simply write on.
"""

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final

LONGEST: Final = 4096
"""Characters that are read: the length of a message in Telegram."""

_DOUBLED: Final = re.compile(r"([a-zæøå])\1+")
_APOSTROPHES: Final = re.compile("['’´`]")
_NOT_WORDS: Final = re.compile(r"[^a-z0-9æøå]+")


def speaks_of_crisis(text: str) -> bool:
    """Return whether the writer, or somebody near, may be in danger of their life, by the words of a message."""
    idioms, crisis = _patterns()
    return crisis.search(idioms.sub(" ", _folded(text))) is not None


def _folded(text: str) -> str:
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text[:LONGEST]).casefold())
    return " ".join(_NOT_WORDS.sub(" ", _DOUBLED.sub(r"\1", plain)).split())


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compile the table: a row is a phrase of whole words, or a part that others name in braces.

    `~` stands for up to four words between two others.
    """
    table = (files("dialogs.data") / "crisis.tsv").read_text(encoding="utf-8").splitlines()[1:]
    parts: dict[str, str] = {}
    found: dict[str, list[str]] = {"idiom": [], "crisis": []}
    for kind, pattern in (row.split("\t", 1) for row in table):
        whole = re.sub(r"\{([a-z_]+)\}", lambda part: parts[part[1]], pattern)
        if kind in found:
            found[kind].append(whole)
        else:
            parts[kind] = whole
    return _phrases(found["idiom"]), _phrases(found["crisis"])


def _phrases(patterns: list[str]) -> re.Pattern[str]:
    source = _DOUBLED.sub(r"\1", "|".join(patterns)).replace("~", "(?: [a-zæøå0-9]+){0,4} ")
    return re.compile(rf"\b(?:{source})\b")
