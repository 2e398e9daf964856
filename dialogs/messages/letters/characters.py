"""Letters that an ordinary message has: nothing unseen, nothing that turns the line round or looks like another."""

import unicodedata
from typing import Final

_LETTERS: Final = frozenset("æøåéèêëôòóöàâáäüûúïîíçñÆØÅÉÈÊËÔÒÓÖÀÂÁÄÜÛÚÏÎÍÇÑ")
_SIGNS: Final = frozenset("\n\u00a0«»“”„‘’–—…§°€£´")
_EMOJI: Final = "\u2600", "\u27bf", "\U0001f300"
_AS_PICTURE: Final = "\ufe0f"
"""Behind a sign: it is shown as a picture."""


def composed(text: str) -> str:
    """Return the text with letters and their marks in one, and wide or narrow forms as the plain ones."""
    return unicodedata.normalize("NFKC", text)


def odd_characters(text: str, draft: str) -> set[str]:
    """Return what stands in a text and in no ordinary message, but for what its draft has.

    Letters come from an alphabet of two languages: any other may look like one of them, or not be seen at all.
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
