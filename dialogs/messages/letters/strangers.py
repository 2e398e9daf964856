"""Detection of names in a rewritten draft that the draft lacks, mainly by their capitals."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from dialogs.messages.letters.masking import TOKEN
from dialogs.understanding.people.vocabulary import is_first_name, workplace_names
from dialogs.understanding.target.places import all_places

_WORD: Final = re.compile(r"[^\W\d_]++(?:[-'’][^\W\d_]++)*+")
_START: Final = re.compile(r"(?:[.!?…]['’\"”»)]?\s|\n)[«“\"(–-]?\s?$")
_BEFORE: Final = 5
"""Characters before a word that decide whether it begins a sentence."""

_SPACED: Final = re.compile(r"(?<!\w)[^\W\d_](?:[ .,*'-][^\W\d_]){2,}(?!\w)")
_ALWAYS: Final = frozenset({"I", "I'm", "I'd", "I'll", "I've", "OK", "PS", "CV"})
"""Words with capitals that are never names."""

_ALSO: Final = (
    "are art ask bo bring dag dagen don else endre even far fin finn grace hans helt hope if jan jo joy line liv live "
    "lykke mai mark may ned odd per rose said sikt sit sol spar stein summer tid tide tom tone tor try vår ville will"
)
_ALSO_WORDS: Final = frozenset(_ALSO.split())
"""First names that are ordinary words in lower case."""


def added_names(text: str, draft: str) -> set[str]:
    """Return the names in a text that its draft lacks. Both texts have tokens in place of known names."""
    known = {_plain(word) for word in _WORD.findall(_without_tokens(draft))}
    small = {word.casefold() for word in known}
    bare = _without_tokens(text)
    found = {word for word, is_start in _words(bare) if _is_added(word, known, small, is_start=is_start)}
    return found | set(_SPACED.findall(bare))


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each word, and whether it begins a sentence."""
    text = "\n" + text
    for match in _WORD.finditer(text):
        before = text[max(match.start() - _BEFORE, 0) : match.start()]
        yield _plain(match[0]), bool(_START.search(before))


def _is_added(word: str, known: set[str], small: set[str], *, is_start: bool) -> bool:
    lower = word.casefold()
    if word in known or word in _ALWAYS:
        return False
    if word == lower:
        return lower not in small and lower not in _ordinary() | _ALSO_WORDS and _is_known_name(lower)
    if not is_start or word[1:] != lower[1:]:
        return True
    is_word = lower in _ordinary() or (lower in small and not is_first_name(lower))
    return not is_word and not all(part in _ordinary() for part in lower.split("-"))


def _is_known_name(lower: str) -> bool:
    return is_first_name(lower) or lower in _places() or lower in workplace_names()


@cache
def _ordinary() -> frozenset[str]:
    """Return the ordinary words, which may have a capital at the beginning of a sentence."""
    return frozenset((files("dialogs.data") / "ordinary_words.txt").read_text(encoding="utf-8").split())


@cache
def _places() -> frozenset[str]:
    return frozenset(place.name.casefold() for place in all_places())


def _without_tokens(text: str) -> str:
    return TOKEN.sub("@", text)


def _plain(word: str) -> str:
    return word.replace("’", "'")
