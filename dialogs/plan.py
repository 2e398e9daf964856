"""The plan: when and where a message will be sent, in the user's words; whom next, what is open, what was done."""

from enum import StrEnum
from typing import Final

from dialogs import plan_when
from dialogs.contact_book import thanks_due
from dialogs.facts import Happening, Outreach
from dialogs.outreaches import happened, is_kindness, is_ready, sent, thanking
from dialogs.people import first_name
from dialogs.person import Person
from dialogs.plan_card import card, name_of
from dialogs.plan_when import (
    ask_when,
    ask_which,
    is_answer,
    is_asked_about,
    is_nothing_to_plan,
    is_open,
    is_open_suggestion,
    is_option,
    is_suggestion,
    keep_answer,
    keep_open,
    keep_option,
    keep_options,
    keep_plan,
)
from dialogs.script import ARRIVED, PICKED, SAID, SKIPPED, Line, Script, Turn, press
from dialogs.speech import Button, Copy, Reply, Title, rows, say
from dialogs.text import Text, label, t
from dialogs.wording import PURPOSES


class Step(StrEnum):
    """The steps of this dialog; the values are stored: add, never rename."""

    WHEN = "plan.when"
    WHICH = "plan.which"
    OVERVIEW = "plan.overview"
    ONE = "plan.one"
    TO_WHOM = "plan.to_whom"
    TO_FEELING = "plan.to_feeling"
    TO_OUTCOMES = "plan.to_outcomes"
    TO_THANKS = "plan.to_thanks"
    TO_WEEK = "plan.to_week"
    TO_READY = "plan.to_ready"
    DONE = "plan.done"


ANOTHER: Final = "another"
"""Before the number of a message: its plan is for another time."""


# --- when and where --------------------------------------------------------------------------------------------------


def say_planned(turn: Turn) -> Reply:
    """The plan, said back, with a button that corrects the time; it stays good."""
    button = Button(label("a plan", "Another time"), f"{ANOTHER}{turn.person.notepad.outreach}", Step.WHICH)
    return plan_when.say_planned(turn, button)


def is_another(turn: Turn) -> bool:
    """Whether the plan of a message that still waits to be sent is for another time."""
    number = turn.choice.removeprefix(ANOTHER)
    outreach = turn.person.outreach(int(number)) if number.isdecimal() else None
    return turn.choice.startswith(ANOTHER) and outreach is not None and is_ready(outreach)


def keep_another(turn: Turn) -> Person:
    """The message whose plan it is."""
    return turn.person.noting(outreach=int(turn.choice.removeprefix(ANOTHER)), words="", choices=())


# --- the overview ----------------------------------------------------------------------------------------------------


def keep_next_page(turn: Turn) -> Person:
    """The next page; after the last, the first."""
    return turn.person.noting(page=turn.person.notepad.page + 1)


def keep_thanks(turn: Turn) -> Person:
    """Thanks to the first who has helped."""
    return thanking(turn.person, thanks_due(turn.person)[0][1])


def has_somebody_to_thank(turn: Turn) -> bool:
    """Whether somebody has helped and was not thanked."""
    return bool(thanks_due(turn.person))


def is_outreach(turn: Turn) -> bool:
    """Whether the button is one of the person's messages."""
    return turn.choice.isdecimal() and turn.person.outreach(int(turn.choice)) is not None


def keep_outreach(turn: Turn) -> Person:
    """The message that is looked at."""
    return turn.person.noting(outreach=int(turn.choice))


def is_under_way(turn: Turn) -> bool:
    """Whether the message that is looked at was sent."""
    outreach = turn.person.outreach(turn.person.notepad.outreach)
    return outreach is not None and not is_ready(outreach)


def ask_one(turn: Turn) -> Reply:
    """One message that is ready: what it asks, its text, and what to do with it."""
    outreach = _outreach(turn.person)
    return say(
        Title(name_of(turn.person, outreach)),
        PURPOSES[outreach.purpose],
        Copy(outreach.text),
        buttons=rows(
            Button(label("what came of a message", "I've sent it"), "sent"),
            Button(label("what came of a message", "Plan when to send it"), "when"),
            Button(label("what came of a message", "Change it"), "change"),
            Button(label("what came of a message", "Let it rest"), "rest"),
            Button(label("what came of a message", "Back to the plan"), "back"),
        ),
    )


def keep_sent(turn: Turn) -> Person:
    """That it was sent."""
    outreach = _outreach(turn.person)
    return sent(turn.person, outreach, turn.now).noting(contact=outreach.contact)


def keep_taken_up(turn: Turn) -> Person:
    """The draft, taken up where it was made, with all that was told for it."""
    outreach = _outreach(turn.person)
    return turn.person.noting(
        contact=outreach.contact,
        purpose=outreach.purpose,
        own_line=outreach.own_line,
        words=outreach.job,
        introduction=outreach.introduction,
        occasion=outreach.occasion,
        about=outreach.about,
    )


def keep_rested(turn: Turn) -> Person:
    """That it is let go."""
    return happened(turn.person, _outreach(turn.person), Happening.RESTED, turn.now)


def say_sent(turn: Turn) -> Text:
    """Well done; and what to expect."""
    if is_kindness(_outreach(turn.person)):
        return t("Well done. That's how people remember you well.")
    return t("Well done. Most people like to help. {name} may need a few days to answer.", name=_name(turn))


def say_rested(_turn: Turn) -> Text:
    """Letting go is fine."""
    return t("Fine, we'll leave that one. You can write to them again whenever you like.")


def _outreach(person: Person) -> Outreach:
    outreach = person.outreach(person.notepad.outreach)
    assert outreach is not None  # noqa: S101  # the lines before have put one on the notepad
    return outreach


def _name(turn: Turn) -> str:
    return first_name(name_of(turn.person, _outreach(turn.person)))


SCRIPT = Script(
    "plan",
    Step,
    asks={Step.WHEN: ask_when, Step.WHICH: ask_which, Step.OVERVIEW: card, Step.ONE: ask_one},
    lines=[
        Line(Step.WHEN, ARRIVED, to=Step.DONE, when=is_nothing_to_plan),
        Line(Step.WHEN, PICKED, to=Step.WHICH, when=is_open_suggestion, keep=keep_options),
        Line(Step.WHEN, PICKED, to=Step.DONE, when=is_suggestion, keep=keep_plan, say=say_planned),
        Line(Step.WHEN, SAID, to=Step.WHICH, when=is_open, keep=keep_options),
        Line(Step.WHEN, SAID, to=Step.DONE, keep=keep_plan, say=say_planned),
        Line(Step.WHEN, SKIPPED, to=Step.DONE),
        Line(Step.WHICH, ARRIVED, to=Step.DONE, when=is_nothing_to_plan),
        Line(Step.WHICH, PICKED, to=Step.DONE, when=is_option, keep=keep_option, say=say_planned),
        Line(Step.WHICH, PICKED, to=Step.WHEN, when=is_another, keep=keep_another),
        Line(Step.WHICH, press("open"), to=Step.DONE, when=is_asked_about, keep=keep_open, say=say_planned),
        Line(Step.WHICH, SAID, to=Step.DONE, when=is_answer, keep=keep_answer, say=say_planned),
        Line(Step.WHICH, SKIPPED, to=Step.DONE, keep=keep_open, say=say_planned),
        Line(Step.OVERVIEW, PICKED, to=Step.ONE, when=is_outreach, keep=keep_outreach),
        Line(Step.OVERVIEW, press("more"), to=Step.OVERVIEW, keep=keep_next_page),
        Line(Step.OVERVIEW, press("whom"), to=Step.TO_WHOM),
        Line(Step.OVERVIEW, press("thank"), to=Step.TO_THANKS, when=has_somebody_to_thank, keep=keep_thanks),
        Line(Step.OVERVIEW, press("week"), to=Step.TO_WEEK),
        Line(Step.OVERVIEW, press("done"), to=Step.DONE),
        Line(Step.ONE, ARRIVED, to=Step.TO_OUTCOMES, when=is_under_way),
        Line(Step.ONE, press("sent"), to=Step.TO_FEELING, keep=keep_sent, say=say_sent),
        Line(Step.ONE, press("rest"), to=Step.OVERVIEW, keep=keep_rested, say=say_rested),
        Line(Step.ONE, press("change"), to=Step.TO_READY, keep=keep_taken_up),
        Line(Step.ONE, press("when"), to=Step.WHEN),
        Line(Step.ONE, press("back"), to=Step.OVERVIEW),
    ],
    cards=frozenset({Step.WHICH}),
    resting=frozenset({Step.OVERVIEW, Step.ONE}),
    free_lines=frozenset({Step.WHEN}),
)
