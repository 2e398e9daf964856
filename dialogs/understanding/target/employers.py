"""Recognition of the workplaces where the user would like to work, in a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from dialogs.understanding.job_titles import is_role_word
from dialogs.understanding.people.vocabulary import is_workplace
from dialogs.understanding.target import places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class TargetEmployer(Struct, frozen=True, gc=False):
    """A workplace named in a sentence, with its position."""

    start: int
    end: int


_MOST_EMPLOYER_WORDS: Final = 4
_WORD: Final = re.compile(r"[^\s,;()/!?\"«»:]+")
_TOWARD: Final = frozenset(
    [
        "hos",
        "at",
        "@",
        "på",
        "helst",
        "gjerne",
        "preferably",
        "ideally",
        "for",
        "som",
        "like",
        "f.eks.",
        "feks",
        "e.g.",
        "eg",
    ]
)
_OR: Final = frozenset(["eller", "or", "og", "and", "el."])
# Company names that are also ordinary words; they count only after "hos", "at" and similar words.
_EVERYDAY: Final = frozenset(
    [
        "norwegian",
        "power",
        "spar",
        "bring",
        "apple",
        "meta",
        "hydro",
        "if",
        "virke",
        "joker",
        "meny",
        "variant",
        "kid",
        "tide",
        "linde",
        "shell",
        "max",
        "lyse",
        "yr",
        "hansa",
        "grieg",
        "entra",
        "extra",
        "boots",
        "archer",
        "hexagon",
        "jula",
        "kongsberg",
        "ulstein",
        "orkla",
        "strawberry",
        "intersport",
        "bi",
        "dn",
        "sats",
        "lo",
        "ao",
        "ge",
        "bw",
        "ey",
    ]
) - {"orkla", "dn", "ey"}
_KINDS: Final = re.compile(
    r"(?:syke?hus|sjukehus|skole|barnehage|kommune|fylkeskommune|hotell?|bank|klinikk|sykehjem|legesenter"
    r"|legekontor|apotek"
    r"|universitet|høgskole|school|university|clinic|hospital|group|consulting|byrå|forlag|avis|verksted"
    r"|entreprenør|as)\w{0,3}",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    r"\b(?:annet enn|ikke|ikkje|not|other than|but|unntatt|except|bortsett fra)\s(?:i |in |på |at )?$"
)


def is_denied(text: str, at: int) -> bool:
    """Return whether a negation applies to the word at this index of the text."""
    return bool(_DENIED.search(text[max(0, at - 40) : at].lower()))


def target_employers_in(text: str) -> Iterator[TargetEmployer]:
    """Yield the workplaces that a sentence names, with their positions."""
    words = list(_WORD.finditer(text))
    index, last = 0, None
    while index < len(words):
        before = words[index - 1][0].lower() if index else ""
        follows_aim = last == index - 1 or (last == index - 2 and before in _OR)
        count = _employer_length(words, index, before, is_asked=before in _TOWARD or (follows_aim and last is not None))
        if count and not is_denied(text, words[index].start()):
            yield TargetEmployer(
                words[index].start(),
                words[index + count - 1].start() + len(_plain(words[index + count - 1][0])),
            )
            last = index + count - 1
        index += max(count, 1)


def _plain(word: str) -> str:
    return word.rstrip(".")


def _employer_length(words: Sequence[re.Match[str]], index: int, before: str, *, is_asked: bool) -> int:
    for count in range(min(_MOST_EMPLOYER_WORDS, len(words) - index), 0, -1):
        said = _plain(" ".join(word[0] for word in words[index : index + count]))
        if _is_target_employer(said, before, is_asked=is_asked):
            return count
    first = words[index][0]
    is_unknown_name = before in {"hos", "@"} or (before == "at" and index > 0)
    if is_unknown_name and first[0].isupper() and not places.places_in(f"i {first}"):
        return _capitals(words, index)
    return 0


def _capitals(words: Sequence[re.Match[str]], index: int) -> int:
    count = 1
    while index + count < len(words) and count < _MOST_EMPLOYER_WORDS and words[index + count][0][0].isupper():
        count += 1
    return count


def _is_target_employer(said: str, before: str, *, is_asked: bool) -> bool:
    parts = said.split()
    if not is_workplace(said) or is_role_word(parts[0]):
        return False
    if _KINDS.fullmatch(parts[-1]):
        # "Bergen kommune" is a particular workplace; "kommune" and "lite hotell" are kinds of workplace.
        return len(parts) > 1 and parts[0][0].isupper() and not is_workplace(parts[0])
    if len(parts) == 1 and (said.lower() in _EVERYDAY or not said[0].isupper()):
        is_place = bool(places.places_in(f"i {said}"))
        return is_asked and len(said) > 2 and (not is_place or before in {"hos", "at", "@"})
    return said[0].isupper() or is_asked
