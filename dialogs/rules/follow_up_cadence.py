"""The cadence: how long to wait for an answer, and what to do then.

For a person whom the user knows: a follow-up after 5 business days, a second and last one 10 days after that, and after
5 more the outreach rests.
"""

from datetime import date, datetime
from enum import Enum
from typing import Final
from zoneinfo import ZoneInfo

from dialogs.model import business_days
from dialogs.model.outreach import Outreach, OutreachEvent
from dialogs.rules.outreach import event, silences

WAITS: Final = (5, 10, 5)
"""Business days to wait after the message, after the first follow-up and after the second."""

NEXT_PERSON: Final = 3
"""Business days after which the user may ask somebody else at the same workplace (3B7)."""

A_LITTLE: Final = 3
"""Business days to wait again when the waiting time is over."""


class Move(Enum):
    """The next action for a message without an answer."""

    WAIT = "wait"
    FOLLOW_UP = "follow_up"
    LAST_FOLLOW_UP = "last_follow_up"
    REST = "rest"


MOVES: Final = (Move.FOLLOW_UP, Move.LAST_FOLLOW_UP, Move.REST)


def next_answer_check(outreach: Outreach, now: datetime, zone: ZoneInfo) -> date:
    """Return the day, after today, on which to check this outreach again."""
    today = now.astimezone(zone).date()
    day = business_days.after(_last(outreach, now, zone), WAITS[_stage(outreach)])
    return day if day > today else business_days.after(today, A_LITTLE)


def due(outreach: Outreach, zone: ZoneInfo) -> date:
    """Return the day on which an answer to a sent message is due; it may have passed."""
    return business_days.after(_last(outreach, outreach.events[-1].at, zone), WAITS[_stage(outreach)])


def waited(outreach: Outreach, now: datetime, zone: ZoneInfo) -> int:
    """Return the number of business days since the last message or follow-up."""
    return business_days.between(_last(outreach, now, zone), now.astimezone(zone).date())


def move(outreach: Outreach, now: datetime, zone: ZoneInfo) -> Move:
    """Return the action that the cadence recommends now."""
    stage = _stage(outreach)
    return MOVES[stage] if waited(outreach, now, zone) >= WAITS[stage] else Move.WAIT


def _stage(outreach: Outreach) -> int:
    return min(silences(outreach), len(WAITS) - 1)


def _last(outreach: Outreach, now: datetime, zone: ZoneInfo) -> date:
    last = event(outreach, OutreachEvent.SENT, OutreachEvent.FOLLOWED_UP)
    return (last.at if last else now).astimezone(zone).date()
