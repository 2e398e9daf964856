"""The reminder scheduler: it finds the persons whose check is due and plays a turn for each.

It plays no more turns than the outbox can send soon, so that the text of a reminder is not outdated when it is sent.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import structlog
from sqlalchemy import Connection

from bot.address import Address
from bot.errors import DatabaseError
from bot.storage.queue import reminders
from bot.turns.dispatcher import TurnDispatcher
from bot.turns.incoming import IncomingEvent
from dialogs.protocol.events import ReminderCheck

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

ROOM: Final = 24
"""Limit of reminders that wait to be sent: about as many as are sent in a second."""

AT_ONCE: Final = 8
"""Turns at once; with more, replies would wait for them."""

LOOK_S: Final = 5.0
"""Seconds until the next poll if nobody was due."""

BUSY_S: Final = 0.2
"""Seconds until the next poll if somebody was due or the limit was reached."""

PAUSE_S: Final = 5.0
"""Seconds to wait if the database does not answer."""

PUZZLED: Final = timedelta(hours=1)
"""Delay before the next check of a person whose turn failed."""


class ReminderScheduler:
    """Polls the due persons of one channel. Safe to run in any number of processes: the row lock decides.

    `clock` is the database's.
    """

    def __init__(
        self, dispatcher: TurnDispatcher, clock: Callable[[], datetime], channel: str, pause_s: float = PAUSE_S
    ) -> None:
        self._dispatcher = dispatcher
        self._clock = clock
        self._channel = channel
        self._pause_s = pause_s

    async def run(self) -> None:
        """Poll until cancelled."""
        while True:
            try:
                is_busy = await self.look()
            except DatabaseError:  # the database has logged it
                await asyncio.sleep(self._pause_s)
            else:
                await asyncio.sleep(BUSY_S if is_busy else LOOK_S)

    async def look(self) -> bool:
        """Play the turns of some due persons. Return False if nobody is due. Raise DatabaseError."""
        found = await self._dispatcher.run(self._due)
        if found is None:
            return True
        await asyncio.gather(*(check_person(self._dispatcher, self._clock, address) for address in found))
        return bool(found)

    def _due(self, connection: Connection) -> list[Address] | None:
        """List the due persons. Return None if too many reminders wait to be sent."""
        room = ROOM - reminders.waiting(connection, self._channel, ROOM)
        return reminders.due(connection, self._channel, self._clock(), min(room, AT_ONCE)) if room > 0 else None


async def check_person(dispatcher: TurnDispatcher, clock: Callable[[], datetime], address: Address) -> None:
    """Play the reminder turn of one person. An error in it is logged and does not stop the turns of others.

    Raise DatabaseError.
    """
    try:
        await dispatcher.handle(IncomingEvent(address, ReminderCheck()))
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001  # any error concerns this person only
        log.error("reminder failed", error=type(error).__name__)  # noqa: TRY400  # a traceback may quote people
        now = clock()
        later = partial(reminders.postpone, address=address, now=now, until=now + PUZZLED)
        await dispatcher.run(later, address)
