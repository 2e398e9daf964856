"""When to check a person next, and which reminder is due now.

A reminder that the user asked for comes at its time. All others come within the user's hours, at most once a day,
merged in one message, the most important first. The rules are pure functions; they are evaluated again before sending.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.reminders import ReminderFrequency, ReminderKind, ReminderTime, SentReminders
from dialogs.rules.reminders.quiet_hours import Hours, hours_of
from dialogs.rules.reminders.topics import DueTopic, open_topics, reminder_topics

GAPS: Final = {ReminderFrequency.DAILY: 1, ReminderFrequency.SOME: 3, ReminderFrequency.WEEKLY: 7}
"""Days between two unasked messages, by the chosen frequency."""

APART: Final = timedelta(hours=12)
"""Minimum interval between unasked messages on different days, even if the user changes the time zone."""

BUSY: Final = timedelta(hours=2)
"""Minimum interval from the user's last event (stored to the hour) or an asked reminder to an unasked one."""

MANY: Final = 2
"""After this many unanswered reminders the coach asks whether less often is better."""

TOO_MANY: Final = 4
"""After this many unanswered reminders the coach announces that it stops."""

LASTING: Final = {(ReminderKind.FOCUS, 0), (ReminderKind.LOOK_BACK, 0), (ReminderKind.SMALL, 0)}
"""Recurring topics, whose next time depends on the last."""

MOST: Final = 3
"""Maximum number of unasked topics in one message, so that it does not become a list of chores; the others wait."""


class Reminder(Struct, frozen=True, gc=False):
    """The topics of one reminder, the most important first.

    `is_unasked`: it contains topics that the user did not ask for. `asks_pace`: it asks whether less often is better.
    `is_farewell`: no unasked reminder follows until the user writes.
    """

    topics: tuple[DueTopic, ...]
    is_unasked: bool
    asks_pace: bool = False
    is_farewell: bool = False


def next_reminder_check(person: Person, now: datetime, zone: ZoneInfo, *, is_unfinished: bool) -> datetime | None:
    """Return when to check this person next, or None if no reminder can become due without an event."""
    nudging = person.nudging
    if not person.has_consented or nudging.is_stopped:
        return None
    hours = hours_of(nudging, person.me.work, zone)
    found = open_topics(person, hours, is_unfinished=is_unfinished)
    if not found:
        return None
    floor = _floor(person, hours, now)
    moments = [topic.at for topic in found if topic.is_asked]
    if floor is not None:
        # Of the topics with the same weekday, or with none, only the earliest matters.
        first: dict[int | None, datetime] = {}
        for topic in found:
            if not topic.is_asked:
                first[topic.weekday] = min(topic.at, first.get(topic.weekday, topic.at))
        moments += [hours.first(max(at, floor, now), weekday) for weekday, at in first.items()]
    if not moments:
        return None
    return max(min(moments), nudging.quiet_until) if nudging.quiet_until else min(moments)


def planned(person: Person, now: datetime, zone: ZoneInfo) -> list[tuple[datetime, DueTopic]]:
    """Return the topics that are foreseen with their times, earliest first, each topic once."""
    hours = hours_of(person.nudging, person.me.work, zone)
    floor, quiet = _floor(person, hours, now), person.nudging.quiet_until
    coming: dict[tuple[ReminderKind, int], tuple[datetime, DueTopic]] = {}
    for topic in open_topics(person, hours, is_unfinished=False):
        after = max(topic.at, quiet or topic.at)
        at = after if topic.is_asked else floor and hours.first(max(after, floor, now), topic.weekday)
        if at is not None and (topic.key not in coming or at < coming[topic.key][0]):
            coming[topic.key] = (at, topic)
    return sorted(coming.values(), key=lambda one: one[0])


def reminder_due(person: Person, now: datetime, zone: ZoneInfo, *, is_unfinished: bool) -> Reminder | None:
    """Return the reminder that is due now, or None. `next_reminder_check` returns when to check again."""
    at = next_reminder_check(person, now, zone, is_unfinished=is_unfinished)
    if at is None or at > now:
        return None
    hours = hours_of(person.nudging, person.me.work, zone)
    due = [one for one in open_topics(person, hours, is_unfinished=is_unfinished) if one.at <= now]
    asked = [topic for topic in due if topic.is_asked]
    unasked = _unasked_now(person, due, hours, now, is_alone=not asked)
    if not unasked:
        return Reminder(_ordered(asked), is_unasked=False)
    if person.nudges.unanswered >= TOO_MANY:
        return Reminder(_ordered(asked), is_unasked=True, is_farewell=True)
    asks_pace = person.nudges.unanswered == MANY
    return Reminder(_ordered([*asked, *unasked]), is_unasked=True, asks_pace=asks_pace)


def record_reminder(person: Person, reminder: Reminder, now: datetime, zone: ZoneInfo) -> Person:
    """Record that this reminder is sent, and drop records of topics that no longer exist."""
    nudges = person.nudges
    hours = hours_of(person.nudging, person.me.work, zone)
    live = {topic.key for topic in reminder_topics(person, hours, is_unfinished=True)} | LASTING
    new = {topic.key: ReminderTime(topic.kind, topic.about, now) for topic in reminder.topics}
    told = {(one.kind, one.about): one for one in nudges.told if (one.kind, one.about) in live}
    # A snooze to this time is kept until the next reminder, because `without_unsent_reminder` may need it.
    later = tuple(one for one in person.nudging.later if (one.kind, one.about) in live and not _is_over(one, told))
    counted = replace(nudges, told=tuple((told | new).values()), waiting_since=now)
    if reminder.is_unasked:
        counted = replace(counted, unasked_at=now, before=nudges.unasked_at, unanswered=nudges.unanswered + 1)
    return replace(person, nudges=counted, nudging=replace(person.nudging, later=later))


def without_unsent_reminder(person: Person) -> Person:
    """Remove the newest reminder, which could not be sent; its topics are open again."""
    nudges, since = person.nudges, person.nudges.waiting_since
    if since is None:
        return person
    nudges = replace(nudges, told=tuple(one for one in nudges.told if one.at != since), waiting_since=None)
    if nudges.unasked_at == since:
        nudges = replace(nudges, unasked_at=nudges.before, unanswered=max(nudges.unanswered - 1, 0))
    return replace(person, nudges=nudges)


def record_user_activity(person: Person, now: datetime) -> Person:
    """Record that the user wrote, which counts as an answer to all reminders."""
    nudges = _in_time(person.nudges, now)
    if nudges.unanswered or nudges.waiting_since:
        nudges = replace(nudges, unanswered=0, waiting_since=None)
    return person if nudges is person.nudges else replace(person, nudges=nudges)


def without_future_times(person: Person, now: datetime) -> Person:
    """Limit stored times to now: after a clock that was fast, future times would suppress reminders."""
    nudges = _in_time(person.nudges, now)
    return person if nudges is person.nudges else replace(person, nudges=nudges)


def _in_time(nudges: SentReminders, now: datetime) -> SentReminders:
    if nudges.unasked_at is None or nudges.unasked_at <= now:
        return nudges
    told = tuple(replace(one, at=min(one.at, now)) for one in nudges.told)
    return replace(nudges, told=told, unasked_at=now)


def _is_over(later: ReminderTime, told: Mapping[tuple[ReminderKind, int], ReminderTime]) -> bool:
    was = told.get((later.kind, later.about))
    return was is not None and was.at >= later.at


def _floor(person: Person, hours: Hours, now: datetime) -> datetime | None:
    """Return the earliest time for an unasked reminder, or None if the user gets none."""
    nudges, gap = person.nudges, GAPS.get(person.nudging.pace)
    if gap is None or nudges.unanswered > TOO_MANY:
        return None
    floor = now
    if person.where.heard_at:
        floor = max(floor, min(person.where.heard_at, now) + BUSY)
    if nudges.unasked_at:
        last = min(nudges.unasked_at, now)
        next_day = hours.midnight(hours.day_of(last) + timedelta(days=gap))
        floor = max(floor, next_day, last + APART)
    if nudges.waiting_since:
        floor = max(floor, min(nudges.waiting_since, now) + BUSY)
    return floor


def _unasked_now(
    person: Person, due: Sequence[DueTopic], hours: Hours, now: datetime, *, is_alone: bool
) -> Sequence[DueTopic]:
    floor = _floor(person, hours, now)
    if floor is None or floor > now:
        return ()
    fitting = [one for one in due if not one.is_asked and hours.first(now, one.weekday) == now]
    others = [one for one in fitting if one.kind is not ReminderKind.SMALL]
    return _ordered(others or (fitting if is_alone else ()))[:MOST]


def _ordered(found: Sequence[DueTopic]) -> tuple[DueTopic, ...]:
    """Return each topic once, sorted by importance of its kind, then by age, oldest first."""
    kinds = list(ReminderKind)
    first = {one.key: one for one in sorted(found, key=lambda one: one.at, reverse=True)}
    return tuple(sorted(first.values(), key=lambda one: (kinds.index(one.kind), one.at)))
