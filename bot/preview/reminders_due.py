"""Sample persons to whom a reminder is due, so that each reminder is on the page."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

from bot.preview.sample import NOW
from dialogs.model.facts import Search
from dialogs.model.outreach import Event, OutreachEvent
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.reminders import ReminderKind, ReminderTime, SentReminders

Change = Callable[[Person], Person]

DAY: Final = timedelta(days=1)


def due() -> Iterator[tuple[str, Change]]:
    """Yield a description of each reminder, and the change that makes it due to a person."""
    yield "The coach writes first: a plan at its time", _plan(NOW)
    yield "A plan that comes late", _plan(NOW - 3 * DAY)
    yield "No answer after five business days", _message(OutreachEvent.SENT)
    yield "No answer after ten", _asked_before
    yield "A thank-you that is owed", _message(OutreachEvent.ANSWERED)
    yield "A question that was left open", _unfinished
    yield "The week in short", _look_back
    yield (
        "The week in short, where nothing is ready to send",
        lambda person: _look_back(_message(OutreachEvent.SENT)(person)),
    )
    yield (
        "The week in short, with somebody to write to",
        lambda person: _look_back(_message(OutreachEvent.RESTED)(person)),
    )
    yield "The week in short, where somebody answered", lambda person: _look_back(_thanked(person))
    yield from (("One small thing", _small(weeks)) for weeks in range(1, 6))
    yield "The week in short, after a busy one", _busy
    yield from (("After the new job", _new_job(weeks)) for weeks in (2, 4, 6))
    yield "Several things at once", _several
    yield "After two without an answer", lambda person: _unanswered(person, 2)
    yield "After four", lambda person: _unanswered(person, 4)


def answers(person: Person) -> tuple[str, ...]:
    """Return the choices of the buttons below reminders of all topics."""
    about = [f"{kind}{outreach.n}" for kind in "ft" for outreach in person.outreaches[:1]]
    about += [f"p{plan.n}" for plan in person.plans[:1]]
    return ("less", "stop", *(f"done-{one}" for one in (*about, "w0", "s0")))


def _ever(person: Person) -> Person:
    """Return the person without quiet hours."""
    hours = person.with_nudging(days=tuple(range(7)), begins=0, ends=24 * 60 - 1, look_back=None)
    return replace(hours, where=replace(person.where, step="menu.home", heard_at=None))


def _plan(at: datetime) -> Change:
    return lambda person: replace(_ever(person), plans=(replace(person.plans[0], at=at, has_hour=True),))


def _message(what: OutreachEvent, days: int = 20) -> Change:
    def change(person: Person) -> Person:
        outreach = replace(person.outreaches[0], events=(Event(what, NOW - days * DAY),))
        return replace(_ever(person), outreaches=(outreach,), plans=())

    return change


def _asked_before(person: Person) -> Person:
    sent = _message(OutreachEvent.SENT)(person)
    return replace(
        sent, nudges=SentReminders((ReminderTime(ReminderKind.FOLLOW_UP, sent.outreaches[0].n, NOW - 12 * DAY),))
    )


def _unfinished(person: Person) -> Person:
    quiet = replace(_ever(person), outreaches=(), plans=())
    return replace(quiet, where=replace(quiet.where, step="target.place", heard_at=NOW - 2 * DAY))


def _look_back(person: Person) -> Person:
    week = _ever(person).with_nudging(look_back=NOW.weekday())
    return replace(week, plans=(), where=replace(week.where, heard_at=NOW - 3 * DAY), nudges=_told_of(week))


def _busy(person: Person) -> Person:
    events = [Event(what, NOW - DAY) for what in (OutreachEvent.DRAFTED, OutreachEvent.SENT, OutreachEvent.ANSWERED)]
    first = person.outreaches[0]
    written = [replace(first, n=first.n + n, events=tuple(events[: n % 3 + 1])) for n in range(6)]
    return _look_back(replace(person, outreaches=tuple(written)))


def _thanked(person: Person) -> Person:
    answered = _message(OutreachEvent.ANSWERED, days=2)(person)
    outreach = answered.outreaches[0]
    return answered.with_outreach(replace(outreach, events=(*outreach.events, Event(OutreachEvent.THANKED, NOW - DAY))))


def _told_of(person: Person) -> SentReminders:
    """Return the state in which all messages have had their reminders."""
    kinds = (ReminderKind.FOLLOW_UP, ReminderKind.THANKS)
    return SentReminders(
        tuple(ReminderTime(kind, outreach.n, NOW - DAY) for kind in kinds for outreach in person.outreaches)
    )


def _small(weeks: int) -> Change:
    quiet = _message(OutreachEvent.RESTED)
    return lambda person: quiet(person).with_nudging(small_since=NOW - 7 * weeks * DAY)


def _new_job(weeks: int) -> Change:
    def change(person: Person) -> Person:
        found, since = replace(_ever(person), outreaches=(), plans=()), NOW - 7 * weeks * DAY
        return found.with_me(search=Search.FOUND, search_since=since, last_day=(NOW + 30 * DAY).date())

    return change


def _several(person: Person) -> Person:
    plan = _plan(NOW)(person).plans[0]
    return replace(_ever(person), plans=tuple(replace(plan, n=plan.n + n) for n in range(6)))


def _unanswered(person: Person, count: int) -> Person:
    return replace(_message(OutreachEvent.SENT)(person), nudges=SentReminders(unanswered=count))
