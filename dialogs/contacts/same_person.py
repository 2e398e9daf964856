"""Two contacts that are one person: which one is meant, and what was put together."""

from typing import Final

from dialogs.contacts.person_edits import LEAVE
from dialogs.engine.acts import UNDO
from dialogs.engine.script import Turn
from dialogs.model.facts import Contact
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.choices import decoded, read
from dialogs.protocol.replies import Reply, rows, say
from dialogs.rules.contact_changes import merged
from dialogs.rules.contacts import contact_of, contacts_of_name
from dialogs.text import t
from dialogs.understanding.people.naming import first_name, listed_name, whole_name
from dialogs.wording.labels import contact_buttons

MOST: Final = 8
"""So many contacts are offered; any other is named."""


def ask_same(turn: Turn) -> Reply:
    """Ask who is the same person, those with a similar name first."""
    contact = contact_of(turn.person)
    buttons = contact_buttons(turn.person, alike_first(turn.person, contact)[:MOST])
    words = t("Who is the same person as {name}? Pick, or write the name.", name=whole_name(contact.name))
    return say(words, buttons=rows(*buttons, LEAVE))


def alike_first(person: Person, contact: Contact) -> list[Contact]:
    """Return the other contacts: those with the same first name, those who share a name, then by name."""
    first, words = first_name(contact.name).casefold(), set(contact.name.casefold().split())

    def key(other: Contact) -> tuple[bool, bool, str]:
        is_far = first_name(other.name).casefold() != first
        return is_far, words.isdisjoint(other.name.casefold().split()), listed_name(other.name).casefold()

    return sorted((other for other in person.contacts if other.n != contact.n), key=key)


def is_another(turn: Turn) -> bool:
    """Return whether the button is another contact."""
    number = read(int, turn.choice)
    return number != turn.person.slots.subject.contact and turn.person.contact(number) is not None


def names_another(turn: Turn) -> bool:
    """Return whether the text is the name of exactly one other contact."""
    return len(_named(turn)) == 1


def names_several(turn: Turn) -> bool:
    """Return whether the text is the name of several other contacts."""
    return len(_named(turn)) > 1


def keep_picked(turn: Turn) -> Person:
    """Make the picked contact part of the one in the slots."""
    other = turn.person.contact(decoded(int, turn.choice))
    assert other is not None  # noqa: S101  # `is_another` says so
    return merged(turn.person, contact_of(turn.person), other)


def keep_named(turn: Turn) -> Person:
    """Make the named contact part of the one in the slots."""
    return merged(turn.person, contact_of(turn.person), _named(turn)[0])


def _named(turn: Turn) -> list[Contact]:
    mine = turn.person.slots.subject.contact
    return [contact for contact in contacts_of_name(turn.person, turn.text) if contact.n != mine]


def say_merged(turn: Turn) -> Reply:
    """Say that the two are one now, with the button that undoes it."""
    name = whole_name(contact_of(turn.person).name)
    undo = replace(UNDO, asking=turn.person.where.asking + 1)
    words = t("{name} is one person on your list now. I've kept what you told about both.", name=listed_name(name))
    return say(words, buttons=((undo,),))
