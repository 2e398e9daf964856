"""Recognition of places in Norway in a sentence, each under one canonical name."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Final

from msgspec import Struct
from rapidfuzz.distance import OSA

from dialogs.understanding.folding import fold_place


class PlaceKind(Enum):
    """The kind of a place. The values are stored: add values, never rename one."""

    MUNICIPALITY = "municipality"
    COUNTY = "county"
    TOWN = "town"
    REGION = "region"
    REMOTE = "remote"
    ANYWHERE = "anywhere"
    ABROAD = "abroad"


class NamedPlace(Struct, frozen=True, gc=False):
    """A place under its canonical name; `counties` is empty if it lies in no county."""

    name: str
    kind: PlaceKind
    counties: tuple[str, ...]


class PlaceMention(Struct, frozen=True, gc=False):
    """A place named in a sentence, with its position."""

    start: int
    end: int
    text: str
    place: NamedPlace


class _Entry(Struct, frozen=True, gc=False):
    place: NamedPlace
    is_word: bool  # "Time", "Os": an ordinary word unless the context marks it as a name


_LONGEST: Final = 400  # characters; an answer has at most 300
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_BEFORE_A_PLACE: Final = {
    "i",
    "på",
    "in",
    "near",
    "nær",
    "til",
    "to",
    "rundt",
    "around",
    "ved",
    "utenfor",
    "outside",
}
# Set phrases in which the second word is never a place.
_PHRASES: Final = {
    "in time",
    "på time",
    "i heim",
    "i hell",
    "på strand",
    "in hell",
    "i land",
    "to ski",
    "på ski",
    "til time",
}
_DENIED: Final = re.compile(
    r"\b(?:ikke|ikkje|not|unntatt|except|bortsett fra|utenom|(?:flytt\w*|bort|vekk|away|mov\w+|kommer|er|am"
    r"|i['’]m|come) (?:fra|from))\s(?:i |in |på )?$"
)
_ISOLATED_BEFORE: Final = re.compile(r"(?:^|[,;/(:\n])[^\S\n]*+$")
_ISOLATED_AFTER: Final = re.compile(r"(?<![^\S\n])[^\S\n]*+(?:$|[,;/)\n.!?])")
_TYPO_FROM: Final = 7  # letters; shorter names are too similar to other words


@cache
def _entries() -> dict[tuple[str, ...], _Entry]:
    entries: dict[tuple[str, ...], _Entry] = {}
    for row in (files("dialogs.data") / "places.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        name, kind, counties, word, also = row.split("\t")
        entry = _Entry(NamedPlace(name, PlaceKind(kind), tuple(filter(None, counties.split(", ")))), word == "word")
        for said in (name, *filter(None, also.split(", "))):
            entries.setdefault(_key(said), entry if said == name else _Entry(entry.place, is_word=False))
        if not entry.is_word and len(name) >= 5:
            entries.setdefault(_key(fold_place(name)), entry)
    return entries


def _key(said: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(said.lower()))


@cache
def _most_words() -> int:
    return max(len(key) for key in _entries())


@cache
def _first_words() -> frozenset[str]:
    return frozenset(key[0] for key in _entries())


@cache
def _long_names() -> dict[tuple[str, int], tuple[str, ...]]:
    """Return the one-word names that may be misspelt (`_TYPO_FROM`), by first letter and length."""
    found: dict[tuple[str, int], list[str]] = {}
    for key, entry in _entries().items():
        if len(key) == 1 and len(key[0]) >= _TYPO_FROM and not entry.is_word:
            found.setdefault((key[0][0], len(key[0])), []).append(key[0])
    return {first: tuple(names) for first, names in found.items()}


def all_places() -> tuple[NamedPlace, ...]:
    """Return all known places."""
    return tuple(dict.fromkeys(entry.place for entry in _entries().values()))


def may_be_place(words: str) -> bool:
    """Return whether the first word begins the name of a place; a cheap check before `places_in`."""
    first = _WORD.match(words)
    if first is None:
        return False
    is_alone = first.end() == len(words)
    return first[0].lower() in _first_words() or (is_alone and _by_typo(words.lower()) is not None)


def places_in(sentence: str) -> tuple[PlaceMention, ...]:
    """Return the places that a sentence asks for, each once, in the order of the sentence."""
    text = sentence[:_LONGEST]
    words = list(_WORD.finditer(text))
    found: dict[str, PlaceMention] = {}
    index = 0
    while index < len(words):
        count, entry = _longest_at(words, index)
        if entry is None or not _is_meant(text, words[index : index + count], entry):
            index += 1
            continue
        start, end = words[index].start(), words[index + count - 1].end()
        found.setdefault(entry.place.name, PlaceMention(start, end, text[start:end], entry.place))
        index += count
    return tuple(found.values())


def _longest_at(words: list[re.Match[str]], index: int) -> tuple[int, _Entry | None]:
    if words[index][0].lower() not in _first_words():
        return 1, _by_typo(words[index][0].lower())
    for count in range(min(_most_words(), len(words) - index), 0, -1):
        entry = _entries().get(tuple(word[0].lower() for word in words[index : index + count]))
        if entry:
            return count, entry
    return 1, _by_typo(words[index][0].lower())


def _by_typo(word: str) -> _Entry | None:
    if len(word) < _TYPO_FROM - 1:
        return None
    # One letter inserted, deleted or two swapped. A substitution may be another word ("drømmen", "Drammen").
    near = {
        name
        for length in (len(word) - 1, len(word), len(word) + 1)
        for name in _long_names().get((word[0], length), ())
        if OSA.distance(word, name, score_cutoff=1) == 1 and (len(word) != length or sorted(word) == sorted(name))
    }
    return _entries()[(near.pop(),)] if len(near) == 1 else None


def _is_meant(text: str, words: list[re.Match[str]], entry: _Entry) -> bool:
    start, end = words[0].start(), words[-1].end()
    before = text[max(0, start - 40) : start]
    if _DENIED.search(before.lower()):
        return False
    if not entry.is_word or (_ISOLATED_BEFORE.search(before) and _ISOLATED_AFTER.match(text, end)):
        return True
    last = before.split()[-1].lower() if before.strip() else ""
    if f"{last} {words[0][0].lower()}" in _PHRASES:
        return False
    return last in _BEFORE_A_PLACE or (
        text[start].isupper() and bool(before.strip()) and before.rstrip()[-1] not in ".!?"
    )
