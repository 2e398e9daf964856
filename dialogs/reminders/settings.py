"""Settings of reminders: frequency, days, hours, time zone, week report and pauses."""

from datetime import timedelta
from enum import StrEnum

from dialogs.engine.script import PICKED, SAID, SKIPPED, Script, Transition, Turn, press
from dialogs.model.person import Person
from dialogs.model.reminders import ReminderFrequency
from dialogs.protocol.choices import decoded, encoded, is_choice, read
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.reminders.days_and_hours import (
    ask_days,
    ask_hours,
    is_day,
    is_last_day,
    is_span,
    keep_day,
    keep_span,
    keep_typed_span,
    names_span,
    say_no_span,
    say_one_day,
)
from dialogs.reminders.overview_text import PACES
from dialogs.rules.reminders.quiet_hours import hours_of
from dialogs.text import Text, Weekday, label, t
from dialogs.understanding.time_zones import find_zone, zone_in_words


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    OFTEN = "habits.often"
    DAYS = "habits.days"
    HOURS = "habits.hours"
    ZONE = "habits.zone"
    LOOK_BACK = "habits.look_back"
    PAUSE = "habits.pause"
    DONE = "habits.done"


ZONES = ("Europe/Oslo", "Europe/London", "Europe/Copenhagen", "Europe/Stockholm")

PAUSE = timedelta(days=7)

# --- frequency -------------------------------------------------------------------------------------------------------


def ask_often(_turn: Turn) -> Reply:
    """Ask how often to remind."""
    buttons = [Button(words, encoded(pace)) for pace, words in PACES.items()]
    return say(
        t("How often may I write without being asked? Your own plans come at their time in any case."),
        buttons=rows(*buttons),
    )


def is_pace(turn: Turn) -> bool:
    """Return whether the button is one of the frequencies."""
    return is_choice(ReminderFrequency, turn.choice)


def keep_pace(turn: Turn) -> Person:
    """Store the frequency."""
    return turn.person.with_nudging(pace=decoded(ReminderFrequency, turn.choice))


# --- time zone -------------------------------------------------------------------------------------------------------


def ask_zone(_turn: Turn) -> Reply:
    """Ask for the time zone."""
    buttons = [Button(label("time zone", "{city}", city=zone_in_words(one)), encoded(n)) for n, one in enumerate(ZONES)]
    return say(t("Where are you? Pick, or write the city; I only keep its time zone."), buttons=rows(*buttons, width=2))


def is_zone(turn: Turn) -> bool:
    """Return whether the button is one of the time zones."""
    return read(int, turn.choice) in range(len(ZONES))


def keep_zone(turn: Turn) -> Person:
    """Store the chosen time zone."""
    return turn.person.with_nudging(zone=ZONES[decoded(int, turn.choice)])


def names_zone(turn: Turn) -> bool:
    """Return whether the words name a time zone."""
    return turn.reading(find_zone) is not None


def keep_typed_zone(turn: Turn) -> Person:
    """Store the typed time zone."""
    return turn.person.with_nudging(zone=turn.reading(find_zone) or "")


def say_no_zone(_turn: Turn) -> Text:
    """Say that the time zone is unknown."""
    return t("I don't know that place. Write a big city where the clock is the same.")


# --- week report and pauses ------------------------------------------------------------------------------------------


def ask_look_back(_turn: Turn) -> Reply:
    """Ask for the weekday of the week report."""
    buttons = [Button(label("day of the look back", "{day}", day=Weekday(day)), encoded(day)) for day in range(7)]
    return say(
        t("On which day shall I look back at your week? I only do so if something happened or is open."),
        buttons=(*rows(*buttons, width=2), *rows(Button(label("day of the look back", "No look back"), "none"))),
    )


def keep_look_back(turn: Turn) -> Person:
    """Store the weekday of the week report."""
    return turn.person.with_nudging(look_back=decoded(int, turn.choice))


def keep_no_look_back(turn: Turn) -> Person:
    """Turn the week report off."""
    return turn.person.with_nudging(look_back=None)


def ask_pause(turn: Turn) -> Reply:
    """Ask for how long to pause."""
    nudging = turn.person.nudging
    is_quiet = nudging.is_stopped or (nudging.quiet_until is not None and nudging.quiet_until > turn.now)
    again = [Button(label("pause", "Start again"), "start")] if is_quiet else []
    return say(
        t("How long shall I be quiet? Your own plans rest too, and come when I start again."),
        buttons=rows(
            *again,
            Button(label("pause", "For a week"), "week"),
            Button(label("pause", "Until I say so"), "stop"),
            Button(label("pause", "Don't pause"), "back"),
        ),
    )


def keep_started(turn: Turn) -> Person:
    """End the pause."""
    return turn.person.with_nudging(is_stopped=False, quiet_until=None)


def keep_week(turn: Turn) -> Person:
    """Pause for a week, until the user's hours begin."""
    hours = hours_of(turn.person.nudging, turn.person.me.work, turn.zone)
    until = hours.begin(hours.day_of(turn.now + PAUSE))
    return turn.person.with_nudging(is_stopped=False, quiet_until=until)


def keep_stopped(turn: Turn) -> Person:
    """Stop all reminders until the user starts them again."""
    return turn.person.with_nudging(is_stopped=True, quiet_until=None)


SCRIPT = Script(
    "habits",
    Step,
    asks={
        Step.OFTEN: ask_often,
        Step.DAYS: ask_days,
        Step.HOURS: ask_hours,
        Step.ZONE: ask_zone,
        Step.LOOK_BACK: ask_look_back,
        Step.PAUSE: ask_pause,
    },
    lines=[
        Transition(Step.OFTEN, PICKED, to=Step.DONE, when=is_pace, keep=keep_pace),
        Transition(Step.OFTEN, SKIPPED, to=Step.DONE),
        Transition(Step.DAYS, press("done"), to=Step.DONE),
        Transition(Step.DAYS, PICKED, to=Step.DAYS, when=is_last_day, say=say_one_day),
        Transition(Step.DAYS, PICKED, to=Step.DAYS, when=is_day, keep=keep_day),
        Transition(Step.DAYS, SKIPPED, to=Step.DONE),
        Transition(Step.HOURS, PICKED, to=Step.DONE, when=is_span, keep=keep_span),
        Transition(Step.HOURS, SAID, to=Step.DONE, when=names_span, keep=keep_typed_span),
        Transition(Step.HOURS, SAID, to=Step.HOURS, say=say_no_span),
        Transition(Step.HOURS, SKIPPED, to=Step.DONE),
        Transition(Step.ZONE, PICKED, to=Step.DONE, when=is_zone, keep=keep_zone),
        Transition(Step.ZONE, SAID, to=Step.DONE, when=names_zone, keep=keep_typed_zone),
        Transition(Step.ZONE, SAID, to=Step.ZONE, say=say_no_zone),
        Transition(Step.ZONE, SKIPPED, to=Step.DONE),
        Transition(Step.LOOK_BACK, press("none"), to=Step.DONE, keep=keep_no_look_back),
        Transition(Step.LOOK_BACK, PICKED, to=Step.DONE, when=is_day, keep=keep_look_back),
        Transition(Step.LOOK_BACK, SKIPPED, to=Step.DONE),
        Transition(Step.PAUSE, press("start"), to=Step.DONE, keep=keep_started),
        Transition(Step.PAUSE, press("week"), to=Step.DONE, keep=keep_week),
        Transition(Step.PAUSE, press("stop"), to=Step.DONE, keep=keep_stopped),
        Transition(Step.PAUSE, press("back"), to=Step.DONE),
        Transition(Step.PAUSE, SKIPPED, to=Step.DONE),
    ],
)
