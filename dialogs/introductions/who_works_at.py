"""Who works at a workplace, who used to, who may know somebody there, and what to do next."""

from enum import StrEnum

from dialogs.contacts.adding_people import say_no_room
from dialogs.contacts.own_workplace import ask_employer, is_to_be_told, lines_of_employer
from dialogs.engine import takes
from dialogs.engine.script import ARRIVED, FAILED, FOUND, PICKED, SAID, SKIPPED, Script, Transition, Turn, press
from dialogs.introductions.people_there import CONTACT, MOST, ask_here, listed_at
from dialogs.model.address_book import FindPeopleAt, FoundPeopleAt
from dialogs.model.facts import Goal
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.slots import Slots, WhoWorksAtSlots
from dialogs.protocol.choices import decoded, read
from dialogs.protocol.events import TaskDone
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.rules.contacts import is_full
from dialogs.text import Text, label, t
from dialogs.understanding.company_names import is_same, may_be_related
from dialogs.understanding.people.people_in_text import is_nobody
from dialogs.understanding.who_works_at import place_asked_about


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    PLACE = "anyone.place"
    EMPLOYER = "anyone.employer"
    LOOKING = "anyone.looking"
    HERE = "anyone.here"
    TO_RELATION = "anyone.to_relation"
    TO_DRAFT = "anyone.to_draft"
    TO_INTRODUCTIONS = "anyone.to_introductions"
    DONE = "anyone.done"


def asks_about_place(turn: Turn) -> Slots | None:
    """Return the slots if the text asks “do I know anyone at X?”, at any step."""
    place = turn.reading(place_asked_about)
    return Slots(who_works_at=WhoWorksAtSlots(place=place)) if place else None


def ask_place(_turn: Turn) -> Reply:
    """Ask for the workplace."""
    leave = Button(label("who works there", "Not now"), "leave")
    return say(t("Which workplace? Write its name, and I look for whom you know there."), buttons=rows(leave))


def names_nothing(turn: Turn) -> bool:
    """Return whether the answer names no workplace."""
    return turn.reading(is_nobody)


def keep_place(turn: Turn) -> Person:
    """Store the workplace."""
    return turn.person.with_who_works_at(place=turn.text)


def has_place(turn: Turn) -> bool:
    """Return whether the question already named the workplace."""
    return bool(turn.person.slots.who_works_at.place)


def is_work(turn: Turn) -> bool:
    """Return whether it is the user's own workplace, where nobody may know of the search."""
    me = turn.person.me
    return turn.person.is_discreet and bool(me.employer) and is_same(turn.person.slots.who_works_at.place, me.employer)


def say_is_work(_turn: Turn) -> Text:
    """Say that the coach names nobody from there."""
    return t("That's where you work. As long as they mustn't know, I name nobody from there.")


def may_be_work(turn: Turn) -> bool:
    """Return whether it may be related to the user's own workplace, where nobody may know of the search."""
    return turn.person.is_discreet and may_be_related(turn.person.slots.who_works_at.place, turn.person.me.employer)


def say_may_be_work(turn: Turn) -> Text:
    """Say that the coach names nobody from there either, because it may be the same workplace."""
    return t(
        "{place} may be part of where you work. As long as they mustn't know, I name nobody from there.",
        place=turn.person.slots.who_works_at.place,
    )


def needs_employer(turn: Turn) -> bool:
    """Return whether the employer must be known first, so that the coach names no colleague."""
    has_anybody = turn.person.book is not None or bool(listed_at(turn.person, turn.person.slots.who_works_at.place))
    return has_anybody and is_to_be_told(turn)


def is_to_be_asked(turn: Turn) -> bool:
    """Return whether the search has not started."""
    return not turn.person.slots.who_works_at.is_asked


def keep_asked(turn: Turn) -> Person:
    """Store that the search has started."""
    return turn.person.with_who_works_at(is_asked=True)


def request_people(turn: Turn) -> FindPeopleAt:
    """Request a search of the address book."""
    return FindPeopleAt(turn.person.slots.who_works_at.place)


def ask_looking(_turn: Turn) -> Reply:
    """Say that the search is running."""
    return say(
        t("I'm looking for whom you know there."),
        buttons=rows(Button(label("who works there", "Leave it"), "leave")),
    )


def is_found(turn: Turn) -> bool:
    """Return whether the event is the result of this search."""
    found = _found(turn)
    return found is not None and found.place == turn.person.slots.who_works_at.place


def keep_found(turn: Turn) -> Person:
    """Store present and former employees."""
    found = _found(turn)
    if found is None:
        return turn.person
    fits, person = (*found.now, *found.before), turn.person.with_who_works_at(related=found.akin)
    return person.with_network_slots(matches=fits[:MOST], found=len(fits))


def say_failed(_turn: Turn) -> Text:
    """Say that the search failed and may work later."""
    return t("I couldn't look just now. Please try again in a while.")


def is_contact(turn: Turn) -> bool:
    """Return whether the button is a contact on the list."""
    known = listed_at(turn.person, turn.person.slots.who_works_at.place)
    return read(int, turn.choice, CONTACT) in {contact.n for contact in known}


def keep_contact(turn: Turn) -> Person:
    """Prepare a message to the contact."""
    return turn.person.with_subject(contact=decoded(int, turn.choice, CONTACT))


def is_fit(turn: Turn) -> bool:
    """Return whether the button is a person in the address book."""
    return read(int, turn.choice) in range(len(turn.person.slots.network.matches))


def has_no_room(turn: Turn) -> bool:
    """Return whether the list of contacts is full."""
    return is_fit(turn) and is_full(turn.person, [turn.choice])


def keep_fit(turn: Turn) -> Person:
    """Add the person to the contacts; the relation is asked for next."""
    matches = (turn.person.slots.network.matches[decoded(int, turn.choice)],)
    return turn.person.with_network_slots(matches=matches, match=0, found=1, seen=1)


def keep_goal(turn: Turn) -> Person:
    """Store the workplace as a goal, to ask for an introduction."""
    person, place = turn.person, turn.person.slots.who_works_at.place
    goal = next((goal for goal in person.goals if is_same(goal.company, place)), None)
    if goal:
        return person.with_subject(goal=goal.n)
    serial = person.serial + 1
    return replace(person, goals=(*person.goals, Goal(serial, place)), serial=serial).with_subject(goal=serial)


def _found(turn: Turn) -> FoundPeopleAt | None:
    made = turn.heard.made if isinstance(turn.heard, TaskDone) else None
    return made if isinstance(made, FoundPeopleAt) else None


SCRIPT = Script(
    "anyone",
    Step,
    asks={
        Step.PLACE: ask_place,
        Step.EMPLOYER: ask_employer,
        Step.LOOKING: ask_looking,
        Step.HERE: ask_here,
    },
    lines=[
        Transition(Step.PLACE, ARRIVED, to=Step.LOOKING, when=has_place),
        Transition(Step.PLACE, press("leave"), to=Step.DONE),
        Transition(Step.PLACE, SKIPPED, to=Step.DONE),
        Transition(Step.PLACE, SAID, to=Step.DONE, when=names_nothing),
        Transition(Step.PLACE, SAID, to=Step.LOOKING, keep=keep_place),
        Transition(Step.LOOKING, ARRIVED, to=Step.DONE, when=is_work, say=say_is_work),
        Transition(Step.LOOKING, ARRIVED, to=Step.DONE, when=may_be_work, say=say_may_be_work),
        Transition(Step.LOOKING, ARRIVED, to=Step.EMPLOYER, when=needs_employer),
        *lines_of_employer(Step.EMPLOYER, Step.LOOKING),
        Transition(Step.LOOKING, ARRIVED, to=Step.LOOKING, when=is_to_be_asked, keep=keep_asked, task=request_people),
        Transition(Step.LOOKING, FOUND, to=Step.HERE, when=is_found, keep=keep_found),
        Transition(Step.LOOKING, FAILED, to=Step.DONE, say=say_failed),
        Transition(Step.LOOKING, press("leave"), to=Step.DONE),
        Transition(Step.HERE, press("leave"), to=Step.DONE),
        Transition(Step.HERE, press("introductions"), to=Step.TO_INTRODUCTIONS, keep=keep_goal),
        Transition(Step.HERE, PICKED, to=Step.TO_DRAFT, when=is_contact, keep=keep_contact),
        Transition(Step.HERE, PICKED, to=Step.HERE, when=has_no_room, say=say_no_room),
        Transition(Step.HERE, PICKED, to=Step.TO_RELATION, when=is_fit, keep=keep_fit),
        Transition(Step.HERE, SAID, to=Step.TO_INTRODUCTIONS, when=names_nothing, keep=keep_goal),
        Transition(Step.HERE, SKIPPED, to=Step.DONE),
    ],
    resting=frozenset({Step.HERE}),
    waiting=frozenset({Step.LOOKING}),
    takes={
        Step.PLACE: takes.WORKPLACES,
        Step.EMPLOYER: takes.EMPLOYER,
        Step.HERE: takes.NAMES,
    },
)
