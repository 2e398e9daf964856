"""The blocked state: whether a user has blocked the bot, as Telegram reports it."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, select, update

from bot.address import Address
from bot.storage.db.tables import ADDRESS, PERSON
from bot.storage.people import people
from bot.storage.queue import outbox, reminders
from dialogs.rules.reminders.due import without_unsent_reminder

_WHOSE: Final = select(ADDRESS.c.person_id).where(
    ADDRESS.c.channel == bindparam("on"), ADDRESS.c.external_id == bindparam("at")
)
_MARK: Final = update(PERSON).where(PERSON.c.id == bindparam("whose")).values(is_paused=bindparam("stopped"))


def stand(connection: Connection, address: Address, now: datetime, *, is_stopped: bool) -> None:
    """Hold the messages of a user who blocked the bot, or release them after an unblock. Nothing is deleted."""
    person = connection.execute(_WHOSE, {"on": address.channel, "at": address.external_id}).scalar()
    if person is None:
        return
    if not is_stopped:
        _take_up(connection, address, now)
    connection.execute(_MARK, {"whose": person, "stopped": is_stopped})
    if is_stopped:
        outbox.hold(connection, person)
        reminders.cancel(connection, person)
    else:
        outbox.release(connection, person, now)
        reminders.plan(connection, address, now)


def _take_up(connection: Connection, address: Address, now: datetime) -> None:
    """Withdraw the reminder that could not be sent, if there is one, and reopen its topics."""
    known = people.lock(connection, address)
    if known is not None and outbox.withdraw(connection, address):
        people.save(connection, known, without_unsent_reminder(known.person), now, is_paused=known.is_paused)
