"""Features of a message for the classifier: words, pairs of words, parts of words, and what was asked.

The same function serves training and use, so both see the same. Work is linear in the length that is read.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import combinations
from typing import Final

from msgspec import Struct

from dialogs.understanding.interpretation.concepts import concepts_in

READ: Final = 320
"""Characters that are read: an act stands at the beginning of a message, or the message is an advert or a letter."""

SHORTEST_PART: Final = 2
LONGEST_PART: Final = 5
"""Parts of words, in characters, with a mark for the begin and the end of the word."""

MOST_PAIRED: Final = 12
"""Concepts of a message that are paired with each other."""

_TOKENS: Final = re.compile(r"<\w+>|[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[?!…:«»“”\"]|[\U0001F300-\U0001FAFF❤☹☺]")
_NUMBER: Final = re.compile(r"\d")


class Features(Struct, frozen=True, gc=False):
    """The features of a message by group; each group is weighted by its own size."""

    words: tuple[str, ...]
    parts: tuple[str, ...]
    concepts: tuple[str, ...]
    context: tuple[str, ...]

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The groups, each of which is weighted by its size."""
        return self.words, self.parts, self.concepts, self.context


def features_of(text: str, situation: str) -> Features:
    """Return the features of a message in which names on record are already replaced by marks such as `<person>`."""
    tokens = tokens_of(text)
    words = {f"w:{token}" for token in tokens}
    words |= {f"b:{first} {second}" for first, second in zip(("^", *tokens), (*tokens, "$"), strict=True)}
    words |= {f"s:{situation} {token}" for token in tokens}
    parts = {part for token in set(tokens) if token[0] != "<" for part in _parts(token)}
    named = sorted(concepts_in(tokens))
    concepts = {f"k:{one}" for one in named} | {f"sk:{situation} {one}" for one in named}
    concepts |= {f"kk:{one} {other}" for one, other in combinations(named[:MOST_PAIRED], 2)}
    context = {f"c:{situation}", f"l:{_length(tokens)}", f"c:{situation} {_length(tokens)}"}
    if "\n" in text.strip():
        context.add("l:lines")
    if tokens:
        context |= {f"1:{tokens[0]}", f"s1:{situation} {tokens[0]}"}
    return Features(tuple(sorted(words)), tuple(sorted(parts)), tuple(sorted(concepts)), tuple(sorted(context)))


def tokens_of(text: str) -> list[str]:
    """Return the words and signs of a message, in small letters, a number by its digits' count."""
    plain = unicodedata.normalize("NFKC", text[:READ]).casefold().replace("’", "'")
    return [_NUMBER.sub("0", token) for token in _TOKENS.findall(plain)]


def is_negated(text: str) -> bool:
    """Return whether a message holds a word such as “not”, so that it is no plain yes."""
    return "not" in concepts_in(tokens_of(text))


def _parts(token: str) -> Sequence[str]:
    marked = f"_{token[:24]}_"
    return [
        marked[at : at + size]
        for size in range(SHORTEST_PART, LONGEST_PART + 1)
        for at in range(len(marked) - size + 1)
    ]


def _length(tokens: Sequence[str]) -> str:
    return str(min(len(tokens).bit_length(), 5))  # 1, 2-3, 4-7, 8-15, more
