"""The card of a person: all that is known of a contact, with a button for each fact."""

from dialogs.contacts.message_states import say_messages
from dialogs.engine.script import Turn
from dialogs.model.facts import Comfort, Contact, MayKnow
from dialogs.model.person import Person
from dialogs.protocol.replies import Button, Items, Reply, Title, say
from dialogs.rules.contact_changes import former_workplaces
from dialogs.rules.contacts import contact_of
from dialogs.rules.discretion import is_at_work, is_held_back
from dialogs.text import Text, Words, join, label, t, tc
from dialogs.understanding.people.naming import first_name, listed_name
from dialogs.wording.labels import RELATIONS

FEELINGS: dict[Comfort, Text] = {
    Comfort.EASY: tc("a person's card", "Easy to write to"),
    Comfort.FINE: tc("a person's card", "All right to write to"),
    Comfort.HARD: tc("a person's card", "Hard to write to"),
}


def ask_card(turn: Turn) -> Reply:
    """Show the card of the contact in the slots."""
    person, contact = turn.person, contact_of(turn.person)
    messages = say_messages(turn, contact)
    return say(
        Title(listed_name(contact.name)),
        Items((*_work(person, contact), *_tie(person, contact))),
        *((t("Messages:"), Items(tuple(messages))) if messages else ()),
        buttons=(*_facts(person, contact), *_ways(person, contact)),
        card="people",
    )


def has_no_contact(turn: Turn) -> bool:
    """Return whether no contact is chosen."""
    return turn.person.contact(turn.person.slots.subject.contact) is None


def may_be_asked(turn: Turn) -> bool:
    """Return whether it depends on the contact who at work may know."""
    return not turn.person.is_discreet and is_at_work(turn.person, contact_of(turn.person))


def may_be_written_to(turn: Turn) -> bool:
    """Return whether a message to the contact may be made."""
    return not is_held_back(turn.person, contact_of(turn.person))


def has_others(turn: Turn) -> bool:
    """Return whether there is another contact, who may be the same person."""
    return len(turn.person.contacts) > 1


def _work(person: Person, contact: Contact) -> list[Words]:
    told: list[Words] = [RELATIONS[contact.category] if contact.category else tc("a person's card", "No group yet")]
    present, former = person.tie_of(contact), former_workplaces(person, contact)
    if present and present.company and present.role:
        told.append(t("Works at {place} as {role}", place=present.company, role=present.role))
    elif present and present.company:
        told.append(t("Works at {place}", place=present.company))
    elif present and present.role:
        told.append(t("Works as {role}", role=present.role))
    if former:
        told.append(t("Used to work at {places}", places=join(former)))
    return told


def _tie(person: Person, contact: Contact) -> list[Words]:
    told: list[Words] = [FEELINGS[contact.comfort]] if contact.comfort else []
    if contact.has_worked_together:
        told.append(tc("a person's card", "You've worked together"))
    if contact.is_referee:
        told.append(tc("a person's card", "Has said yes to be your referee"))
    if is_held_back(person, contact):
        is_open = not person.is_discreet and contact.may_know is MayKnow.ASK
        told.append(
            tc("a person's card", "You're not sure whether they may know that you're looking")
            if is_open
            else tc("a person's card", "Mustn't know that you're looking")
        )
    elif is_at_work(person, contact):
        told.append(tc("a person's card", "May know that you're looking"))
    return [*told, *([t("Your note: {note}", note=contact.note)] if contact.note else [])]


def _facts(person: Person, contact: Contact) -> tuple[tuple[Button, ...], ...]:
    """Return the buttons that change a fact."""
    may_know = Button(label("a person's card", "May they know?"), "may_know")
    is_asked = not person.is_discreet and is_at_work(person, contact)
    buttons = (
        Button(label("a person's card", "Group"), "group"),
        Button(label("a person's card", "Workplace"), "workplace"),
        Button(label("a person's card", "Role"), "role"),
        Button(label("a person's card", "How it feels"), "comfort"),
        Button(label("a person's card", "Note"), "note"),
        Button(label("a person's card", "Name"), "name"),
        *((may_know,) if is_asked else ()),
    )
    made: list[tuple[Button, ...]] = [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
    return tuple(made)


def _ways(person: Person, contact: Contact) -> tuple[tuple[Button, ...], ...]:
    """Return the buttons that lead elsewhere."""
    name = first_name(contact.name)
    write = Button(label("a person's card", "Write to {name}", name=name), "write")
    same = Button(label("a person's card", "Same person as …"), "same")
    buttons = (
        *(() if is_held_back(person, contact) else (write,)),
        *((same,) if len(person.contacts) > 1 else ()),
        Button(label("a person's card", "Forget {name}", name=name), "forget"),
        Button(label("a person's card", "Back to the list"), "list"),
    )
    return tuple((button,) for button in buttons)
