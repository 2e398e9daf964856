"""The cadence: how long to wait for an answer, and what to do then.

For a person whom the user knows: a follow-up after 5 business days, a second and last one 10 days after that, and after
5 more the outreach rests.
"""

from datetime import date, datetime
from enum import Enum
from typing import Final
from zoneinfo import ZoneInfo

from dialogs.model import business_days
from dialogs.model.facts import Outreach, OutreachEvent
from dialogs.rules.outreach import event, silences

WAITS: Final = (5, 10, 5)
"""Workdays to wait after the message, after the first follow-up and after the second."""

NEXT_PERSON: Final = 3
"""Workdays after which somebody else at the same place may be asked (3B7)."""

A_LITTLE: Final = 3
"""Workdays to wait once more where the time is up."""


class Move(Enum):
    """What to do about a message that has no answer."""

    WAIT = "wait"
    FOLLOW_UP = "follow_up"
    LAST_FOLLOW_UP = "last_follow_up"
    REST = "rest"


MOVES: Final = (Move.FOLLOW_UP, Move.LAST_FOLLOW_UP, Move.REST)


def next_check(outreach: Outreach, now: datetime, zone: ZoneInfo) -> date:
    """Return the day on which to check this outreach again."""
    today = now.astimezone(zone).date()
    day = business_days.after(_last(outreach, now, zone), WAITS[_stage(outreach)])
    return day if day > today else business_days.after(today, A_LITTLE)


def due(outreach: Outreach, zone: ZoneInfo) -> date:
    """Return the day on which an answer to a sent message is due; it may have passed."""
    return business_days.after(_last(outreach, outreach.events[-1].at, zone), WAITS[_stage(outreach)])


def waited(outreach: Outreach, now: datetime, zone: ZoneInfo) -> int:
    """Return for how many workdays an answer has been waited for since the last message."""
    return business_days.between(_last(outreach, now, zone), now.astimezone(zone).date())


def move(outreach: Outreach, now: datetime, zone: ZoneInfo) -> Move:
    """Return what is best done now."""
    stage = _stage(outreach)
    return MOVES[stage] if waited(outreach, now, zone) >= WAITS[stage] else Move.WAIT


def _stage(outreach: Outreach) -> int:
    return min(silences(outreach), len(WAITS) - 1)


def _last(outreach: Outreach, now: datetime, zone: ZoneInfo) -> date:
    last = event(outreach, OutreachEvent.SENT, OutreachEvent.FOLLOWED_UP)
    return (last.at if last else now).astimezone(zone).date()
