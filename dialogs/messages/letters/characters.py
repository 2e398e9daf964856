"""The characters of an ordinary message: none that is invisible, reverses the line, or imitates another."""

import unicodedata
from typing import Final

_LETTERS: Final = frozenset("æøåéèêëôòóöàâáäüûúïîíçñÆØÅÉÈÊËÔÒÓÖÀÂÁÄÜÛÚÏÎÍÇÑ")
_SIGNS: Final = frozenset("\n\u00a0«»“”„‘’–—…§°€£´")
_EMOJI: Final = "\u2600", "\u27bf", "\U0001f300"
_AS_PICTURE: Final = "\ufe0f"
"""Variation selector 16: the character before it is shown as an emoji."""


def composed(text: str) -> str:
    """Return the text with composed characters, and full-width and half-width forms replaced by the plain ones."""
    return unicodedata.normalize("NFKC", text)


def odd_characters(text: str, draft: str) -> set[str]:
    """Return the characters of a text that an ordinary message never contains, except those of its draft.

    Only the letters of Norwegian and English are allowed: any other may imitate one of them or be invisible.
    """
    whole = unicodedata.normalize("NFC", text)
    known = set(unicodedata.normalize("NFC", draft))
    pairs = zip(whole, " " + whole, strict=False)
    return {letter for letter, before in pairs if letter not in known and not _is_ordinary(letter, before)}


def _is_ordinary(letter: str, before: str) -> bool:
    if letter.isascii():
        return letter.isprintable() or letter == "\n"
    return letter in _LETTERS or letter in _SIGNS or _is_emoji(letter) or (letter == _AS_PICTURE and _is_emoji(before))


def _is_emoji(letter: str) -> bool:
    first, last, others = _EMOJI
    return unicodedata.category(letter) == "So" and (first <= letter <= last or letter >= others)
