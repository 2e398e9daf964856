"""The plan: when and where a message will be sent, and the overview of messages."""

from enum import StrEnum
from typing import Final

from dialogs.engine import takes
from dialogs.engine.script import ARRIVED, PICKED, SAID, SKIPPED, Script, Transition, Turn, press
from dialogs.follow_up import plan_time
from dialogs.follow_up.plan_free_text import (
    ask_sure,
    ask_whose,
    has_words,
    is_no_plan,
    is_whose,
    keep_no_words,
    keep_outcome_of_one,
    keep_told,
    keep_whose,
    keep_words,
    say_open,
    says_nothing,
    tells_outcome,
    tells_outcome_of_one,
    tells_sent,
)
from dialogs.follow_up.plan_item import (
    ask_one,
    is_under_way,
    keep_rested,
    keep_sent,
    keep_taken_up,
    say_rested,
    say_sent,
)
from dialogs.follow_up.plan_overview import card
from dialogs.follow_up.plan_time import (
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
from dialogs.model.person import Person
from dialogs.protocol.choices import decoded, encoded, read
from dialogs.protocol.replies import Button, Reply
from dialogs.rules.discretion import thanks_due
from dialogs.rules.outreach import is_ready, prepare_thanks
from dialogs.text import label


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    WHEN = "plan.when"
    WHICH = "plan.which"
    SURE = "plan.sure"
    WHOSE = "plan.whose"
    OVERVIEW = "plan.overview"
    ONE = "plan.one"
    TO_WHOM = "plan.to_whom"
    TO_FEELING = "plan.to_feeling"
    TO_OUTCOMES = "plan.to_outcomes"
    TO_OUTCOME = "plan.to_outcome"
    TO_THANKS = "plan.to_thanks"
    TO_WEEK = "plan.to_week"
    TO_READY = "plan.to_ready"
    DONE = "plan.done"


ANOTHER: Final = "another"
"""Prefix of a choice, before the number of a message whose plan gets another time."""


# --- when and where --------------------------------------------------------------------------------------------------


def say_planned(turn: Turn) -> Reply:
    """Confirm the plan, with a button that changes the time and stays valid."""
    button = Button(
        label("a plan", "Another time"), encoded(turn.person.slots.subject.outreach or 0, ANOTHER), Step.WHICH
    )
    return plan_time.say_planned(turn, button)


def is_another(turn: Turn) -> bool:
    """Return whether the button changes the time of a plan whose message was not sent."""
    outreach = turn.person.outreach(read(int, turn.choice, ANOTHER))
    return outreach is not None and is_ready(outreach)


def keep_another(turn: Turn) -> Person:
    """Store the message of the plan in the slots."""
    return turn.person.with_subject(outreach=decoded(int, turn.choice, ANOTHER)).with_follow_up(words="", times=())


# --- the overview ----------------------------------------------------------------------------------------------------


def keep_next_page(turn: Turn) -> Person:
    """Turn to the next page; after the last comes the first."""
    return turn.person.with_follow_up(page=turn.person.slots.follow_up.page + 1)


def keep_thanks(turn: Turn) -> Person:
    """Prepare a thank-you to the first helper."""
    return prepare_thanks(turn.person, thanks_due(turn.person)[0][1])


def has_somebody_to_thank(turn: Turn) -> bool:
    """Return whether somebody helped and was not thanked."""
    return bool(thanks_due(turn.person))


def is_outreach(turn: Turn) -> bool:
    """Return whether the button is one of the messages."""
    return turn.person.outreach(read(int, turn.choice)) is not None


def keep_outreach(turn: Turn) -> Person:
    """Store the message to show."""
    return turn.person.with_subject(outreach=decoded(int, turn.choice))


def hear_typed(step: Step) -> list[Transition]:
    """Return the transitions for text typed at the question for a plan: an outcome, a plan, or neither."""
    return [
        Transition(step, SAID, to=Step.TO_FEELING, when=tells_sent, keep=keep_sent, say=say_sent),
        Transition(step, SAID, to=Step.TO_OUTCOME, when=tells_outcome_of_one, keep=keep_outcome_of_one),
        Transition(step, SAID, to=Step.WHOSE, when=tells_outcome, keep=keep_told),
        Transition(step, SAID, to=Step.WHICH, when=is_open, keep=keep_options),
        Transition(step, SAID, to=Step.DONE, when=says_nothing, say=say_open),
        Transition(step, SAID, to=Step.SURE, when=is_no_plan, keep=keep_words),
        Transition(step, SAID, to=Step.DONE, keep=keep_plan, say=say_planned),
    ]


SCRIPT = Script(
    "plan",
    Step,
    asks={
        Step.WHEN: ask_when,
        Step.WHICH: ask_which,
        Step.SURE: ask_sure,
        Step.WHOSE: ask_whose,
        Step.OVERVIEW: card,
        Step.ONE: ask_one,
    },
    lines=[
        Transition(Step.WHEN, ARRIVED, to=Step.DONE, when=is_nothing_to_plan),
        Transition(Step.WHEN, PICKED, to=Step.WHICH, when=is_open_suggestion, keep=keep_options),
        Transition(Step.WHEN, PICKED, to=Step.DONE, when=is_suggestion, keep=keep_plan, say=say_planned),
        *hear_typed(Step.WHEN),
        Transition(Step.WHEN, SKIPPED, to=Step.DONE),
        Transition(Step.SURE, ARRIVED, to=Step.DONE, when=is_nothing_to_plan),
        Transition(Step.SURE, press("yes"), to=Step.DONE, when=has_words, keep=keep_open, say=say_planned),
        Transition(Step.SURE, press("no"), to=Step.WHEN, keep=keep_no_words),
        *hear_typed(Step.SURE),
        Transition(Step.SURE, SKIPPED, to=Step.DONE),
        Transition(Step.WHOSE, ARRIVED, to=Step.DONE, when=is_nothing_to_plan),
        Transition(Step.WHOSE, press("none"), to=Step.WHEN, keep=keep_no_words),
        Transition(Step.WHOSE, PICKED, to=Step.TO_OUTCOME, when=is_whose, keep=keep_whose),
        *hear_typed(Step.WHOSE),
        Transition(Step.WHOSE, SKIPPED, to=Step.WHEN, keep=keep_no_words),
        Transition(Step.WHICH, ARRIVED, to=Step.DONE, when=is_nothing_to_plan),
        Transition(Step.WHICH, PICKED, to=Step.DONE, when=is_option, keep=keep_option, say=say_planned),
        Transition(Step.WHICH, PICKED, to=Step.WHEN, when=is_another, keep=keep_another),
        Transition(Step.WHICH, press("open"), to=Step.DONE, when=is_asked_about, keep=keep_open, say=say_planned),
        Transition(Step.WHICH, SAID, to=Step.DONE, when=is_answer, keep=keep_answer, say=say_planned),
        Transition(Step.WHICH, SKIPPED, to=Step.DONE, keep=keep_open, say=say_planned),
        Transition(Step.OVERVIEW, PICKED, to=Step.ONE, when=is_outreach, keep=keep_outreach),
        Transition(Step.OVERVIEW, press("more"), to=Step.OVERVIEW, keep=keep_next_page),
        Transition(Step.OVERVIEW, press("whom"), to=Step.TO_WHOM),
        Transition(Step.OVERVIEW, press("thank"), to=Step.TO_THANKS, when=has_somebody_to_thank, keep=keep_thanks),
        Transition(Step.OVERVIEW, press("week"), to=Step.TO_WEEK),
        Transition(Step.OVERVIEW, press("done"), to=Step.DONE),
        Transition(Step.ONE, ARRIVED, to=Step.TO_OUTCOMES, when=is_under_way),
        Transition(Step.ONE, press("sent"), to=Step.TO_FEELING, keep=keep_sent, say=say_sent),
        Transition(Step.ONE, press("rest"), to=Step.OVERVIEW, keep=keep_rested, say=say_rested),
        Transition(Step.ONE, press("change"), to=Step.TO_READY, keep=keep_taken_up),
        Transition(Step.ONE, press("when"), to=Step.WHEN),
        Transition(Step.ONE, press("back"), to=Step.OVERVIEW),
    ],
    cards=frozenset({Step.WHICH}),
    resting=frozenset({Step.OVERVIEW, Step.ONE}),
    free_lines=frozenset({Step.WHEN, Step.SURE}),
    takes={
        Step.WHEN: takes.WHEN,
        Step.WHICH: takes.WHEN,
        Step.OVERVIEW: takes.PLAN,
        Step.ONE: takes.PLAN,
    },
)
