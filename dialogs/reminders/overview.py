"""The overview of reminders (/nudges): settings, what is planned, and the entry to the other dialogs about them."""

from enum import StrEnum

from dialogs.engine import takes
from dialogs.engine.script import PICKED, SAID, SKIPPED, Script, Transition, Turn, press
from dialogs.model.person import Person
from dialogs.model.reminders import ReminderFrequency
from dialogs.protocol.replies import Button, Items, Reply, Title, rows, say
from dialogs.reminders.actions import (
    does_message,
    does_next_step,
    does_thanks,
    goes_on,
    is_done,
    keep_answered,
    keep_message,
    keep_sent,
    keep_thanked,
    keep_thanks,
    say_done,
    say_sent,
    was_answered,
    was_sent,
    was_thanked,
)
from dialogs.reminders.overview_text import planned_said, settings_said
from dialogs.reminders.snooze import (
    ask_later,
    ask_put_off,
    ask_which,
    is_option,
    keep_in_an_hour,
    keep_next_week,
    keep_option,
    keep_options,
    keep_put_off,
    keep_time,
    keep_tomorrow,
    names_several_times,
    names_time,
    puts_off,
    say_no_time,
)
from dialogs.text import Both, Text, label, t


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    CARD = "nudges.card"
    LATER = "nudges.later"
    WHICH = "nudges.which"
    PUT_OFF = "nudges.put_off"
    TO_ONE = "nudges.to_one"
    TO_THANKS = "nudges.to_thanks"
    TO_LOOKING = "nudges.to_looking"
    TO_OUTCOME = "nudges.to_outcome"
    TO_PLAN = "nudges.to_plan"
    TO_OFTEN = "nudges.to_often"
    TO_DAYS = "nudges.to_days"
    TO_HOURS = "nudges.to_hours"
    TO_ZONE = "nudges.to_zone"
    TO_LOOK_BACK = "nudges.to_look_back"
    TO_PAUSE = "nudges.to_pause"
    DONE = "nudges.done"


COMMAND = Both(nb="/paminnelser", en="/nudges")

LESS = {
    ReminderFrequency.DAILY: ReminderFrequency.SOME,
    ReminderFrequency.SOME: ReminderFrequency.WEEKLY,
    ReminderFrequency.WEEKLY: ReminderFrequency.PLANS,
    ReminderFrequency.PLANS: ReminderFrequency.PLANS,
}

LESS_SAID: dict[ReminderFrequency, Text] = {
    ReminderFrequency.SOME: t("Then I'll write every third day at most. {command} changes it.", command=COMMAND),
    ReminderFrequency.WEEKLY: t("Then I'll write once a week at most. {command} changes it.", command=COMMAND),
    ReminderFrequency.PLANS: t("Then I'll only write about your own plans. {command} changes it.", command=COMMAND),
}

# --- the overview ----------------------------------------------------------------------------------------------------


def ask_card(turn: Turn) -> Reply:
    """Show how the user is reminded, and what is planned."""
    turn_on, turn_off = label("reminders", "Turn on small things"), label("reminders", "Turn off small things")
    return say(
        Title(t("Reminders")),
        Items(settings_said(turn)),
        *planned_said(turn),
        buttons=rows(
            Button(label("reminders", "How often"), "often"),
            Button(label("reminders", "Days"), "days"),
            Button(label("reminders", "Hours"), "hours"),
            Button(label("reminders", "Time zone"), "zone"),
            Button(label("reminders", "Look back"), "look_back"),
            Button(turn_off if turn.person.nudging.small_since else turn_on, "small"),
            Button(label("reminders", "Pause or stop"), "pause"),
            Button(label("reminders", "That's fine"), "fine"),
            width=2,
        ),
        card="nudges",
    )


def keep_small(turn: Turn) -> Person:
    """Turn the weekly small step on or off."""
    was = turn.person.nudging.small_since
    return turn.person.with_nudging(small_since=None if was else turn.now)


# --- less, or nothing ------------------------------------------------------------------------------------------------


def keep_less(turn: Turn) -> Person:
    """Make reminders less frequent."""
    return turn.person.with_nudging(pace=LESS[turn.person.nudging.pace])


def say_less(turn: Turn) -> Text:
    """Say how frequent reminders are now."""
    return LESS_SAID[turn.person.nudging.pace]


def keep_stopped(turn: Turn) -> Person:
    """Stop all reminders."""
    return turn.person.with_nudging(is_stopped=True)


def say_stopped(_turn: Turn) -> Text:
    """Say how to start reminders again."""
    return t(
        "Then you'll hear nothing more from me, not even about your plans. {command} turns it on again.",
        command=COMMAND,
    )


SCRIPT = Script(
    "nudges",
    Step,
    asks={Step.CARD: ask_card, Step.LATER: ask_later, Step.WHICH: ask_which, Step.PUT_OFF: ask_put_off},
    lines=[
        Transition(Step.CARD, press("often"), to=Step.TO_OFTEN),
        Transition(Step.CARD, press("days"), to=Step.TO_DAYS),
        Transition(Step.CARD, press("hours"), to=Step.TO_HOURS),
        Transition(Step.CARD, press("zone"), to=Step.TO_ZONE),
        Transition(Step.CARD, press("look_back"), to=Step.TO_LOOK_BACK),
        Transition(Step.CARD, press("small"), to=Step.CARD, keep=keep_small),
        Transition(Step.CARD, press("pause"), to=Step.TO_PAUSE),
        Transition(Step.CARD, press("fine"), to=Step.DONE),
        Transition(Step.CARD, press("less"), to=Step.DONE, keep=keep_less, say=say_less),
        Transition(Step.CARD, press("stop"), to=Step.DONE, keep=keep_stopped, say=say_stopped),
        Transition(Step.CARD, press("settings"), to=Step.CARD),
        Transition(Step.CARD, PICKED, to=Step.TO_ONE, when=does_message, keep=keep_message),
        Transition(Step.CARD, PICKED, to=Step.TO_THANKS, when=does_thanks, keep=keep_thanks),
        Transition(Step.CARD, PICKED, to=Step.TO_PLAN, when=does_next_step),
        Transition(Step.CARD, PICKED, to=Step.DONE, when=goes_on),
        Transition(Step.CARD, PICKED, to=Step.TO_LOOKING, when=was_sent, keep=keep_sent, say=say_sent),
        Transition(Step.CARD, PICKED, to=Step.TO_OUTCOME, when=was_answered, keep=keep_answered),
        Transition(Step.CARD, PICKED, to=Step.DONE, when=was_thanked, keep=keep_thanked, say=say_sent),
        Transition(Step.CARD, PICKED, to=Step.DONE, when=is_done, say=say_done),
        Transition(Step.CARD, PICKED, to=Step.LATER, when=puts_off, keep=keep_put_off),
        Transition(Step.LATER, press("hour"), to=Step.PUT_OFF, keep=keep_in_an_hour),
        Transition(Step.LATER, press("tomorrow"), to=Step.PUT_OFF, keep=keep_tomorrow),
        Transition(Step.LATER, press("week"), to=Step.PUT_OFF, keep=keep_next_week),
        Transition(Step.LATER, SAID, to=Step.PUT_OFF, when=names_time, keep=keep_time),
        Transition(Step.LATER, SAID, to=Step.WHICH, when=names_several_times, keep=keep_options),
        Transition(Step.LATER, SAID, to=Step.LATER, say=say_no_time),
        Transition(Step.LATER, SKIPPED, to=Step.DONE),
        Transition(Step.WHICH, PICKED, to=Step.PUT_OFF, when=is_option, keep=keep_option),
        Transition(Step.WHICH, SKIPPED, to=Step.DONE),
        Transition(Step.PUT_OFF, press("good"), to=Step.DONE),
        Transition(Step.PUT_OFF, press("other"), to=Step.LATER),
    ],
    cards=frozenset({Step.CARD}),
    resting=frozenset({Step.CARD, Step.PUT_OFF}),
    takes={
        Step.LATER: takes.WHEN,
    },
)
