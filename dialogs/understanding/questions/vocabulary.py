"""The words of questions, made comparable: folded as phones spell them, without endings, one for all of one meaning."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from dialogs.understanding.people.vocabulary import is_first_name

NUMBER: Final = "#"
"""Stands for any number: “I'm 58” asks as “I'm 55” does."""

SPELT_FROM: Final = 5
"""Letters of a word that may be misspelt; shorter ones have too many neighbours."""

_WORD: Final = re.compile(r"[^\W_]+")
_JOINED: Final = re.compile(r"(?<=\w)['’\u0300-\u036f\-‐‑](?=\w)")
_LETTERS: Final = str.maketrans({"ø": "o", "ö": "o", "å": "a", "æ": "a", "ä": "a", "é": "e", "è": "e", "ü": "u"})
_ENDINGS: Final = ("ingene", "ene", "ane", "ing", "ens", "ets", "ed", "en", "et", "er", "ar", "es", "e", "a", "s")


def fold(text: str) -> str:
    """Spell a text without capitals, Norwegian letters, apostrophes and hyphens."""
    plain = _JOINED.sub("", text.casefold()).translate(_LETTERS)
    return plain.replace("aa", "a").replace("ae", "a").replace("oe", "o")


def words_in(text: str) -> list[str]:
    """Return the words of a text, folded."""
    return _WORD.findall(fold(text))


def concepts_in(text: str) -> Iterator[str]:
    """Yield what a question speaks of: its words without those that say nothing, one for all that mean the same."""
    for word in words_in(text):
        if word.isdecimal():
            yield NUMBER
        elif word not in _fillers() and (word in _same() or not is_first_name(word)):
            yield concept_of(word)


def concept_of(word: str) -> str:
    """Return the concept of a folded word: the first word of its group of synonyms, else its stem."""
    same = _same()
    return same.get(word) or same.get(stem(word)) or stem(word)


def spellings(concepts: frozenset[str]) -> dict[str, dict[str, str]]:
    """By first letter, each word that is long enough to be known when it is misspelt, and what it stands for."""
    words = {word: concept for word, concept in _same().items() if concept in concepts}
    words |= {concept: concept for concept in concepts if not concept.startswith("=")}
    by_letter: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for word, concept in words.items():
        if len(word) >= SPELT_FROM:
            by_letter[word[0]][word] = concept
    return dict(by_letter)


def stem(word: str) -> str:
    """Return a folded word without its ending, roughly, in either language."""
    ending = next((ending for ending in _ENDINGS if word.endswith(ending) and len(word) - len(ending) >= 4), "")
    return word.removesuffix(ending)


def _rows(kind: str) -> Iterator[list[str]]:
    for row in (files("dialogs.data") / "knowledge_words.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        this, _, words = row.partition("\t")
        if this == kind:
            yield words_in(words)


@cache
def _fillers() -> frozenset[str]:
    return frozenset(word for words in _rows("filler") for word in words)


@cache
def _same() -> dict[str, str]:
    """For each word of a group, and for its stem, the group's first word."""
    groups = list(_rows("same"))
    stems = {stem(word): f"={words[0]}" for words in reversed(groups) for word in words}
    return stems | {word: f"={words[0]}" for words in groups for word in words}
