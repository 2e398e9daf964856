"""Reminders: the settings that the user chose, and the reminders sent.

Field names and enum values are stored: add new ones, never rename one.
"""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class ReminderKind(StrEnum):
    """The topic of a reminder, the most important first. The values are also used in callback data: one letter each."""

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
    """A topic with the number of its fact (0: none), and the time at which it was sent or is wanted."""

    kind: ReminderKind
    about: int
    at: datetime


class ReminderSettings(Struct, frozen=True, gc=False):
    """The reminder settings that the user chose; None means that a default applies.

    `days` are weekdays (Monday is 0); `begins` and `ends` are minutes after midnight. `look_back` is the weekday of the
    week report, None for no report. `small_since` is when the user chose weekly small steps. `quiet_until` is the end
    of a pause. `later` holds snoozed reminders, which count as asked for.
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


class SentReminders(Struct, frozen=True, gc=False):
    """The reminders sent: the newest of each topic that may come again.

    `unasked_at` is the time of the newest reminder that the user did not ask for, `before` that of the previous one;
    `unanswered` counts those since the user last wrote. `waiting_since` is the time of the newest reminder of all while
    it is unanswered.
    """

    told: tuple[ReminderTime, ...] = ()
    unasked_at: datetime | None = None
    before: datetime | None = None
    unanswered: int = 0
    waiting_since: datetime | None = None
