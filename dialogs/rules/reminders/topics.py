"""Reminder topics and the times from which they are due, derived from the facts and from earlier reminders."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec import Struct

from dialogs.model.business_days import after
from dialogs.model.facts import Search
from dialogs.model.person import Person
from dialogs.model.reminders import ReminderKind
from dialogs.rules.discretion import thanks_due
from dialogs.rules.follow_up_cadence import due
from dialogs.rules.outreach import HELP, event, is_open, is_ready, is_waiting
from dialogs.rules.reminders.quiet_hours import Hours
from dialogs.understanding.times.date_and_time import MORNING

AGAIN = 5
"""Business days after which the coach asks again whether there was an answer."""

UNFINISHED = timedelta(days=1)
WEEK = timedelta(days=7)
FIRST_FOCUS = timedelta(days=7)
FOCUS = timedelta(days=14)


class DueTopic(Struct, frozen=True, gc=False):
    """A reminder topic, due from `at` on.

    `is_asked`: the user chose the time. `weekday`: the topic comes only on this weekday (Monday is 0). `is_once`: the
    topic is not repeated.
    """

    kind: ReminderKind
    about: int
    at: datetime
    is_asked: bool = False
    weekday: int | None = None
    is_once: bool = False

    @property
    def key(self) -> tuple[ReminderKind, int]:
        """The identity of the topic, independent of its time."""
        return self.kind, self.about


def reminder_topics(person: Person, hours: Hours, *, is_unfinished: bool) -> Iterator[DueTopic]:
    """Yield every topic, including those of earlier reminders."""
    yield from _plans(person, hours)
    if person.me.search is Search.FOUND:
        yield from _focus(person, hours)
    yield from _thanks(person, hours)
    if person.me.search is Search.ON:
        yield from _answers(person, hours)
        if is_unfinished and person.where.heard_at:
            yield DueTopic(
                ReminderKind.UNFINISHED, person.where.asking, person.where.heard_at + UNFINISHED, is_once=True
            )
        yield from _look_back(person, hours)
        yield from _small(person, hours)


def open_topics(person: Person, hours: Hours, *, is_unfinished: bool) -> list[DueTopic]:
    """Return the topics that are still open. A snoozed one is due at the chosen time."""
    told = {(one.kind, one.about): one.at for one in person.nudges.told}
    later = {(one.kind, one.about): one.at for one in person.nudging.later}
    found = []
    for topic in reminder_topics(person, hours, is_unfinished=is_unfinished):
        was = told.get(topic.key)
        put_off = later.get(topic.key)
        if put_off is not None and (was is None or was < put_off):
            found.append(DueTopic(*topic.key, put_off, is_asked=True))
        elif was is None or (was < topic.at and not topic.is_once):
            found.append(topic)
    return found


def _plans(person: Person, hours: Hours) -> Iterator[DueTopic]:
    """Yield the plans whose message was not sent. A plan without a time of day is due when the user's hours begin."""
    for plan in person.plans:
        outreach = person.outreach(plan.outreach)
        if plan.at and outreach and is_ready(outreach):
            at = plan.at if plan.has_hour else hours.begin(hours.day_of(plan.at))
            yield DueTopic(ReminderKind.PLAN, plan.n, at, is_asked=True)


def _answers(person: Person, hours: Hours) -> Iterator[DueTopic]:
    """Yield checks for an answer: on the day that the user chose, otherwise by the cadence, and once more later."""
    for outreach in person.outreaches:
        if not is_waiting(outreach) or outreach.is_unwatched:
            continue
        if outreach.look_at is None:
            day = due(outreach, hours.zone)
            yield DueTopic(ReminderKind.FOLLOW_UP, outreach.n, hours.midnight(day))
        else:
            day = hours.day_of(outreach.look_at)
            # `MORNING` stands for a day without a time of day, for which the user's hours decide.
            is_exact = outreach.look_at.astimezone(hours.zone).time() != MORNING
            at = outreach.look_at if is_exact else hours.midnight(day)
            yield DueTopic(ReminderKind.FOLLOW_UP, outreach.n, at, is_asked=is_exact)
        yield DueTopic(ReminderKind.FOLLOW_UP, outreach.n, hours.midnight(after(day, AGAIN)))


def _thanks(person: Person, hours: Hours) -> Iterator[DueTopic]:
    """Yield the thank-yous that are due, from the next business day on."""
    for _, outreach in thanks_due(person):
        if helped := event(outreach, *HELP):
            yield DueTopic(
                ReminderKind.THANKS, outreach.n, hours.midnight(after(hours.day_of(helped.at), 1)), is_once=True
            )


def _focus(person: Person, hours: Hours) -> Iterator[DueTopic]:
    """Yield a tip after `FIRST_FOCUS`, then at intervals of `FOCUS`, between the new job and the last day (W2)."""
    since, last_day = person.me.search_since, person.me.last_day
    if since is None or last_day is None:
        return
    was = _told(person, ReminderKind.FOCUS)
    at = since + FIRST_FOCUS if was is None else was + FOCUS
    if hours.day_of(hours.first(at)) <= last_day:
        yield DueTopic(ReminderKind.FOCUS, 0, at)


def _look_back(person: Person, hours: Hours) -> Iterator[DueTopic]:
    """Yield the week report on the chosen weekday after the last report.

    It needs an event since then, or an open message and a user who wrote since then: for anybody else the report would
    repeat the last one.
    """
    weekday = person.nudging.look_back
    if weekday is None or person.consent is None:
        return
    was = _told(person, ReminderKind.LOOK_BACK)
    happened = [event.at for outreach in person.outreaches for event in outreach.events]
    if person.where.heard_at and any(map(is_open, person.outreaches)):
        happened.append(person.where.heard_at)
    newest = max(happened, default=None)
    if newest is None or (was is not None and newest <= was):
        return
    day = hours.day_of(newest if was is None else was) + timedelta(days=1)
    day += timedelta(days=(weekday - day.weekday()) % 7)
    yield DueTopic(ReminderKind.LOOK_BACK, 0, hours.midnight(day), weekday=weekday)


def _small(person: Person, hours: Hours) -> Iterator[DueTopic]:
    """Yield one small step a week if the user chose it, from the next day on."""
    if person.nudging.small_since:
        was = _told(person, ReminderKind.SMALL)
        last, wait = (person.nudging.small_since, UNFINISHED) if was is None else (was, WEEK)
        yield DueTopic(ReminderKind.SMALL, 0, hours.midnight(hours.day_of(last) + wait))


def _told(person: Person, kind: ReminderKind) -> datetime | None:
    return next((one.at for one in person.nudges.told if one.kind is kind), None)
