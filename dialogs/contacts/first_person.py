"""The first person: somebody who is easy to write to, so that the first message is ready within minutes."""

from enum import StrEnum

from dialogs.contacts.adding_people import no_room
from dialogs.contacts.own_workplace import ask_employer, lines_of_employer
from dialogs.engine import takes
from dialogs.engine.script import ARRIVED, PICKED, SAID, SKIPPED, Script, Transition, Turn, press
from dialogs.model.facts import Category, Comfort, Work
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.choices import decoded, encoded, is_choice, read
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.rules.contacts import add_people, contact_of, workplace
from dialogs.rules.discretion import is_held_back
from dialogs.text import Text, label, t
from dialogs.understanding.people.naming import first_name
from dialogs.understanding.people.not_people import knows_few
from dialogs.understanding.people.people_in_text import is_nobody, people_in
from dialogs.understanding.people.relations import category_in
from dialogs.wording.labels import RELATIONS, contact_buttons


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    NAME = "first.name"
    WHICH = "first.which"
    EMPLOYER = "first.employer"
    RELATION = "first.relation"
    TOGETHER = "first.together"
    TO_DRAFT = "first.to_draft"
    TO_CONTACTS = "first.to_contacts"


def ask_name(_turn: Turn) -> Reply:
    """Ask for somebody who is easy to write to; the question thereby settles the comfort."""
    return say(
        t(
            "Now one person, somebody who is easy to write to. Who comes to mind? The name is enough; add where they "
            "work if you like: Kari Nordmann, Veidekke."
        ),
        buttons=rows(Button(label("one person first", "Nobody comes to mind"), "nobody")),
    )


def names_nobody(turn: Turn) -> bool:
    """Return whether the answer is that there is nobody, or hardly anybody."""
    return turn.reading(is_nobody) or turn.reading(knows_few)


def names_one(turn: Turn) -> bool:
    """Return whether exactly one person was named."""
    return len(turn.reading(people_in)) == 1


def names_several(turn: Turn) -> bool:
    """Return whether several people were named."""
    return len(turn.reading(people_in)) > 1


def keep_people(turn: Turn) -> Person:
    """Add everybody who was named; the relation is asked for next, or later."""
    person, numbers = add_people(turn.person, turn.reading(people_in))
    return person.with_subject(contact=numbers[0], queue=numbers).with_contact_slots(is_first=True)


def say_nobody_yet(_turn: Turn) -> Text:
    """Say that most people know more people than they think (P3)."""
    return t(
        "That's common: hardly anybody thinks wide enough at first. Let's go through who you know, one group at a time."
    )


def ask_which(turn: Turn) -> Reply:
    """Ask which of several people comes first; the others stay on the list."""
    contacts = [contact for contact in turn.person.contacts if contact.n in turn.person.slots.subject.queue]
    buttons = contact_buttons(turn.person, contacts)
    return say(t("All noted. Who is easiest to write to?"), buttons=rows(*buttons[:8]))


def is_one_of_them(turn: Turn) -> bool:
    """Return whether the button is one of the people just named."""
    return read(int, turn.choice) in turn.person.slots.subject.queue


def keep_which(turn: Turn) -> Person:
    """Store who comes first."""
    return turn.person.with_subject(contact=decoded(int, turn.choice))


def needs_no_employer(turn: Turn) -> bool:
    """Return whether the user's employer is known or irrelevant."""
    person = turn.person
    contact = person.contact(person.slots.subject.contact)
    told = contact is not None and bool(workplace(person, contact))
    return person.me.work is not Work.DISCREET or person.me.is_employer_asked or not told


def ask_relation(turn: Turn) -> Reply:
    """Ask for the relation: one of the six groups."""
    buttons = [Button(words, encoded(category)) for category, words in RELATIONS.items()]
    return say(t("How do you know {name}?", name=first_name(contact_of(turn.person).name)), buttons=rows(*buttons))


def is_relation(turn: Turn) -> bool:
    """Return whether the button is one of the six groups."""
    return is_choice(Category, turn.choice)


def is_told(turn: Turn) -> bool:
    """Return whether the description implies the group: “my wife”."""
    return contact_of(turn.person).category is not None


def is_told_to_be_close(turn: Turn) -> bool:
    """Return whether the description implies family or a friend."""
    return contact_of(turn.person).category is Category.CLOSE


def is_told_to_be_held_back(turn: Turn) -> bool:
    """Return whether the description implies a present colleague, while colleagues must not know."""
    return is_told(turn) and is_held_back(turn.person, contact_of(turn.person))


def keep_told(turn: Turn) -> Person:
    """Store that the contact is easy to write to, if that was asked for."""
    comfort = Comfort.EASY if turn.person.slots.contacts.is_first else None
    return turn.person.with_contact(replace(contact_of(turn.person), comfort=comfort))


def keep_told_anew(turn: Turn) -> Person:
    """Keep a contact who is held back, and ask for somebody else to come first."""
    return keep_told(turn).with_subject(contact=None, queue=())


def tells_relation(turn: Turn) -> bool:
    """Return whether the words name the relation."""
    return _told_category(turn) is not None


def keep_told_relation(turn: Turn) -> Person:
    """Store the group that the words name."""
    return turn.person.with_contact(replace(contact_of(turn.person), category=_told_category(turn)))


def _told_category(turn: Turn) -> Category | None:
    return category_in(turn.text, is_working=turn.person.me.work is not Work.NONE)


def is_close(turn: Turn) -> bool:
    """Return whether the button is family or friends, who may also have been a colleague or manager."""
    return turn.choice == Category.CLOSE


def is_someone_to_hold_back(turn: Turn) -> bool:
    """Return whether the button is a present colleague, while colleagues must not know."""
    contact = contact_of(turn.person)
    return is_relation(turn) and is_held_back(turn.person, replace(contact, category=decoded(Category, turn.choice)))


def keep_relation(turn: Turn) -> Person:
    """Store the group, and the comfort if an easy person was asked for."""
    contact = replace(contact_of(turn.person), category=decoded(Category, turn.choice))
    if turn.person.slots.contacts.is_first:
        contact = replace(contact, comfort=Comfort.EASY)
    return turn.person.with_contact(contact)


def keep_relation_and_begin_again(turn: Turn) -> Person:
    """Store the group of a contact who is held back, and ask for somebody else to come first."""
    return keep_relation(turn).with_subject(contact=None, queue=())


def say_held_back(_turn: Turn) -> Text:
    """Say why a present colleague does not come first."""
    return t(
        "Noted, but I write nothing to people where you work as long as they mustn't know. Let's "
        "begin with somebody else."
    )


def ask_together(turn: Turn) -> Reply:
    """Ask whether they worked together: a friend who was a manager or colleague is a better referee (C1, C4)."""
    return say(
        t("Have you and {name} also worked together?", name=first_name(contact_of(turn.person).name)),
        buttons=rows(
            Button(label("worked together", "Yes"), "yes"),
            Button(label("worked together", "No"), "no"),
            width=2,
        ),
    )


def keep_together(turn: Turn) -> Person:
    """Store that they worked together, which makes the contact a former colleague."""
    contact = replace(contact_of(turn.person), category=Category.FORMER, has_worked_together=True)
    return turn.person.with_contact(contact)


def keep_not_together(turn: Turn) -> Person:
    """Store that they did not work together."""
    return turn.person.with_contact(replace(contact_of(turn.person), has_worked_together=False))


SCRIPT = Script(
    "first",
    Step,
    asks={
        Step.NAME: ask_name,
        Step.WHICH: ask_which,
        Step.EMPLOYER: ask_employer,
        Step.RELATION: ask_relation,
        Step.TOGETHER: ask_together,
    },
    lines=[
        Transition(Step.NAME, press("nobody"), to=Step.TO_CONTACTS, say=say_nobody_yet),
        Transition(Step.NAME, SAID, to=Step.TO_CONTACTS, when=names_nobody, say=say_nobody_yet),
        no_room(Step.NAME),
        Transition(Step.NAME, SAID, to=Step.EMPLOYER, when=names_one, keep=keep_people),
        Transition(Step.NAME, SAID, to=Step.WHICH, when=names_several, keep=keep_people),
        Transition(Step.NAME, SKIPPED, to=Step.TO_CONTACTS),
        Transition(Step.WHICH, PICKED, to=Step.EMPLOYER, when=is_one_of_them, keep=keep_which),
        Transition(
            Step.RELATION, ARRIVED, to=Step.NAME, when=is_told_to_be_held_back, keep=keep_told_anew, say=say_held_back
        ),
        Transition(Step.RELATION, ARRIVED, to=Step.TOGETHER, when=is_told_to_be_close, keep=keep_told),
        Transition(Step.RELATION, ARRIVED, to=Step.TO_DRAFT, when=is_told, keep=keep_told),
        Transition(Step.RELATION, SAID, to=Step.RELATION, when=tells_relation, keep=keep_told_relation),
        Transition(
            Step.RELATION,
            PICKED,
            to=Step.NAME,
            when=is_someone_to_hold_back,
            keep=keep_relation_and_begin_again,
            say=say_held_back,
        ),
        Transition(Step.RELATION, PICKED, to=Step.TOGETHER, when=is_close, keep=keep_relation),
        Transition(Step.RELATION, PICKED, to=Step.TO_DRAFT, when=is_relation, keep=keep_relation),
        Transition(Step.EMPLOYER, ARRIVED, to=Step.RELATION, when=needs_no_employer),
        *lines_of_employer(Step.EMPLOYER, Step.RELATION),
        Transition(Step.TOGETHER, press("yes"), to=Step.TO_DRAFT, keep=keep_together),
        Transition(Step.TOGETHER, press("no"), to=Step.TO_DRAFT, keep=keep_not_together),
    ],
    takes={Step.NAME: takes.PEOPLE, Step.EMPLOYER: takes.EMPLOYER, Step.RELATION: takes.TIE},
)
