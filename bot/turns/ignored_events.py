"""Events that are ignored: repeated ones, results of tasks that are not open, and reminders that are not due."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from bot.storage.people.people import StoredPerson
from bot.storage.queue import dead_letters, deduplication, outbox, reminders, sent_messages
from bot.turns.incoming import IncomingEvent
from dialogs.protocol.events import TaskDone, TaskFailed

POSTPONED_BY: Final = timedelta(minutes=1)
"""How long a reminder is postponed while a message waits for the same chat."""

PRUNING: Final = timedelta(hours=1)
"""Interval between prunings of expired rows."""


class RepeatFilter:
    """Notes the key of each event, and prunes expired rows now and then."""

    def __init__(self) -> None:
        self._pruned_at: datetime | None = None

    def is_first(self, connection: Connection, event: IncomingEvent, now: datetime) -> bool:
        """Note the key of the event. Return False if it was noted before."""
        if event.key is None:
            return True
        if event.is_again:
            return dead_letters.take(connection, event.key)
        if self._pruned_at is None or now - self._pruned_at >= PRUNING:
            deduplication.prune(connection, now)
            dead_letters.prune(connection, now)
            sent_messages.prune(connection, now)
            self._pruned_at = now
        return deduplication.note(connection, event.key, now)


def is_answered(event: IncomingEvent, stored: StoredPerson | None) -> bool:
    """Whether the event is the result of a task that is not open: answered, given up, or of a deleted person."""
    match event.heard:
        case TaskDone(task=number) | TaskFailed(task=number):
            return stored is None or number not in stored.person.tasks
        case _:
            return False


def is_early(event: IncomingEvent, stored: StoredPerson | None, now: datetime) -> bool:
    """Whether the event is a reminder that is not due: another process was faster, or the person is gone or paused."""
    if not event.is_reminder:
        return False
    return stored is None or stored.is_paused or stored.nudge_at is None or stored.nudge_at > now


def withdraw_reminder(connection: Connection, event: IncomingEvent, stored: StoredPerson | None) -> bool:
    """Delete the reminder that waits in the outbox, since this turn decides again. Return False if there is none."""
    may_wait = stored is not None and stored.person.nudges.waiting_since is not None and not event.is_task_result
    return may_wait and outbox.withdraw(connection, event.address)


def postpone_reminder(connection: Connection, event: IncomingEvent, now: datetime) -> bool:
    """Postpone a reminder while another message waits for the chat. Return False if the event may be played."""
    if not event.is_reminder or outbox.is_empty(connection, event.address):
        return False
    reminders.plan(connection, event.address, now + POSTPONED_BY)
    return True
