"""What people say of the people they know at any step: somebody new, a tip, what has changed, and whom to forget."""

from collections.abc import Sequence
from typing import Final

from dialogs.contacts import first_person, forget
from dialogs.contacts.adding_people import say_no_room
from dialogs.contacts.changes_told import card_of, say_change, take_change
from dialogs.engine.acts import SURE_ENOUGH, ActRule, ActRules, Go, InterpretedAct, Reaction, RunCommand, Tell, whom
from dialogs.engine.script import Turn
from dialogs.model.facts import Contact
from dialogs.model.person_line import PersonLine
from dialogs.model.records import replace
from dialogs.model.slots import Slots, SubjectSlots
from dialogs.protocol.replies import say
from dialogs.rules.contacts import add_people, is_full, workplace
from dialogs.text import Text, label, t
from dialogs.understanding.company_names import is_same
from dialogs.understanding.interpretation.acts import Act
from dialogs.understanding.people.naming import first_name, whole_name
from dialogs.understanding.people.people_in_text import people_in


def take_new_people(turn: Turn, act: InterpretedAct) -> Reaction | None:
    """Add the people who are named and not on the list, and ask how the person knows the first of them."""
    lines = _new(act)
    if not lines:
        return None
    if is_full(turn.person, lines):
        return Tell(say_no_room(turn))
    person, numbers = add_people(turn.person, lines)
    names = whole_name(lines[0].name)
    words = say(t("I've put {name} on your list.", name=names))
    return Go(first_person.Step.RELATION, Slots(subject=SubjectSlots(contact=numbers[0])), words, person)


def _new(act: InterpretedAct) -> list[PersonLine]:
    """Return who is named and not on the list; if somebody on the list gave the name, that is noted."""
    known = {first_name(contact.name).casefold() for contacts in act.contacts for contact in contacts}
    lines = [line for line in people_in(act.text) if first_name(line.name).casefold() not in known]
    if act.reading.act is not Act.LEAD or act.contact is None:
        return lines
    return [replace(line, note=_tip(act.contact, line.note)) for line in lines]


def _tip(contact: Contact, note: str | None) -> str:
    return ", ".join(filter(None, (note, f"via {whole_name(contact.name)}")))


def take_forget(_turn: Turn, act: InterpretedAct) -> Reaction | None:
    """Ask whether to forget the contact who is named."""
    contact = whom(act)
    if isinstance(contact, Contact):
        return Go(forget.Step.SURE, Slots(subject=SubjectSlots(contact=contact.n)))
    return contact or Go(forget.Step.WHO)


def say_forget(act: InterpretedAct) -> Text:
    """Say whom, if one is named."""
    if act.contact:
        return label("what a message means", "Take {name} off the list", name=first_name(act.contact.name))
    return label("what a message means", "Take somebody off the list")


def take_people(_turn: Turn, _act: InterpretedAct) -> Reaction | None:
    """Show the people on the list."""
    return RunCommand("people")


def take_person(turn: Turn, act: InterpretedAct) -> Reaction | None:
    """Show the card of the contact who is named, or who works at the place that is named."""
    contact = whom(act, _who_work_at(turn, [mention.place for mention in act.interpretation.mentions if mention.place]))
    return card_of(contact) if isinstance(contact, Contact) else contact or RunCommand("people")


def _who_work_at(turn: Turn, places: Sequence[str]) -> tuple[Contact, ...]:
    person = turn.person
    return tuple(one for one in person.contacts if any(is_same(workplace(person, one), place) for place in places))


def say_person(act: InterpretedAct) -> Text:
    """Say whom, if one is named."""
    if act.contact:
        return label("what a message means", "See what I've told about {name}", name=first_name(act.contact.name))
    return label("what a message means", "See the people I know")


ACTS: Final[ActRules] = {
    Act.ADD: ActRule(take_new_people, label("what a message means", "Somebody new for the list")),
    Act.LEAD: ActRule(take_new_people, label("what a message means", "A name that somebody gave me")),
    Act.FORGET: ActRule(take_forget, say_forget, sure=SURE_ENOUGH),
    Act.CHANGE: ActRule(take_change, say_change),
    "show:person": ActRule(take_person, say_person, sure=SURE_ENOUGH),
    "show:people": ActRule(take_people, label("what a message means", "See the people I know"), sure=SURE_ENOUGH),
}
