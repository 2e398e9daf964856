"""The user's employer, asked for before people are suggested, because present colleagues may have to be excluded."""

from enum import StrEnum

from dialogs.engine.script import SAID, SKIPPED, Transition, Turn, press
from dialogs.model.facts import Work
from dialogs.model.person import Person
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.text import Text, Words, label, t
from dialogs.understanding.intents import is_refusal
from dialogs.understanding.own_employer import own_employer_in


def is_unknown(person: Person) -> bool:
    """Return whether colleagues must not know of the search, and the employer is unknown."""
    return person.me.work is Work.DISCREET and not person.me.employer


def is_to_be_told(turn: Turn) -> bool:
    """Return whether colleagues must not know, and the employer is unknown and was not asked for yet."""
    return is_unknown(turn.person) and not turn.person.me.is_employer_asked


def warning(person: Person) -> list[Words]:
    """Return a warning, if the employer is unknown, that some of the people shown may be colleagues."""
    if not is_unknown(person):
        return []
    return [t("I don't know where you work, so a colleague may be among them. Look twice before you write.")]


def ask_employer(_turn: Turn) -> Reply:
    """Ask for the employer, so that nobody from there is suggested."""
    return say(
        t("Where do you work now? I ask only so that nobody there is written to by mistake."),
        buttons=rows(Button(label("employer", "I'd rather not say"), "skip")),
    )


def says_nothing(turn: Turn) -> bool:
    """Return whether the user declines to answer."""
    return is_refusal(turn.text)


def keep_employer(turn: Turn) -> Person:
    """Store the employer."""
    return turn.person.with_me(employer=turn.reading(own_employer_in).name, is_employer_asked=True)


def keep_no_employer(turn: Turn) -> Person:
    """Store that the user declines to name the employer."""
    return turn.person.with_me(is_employer_asked=True)


def say_employer_noted(turn: Turn) -> Text:
    """Confirm the stored employer, because it decides who is held back."""
    return t("Noted: you work at {place}. Nobody from there is suggested unasked.", place=turn.person.me.employer)


def lines_of_employer(step: StrEnum, to: StrEnum) -> list[Transition]:
    """Return the transitions for the answer, which lead from `step` to `to`."""
    return [
        Transition(step, SAID, to=to, when=says_nothing, keep=keep_no_employer),
        Transition(step, SAID, to=to, keep=keep_employer, say=say_employer_noted),
        Transition(step, press("skip"), to=to, keep=keep_no_employer),
        Transition(step, SKIPPED, to=to, keep=keep_no_employer),
    ]
