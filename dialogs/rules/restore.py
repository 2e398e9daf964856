"""Restore: replace a person's facts by those of an export, keep what must stay, and undo it on request."""

from datetime import datetime
from zoneinfo import ZoneInfo

from dialogs.model.conversation import Position
from dialogs.model.fact_kinds import FACT_KINDS, MANY_KINDS, Snapshot
from dialogs.model.facts import Import
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.reminders import ReminderKind, ReminderTime, SentReminders
from dialogs.model.slots import Slots
from dialogs.model.snapshot import Restored
from dialogs.rules.reminders.quiet_hours import hours_of
from dialogs.rules.reminders.topics import open_topics
from dialogs.rules.undo import apply_undo, undo_of


def is_fresh(person: Person) -> bool:
    """Return whether the user has answered only the first questions, so that a restore would lose nothing."""
    told = {kind.field: getattr(person, kind.field) for kind in FACT_KINDS}
    me = replace(person.me, name="", work=None, has_met_menu=False, voice_at=None, voice="")
    return Snapshot(**told | {"me": me, "nudges": SentReminders()}) == Snapshot()


def put_back(person: Person, made: Restored, now: datetime, zone: ZoneInfo) -> Person:
    """Replace the person's facts by those of an export. No task or question is open afterwards.

    The id, the language, the consents, and a given answer to whether colleagues may know of the search are kept.
    """
    past = made.past
    told = {kind.field: getattr(past, kind.field) for kind in FACT_KINDS}
    me = person.me
    told["me"] = replace(past.me, work=me.work or past.me.work, voice_at=me.voice_at, voice=me.voice)
    highest = max((fact.n for kind in MANY_KINDS for fact in getattr(past, kind.field)), default=0)
    serial = max(person.serial, highest) + 1
    told["books"] = (*_books(person), *_book(person, past, serial, now))
    back = replace(person, **told, serial=serial, tasks=(), slots=Slots(), where=_where(person, now))
    back = replace(back, nudges=_looked_at_anew(back, now, zone))
    if is_fresh(person):
        return back
    where = replace(back.where, aside=person.where.interrupted)
    return replace(back, where=where).with_network_slots(before=undo_of(person, back))


def taken_away(person: Person) -> Person:
    """Undo a restore: return to the facts before it."""
    before = person.slots.network.before
    newest = max((book.n for book in person.books), default=0)
    books = tuple(book for book in person.books if book.n != newest)
    if before is None:
        return person
    where = replace(person.where, interrupted=person.where.aside, aside=())
    return replace(apply_undo(person, before), books=books, where=where, slots=Slots())


def settled(person: Person) -> Person:
    """Confirm a restore: drop the facts before it."""
    book = person.book
    where = replace(person.where, aside=())
    return replace(person, books=(book,) if book else (), where=where, slots=Slots())


def _where(person: Person, now: datetime) -> Position:
    """Return a position without history. Earlier buttons become invalid, because they refer to replaced facts."""
    seen = (person.where.asking, int(now.timestamp()))
    return replace(person.where, trail=(), interrupted=(), aside=(), replaced=seen)


def _books(person: Person) -> tuple[Import, ...]:
    """Return the present import, kept until the restore is confirmed."""
    return (person.book,) if person.book else ()


def _book(person: Person, past: Snapshot, number: int, now: datetime) -> tuple[Import, ...]:
    """Return the imports of the export as the newest, or an empty import that hides the present one."""
    newest = max((book.n for book in person.books), default=0)
    if past.books:
        return tuple(book if book.n > newest else replace(book, n=number) for book in past.books)
    return (Import(number, now, 0, 0, 0),) if newest else ()


def _looked_at_anew(person: Person, now: datetime, zone: ZoneInfo) -> SentReminders:
    """Return the reminder state after a restore.

    Sent reminders stay recorded, missed ones count as sent, and no unasked reminder comes today.
    """
    told: dict[tuple[ReminderKind, int], ReminderTime] = {
        (one.kind, one.about): replace(one, at=min(one.at, now))
        for one in person.nudges.told
        if one.kind is not ReminderKind.UNFINISHED
    }
    then = replace(person, nudges=SentReminders(told=tuple(told.values())))
    hours = hours_of(person.nudging, person.me.work, zone)
    missed = [one for one in open_topics(then, hours, is_unfinished=False) if one.is_asked and one.at <= now]
    told |= {one.key: ReminderTime(one.kind, one.about, now) for one in missed}
    return SentReminders(told=tuple(told.values()), unasked_at=now)
