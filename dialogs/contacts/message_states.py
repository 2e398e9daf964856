"""How the messages to a contact stand, in a few words."""

from collections.abc import Sequence
from datetime import datetime

from dialogs.engine.script import Turn
from dialogs.model.facts import Contact
from dialogs.model.outreach import Outreach, OutreachEvent
from dialogs.rules.outreach import event, is_open, is_ready, is_waiting, outcome
from dialogs.text import Day, Text, Words, t, tc
from dialogs.understanding.times.date_and_time import time_in_words
from dialogs.wording.labels import OUTCOMES, PURPOSES

MOST = 5
"""So many messages are listed for one contact, the newest."""


def say_open(turn: Turn, contact: Contact) -> Text | None:
    """Return how the newest open message to a contact stands, or None if nothing is open."""
    open_ones = [one for one in reversed(turn.person.outreaches) if one.contact == contact.n and is_open(one)]
    return _standing(turn, open_ones[0]) if open_ones else None


def say_messages(turn: Turn, contact: Contact) -> Sequence[Words]:
    """Return a line for each of the newest messages to a contact: what it asks, and how it stands."""
    messages = [one for one in turn.person.outreaches if one.contact == contact.n][-MOST:]
    return [t("{name}: {what}", name=PURPOSES[one.purpose], what=_standing(turn, one)) for one in reversed(messages)]


def _standing(turn: Turn, outreach: Outreach) -> Text:
    if is_ready(outreach):
        return _planned(turn, outreach)
    if known := outcome(outreach):
        return t("{what}, {day}", what=OUTCOMES[known.what], day=_day(turn, known.at))
    if outreach.stands_at is OutreachEvent.RESTED:
        return tc("how a message stands", "resting")
    sent = event(outreach, OutreachEvent.SENT, OutreachEvent.FOLLOWED_UP)
    day = _day(turn, sent.at if sent else turn.now)
    if is_waiting(outreach):
        return tc("how a message stands", "sent {day}, no answer yet", day=day)
    return tc("how a message stands", "sent {day}", day=day)


def _planned(turn: Turn, outreach: Outreach) -> Text:
    plan = turn.person.plan_for(outreach)
    if plan is None:
        return tc("how a message stands", "ready to send")
    if plan.at is None or plan.at <= turn.now:
        return tc("how a message stands", "planned, {words}", words=plan.words)
    time = time_in_words(plan.at.astimezone(turn.zone), turn.now, has_hour=plan.has_hour)
    return tc("how a message stands", "planned for {time}", time=time)


def _day(turn: Turn, at: datetime) -> Day:
    return Day(at.astimezone(turn.zone).date())
