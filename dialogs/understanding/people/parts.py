"""Splitting of a line about people at commas, brackets and joining words ("i", "hos", "og").

The scanner reads tokens from left to right. A separator ends a part; a joining word ends a part and becomes the lead of
the next one. The lead decides what the following words are: a workplace after "hos", another person after "og".
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from dialogs.understanding.job_titles import is_role_word
from dialogs.understanding.people.described import is_definite_role
from dialogs.understanding.people.vocabulary import (
    AND,
    AS,
    AT,
    FROM,
    VERBS,
    WORKS,
    bare,
    is_first_name,
    is_relation,
    is_workplace,
    may_be_name,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


class Part(Struct, frozen=True, gc=False):
    """Words between two separators. `lead` holds the joining words before them; `is_beside` means in parentheses."""

    lead: str
    words: tuple[str, ...]
    is_beside: bool = False

    @property
    def joined_by(self) -> str:
        """The last word of the lead, which decides what follows; "" without a lead."""
        return (self.lead.lower().split() or [""])[-1] if self.lead else ""


# An "@" before a word means "at"; inside a word it belongs to an e-mail address.
_TOKEN: Final = re.compile(r"[,()|\[\]]|(?<!\S)@|[^\s,()|\[\]]+")
_SEPARATORS: Final = frozenset({"-", "–", "—", "/", "|", ",", "(", ")", "[", "]", ":", "=", "->", "→", "·", "•"})
_DEEPER: Final = {"(": 1, "[": 1, ")": -1, "]": -1}
_PIECES: Final = re.compile(
    r"[,;|/()\[\]\n\r\u2028]|(?<=\s)(?:i|på|hos|in|at|og|and|som|as|fra|from|med|with)(?=\s)", re.IGNORECASE
)
_MOST_PIECES: Final = 450  # a message of 4,096 characters lists 115 people with place and role in 420
_LEADS: Final = AT | FROM | AS | AND


def within_reach(text: str) -> tuple[str, str]:
    """Return the text to read and the rest, which becomes a note. The limit bounds the time of reading."""
    last = next(islice(_PIECES.finditer(text), _MOST_PIECES, None), None)
    return (text[: last.start()], text[last.start() :].strip()) if last else (text, "")


def parts_of(line: str) -> Iterator[Part]:
    """Cut a line into parts."""
    lead, words, depth = "", list[str](), 0
    tokens = list(_tokens(line))
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else ""
        if token in _SEPARATORS:
            yield from _closed_part(lead, words, "", is_beside=depth > 0)
            lead, words, depth = "", [], max(0, depth + _DEEPER.get(token, 0))
        elif _joins(token, words, following):
            left = words[-1:] if token.lower() in AT and words and words[-1].lower() in WORKS else []
            left = left if words else [lead]
            yield from _closed_part(lead, words, token, is_beside=depth > 0)
            lead, words = " ".join([*filter(None, left), token]), []
        else:
            words.append(token)
    yield from _closed_part(lead, words, "", is_beside=depth > 0)


def _tokens(line: str) -> Iterator[str]:
    for token in _TOKEN.findall(line):
        halves = token.split("/")
        if len(halves) > 1 and all(is_first_name(half) for half in halves):
            yield from (piece for half in halves for piece in ("/", half))
        elif len(token) > 1 and token[-1] == ":":
            yield from (token[:-1], ":")
        else:
            yield token


def _joins(token: str, before: list[str], following: str) -> bool:
    word = token.lower()
    if word == "of":
        return bool(before) and is_role_word(before[-1]) and is_workplace(following)
    if word == "in" and bare(following) == "law":
        return False
    if word not in _LEADS or not following or following in _SEPARATORS:
        return False
    if word in AND:
        is_person = is_first_name(following) or is_relation(following) or bare(following) in words_of("possessive")
        return is_person or (
            bool(before) and (is_definite_role(bare(following)) or may_be_name(following, lower_case=False))
        )
    if bare(following) in words_of("pronoun"):
        return False
    # An initial is not a preposition: "Kari I Nordmann".
    return not (token.isupper() and token.isalpha() and before)


def _closed_part(lead: str, words: list[str], closed_by: str, *, is_beside: bool) -> Iterator[Part]:
    kept = list(words)
    # "Kari, hun jobber i DNB": the next field, a workplace, implies the verb.
    while kept and closed_by.lower() in AT | AS and kept[-1].lower() in VERBS:
        kept.pop()
    if kept:
        yield Part(lead, tuple(kept), is_beside)
