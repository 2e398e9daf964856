"""Reading and adding the people named in a turn, and the transition for too many people."""

from enum import StrEnum

from dialogs.engine.script import SAID, Transition, Turn
from dialogs.model.person import Person
from dialogs.model.person_line import PersonLine
from dialogs.protocol.events import Shared
from dialogs.protocol.replies import Reply, say
from dialogs.rules.contacts import add_people, is_full
from dialogs.text import Text, join, t
from dialogs.understanding.people.people_in_text import is_nobody, people_in


def people_named(turn: Turn) -> tuple[PersonLine, ...]:
    """Return the people who were typed or shared. A shared name counts as a name even if it does not look like one."""
    if not isinstance(turn.heard, Shared):
        return turn.reading(people_in)
    return tuple(line for name in turn.heard.names.splitlines() for line in people_in(name) or (PersonLine(name),))


def names_somebody(turn: Turn) -> bool:
    """Return whether somebody was named or shared."""
    return bool(people_named(turn))


def names_nobody(turn: Turn) -> bool:
    """Return whether the answer is that there is nobody."""
    return not are_shared(turn) and turn.reading(is_nobody)


def are_shared(turn: Turn) -> bool:
    """Return whether people were shared or picked on the channel, not typed."""
    return isinstance(turn.heard, Shared)


def keep_named(turn: Turn) -> Person:
    """Add the named people.

    A shared person with the name of a contact is that contact; a typed one may be another person.
    """
    people = people_named(turn)
    if are_shared(turn):
        known = {contact.name.casefold() for contact in turn.person.contacts}
        once = {line.name.casefold(): line for line in people}
        people = tuple(line for name, line in once.items() if name not in known)
    person, _ = add_people(turn.person, people)
    return person


def say_on_list(turn: Turn) -> Text:
    """Say who is now on the list."""
    return t("On your list now: {names}.", names=join([line.name for line in people_named(turn)]))


def names_too_many(turn: Turn) -> bool:
    """Return whether these people, with those not yet confirmed, exceed the limit."""
    return is_full(turn.person, (*turn.person.slots.contacts.lines, *people_named(turn)))


def say_no_room(_turn: Turn) -> Reply:
    """Say that these are more people than the list can hold."""
    return say(t("That is more people than I can keep in order here: 300 at most. Pick those who matter most."))


def no_room(step: StrEnum) -> Transition:
    """Return the transition that repeats the question if the named people exceed the limit.

    It must come before the transition that stores them.
    """
    return Transition(step, SAID, to=step, when=names_too_many, say=say_no_room, is_of_people=True)
