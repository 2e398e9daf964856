"""Reminders: the settings that the user chose, and the reminders sent.

Field names and enum values are stored: add, never rename.
"""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class ReminderKind(StrEnum):
    """The topic of a reminder, the most important first. The values also stand on buttons: one letter each."""

    PLAN = "p"
    FOLLOW_UP = "f"
    THANKS = "t"
    FOCUS = "w"
    UNFINISHED = "u"
    LOOK_BACK = "b"
    SMALL = "s"


class ReminderFrequency(StrEnum):
    """The frequency of reminders that the user did not ask for: daily, every third day, weekly, or never."""

    DAILY = "daily"
    SOME = "some"
    WEEKLY = "weekly"
    PLANS = "plans"


class ReminderTime(Struct, frozen=True, gc=False):
    """The topic of a reminder, the number of the fact it is about (0: none), and when it was sent or is wanted."""

    kind: ReminderKind
    about: int
    at: datetime


class Nudging(Struct, frozen=True, gc=False):
    """The reminder settings that the user chose; None means that a default applies.

    `days` are weekdays (0 is Monday); `begins` and `ends` are minutes after midnight. `look_back` is the weekday of
    the weekly summary, None for no summary. `small_since` is when the user chose small weekly steps. `quiet_until` is
    the end of a pause. `later` holds snoozed reminders, which count as asked for.
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
    """The reminders sent: the newest of each topic that may come again.

    `unasked_at` is the time of the newest that the user did not ask for, `before` of the one before it; `unanswered`
    counts those since the user last wrote. `waiting_since` is the time of the newest of all, while it is unanswered.
    """

    told: tuple[ReminderTime, ...] = ()
    unasked_at: datetime | None = None
    before: datetime | None = None
    unanswered: int = 0
    waiting_since: datetime | None = None
