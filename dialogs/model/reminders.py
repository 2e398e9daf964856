"""What is remembered of nudges: how the person wants them, and which they got.

Field names and enum values are stored: add, never rename.
"""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class ReminderKind(StrEnum):
    """What a nudge is about, the most important first. The values also stand on buttons: one letter each."""

    PLAN = "p"
    FOLLOW_UP = "f"
    THANKS = "t"
    FOCUS = "w"
    UNFINISHED = "u"
    LOOK_BACK = "b"
    SMALL = "s"


class ReminderFrequency(StrEnum):
    """How often the person may get what they did not ask for: each day, each third day, each week, or never."""

    DAILY = "daily"
    SOME = "some"
    WEEKLY = "weekly"
    PLANS = "plans"


class ReminderTime(Struct, frozen=True, gc=False):
    """A nudge, or when one is wanted: what about, the number of the fact it is about (0: none), and when."""

    kind: ReminderKind
    about: int
    at: datetime


class Nudging(Struct, frozen=True, gc=False):
    """How the person wants nudges; what they did not choose is none, and follows from the rest.

    `days` are weekdays, Monday is 0; `begins` and `ends` are minutes after midnight. `look_back` is the weekday of the
    week's look back, none for no such. `small_since` is when small things were chosen. `quiet_until` is the end of a
    pause. `later` is what was put off: it is asked for, and comes then.
    """

    pace: ReminderFrequency = ReminderFrequency.DAILY
    days: tuple[int, ...] | None = None
    begins: int | None = None
    ends: int | None = None
    zone: str = ""
    look_back: int | None = 4
    small_since: datetime | None = None
    is_stopped: bool = False
    quiet_until: datetime | None = None
    later: tuple[ReminderTime, ...] = ()


class Nudges(Struct, frozen=True, gc=False):
    """Which nudges the person got: the newest about each thing that may come again.

    `unasked_at` is when the newest came that they had not asked for, `before` the one before that; `unanswered` counts
    those since they were last heard. `waiting_since` is when the newest of all came, while nothing was heard since.
    """

    told: tuple[ReminderTime, ...] = ()
    unasked_at: datetime | None = None
    before: datetime | None = None
    unanswered: int = 0
    waiting_since: datetime | None = None
