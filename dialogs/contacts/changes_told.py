"""What people say has changed about somebody they know, at any step: the workplace, the role, or the relation."""

from dialogs.contacts import people
from dialogs.engine.acts import Change, Go, InterpretedAct, Reaction, whom
from dialogs.engine.script import Turn
from dialogs.model.facts import Contact, Work
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.slots import Slots, SubjectSlots
from dialogs.protocol.replies import say
from dialogs.rules.contact_changes import former_workplaces, with_role, with_workplace, without_workplace
from dialogs.rules.contacts import workplace
from dialogs.text import Text, label, t
from dialogs.understanding.company_names import is_same
from dialogs.understanding.people.changes import ToldChange, change_in
from dialogs.understanding.people.naming import at_start, first_name
from dialogs.wording.labels import RELATIONS


def take_change(turn: Turn, act: InterpretedAct) -> Reaction | None:
    """Change what the message says is different about the contact; if that is not clear, show the card."""
    contact = whom(act, _spoken_of(turn))
    if not isinstance(contact, Contact):
        return contact
    if _is_being_asked_about(turn, contact):
        return None
    is_working = turn.person.me.work is not Work.NONE
    told = change_in(_without_names(act), is_working=is_working)
    person, words = _changed(turn.person, contact, told)
    return Change(person, say(*words)) if words else card_of(contact)


def card_of(contact: Contact) -> Go:
    """Show the card of a contact."""
    return Go(people.Step.CARD, Slots(subject=SubjectSlots(contact=contact.n)))


def say_change(act: InterpretedAct) -> Text:
    """Say about whom, if one is named."""
    if act.contact:
        return label("what a message means", "Change something about {name}", name=first_name(act.contact.name))
    return label("what a message means", "Change something about somebody")


def _spoken_of(turn: Turn) -> tuple[Contact, ...]:
    """Return the contact whose card is shown, or who is being asked about."""
    contact = turn.person.contact(turn.person.slots.subject.contact)
    return (contact,) if contact else ()


def _is_being_asked_about(turn: Turn, contact: Contact) -> bool:
    """Return whether the question is about a fact of this contact, so that the message is its answer."""
    person = turn.person
    return person.where.step in people.EDITS and person.slots.subject.contact == contact.n


def _without_names(act: InterpretedAct) -> str:
    """Return the message without the names of contacts, which might be read as part of what is told."""
    text, at, kept = act.text, 0, ""
    for mention in act.interpretation.mentions:
        if mention.contacts:
            kept += text[at : mention.start]
            at = mention.end
    return kept + text[at:]


def _changed(person: Person, contact: Contact, told: ToldChange) -> tuple[Person, list[Text]]:
    """Return the person with what was told, and what is said of it; nothing where all was known before."""
    name, words = at_start(first_name(contact.name)), []
    before = workplace(person, contact)
    if told.workplace and not is_same(told.workplace, before):
        person = with_workplace(person, contact, told.workplace, told.role)
        words.append(t("Changed: {name} works at {place} now.", name=name, place=told.workplace))
        if before in former_workplaces(person, contact):
            words.append(t("I've kept {place} as a former workplace.", place=before))
    elif told.left and before and is_same(told.left, before):
        person = without_workplace(person, contact)
        words.append(t("Changed: {name} no longer works at {place}.", name=name, place=before))
    tie = person.tie_of(contact)
    if told.role and (tie is None or tie.role != told.role or not words):
        person = with_role(person, contact, told.role)
        words.append(t("Changed: {name} works as {role} now.", name=name, role=told.role))
    elif told.role:
        words.append(t("The role is {role}.", role=told.role))
    if told.category and told.category is not contact.category:
        person = person.with_contact(replace(contact, category=told.category))
        words.append(t("Changed: {name} is in the group “{group}” now.", name=name, group=RELATIONS[told.category]))
    return person, words
