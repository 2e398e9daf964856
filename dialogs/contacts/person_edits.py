"""The questions for one fact of a contact, and the change that each answer makes."""

from dialogs.contacts import comfort, first_person
from dialogs.engine.script import Turn
from dialogs.model.facts import Category, Comfort, Contact, MayKnow, Work
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.choices import decoded, is_choice
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.rules.contact_changes import (
    former_workplaces,
    with_role,
    with_workplace,
    without_former_workplaces,
    without_workplace,
)
from dialogs.rules.contacts import contact_of, workplace
from dialogs.text import Text, label, t
from dialogs.understanding.people.changes import ToldChange, change_in
from dialogs.understanding.people.naming import first_name, whole_name
from dialogs.understanding.people.people_in_text import people_in

LEAVE = Button(label("a person's fact", "Leave it as it is"), "leave")
"""Goes back to the card without a change."""

MOST_WORDS = 6
"""A name, a workplace or a role with more words is a sentence."""


def ask_group(turn: Turn) -> Reply:
    """Ask how the user knows the contact: one of the six groups."""
    return _with_leave(first_person.ask_relation(turn))


def ask_comfort(turn: Turn) -> Reply:
    """Ask how it feels to write to the contact."""
    return _with_leave(comfort.ask_comfort(turn))


def ask_may_know(turn: Turn) -> Reply:
    """Ask whether a present colleague may know of the search."""
    return _with_leave(comfort.ask_trust(turn))


def _with_leave(reply: Reply) -> Reply:
    return replace(reply, buttons=(*reply.buttons, (LEAVE,)))


def keep_group(turn: Turn) -> Person:
    """Store the chosen group."""
    return turn.person.with_contact(replace(contact_of(turn.person), category=decoded(Category, turn.choice)))


def keep_comfort(turn: Turn) -> Person:
    """Store how it feels to write to the contact."""
    return turn.person.with_contact(replace(contact_of(turn.person), comfort=decoded(Comfort, turn.choice)))


def is_may_know(turn: Turn) -> bool:
    """Return whether the button says if the contact may know."""
    return is_choice(MayKnow, turn.choice)


# --- what is typed ---------------------------------------------------------------------------------------------------


def ask_workplace(turn: Turn) -> Reply:
    """Ask where the contact works now."""
    person, contact = turn.person, contact_of(turn.person)
    place = workplace(person, contact)
    left = Button(label("a person's fact", "No longer at {place}", place=place), "left")
    drop = Button(label("a person's fact", "Take the former ones away"), "drop")
    return say(
        t("Where does {name} work now?", name=first_name(contact.name)),
        buttons=rows(*([left] if place else []), *([drop] if former_workplaces(person, contact) else []), LEAVE),
    )


def has_workplace(turn: Turn) -> bool:
    """Return whether the present workplace of the contact is known."""
    return bool(workplace(turn.person, contact_of(turn.person)))


def has_former(turn: Turn) -> bool:
    """Return whether a former workplace of the contact is known."""
    return bool(former_workplaces(turn.person, contact_of(turn.person)))


def names_workplace(turn: Turn) -> bool:
    """Return whether the answer is the name of a workplace, not a long sentence."""
    place = _told(turn).workplace
    return any(map(str.isalpha, place)) and len(place.split()) <= MOST_WORDS


def say_no_workplace(_turn: Turn) -> Text:
    """Say that the name is enough."""
    return t("The name of the workplace is enough.")


def keep_workplace(turn: Turn) -> Person:
    """Store the present workplace, and the role if it was told too; the one before becomes a former one."""
    told = _told(turn)
    return with_workplace(turn.person, contact_of(turn.person), told.workplace, told.role)


def _told(turn: Turn) -> ToldChange:
    """Return the workplace that an answer names: in a sentence, as in a list of people, or as it is."""
    told = change_in(turn.text, is_working=turn.person.me.work is not Work.NONE)
    if told.workplace:
        return told
    listed = people_in(f"{contact_of(turn.person).name}, {turn.text}")
    if len(listed) == 1 and (place := listed[0].workplace):
        return ToldChange(place, listed[0].role or "")
    return ToldChange(turn.text.strip(" .,!"))


def keep_left(turn: Turn) -> Person:
    """Store that the contact no longer works there."""
    return without_workplace(turn.person, contact_of(turn.person))


def keep_no_former(turn: Turn) -> Person:
    """Remove the former workplaces."""
    return without_former_workplaces(turn.person, contact_of(turn.person))


def ask_role(turn: Turn) -> Reply:
    """Ask what the contact does."""
    contact = contact_of(turn.person)
    none = Button(label("a person's fact", "No role"), "none")
    return say(
        t("What does {name} do at work?", name=first_name(contact.name)),
        buttons=rows(*([none] if has_role(turn) else []), LEAVE),
    )


def has_role(turn: Turn) -> bool:
    """Return whether the role of the contact is known."""
    tie = turn.person.tie_of(contact_of(turn.person))
    return tie is not None and bool(tie.role)


def is_short(turn: Turn) -> bool:
    """Return whether the answer is a name or a title, not a sentence."""
    return any(map(str.isalpha, turn.text)) and len(turn.text.split()) <= MOST_WORDS


def say_too_long(_turn: Turn) -> Text:
    """Say that a few words are enough."""
    return t("That's more than fits here. A few words are enough.")


def keep_role(turn: Turn) -> Person:
    """Store the role."""
    told = change_in(turn.text, is_working=turn.person.me.work is not Work.NONE)
    return with_role(turn.person, contact_of(turn.person), told.role or turn.text.strip(" .,!"))


def keep_no_role(turn: Turn) -> Person:
    """Remove the role."""
    return with_role(turn.person, contact_of(turn.person), "")


def ask_note(turn: Turn) -> Reply:
    """Ask for the note on the contact."""
    contact = contact_of(turn.person)
    none = Button(label("a person's fact", "No note"), "none")
    return say(
        t("What would you like to remember about {name}?", name=first_name(contact.name)),
        t("Write nothing that they couldn't have read themselves."),
        buttons=rows(*([none] if contact.note else []), LEAVE),
    )


def has_note(turn: Turn) -> bool:
    """Return whether there is a note on the contact."""
    return bool(contact_of(turn.person).note)


def keep_note(turn: Turn) -> Person:
    """Store the note as typed."""
    return turn.person.with_contact(replace(contact_of(turn.person), note=turn.text))


def keep_no_note(turn: Turn) -> Person:
    """Remove the note."""
    return turn.person.with_contact(replace(contact_of(turn.person), note=""))


def ask_name(turn: Turn) -> Reply:
    """Ask for the name of the contact."""
    return say(t("What should I call {name}?", name=whole_name(contact_of(turn.person).name)), buttons=rows(LEAVE))


def keep_name(turn: Turn) -> Person:
    """Store the name."""
    contact: Contact = contact_of(turn.person)
    return turn.person.with_contact(replace(contact, name=" ".join(turn.text.split()).strip(" .,!")))
