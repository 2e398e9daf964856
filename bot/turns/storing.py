"""Stores a turn that was played: the person, the tasks, the next reminder, and the replies in the outbox."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct
from sqlalchemy import Connection

from bot.storage.people import address_books, people, storage_limit_check
from bot.storage.people.deletion import delete_person
from bot.storage.people.people import StoredPerson
from bot.storage.queue import dead_letters, outbox, reminders, sent_messages, tasks
from bot.storage.queue.messages import Claims, Envelope, QueuedKind, QueueHead, RenderedReply
from bot.turns.incoming import IncomingEvent
from dialogs.engine.script import Turn
from dialogs.engine.turn_result import TurnResult
from dialogs.model.address_book import KeptPeople
from dialogs.model.person import Person
from dialogs.model.snapshot import Restored
from dialogs.protocol.events import Heard, TaskDone, TaskFailed

LONGEST_SENDING: Final = timedelta(seconds=5)
"""How long a goodbye waits for a message that is being sent: longer than sending takes, except in an outage."""


class PlayedTurn(Struct, frozen=True, gc=False):
    """A turn that was played and is to be stored.

    `is_withdrawn`: a reminder was withdrawn from the outbox for it. `is_bounded`: the ceilings apply.
    """

    event: IncomingEvent
    turn: Turn
    stored: StoredPerson | None
    outcome: TurnResult
    now: datetime
    claims: Claims | None
    is_withdrawn: bool
    is_bounded: bool = True

    @property
    def is_held(self) -> bool:
        """Whether the replies are held: a task's result for a person who blocked the bot."""
        return self.stored is not None and self.stored.is_paused and self.event.is_task_result


def store(connection: Connection, played: PlayedTurn, replies: Sequence[RenderedReply]) -> QueueHead:
    """Store the person and the replies, or delete the person if the outcome has none.

    Raise FullError before anything is written.
    """
    if played.outcome.person is None:
        return _delete_person(connection, played, replies)
    _save_person(connection, played, played.outcome.person)
    event = played.event
    person_id = played.outcome.person.id
    tasks.add(connection, person_id, event.address, played.outcome.tasks, played.now)
    # The outbox sender claims reminders itself, so that they do not delay replies.
    kind, claims = (QueuedKind.NUDGE, None) if event.is_reminder else (QueuedKind.REPLY, played.claims)
    envelope = Envelope(event.address, person_id, kind, is_held=played.is_held, trace=event.trace, claims=claims)
    head = outbox.add(connection, envelope, replies, played.now)
    _plan_reminder(connection, played, has_messages=bool(replies))
    return head


def _delete_person(connection: Connection, played: PlayedTurn, replies: Sequence[RenderedReply]) -> QueueHead:
    address, now = played.event.address, played.now
    # A message that is being sent when its row is deleted goes out before the goodbye; its sender then releases the
    # goodbye. The due time is for the case that the sender has died.
    due_at = outbox.under_way_until(connection, address)
    due_at = due_at and min(due_at, now + LONGEST_SENDING)
    if played.stored is not None:
        delete_person(connection, played.stored.person.id)
    claims = played.claims if due_at is None else None
    envelope = Envelope(address, None, due_at=due_at, trace=played.event.trace, claims=claims)
    return outbox.add(connection, envelope, replies, now)


def _save_person(connection: Connection, played: PlayedTurn, person: Person) -> None:
    event, stored, now = played.event, played.stored, played.now
    if stored is None:
        people.add(connection, person, event.address, now)
        dead_letters.assign(connection, event.address, person.id)
        return
    books = _new_books(stored.person, person, event.heard)
    people.save(connection, stored, person, now, is_paused=played.is_held, is_bounded=played.is_bounded)
    if dead_letters.is_from_person(event.heard):
        people.note_activity(connection, stored, now)
    if stored.version % sent_messages.TRIM_EVERY == 0:
        sent_messages.trim(connection, person.id, event.address.channel)
    for number, pages in books.items():
        address_books.add(connection, person.id, number, pages)
    if stored.is_paused and not played.is_held:
        outbox.release(connection, person.id, now)
    tasks.drop(connection, person.id, _closed_tasks(stored.person, person, event.heard))


def _plan_reminder(connection: Connection, played: PlayedTurn, *, has_messages: bool) -> None:
    """Store when the next reminder is due, and count those sent and withdrawn. A paused person gets none."""
    look_at = None if played.is_held else played.outcome.look_at
    more = 0
    if played.event.is_reminder and has_messages:
        more += 1
    if played.is_withdrawn:
        more -= 1
    if more or look_at != (played.stored.nudge_at if played.stored else None):
        reminders.plan(connection, played.event.address, look_at, more=more)


def _new_books(before: Person, person: Person, heard: Heard) -> dict[int, tuple[bytes, ...]]:
    """Return the pages of each address book that this turn adds. Raise FullError if one is too large."""
    match heard:
        case TaskDone(made=KeptPeople(pages=pages) | Restored(pages=pages)):
            numbers = {book.n for book in before.books}
            new = [book for book in person.books if book.n not in numbers]
            for book in new:
                storage_limit_check.check_book(book, pages)
            return {book.n: pages for book in new}
    return {}


def _closed_tasks(before: Person, person: Person, heard: Heard) -> set[int]:
    """Return the numbers of the tasks that are answered by this event, or no longer open after it."""
    numbers = set(before.tasks) - set(person.tasks)
    return numbers | {heard.task} if isinstance(heard, TaskDone | TaskFailed) else numbers
