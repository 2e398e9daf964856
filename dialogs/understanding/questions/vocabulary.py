"""Normalisation of the words of questions: folding, stemming and synonyms."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from dialogs.understanding.folding import fold_question
from dialogs.understanding.people.vocabulary import is_first_name

NUMBER: Final = "#"
"""The concept of any number: “I'm 58” is the same question as “I'm 55”."""

SPELT_FROM: Final = 5
"""Minimum letters of a word that may be misspelt; shorter words have too many neighbours."""

_WORD: Final = re.compile(r"[^\W_]+")
_ENDINGS: Final = ("ingene", "ene", "ane", "ing", "ens", "ets", "ed", "en", "et", "er", "ar", "es", "e", "a", "s")


def words_in(text: str) -> list[str]:
    """Return the words of a text, folded."""
    return _WORD.findall(fold_question(text))


def concepts_in(text: str) -> Iterator[str]:
    """Yield the concepts of a question: its words without stop words, each replaced by its stem or synonym."""
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
    """Return, by first letter, the words that may be misspelt (`SPELT_FROM`), each with its concept."""
    words = {word: concept for word, concept in _same().items() if concept in concepts}
    words |= {concept: concept for concept in concepts if not concept.startswith("=")}
    by_letter: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for word, concept in words.items():
        if len(word) >= SPELT_FROM:
            by_letter[word[0]][word] = concept
    return dict(by_letter)


def stem(word: str) -> str:
    """Return an approximate stem of a folded word, in either language."""
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
    """Return the concept of each synonym and of its stem: the first word of its group."""
    groups = list(_rows("same"))
    stems = {stem(word): f"={words[0]}" for words in reversed(groups) for word in words}
    return stems | {word: f"={words[0]}" for words in groups for word in words}
