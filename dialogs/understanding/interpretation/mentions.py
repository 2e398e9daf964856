"""People and workplaces on record that a message names, by whole or first names, in any case and with a genitive s."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from dialogs.understanding.people.naming import first_name, whole_name

READ: Final = 1000
"""Characters in which names are looked for."""

PERSON, PLACE, EMPLOYER = "<person>", "<place>", "<employer>"
"""What stands in place of a name, so that the classifier learns from no single name."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SHORTEST: Final = 3


class Mention(Struct, frozen=True, gc=False):
    """A name in a message: where it stands, and the numbers of the contacts that it may be."""

    start: int
    end: int
    contacts: tuple[int, ...] = ()
    place: str = ""


class Record(Struct, frozen=True, gc=False):
    """The names on record: contacts by number, their workplaces, and the own one."""

    people: tuple[tuple[int, str], ...] = ()
    places: tuple[str, ...] = ()
    employer: str = ""


def mentions_in(text: str, record: Record) -> tuple[Mention, ...]:
    """Return the names on record in the order of the message. Work is linear in the text and in the record."""
    words = [(found.start(), found.end(), found[0].casefold()) for found in _WORD.finditer(text[:READ])]
    if not words:
        return ()
    said = {form for _, _, word in words for form in _forms(word)}
    people = _by_words(((n, whole_name(name)) for n, name in record.people), said)
    firsts: dict[str, list[int]] = {}
    for n, name in record.people:
        first = first_name(name).casefold()
        if first in said:
            firsts.setdefault(first, []).append(n)
    places = _by_words(((place, place) for place in {*record.places, record.employer} if place), said)
    return tuple(_found(words, people, firsts, places))


def _forms(word: str) -> tuple[str, ...]:
    """Return the word, and without the s of a genitive or the t of “Statkraft sitt”."""
    return (word, word[:-1]) if word.endswith("s") and len(word) > _SHORTEST else (word,)


def _by_words(
    named: Iterable[tuple[int | str, str]], said: set[str]
) -> dict[str, list[tuple[tuple[str, ...], int | str]]]:
    """Return the names whose first word was said, by that word; the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], int | str]]] = {}
    for key, name in named:
        words = tuple(word.casefold() for word in _WORD.findall(name))
        if words and words[0] in said:
            found.setdefault(words[0], []).append((words, key))
    for names in found.values():
        names.sort(key=lambda one: -len(one[0]))
    return found


def _found(
    words: Sequence[tuple[int, int, str]],
    people: Mapping[str, list[tuple[tuple[str, ...], int | str]]],
    firsts: Mapping[str, list[int]],
    places: Mapping[str, list[tuple[tuple[str, ...], int | str]]],
) -> Iterable[Mention]:
    at = 0
    while at < len(words):
        mention, length = _mention_at(words, at, people, firsts, places)
        if mention:
            yield mention
        at += length


def _mention_at(
    words: Sequence[tuple[int, int, str]],
    at: int,
    people: Mapping[str, list[tuple[tuple[str, ...], int | str]]],
    firsts: Mapping[str, list[int]],
    places: Mapping[str, list[tuple[tuple[str, ...], int | str]]],
) -> tuple[Mention | None, int]:
    start = words[at][0]
    for form in _forms(words[at][2]):
        for table in (people, places):
            for name, _ in table.get(form, ()):
                length = len(name)
                if (length == 1 and table is people) or not _is_at(words, at, name):
                    continue
                end = words[at + length - 1][1]
                keys = [key for other, key in table[form] if other == name]
                if table is people:
                    return Mention(start, end, tuple(key for key in keys if isinstance(key, int))), length
                return Mention(start, end, place=str(keys[0])), length
        if form in firsts:
            return Mention(start, words[at][1], tuple(firsts[form])), 1
    return None, 1


def _is_at(words: Sequence[tuple[int, int, str]], at: int, name: Sequence[str]) -> bool:
    here = words[at : at + len(name)]
    return len(here) == len(name) and all(word in _forms(said) for (_, _, said), word in zip(here, name, strict=True))


def marked(text: str, mentions: Sequence[Mention], employer: str) -> str:
    """Return the text with a mark in place of each name on record."""
    parts: list[str] = []
    at = 0
    for mention in mentions:
        mark = PERSON if mention.contacts else (EMPLOYER if mention.place == employer else PLACE)
        parts += [text[at : mention.start], mark]
        at = mention.end
    return "".join([*parts, text[at:]])
