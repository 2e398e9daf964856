"""Merges the people of a file into an address book: known people are updated, and nobody is duplicated."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from msgspec import Struct

from dialogs.model.address_book import Acquaintance, Source
from dialogs.model.records import replace
from dialogs.understanding.company_names import is_same, words_of

MOST_FORMER: Final = 5

Mark: TypeAlias = tuple[str, ...]
"""A key that identifies a person. The first part is its kind."""


class Merged(Struct, frozen=True, gc=False):
    """The merged address book, and the numbers of new and of changed people."""

    people: tuple[Acquaintance, ...]
    new: int
    changed: int


def merged(known: Sequence[Acquaintance], read: Iterable[Acquaintance]) -> Merged:
    """Merge people from a file into an address book. The order and the people whom the file does not name stay."""
    incoming = _joined([], list(read)).people  # some files list a person twice
    return _joined(known, incoming)


def _joined(known: Sequence[Acquaintance], incoming: Sequence[Acquaintance]) -> Merged:
    people = list(known)
    index: dict[Mark, int] = {}
    for at, marks in enumerate(_marked(known)):
        for mark in marks:
            index.setdefault(mark, at)
    added, changed = 0, set[int]()
    for person, marks in zip(incoming, _marked(incoming), strict=True):
        found = next((index[mark] for mark in marks if mark in index), None)
        at = len(people) if found is None else found
        if found is None:
            people.append(person)
            added += 1
        elif (newer := _newer(people[at], person)) != people[at]:
            people[at] = newer
            changed |= {at} if at < len(known) else set()
        for mark in marks:
            index.setdefault(mark, at)
    return Merged(tuple(people), added, len(changed))


def without_details(people: Iterable[Acquaintance]) -> Iterator[Acquaintance]:
    """Remove e-mail addresses and phone numbers."""
    for person in people:
        yield replace(person, email="", phone="") if person.email or person.phone else person


def _marked(people: Sequence[Acquaintance]) -> Iterator[list[Mark]]:
    """Yield the keys of each person, the most reliable first.

    A name alone is a key if nobody else has it. People with equal names and no other key are distinguished by order.
    """
    numbers, seen = Counter(map(_called, people)), Counter[tuple[Source, str]]()
    for person in people:
        marks, called = list(_marks(person)), _called(person)
        if not marks:
            marks.append(("name", *called, str(seen[called])))
            seen[called] += 1
        if numbers[called] == 1 and not person.link:
            marks.append(("only", *called))
        yield marks


def _marks(person: Acquaintance) -> Iterator[Mark]:
    name = person.name.casefold()
    if person.link:
        yield "link", person.link
    if person.mark:
        yield "mark", person.source, person.mark
    if person.email:
        yield "email", person.email.casefold(), name
    if person.connected:
        yield "day", name, person.connected.isoformat()
    if person.company:
        yield "company", name, *words_of(person.company)


def _called(person: Acquaintance) -> tuple[Source, str]:
    return person.source, person.name.casefold()


def _newer(old: Acquaintance, new: Acquaintance) -> Acquaintance:
    """Update a person with newer data. A workplace that they have left becomes a former one."""
    former = old.former
    if old.company and new.company and not is_same(old.company, new.company):
        left = [place for place in (old.company, *former) if not is_same(place, new.company)]
        former = tuple(left[:MOST_FORMER])
    return Acquaintance(
        new.name,
        new.company or old.company,
        new.position or ("" if former != old.former else old.position),
        new.connected or old.connected,
        new.link or old.link,
        new.email or old.email,
        new.phone or old.phone,
        old.source,
        old.mark or new.mark,
        former,
    )
