"""The nudger: looks for whom the time has come, and has the coach say what is due to them, each in a turn of its own.

No faster than it is sent, so that what a nudge says is decided when it goes, and not long before.
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
from dialogs.protocol.events import Nudged

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

ROOM: Final = 24
"""Nudges that may wait to be sent: what goes in a second."""

AT_ONCE: Final = 8
"""Looks in one go; more would let a reply wait for them."""

LOOK_S: Final = 5.0
"""Seconds until the next look where nobody was due."""

BUSY_S: Final = 0.2
"""Seconds until the next look where somebody was, or where there was no room."""

PAUSE_S: Final = 5.0
"""How long to wait where the database does not answer."""

PUZZLED: Final = timedelta(hours=1)
"""When to look again at somebody with whom something went wrong."""


class ReminderScheduler:
    """Looks at the persons of one channel. Any number of processes may do so: whoever locks a person first, is it.

    `clock` is the database's.
    """

    def __init__(
        self, desk: TurnDispatcher, clock: Callable[[], datetime], channel: str, pause_s: float = PAUSE_S
    ) -> None:
        self._desk = desk
        self._clock = clock
        self._channel = channel
        self._pause_s = pause_s

    async def run(self) -> None:
        """Look again and again until cancelled."""
        while True:
            try:
                is_busy = await self.look()
            except DatabaseError:  # the log has it from the database
                await asyncio.sleep(self._pause_s)
            else:
                await asyncio.sleep(BUSY_S if is_busy else LOOK_S)

    async def look(self) -> bool:
        """Look at some who are due; false: there was nobody. Raises DatabaseError."""
        found = await self._desk.run(self._due)
        if found is None:
            return True
        await asyncio.gather(*(nudge(self._desk, self._clock, address) for address in found))
        return bool(found)

    def _due(self, connection: Connection) -> list[Address] | None:
        """List who is due; none: so much waits to be sent that nobody is to be looked at now."""
        room = ROOM - reminders.waiting(connection, self._channel, ROOM)
        return reminders.due(connection, self._channel, self._clock(), min(room, AT_ONCE)) if room > 0 else None


async def nudge(desk: TurnDispatcher, clock: Callable[[], datetime], address: Address) -> None:
    """Look at one person, if their time has come. What goes wrong with one must stop nothing else.

    Raises DatabaseError.
    """
    try:
        await desk.hear(IncomingEvent(address, Nudged()))
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001  # whatever it is, it is this person's alone
        log.error("nudge failed", error=type(error).__name__)  # noqa: TRY400  # a traceback may quote people
        now = clock()
        later = partial(reminders.postpone, address=address, now=now, until=now + PUZZLED)
        await desk.run(later, address)
