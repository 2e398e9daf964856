"""Replacement of names and companies by tokens and back, so that a language model does not see them."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from dialogs.understanding.people.vocabulary import is_first_name

TOKEN: Final = re.compile(r"@\d+@")
"""A token that replaces a name, such as `@1@`."""

_NO_NAMES: Final = frozenset({"i", "i'm", "i've", "i'd", "i'll", "linkedin", "it", "hr", "telegram", "sms"})
"""Words with a capital within a sentence that are not names."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_START: Final = re.compile(r"(?:^|(?:[.!?:…](?=\s)|[\n«“\"])[^\S\n]*+)$")


def masked(texts: Iterable[str], names: Iterable[str]) -> tuple[tuple[str, ...], dict[str, str]]:
    """Replace names in the texts by tokens. Return the new texts, and the used tokens with their names."""
    told = list(texts)
    found = sorted({*_parts(names), *(name for text in told for name in names_in(text))}, key=lambda name: -len(name))
    tokens = {f"@{number}@": name for number, name in enumerate(found, start=1)}
    for token, name in tokens.items():
        pattern = re.compile(rf"(?<![\w@]){re.escape(name)}(?![\w@])")
        told = [pattern.sub(token, text) for text in told]
    is_used = {token for text in told for token in TOKEN.findall(text)}
    return tuple(told), {token: name for token, name in tokens.items() if token in is_used}


def unmasked(text: str, tokens: Mapping[str, str]) -> str:
    """Replace the tokens by their names. Raise KeyError for an unknown token."""
    return TOKEN.sub(lambda found: tokens[found[0]], text)


def names_in(text: str) -> list[str]:
    """Return what looks like a name: a word with a capital within a sentence, or a capitalised first name anywhere."""
    names, end = [], 0
    for found in _WORD.finditer(text):
        # Only the text between two words decides whether a sentence begins, so the scan takes linear time.
        if _is_name(found[0], begins=_START.search(text, end, found.start()) is not None):
            names.append(found[0])
        end = found.end()
    return names


def _is_name(word: str, *, begins: bool) -> bool:
    if word.casefold() in _NO_NAMES or not word[0].isupper():
        return False
    return not begins or is_first_name(word)


def _parts(names: Iterable[str]) -> set[str]:
    """Return the full names, and those parts that may occur alone."""
    whole = {name.strip() for name in names if name.strip()}
    return whole | {part for name in whole for part in name.split() if len(part) > 2 and part[0].isupper()}
