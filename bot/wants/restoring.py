"""From an export back to the person: every fact that it holds, or a clear no where it is none or was tampered with.

Only bookkeeping is not in an export (`bot.wants.export`): the restored person rests where they were, without a way
back, and waits for nothing.
"""

from datetime import datetime
from typing import Any, Final, get_type_hints

import msgspec

from bot.wants.export import BOOKKEEPING, VERSION
from dialogs.contact_book import MOST_CONTACTS
from dialogs.person import Person, Where

LARGEST: Final = 20 * 1024 * 1024
"""Bytes of an export; Telegram hands over no larger file."""

_TYPES: Final = {name: shape for name, shape in get_type_hints(Person).items() if name not in BOOKKEEPING}
_LISTS: Final = tuple(name for name, shape in _TYPES.items() if str(shape).startswith("tuple["))


class NotAnExportError(ValueError):
    """This is no export of the coach, or not one that it can read."""


def restored(content: bytes) -> Person:
    """The person that an export tells of.

    Raises NotAnExportError, also where a fact refers to another that is not there.
    """
    person = told_in(content)
    if not _is_whole(person):
        raise NotAnExportError("the facts of this export do not fit together")
    return person


def told_in(content: bytes) -> Person:
    """The facts of an export, as they stand there.

    Raises NotAnExportError.
    """
    if len(content) > LARGEST:
        raise NotAnExportError("too large for an export")
    try:
        document = msgspec.json.decode(content)
        if document["version"] != VERSION:
            raise NotAnExportError("an export of another version")
        told = dict(document["person"])
        where = Where(msgspec.convert(told.pop("step"), str), 1)
        known = {name: _numbered(name, told[name]) for name in _TYPES if name in told}
        facts = {name: msgspec.convert(value, _TYPES[name]) for name, value in known.items()}
    except (msgspec.DecodeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise NotAnExportError("no export of the coach") from error
    if not all(map(_is_timed, facts.values())):
        raise NotAnExportError("a time without its zone")
    return Person(where=where, serial=_highest(facts), **facts)


def _numbered(name: str, value: Any) -> Any:
    """Give the items of a list their short `n` back."""
    if name not in _LISTS:
        return value
    items = msgspec.convert(value, list[dict[str, Any]])
    return [{"n" if key == "number" else key: field for key, field in item.items()} for item in items]


def _is_timed(value: object) -> bool:
    """Whether every time in a fact says its zone, since others cannot be compared with the clock."""
    if isinstance(value, datetime):
        return value.tzinfo is not None
    if isinstance(value, tuple):
        return all(map(_is_timed, value))
    slots = getattr(type(value), "__struct_fields__", ())
    return all(_is_timed(getattr(value, name)) for name in slots)


def _highest(facts: dict[str, Any]) -> int:
    """The highest number of any fact, from which new ones are counted."""
    return max((item.n for name in _LISTS for item in facts.get(name, ())), default=0)


def _is_whole(person: Person) -> bool:
    """Whether numbers stand once, and those that others refer to are there."""
    numbers = [item.n for name in _LISTS for item in getattr(person, name)]
    contacts = {contact.n for contact in person.contacts}
    goals = {goal.n for goal in person.goals}
    introductions = {way.n for way in person.introductions}
    outreaches = {outreach.n for outreach in person.outreaches}
    return (
        len(numbers) == len(set(numbers))
        and min(numbers, default=1) > 0
        and len(contacts) <= MOST_CONTACTS
        and contacts.issuperset(tie.contact for tie in person.ties)
        and contacts.issuperset(way.introducer for way in person.introductions)
        and contacts.issuperset(outreach.contact for outreach in person.outreaches)
        and goals.issuperset(way.goal for way in person.introductions if way.goal is not None)
        and introductions.issuperset(one.introduction for one in person.outreaches if one.introduction is not None)
        and outreaches.issuperset(one.about for one in person.outreaches if one.about is not None)
        and outreaches.issuperset(plan.outreach for plan in person.plans)
    )
