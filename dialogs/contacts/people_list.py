"""The list of people: the contacts by group, with their workplaces and what is open, in pages."""

import re
from collections.abc import Sequence
from typing import Final

from dialogs.contacts.message_states import say_open
from dialogs.engine.script import Turn
from dialogs.model.facts import Category, Contact
from dialogs.model.person import Person
from dialogs.model.slots import Slots, SubjectSlots
from dialogs.protocol.choices import decoded, encoded, read
from dialogs.protocol.replies import Button, Items, Reply, Title, rows, say
from dialogs.rules.contacts import contacts_of_name
from dialogs.rules.discretion import is_held_back
from dialogs.text import Count, Row, Text, Value, Words, label, t, tc
from dialogs.understanding.people.naming import listed_name
from dialogs.wording.labels import CATEGORIES, distinct_labels, with_workplace

PAGE: Final = 8
"""Contacts on a page."""

GROUPS: Final[tuple[Category | None, ...]] = (*Category, None)
"""The groups in their order; those without a group come last."""


def in_order(person: Person) -> list[Contact]:
    """Return all contacts by group, and by name within a group."""
    return sorted(
        person.contacts, key=lambda contact: (GROUPS.index(contact.category), listed_name(contact.name).casefold())
    )


def page_of(turn: Turn) -> tuple[list[Contact], int, int]:
    """Return the contacts of the page that is shown, its number from 0, and how many pages there are."""
    people = in_order(turn.person)
    pages = max(1, -(-len(people) // PAGE))
    page = turn.person.slots.contacts.page % pages
    return people[page * PAGE : page * PAGE + PAGE], page, pages


def ask_list(turn: Turn) -> Reply:
    """Show a page of the list, with a button for each contact."""
    shown, page, pages = page_of(turn)
    labels = distinct_labels([listed_name(contact.name) for contact in shown])
    buttons = [Button(words, encoded(contact.n)) for words, contact in zip(labels, shown, strict=True)]
    more = [Button(label("people", "More ({page} of {pages})", page=str(page + 1), pages=str(pages)), "more")]
    return say(
        Title(t("Your list")),
        *_groups(turn, shown),
        t("Who would you like to look at? Pick, or write the name."),
        buttons=(
            *rows(*buttons, width=2),
            *rows(*(more if pages > 1 else [])),
            *rows(
                Button(label("people", "Add people"), "add"),
                Button(label("people", "That's all for now"), "done"),
                width=2,
            ),
        ),
        card="people",
    )


def _groups(turn: Turn, shown: Sequence[Contact]) -> list[Text | Items]:
    told: list[Text | Items] = []
    for group in GROUPS:
        here = [contact for contact in shown if contact.category is group]
        if here:
            count = Count(sum(contact.category is group for contact in turn.person.contacts))
            name = CATEGORIES[group] if group else tc("a group in the list of people", "Without a group")
            told.append(t("{group} ({count})", group=name, count=count))
            told.append(Items(tuple(_line(turn, contact) for contact in here)))
    return told


def _line(turn: Turn, contact: Contact) -> Words:
    name = with_workplace(turn.person, contact)
    said: list[Value] = [words for words in (say_held(turn.person, contact), say_open(turn, contact)) if words]
    return t("{name}: {what}", name=name, what=Row(tuple(said))) if said else name


def say_held(person: Person, contact: Contact) -> Text | None:
    """Return that a contact must not know of the search, or None."""
    return tc("a person in the list", "mustn't know") if is_held_back(person, contact) else None


def has_nobody(turn: Turn) -> bool:
    """Return whether the list is empty."""
    return not turn.person.contacts


def say_nobody(_turn: Turn) -> Text:
    """Say that the list is empty."""
    return t("There is nobody on your list.")


def keep_next_page(turn: Turn) -> Person:
    """Turn to the next page; after the last comes the first."""
    return turn.person.with_contact_slots(page=page_of(turn)[1] + 1)


def is_contact(turn: Turn) -> bool:
    """Return whether the button is one of the contacts."""
    return turn.person.contact(read(int, turn.choice)) is not None


def keep_contact(turn: Turn) -> Person:
    """Store the chosen contact."""
    return turn.person.with_subject(contact=decoded(int, turn.choice))


def names_one(turn: Turn) -> bool:
    """Return whether the text is the name of exactly one contact."""
    return len(contacts_of_name(turn.person, turn.text)) == 1


def names_several(turn: Turn) -> bool:
    """Return whether the text is the name of several contacts."""
    return len(contacts_of_name(turn.person, turn.text)) > 1


def keep_named(turn: Turn) -> Person:
    """Store the contact whose name was typed."""
    return turn.person.with_subject(contact=contacts_of_name(turn.person, turn.text)[0].n)


def say_several(_turn: Turn) -> Text:
    """Say that several contacts have this name."""
    return t("You know more than one by that name. Pick the right one, or write the whole name.")


_LIST: Final = re.compile(
    r"(?:(?:kan|kunne) (?:du|jeg) |(?:can|could) (?:you|i) |please |vær så snill(?: å)? )?"
    r"(?:who(?:['’]s| is| are| do i have)(?: all)? on (?:my|the) list"
    r"|hvem (?:er|står|har jeg)(?: alle)? på lis(?:ta|ten)(?: mi)?"
    r"|(?:show|see)(?: me)? (?:my|the) (?:list|people|contacts|list of people)|my (?:people|contacts)"
    r"|(?:vise?|se)(?: meg)? (?:lis(?:ta|ten)|folka|kontaktene)(?: mi| mine)?|kontaktene mine|folka mine|lista mi)"
    r"(?: now| nå)?(?: please| takk)?[?.! ]*",
    re.IGNORECASE,
)
_PERSON: Final = re.compile(
    r"(?:(?:kan|kunne) du |(?:can|could) you |please )?"
    r"(?:who(?:['’]s| is)|hvem er|kven er|what do you (?:know|have) (?:about|on)|hva (?:vet|har) du (?:om|på)"
    r"|(?:show|open|see)(?: me)?|vis(?:e)?(?: meg)?|åpne|change|edit|endre|rett(?: på)?)"
    r" (?P<name>[^?!.]{2,60}?)(?: again| igjen| please| takk)?[?.! ]*",
    re.IGNORECASE,
)


def asks_for_list(turn: Turn) -> Slots | None:
    """Return the slots if the text asks who is on the list."""
    return Slots() if _LIST.fullmatch(turn.text) else None


def asks_for_person(turn: Turn) -> Slots | None:
    """Return the slots if the text asks for exactly one contact by name: “who is Kari?”, «vis Kari»."""
    asked = _PERSON.fullmatch(turn.text)
    found = contacts_of_name(turn.person, asked["name"]) if asked else []
    return Slots(subject=SubjectSlots(contact=found[0].n)) if len(found) == 1 else None
