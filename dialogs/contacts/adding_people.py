"""The people who are named in a turn: how they are read and added, and the line of every step that has no room."""

from enum import StrEnum

from dialogs.engine.script import SAID, Transition, Turn
from dialogs.model.person import Person
from dialogs.model.person_line import PersonLine
from dialogs.protocol.events import Shared
from dialogs.protocol.replies import Reply, say
from dialogs.rules.contacts import add_people, is_full
from dialogs.text import Text, join, t
from dialogs.understanding.people.people import is_nobody, people_in


def people_named(turn: Turn) -> tuple[PersonLine, ...]:
    """Those who were named, or shared: what somebody is called there is a name, even where it reads as none."""
    if not isinstance(turn.heard, Shared):
        return turn.reading(people_in)
    return tuple(line for name in turn.heard.names.splitlines() for line in people_in(name) or (PersonLine(name),))


def names_somebody(turn: Turn) -> bool:
    """Return whether somebody was named, or shared."""
    return bool(people_named(turn))


def names_nobody(turn: Turn) -> bool:
    """Return whether the answer is that there is nobody."""
    return not are_shared(turn) and turn.reading(is_nobody)


def are_shared(turn: Turn) -> bool:
    """Return whether people were shared or chosen in the channel, not typed."""
    return isinstance(turn.heard, Shared)


def keep_named(turn: Turn) -> Person:
    """They go on the list. Who is shared and on it already is the same person; who is typed may be another."""
    people = people_named(turn)
    if are_shared(turn):
        known = {contact.name.casefold() for contact in turn.person.contacts}
        once = {line.name.casefold(): line for line in people}
        people = tuple(line for name, line in once.items() if name not in known)
    person, _ = add_people(turn.person, people)
    return person


def say_on_list(turn: Turn) -> Text:
    """Who is on the list now."""
    return t("On your list now: {names}.", names=join([line.name for line in people_named(turn)]))


def names_too_many(turn: Turn) -> bool:
    """Return whether these people, with those who are still to be confirmed, are more than still fit."""
    return is_full(turn.person, (*turn.person.slots.contacts.lines, *people_named(turn)))


def say_no_room(_turn: Turn) -> Reply:
    """More people than a person can work with."""
    return say(t("That is more people than I can keep in order here: 300 at most. Pick those who matter most."))


def no_room(step: StrEnum) -> Transition:
    """The question again, where those who were named do not fit; it stands before what keeps them."""
    return Transition(step, SAID, to=step, when=names_too_many, say=say_no_room, is_of_people=True)
