"""Actions of the buttons below a reminder. Each button names an action and what it is about."""

import re

from dialogs.engine.script import Turn
from dialogs.model.outreach import Outreach, OutreachEvent
from dialogs.model.person import Person
from dialogs.model.reminders import ReminderKind
from dialogs.rules.outreach import is_waiting, prepare_thanks, record_event, record_sent
from dialogs.text import Text, t

ABOUT = re.compile(r"(?P<deed>do|done)-(?P<kind>[a-z])(?P<about>[0-9]{1,9})")

OF_MESSAGES = frozenset({ReminderKind.PLAN, ReminderKind.FOLLOW_UP, ReminderKind.THANKS})

# --- to do -----------------------------------------------------------------------------------------------------------


def does_message(turn: Turn) -> bool:
    """Return whether the button opens a message."""
    return _is(turn, "do", ReminderKind.PLAN, ReminderKind.FOLLOW_UP)


def does_thanks(turn: Turn) -> bool:
    """Return whether the button begins a thank-you."""
    return _is(turn, "do", ReminderKind.THANKS)


def keep_thanks(turn: Turn) -> Person:
    """Prepare a thank-you for that message."""
    return prepare_thanks(turn.person, _told(turn, "do"))


def keep_message(turn: Turn) -> Person:
    """Store the message that the button is about."""
    return _noting(turn.person, _told(turn, "do"))


def does_next_step(turn: Turn) -> bool:
    """Return whether the button leads to the next step of the week."""
    return _is(turn, "do", ReminderKind.LOOK_BACK)


def goes_on(turn: Turn) -> bool:
    """Return whether the button repeats the open question."""
    return _is(turn, "do", ReminderKind.UNFINISHED)


# --- done ------------------------------------------------------------------------------------------------------------


def was_sent(turn: Turn) -> bool:
    """Return whether the button says that a planned message was sent."""
    return _is(turn, "done", ReminderKind.PLAN)


def keep_sent(turn: Turn) -> Person:
    """Record that the message was sent."""
    outreach = _told(turn, "done")
    return _noting(record_sent(turn.person, outreach, turn.now), outreach)


def say_sent(_turn: Turn) -> Text:
    """Praise the user."""
    return t("Well done. I've noted it.")


def was_answered(turn: Turn) -> bool:
    """Return whether the button says that an answer came."""
    return _is(turn, "done", ReminderKind.FOLLOW_UP)


def keep_answered(turn: Turn) -> Person:
    """Record that an answer came."""
    outreach = _told(turn, "done")
    answered = (
        record_event(turn.person, outreach, OutreachEvent.ANSWERED, turn.now) if is_waiting(outreach) else turn.person
    )
    return _noting(answered, outreach)


def was_thanked(turn: Turn) -> bool:
    """Return whether the button says that the user has said thanks."""
    return _is(turn, "done", ReminderKind.THANKS)


def keep_thanked(turn: Turn) -> Person:
    """Record that the user has said thanks."""
    return record_event(turn.person, _told(turn, "done"), OutreachEvent.THANKED, turn.now)


def is_done(turn: Turn) -> bool:
    """Return whether the button says that the topic is done or seen."""
    return _about(turn, "done") is not None


def say_done(turn: Turn) -> Text:
    """Acknowledge the press, in words that depend on the topic."""
    return t("Nice. Small things add up.") if _is(turn, "done", ReminderKind.SMALL) else t("Fine.")


# --- what the button is about ----------------------------------------------------------------------------------------


def _is(turn: Turn, deed: str, *kinds: ReminderKind) -> bool:
    about = _about(turn, deed)
    return about is not None and about[0] in kinds


def _about(turn: Turn, deed: str) -> tuple[ReminderKind, int] | None:
    """Return what the button is about, if it names this action and the topic still exists."""
    found = ABOUT.fullmatch(turn.choice)
    if found is None or found["deed"] != deed or found["kind"] not in set(ReminderKind):
        return None
    kind, about = ReminderKind(found["kind"]), int(found["about"])
    return (kind, about) if kind not in OF_MESSAGES or _message(turn.person, kind, about) else None


def _message(person: Person, kind: ReminderKind, about: int) -> Outreach | None:
    plan = next((plan for plan in person.plans if plan.n == about), None) if kind is ReminderKind.PLAN else None
    return person.outreach(plan.outreach if plan else about)


def _noting(person: Person, outreach: Outreach) -> Person:
    return person.with_subject(outreach=outreach.n, contact=outreach.contact)


def _told(turn: Turn, deed: str) -> Outreach:
    about = _about(turn, deed)
    outreach = _message(turn.person, *about) if about else None
    assert outreach is not None  # noqa: S101  # checked by the guard
    return outreach
