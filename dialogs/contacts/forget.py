"""Permanent removal of a contact with all facts about them, at their request or the user's."""

import re
from enum import StrEnum

from dialogs.engine import takes
from dialogs.engine.script import ARRIVED, PICKED, SAID, SKIPPED, Script, Transition, Turn, press
from dialogs.model.facts import Contact
from dialogs.model.person import Person
from dialogs.model.slots import Slots, SubjectSlots
from dialogs.protocol.choices import decoded, read
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.rules.contacts import contacts_of_name, without_contact
from dialogs.text import Text, label, t
from dialogs.understanding.people.naming import whole_name
from dialogs.understanding.people.vocabulary import is_first_name
from dialogs.wording.labels import contact_buttons


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    WHO = "forget.who"
    SURE = "forget.sure"
    DONE = "forget.done"
    TO_CARD = "forget.to_card"
    TO_LIST = "forget.to_list"


PAGE = 8
"""Contacts on a page."""


def has_nobody(turn: Turn) -> bool:
    """Return whether the list is empty."""
    return not turn.person.contacts


def say_nobody(_turn: Turn) -> Text:
    """Say that there is nobody to remove."""
    return t("There is nobody on your list.")


def ask_who(turn: Turn) -> Reply:
    """Ask whom to remove, in pages or by name."""
    contacts = turn.person.contacts
    start = turn.person.slots.contacts.page * PAGE % len(contacts)
    buttons = contact_buttons(turn.person, contacts[start : start + PAGE])
    more = [Button(label("forget", "More names"), "more")] if len(contacts) > PAGE else []
    keep = Button(label("forget", "Nobody after all"), "keep")
    return say(t("Who shall I forget? Pick, or write the name."), buttons=rows(*buttons, *more, keep))


def keep_next_page(turn: Turn) -> Person:
    """Turn to the next page of contacts."""
    return turn.person.with_contact_slots(page=turn.person.slots.contacts.page + 1)


def is_contact(turn: Turn) -> bool:
    """Return whether the button is one of the contacts."""
    return turn.person.contact(read(int, turn.choice)) is not None


def keep_contact(turn: Turn) -> Person:
    """Store the chosen contact."""
    return turn.person.with_subject(contact=decoded(int, turn.choice))


def names_one(turn: Turn) -> bool:
    """Return whether the text is the full name of exactly one contact."""
    return len(_named(turn)) == 1


def keep_named(turn: Turn) -> Person:
    """Store the contact whose name was typed."""
    return turn.person.with_subject(contact=_named(turn)[0].n)


def _named(turn: Turn) -> list[Contact]:
    return contacts_of_name(turn.person, turn.text)


def say_not_found(_turn: Turn) -> Text:
    """Say that no contact, or more than one, has this name."""
    return t("I couldn't tell who that is. Pick the name instead.")


def ask_sure(turn: Turn) -> Reply:
    """Ask for confirmation of the removal."""
    contact = turn.person.contact(turn.person.slots.subject.contact)
    name = whole_name(contact.name) if contact else ""
    return say(
        t("Forget {name}, with the messages you made for them?", name=name),
        buttons=rows(Button(label("forget", "Yes, forget"), "yes"), Button(label("forget", "No, keep"), "no")),
    )


def keep_without(turn: Turn) -> Person:
    """Delete all facts about this contact, including those in the history."""
    n = turn.person.slots.subject.contact
    return turn.person if n is None else without_contact(turn.person, n)


def is_from_card(turn: Turn) -> bool:
    """Return whether the question was asked from the card of the contact."""
    return turn.person.slots.contacts.is_from_card


def say_forgotten(_turn: Turn) -> Text:
    """Say that the contact was removed."""
    return t("Forgotten. What stands in this chat stays until you clear it.")


# --- requests in words, at any step ----------------------------------------------------------------------------------

ASKED = re.compile(
    r"(?:(?:kan|kunne) du |(?:can|could) you |please |vær så snill(?: å)? |jeg vil |i want to )?"
    r"(?:slette?|fjerne?|glem(?:me)?|delete|remove|forget|erase)(?: personen| kontakten)? (?P<name>.{2,60}?)"
    r"(?: fra (?:lista|listen)| from (?:the|my) list)?(?:,? (?:takk|please|er du snill))?[.!?]*",
    re.IGNORECASE,
)


def _asked_for(turn: Turn) -> list[Contact] | None:
    """Return the contacts whom “forget Mona” may mean, or None if the text is no such request."""
    asked = ASKED.fullmatch(turn.text)
    if asked is None:
        return None
    found = contacts_of_name(turn.person, asked["name"])
    return found if found or is_first_name(asked["name"].split()[0]) else None


def names_one_to_forget(turn: Turn) -> Slots | None:
    """Return the slots if the text asks to forget exactly one contact."""
    found = _asked_for(turn)
    return Slots(subject=SubjectSlots(contact=found[0].n)) if found and len(found) == 1 else None


def names_several_to_forget(turn: Turn) -> Slots | None:
    """Return the slots if the text asks to forget a name that several contacts have."""
    found = _asked_for(turn)
    return Slots() if found and len(found) > 1 else None


def names_nobody_known(turn: Turn) -> Slots | None:
    """Return the slots if the text asks to forget a name that no contact has."""
    return Slots() if _asked_for(turn) == [] else None


def say_not_on_list(_turn: Turn) -> Reply:
    """Say that nobody on the list has this name."""
    return say(t("There is nobody of that name on your list, so there is nothing to forget."))


SCRIPT = Script(
    "forget",
    Step,
    asks={Step.WHO: ask_who, Step.SURE: ask_sure},
    lines=[
        Transition(Step.WHO, ARRIVED, to=Step.DONE, when=has_nobody, say=say_nobody),
        Transition(Step.WHO, press("more"), to=Step.WHO, keep=keep_next_page),
        Transition(Step.WHO, press("keep"), to=Step.DONE),
        Transition(Step.WHO, SKIPPED, to=Step.DONE),
        Transition(Step.WHO, PICKED, to=Step.SURE, when=is_contact, keep=keep_contact),
        Transition(Step.WHO, SAID, to=Step.SURE, when=names_one, keep=keep_named),
        Transition(Step.WHO, SAID, to=Step.WHO, say=say_not_found),
        Transition(
            Step.SURE,
            press("yes"),
            to=Step.TO_LIST,
            when=is_from_card,
            keep=keep_without,
            say=say_forgotten,
            is_final=True,
        ),
        Transition(Step.SURE, press("yes"), to=Step.DONE, keep=keep_without, say=say_forgotten, is_final=True),
        Transition(Step.SURE, press("no"), to=Step.TO_CARD, when=is_from_card),
        Transition(Step.SURE, press("no"), to=Step.DONE),
    ],
    takes={Step.WHO: takes.NAMES},
)
