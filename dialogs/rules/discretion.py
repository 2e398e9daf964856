"""Discretion: who may be told of the search, and the contacts who are left out of every suggestion and draft."""

from dialogs.model.facts import Contact, Goal, MayKnow
from dialogs.model.outreach import Outreach
from dialogs.model.person import Person
from dialogs.rules.contacts import workplace
from dialogs.rules.outreach import owed, to_thank
from dialogs.understanding.company_names import is_same, may_be_related, mentions_company


def is_at_work(person: Person, contact: Contact) -> bool:
    """Return whether a contact works where the user works now, by category or by the name of the workplace.

    An employer that was not surely understood is stored as a sentence: whoever's workplace is named in it, or begins
    with the same words, counts as a colleague.
    """
    employer = person.me.employer
    place = workplace(person, contact)
    is_same_place = bool(employer) and (
        is_same(place, employer)
        or may_be_related(place, employer)
        or mentions_company(contact.note, employer)
        or mentions_company(employer, place)
    )
    return is_same_place or (contact.category is not None and contact.category.is_at_work)


def is_held_back(person: Person, contact: Contact) -> bool:
    """Return whether a contact is left out of every suggestion and draft.

    This applies to contacts at the user's present workplace: to all of them while nobody there may know of the search
    (C3, C5), otherwise to those for whom the user has not given permission.
    """
    if not is_at_work(person, contact):
        return False
    return person.is_discreet or contact.may_know in {MayKnow.NO, MayKnow.ASK}


def working_at(person: Person, goal: Goal) -> tuple[Contact, ...]:
    """Return the contacts who work at the workplace of a goal, without those held back."""
    return tuple(
        contact
        for contact in person.contacts
        if is_same(workplace(person, contact), goal.company) and not is_held_back(person, contact)
    )


def contacts_to_suggest(person: Person) -> tuple[Contact, ...]:
    """Return the contacts who may be suggested."""
    return tuple(contact for contact in person.contacts if not is_held_back(person, contact))


def thanks_due(person: Person) -> list[tuple[Contact, Outreach]]:
    """Return whom to thank now, without contacts who are held back."""
    return [pair for pair in to_thank(person) if not is_held_back(person, pair[0])]


def thanks_owed(person: Person) -> list[tuple[Contact, Outreach]]:
    """Return whom to thank when the search ends, without contacts who are held back."""
    return [pair for pair in owed(person) if not is_held_back(person, pair[0])]
