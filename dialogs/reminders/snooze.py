"""Snooze: when to come back to the topic of a reminder, with the choice between ambiguous times and a confirmation."""

import re
from datetime import datetime, timedelta

from dialogs.engine.script import Turn
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.reminders import ReminderKind, ReminderTime
from dialogs.model.slots import ReminderTopic
from dialogs.protocol.choices import decoded, encoded, read
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.rules.reminders.quiet_hours import hours_of
from dialogs.text import Moment, Text, label, t
from dialogs.understanding.times.date_and_time import Understood, Which, understand

PUTS_OFF = re.compile(r"later-(?P<codes>[a-z][0-9]{1,9}(?:\.[a-z][0-9]{1,9}){0,9})")
CODE = re.compile(r"(?P<kind>[a-z])(?P<about>[0-9]+)")

MONDAY = 7

MOST_LATER = 20
"""Maximum number of stored snoozes; more than anybody needs."""


def puts_off(turn: Turn) -> bool:
    """Return whether the button snoozes the topics of the reminder."""
    return PUTS_OFF.fullmatch(turn.choice) is not None


def keep_put_off(turn: Turn) -> Person:
    """Store the topics to snooze."""
    codes = [one for one in CODE.finditer(turn.choice.removeprefix("later-")) if one["kind"] in set(ReminderKind)]
    topics = tuple([ReminderTopic(ReminderKind(one["kind"]), int(one["about"])) for one in codes])
    return turn.person.with_reminder_slots(topics=topics)


def ask_later(_turn: Turn) -> Reply:
    """Ask when to come back to the topics."""
    return say(
        t("When shall I come back to it? Pick, or write a time."),
        buttons=rows(
            Button(label("when to remind", "In an hour"), "hour"),
            Button(label("when to remind", "Tomorrow"), "tomorrow"),
            Button(label("when to remind", "Next week"), "week"),
        ),
    )


def keep_in_an_hour(turn: Turn) -> Person:
    """Snooze for an hour."""
    return _later(turn, turn.now + timedelta(hours=1))


def keep_tomorrow(turn: Turn) -> Person:
    """Snooze until tomorrow, when the user's hours begin."""
    return _later(turn, _in_days(turn, 1))


def keep_next_week(turn: Turn) -> Person:
    """Snooze until Monday, when the user's hours begin."""
    return _later(turn, _in_days(turn, MONDAY - turn.now.astimezone(turn.zone).weekday()))


def _in_days(turn: Turn, days: int) -> datetime:
    hours = hours_of(turn.person.nudging, turn.person.me.work, turn.zone)
    return hours.begin(hours.day_of(turn.now) + timedelta(days=days))


def names_time(turn: Turn) -> bool:
    """Return whether the words name exactly one future time."""
    return isinstance(_time(turn), Understood)


def keep_time(turn: Turn) -> Person:
    """Snooze until the typed time."""
    time = _time(turn)
    assert isinstance(time, Understood)  # noqa: S101  # checked by the guard
    return _later(turn, _with_hour(turn, time))


def _time(turn: Turn) -> Understood | Which | None:
    return understand(turn.text, turn.now.astimezone(turn.zone), turn.person.language)


def _with_hour(turn: Turn, time: Understood) -> datetime:
    """Return the time; without a time of day, it is when the user's hours begin."""
    if time.has_hour:
        return time.at
    return hours_of(turn.person.nudging, turn.person.me.work, turn.zone).begin(time.at.date())


def names_several_times(turn: Turn) -> bool:
    """Return whether the words may mean several times."""
    return isinstance(_time(turn), Which)


def keep_options(turn: Turn) -> Person:
    """Store the times that the words may mean."""
    time = _time(turn)
    options = time.options if isinstance(time, Which) else ()
    return turn.person.with_reminder_slots(times=tuple(_with_hour(turn, option) for option in options))


def say_no_time(_turn: Turn) -> Text:
    """Say that the words name no clear time."""
    return t("I'm not sure what time that is. Try for example “tomorrow at 17.30”.")


def ask_which(turn: Turn) -> Reply:
    """Ask which of the times was meant."""
    times = [Moment(at.astimezone(turn.zone)) for at in turn.person.slots.reminders.times]
    buttons = [Button(label("which time", "{time}", time=time), encoded(n)) for n, time in enumerate(times)]
    return say(t("Which of these do you mean?"), buttons=rows(*buttons))


def is_option(turn: Turn) -> bool:
    """Return whether the button is one of the times."""
    return read(int, turn.choice) in range(len(turn.person.slots.reminders.times))


def keep_option(turn: Turn) -> Person:
    """Snooze until the chosen time."""
    return _later(turn, turn.person.slots.reminders.times[decoded(int, turn.choice)])


def _later(turn: Turn, at: datetime) -> Person:
    """Snooze the topics until this time: plans are moved, other topics come back then."""
    person = turn.person
    subjects = [(one.kind, one.about) for one in person.slots.reminders.topics]
    moved = {about for kind, about in subjects if kind is ReminderKind.PLAN}
    plans = tuple(replace(plan, at=at, has_hour=True) if plan.n in moved else plan for plan in person.plans)
    new = {(kind, about): ReminderTime(kind, about, at) for kind, about in subjects if kind is not ReminderKind.PLAN}
    later = {(one.kind, one.about): one for one in person.nudging.later} | new
    put_off = replace(person, plans=plans).with_nudging(later=tuple(later.values())[-MOST_LATER:])
    return put_off.with_reminder_slots(times=(at,))


def ask_put_off(turn: Turn) -> Reply:
    """Confirm the time, with a button to correct it."""
    time = Moment(turn.person.slots.reminders.times[0].astimezone(turn.zone))
    return say(
        t("Then I'll come back to it on {time}.", time=time),
        buttons=rows(
            Button(label("when to remind", "Good"), "good"),
            Button(label("when to remind", "Another time"), "other"),
            width=2,
        ),
    )
