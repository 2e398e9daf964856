"""The days and hours of reminders."""

from dialogs.engine.script import Turn
from dialogs.model.person import Person
from dialogs.protocol.choices import decoded, encoded, read
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.rules.reminders.quiet_hours import as_clock
from dialogs.text import Clock, Text, Weekday, label, t
from dialogs.understanding.times.hours import span_in

SPANS = {
    "after_work": (16 * 60 + 30, 20 * 60),
    "lunch": (11 * 60, 12 * 60 + 30),
    "day": (9 * 60, 17 * 60),
    "evening": (19 * 60, 21 * 60 + 30),
}
"""Ready-made hours, in minutes after midnight."""


def ask_days(turn: Turn) -> Reply:
    """Ask for the days; each button turns one on or off."""
    chosen = _days(turn.person)
    buttons = [Button(_day(day, is_on=day in chosen), encoded(day)) for day in range(7)]
    return say(
        t("On which days may I write? Press a day to turn it on or off."),
        buttons=(*rows(*buttons, width=4), *rows(Button(label("days", "Use these days"), "done"))),
        card="days",
    )


def _day(day: int, *, is_on: bool) -> Text:
    if is_on:
        return label("a day that is on", "✓ {day}", day=Weekday(day, is_short=True))
    return label("a day that is off", "{day} off", day=Weekday(day, is_short=True))


def _days(person: Person) -> tuple[int, ...]:
    return person.nudging.days if person.nudging.days is not None else (0, 1, 2, 3, 4)


def is_last_day(turn: Turn) -> bool:
    """Return whether no day would be left."""
    return _days(turn.person) == tuple(int(day) for day in turn.choice if day.isdecimal())


def is_day(turn: Turn) -> bool:
    """Return whether the button is a day."""
    return read(int, turn.choice) in range(7)


def keep_day(turn: Turn) -> Person:
    """Turn a day on or off."""
    return turn.person.with_nudging(days=tuple(sorted({*_days(turn.person)} ^ {decoded(int, turn.choice)})))


def say_one_day(_turn: Turn) -> Text:
    """Say that at least one day must be left."""
    return t("One day has to stay on. If you want none, pause me instead.")


def ask_hours(_turn: Turn) -> Reply:
    """Ask for the hours."""
    buttons = [Button(_span(begins, ends), choice) for choice, (begins, ends) in SPANS.items()]
    return say(
        t("Between which hours may I write? Pick, or write for example 18–21."),
        buttons=rows(*buttons, width=2),
    )


def _span(begins: int, ends: int) -> Text:
    return label("hours", "{begins}–{ends}", begins=Clock(as_clock(begins)), ends=Clock(as_clock(ends)))


def is_span(turn: Turn) -> bool:
    """Return whether the button is one of the ready-made hours."""
    return turn.choice in SPANS


def keep_span(turn: Turn) -> Person:
    """Store the chosen hours."""
    begins, ends = SPANS[turn.choice]
    return turn.person.with_nudging(begins=begins, ends=ends)


def names_span(turn: Turn) -> bool:
    """Return whether the words name hours."""
    return turn.reading(span_in) is not None


def keep_typed_span(turn: Turn) -> Person:
    """Store the typed hours."""
    begins, ends = turn.reading(span_in) or SPANS["after_work"]
    return turn.person.with_nudging(begins=begins, ends=ends)


def say_no_span(_turn: Turn) -> Text:
    """Say that the hours were not understood."""
    return t("I need two times on the same day, for example 18–21 or 7.30–9.")
