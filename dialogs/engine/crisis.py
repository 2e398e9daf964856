"""The response to a message that suggests danger to somebody's life; it precedes everything else."""

from datetime import timedelta
from typing import Final

from dialogs.engine.script import TurnState
from dialogs.engine.turn_result import TurnResult, seen
from dialogs.model.person import Person
from dialogs.protocol.events import Edited, Said
from dialogs.protocol.replies import ANYWHERE, Button, Items, Reply, rows, say, stamped
from dialogs.rules.reminders.quiet_hours import hours_of
from dialogs.text import label, t
from dialogs.understanding.crisis import speaks_of_crisis

QUIET: Final = timedelta(days=7)
"""How long the coach sends no reminders."""


def crisis(state: TurnState) -> TurnResult | None:
    """Name helplines to call, pause reminders and ask nothing. Return None if the message suggests no danger.

    The message is not stored, and the question stays open until the user comes back.
    """
    heard = state.turn.heard
    if not isinstance(heard, Said | Edited) or not speaks_of_crisis(heard.text):
        return None
    person = seen(_left_in_peace(state), state.turn.now)
    return TurnResult(person, (stamped(say_whom_to_call(), ANYWHERE, person.where.asking),))


def say_whom_to_call() -> Reply:
    """Name the numbers to call in Norway, and say that the job search can wait."""
    return say(
        t("What you write is serious. I'm only a program, so please talk to a person now."),
        Items(
            (
                t("Danger to life right now: 113"),
                t("Mental Helse, day and night: 116 123"),
                t("Kirkens SOS, day and night: 22 40 00 40"),
                t("Out-of-hours doctor (legevakt): 116 117"),
                t("Under 18, Alarmtelefonen: 116 111"),
            )
        ),
        t("Call them too if you're afraid for somebody else."),
        t("The job search can wait. I won't write to you first for a week. If I misread you, just carry on."),
        buttons=rows(Button(label("after numbers to call", "Go on when I want to"), "show", ANYWHERE)),
    )


def _left_in_peace(state: TurnState) -> Person:
    """Pause reminders, never for a shorter time than before."""
    person, turn = state.person, state.turn
    if not person.has_consented:
        return person
    hours = hours_of(person.nudging, person.me.work, turn.zone)
    until = hours.begin(hours.day_of(turn.now + QUIET))
    if person.nudging.quiet_until and person.nudging.quiet_until > until:
        return person
    return person.with_nudging(quiet_until=until)
