"""Check of a rewritten draft: it must not contain names, numbers or links that the draft lacks."""

import re
from collections.abc import Mapping
from typing import Final

from dialogs.messages.letters.characters import composed, odd_characters
from dialogs.messages.letters.counted import added_numbers
from dialogs.messages.letters.edit_requests import gap_in
from dialogs.messages.letters.links import links_in
from dialogs.messages.letters.masking import TOKEN
from dialogs.messages.letters.strangers import added_names
from dialogs.text import Language

LEAST, MOST = 0.4, 1.3
"""Minimum and maximum length relative to the draft."""

SPARE: Final = 60
"""Characters by which it may always exceed the maximum."""

_IN_NORWEGIAN: Final = "jeg du og det er å på ikke som til for med har en et av meg deg om så vi kan hva"
_IN_ENGLISH: Final = "i you and it is to the not that for with have a an of me my if so we can what do"
_COMMON: Final[Mapping[Language, frozenset[str]]] = {
    Language.NB: frozenset(_IN_NORWEGIAN.split()),
    Language.EN: frozenset(_IN_ENGLISH.split()),
}
"""Words that occur in nearly every message in the language."""

_STANDS_IN: Final = "navn"
"""Replaces a token before the search for links, because a name before “.no” makes an address."""

_GROWN: Final = re.compile(r"[^\W_]@\d+@|@\d+@(?!s\b|-?ene?\b)[^\W_]")
"""A token with letters attached to it, other than the ending of a genitive or definite form."""

_STRAY: Final = re.compile(r"(?<![^\s@])[^\s@]*+@[^\s@]*+")
"""Words with the character of a token that are not tokens."""

_TALK: Final = re.compile(
    r"—|language model|as an ai\b|here(?:'s| is) (?:the|your)|her er (?:meldingen|utkastet)", re.IGNORECASE
)


def faults(result: str, draft: str, language: Language, limit: int) -> list[str]:
    """Return the faults of a rewritten draft, or an empty list if it may be shown.

    Both texts have tokens in place of names. `limit` is the maximum number of characters of the channel. A change of
    meaning by rearranged or ordinary words is not found (docs/decisions/0072).
    """
    if not LEAST * len(draft) <= len(result) <= min(limit, MOST * len(draft) + SPARE):
        return ["length"]  # the other checks expect a text of bounded length
    if odd_characters(result, draft):
        return ["letter"]
    text, said = composed(result), composed(draft)
    found = {
        "token": _tokens(text) != _tokens(said) or bool(_GROWN.search(text)),
        "language": language_of(text) is not language,
        "name": bool(added_names(text, said)),
        "number": bool(added_numbers(TOKEN.sub(" ", text), TOKEN.sub(" ", said), language)),
        "address": bool(links_in(TOKEN.sub(_STANDS_IN, text)) - links_in(TOKEN.sub(_STANDS_IN, said))),
        "gap": bool(gap_in(text)),
        "talk": bool(_TALK.search(text)),
        "question": text.count("?") > said.count("?") + 1,
    }
    return [name for name, is_there in found.items() if is_there]


def language_of(text: str) -> Language | None:
    """Return the language of a message by its most common words, or None if that is undecided."""
    words = [word.casefold() for word in re.findall(r"[^\W\d_]+", text)]
    counts = {language: sum(word in common for word in words) for language, common in _COMMON.items()}
    if counts[Language.NB] == counts[Language.EN]:
        return None
    return max(Language, key=lambda language: counts[language])


def _tokens(text: str) -> list[str]:
    """Return all tokens in order, then other words that contain the character of a token."""
    return [*TOKEN.findall(text), *_STRAY.findall(TOKEN.sub(" ", text))]
