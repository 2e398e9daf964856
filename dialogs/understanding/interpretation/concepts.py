"""Concepts: words of one meaning in both languages and their dialects, so that examples in one help in the other.

`dialogs/data/concepts.tsv` has a row for each concept: words, the beginnings of words (`svar*`) and “phrases”.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from msgspec import Struct

LONGEST_PHRASE: Final = 4
SHORTEST_BEGINNING: Final = 2

_ENTRY: Final = re.compile(r'"([^"]+)"|(\S+)')


class _Table(Struct, frozen=True, gc=False):
    words: Mapping[str, tuple[str, ...]]
    beginnings: Mapping[str, tuple[str, ...]]


def concepts_in(tokens: Sequence[str]) -> frozenset[str]:
    """Return the concepts that the words of a message name."""
    table = _table()
    found: set[str] = set()
    for at, token in enumerate(tokens):
        found.update(table.words.get(token, ()))
        for end in range(SHORTEST_BEGINNING, len(token) + 1):
            if concepts := table.beginnings.get(token[:end]):
                found.update(concepts)
        for size in range(2, LONGEST_PHRASE + 1):
            if concepts := table.words.get(" ".join(tokens[at : at + size])):
                found.update(concepts)
    return frozenset(found)


@cache
def _table() -> _Table:
    words: dict[str, list[str]] = {}
    beginnings: dict[str, list[str]] = {}
    for row in (files("dialogs.data") / "concepts.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        concept, entries = row.split("\t")
        for phrase, word in _ENTRY.findall(entries):
            entry = phrase or word
            table, key = (beginnings, entry[:-1]) if entry.endswith("*") else (words, entry)
            if concept not in table.setdefault(key, []):
                table[key].append(concept)
    return _Table(
        {key: tuple(concepts) for key, concepts in words.items()},
        {key: tuple(concepts) for key, concepts in beginnings.items()},
    )
