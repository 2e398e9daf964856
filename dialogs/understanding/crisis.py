"""Detection of messages that suggest danger to the life of the writer or of somebody close to them.

A message is folded (lower case, no apostrophes, double letters reduced to one, one space between words) and searched
for the phrases of `dialogs/data/crisis.tsv` in both languages at once: self-harm, means at hand, no will to live, a
wish to be dead, a decision to end it, others being better off. Idioms of work and everyday life are removed first. A
miss costs more than a false alarm, after which the user can simply carry on.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Final

from dialogs.understanding.folding import fold_message, single_letters

LONGEST: Final = 4096
"""Characters that are read: the longest message that Telegram allows."""


def speaks_of_crisis(text: str) -> bool:
    """Return whether the words suggest that the life of the writer, or of somebody close to them, is in danger."""
    idioms, crisis = _patterns()
    return crisis.search(idioms.sub(" ", fold_message(text[:LONGEST]))) is not None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of the idioms and of the crisis phrases, compiled from the table.

    A row is a phrase of whole words, or a named part to which later rows refer in braces. `~` stands for up to four
    words between two others.
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
    source = single_letters("|".join(patterns)).replace("~", "(?: [a-zæøå0-9]+){0,4} ")
    return re.compile(rf"\b(?:{source})\b")
