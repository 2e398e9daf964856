"""More people than a person works with: the line of every step at which people are named."""

from enum import StrEnum

from dialogs.contact_book import is_full
from dialogs.people import people_in
from dialogs.script import SAID, Line, Turn
from dialogs.speech import Reply, say
from dialogs.text import t


def names_too_many(turn: Turn) -> bool:
    """Whether these people, with those who are still to be confirmed, are more than still fit."""
    return is_full(turn.person, (*turn.person.notepad.lines, *turn.reading(people_in)))


def say_no_room(_turn: Turn) -> Reply:
    """More people than a person can work with."""
    return say(t("That is more people than I can keep in order here: 300 at most. Pick those who matter most."))


def no_room(step: StrEnum) -> Line:
    """The question again, where those who were named do not fit; it stands before what keeps them."""
    return Line(step, SAID, to=step, when=names_too_many, say=say_no_room)
