"""The retention job: it warns inactive users twice that their data expires, then erases it.

It also overwrites deleted data in the files of the database, whichever process deleted it.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Connection

from bot.errors import DatabaseError
from bot.i18n import Languages
from bot.storage.people import retention
from bot.storage.people.retention import AHEAD, Warned
from bot.storage.queue import outbox
from bot.storage.queue.messages import Envelope, QueuedKind, RenderedReply
from bot.turns.dispatcher import TurnDispatcher
from dialogs.account import deletion

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

LOOK_S: Final = 3600.0
"""Seconds until the next check, which is cheap."""

RETRY_S: Final = 60.0
"""Seconds until the next check if deleted data could not be overwritten because another program read the file."""

AT_ONCE: Final = 50
"""Limit of persons in one query; the next query returns the rest."""


class RetentionJob:
    """Checks all persons. Safe to run in any number of processes: the row lock decides.

    `clock` is the database's. `zone` is the time zone of the dates in the warnings. `tidy` overwrites deleted data; it
    may block, and returns False if it must be tried again.
    """

    def __init__(
        self,
        dispatcher: TurnDispatcher,
        languages: Languages,
        clock: Callable[[], datetime],
        zone: ZoneInfo,
        months: int,
        tidy: Callable[[], bool],
    ) -> None:
        self._dispatcher = dispatcher
        self._languages = languages
        self._clock = clock
        self._zone = zone
        self._months = months
        self._tidy = tidy

    async def run(self) -> None:
        """Check until cancelled."""
        while True:
            try:
                await self.look()
            except DatabaseError:  # the database has logged it
                pass
            except Exception as error:  # noqa: BLE001  # the next check may succeed, and nothing else depends on it
                log.error("the retention job failed", error=type(error).__name__)  # noqa: TRY400  # a traceback may quote people
            await asyncio.sleep(await self.rest())

    async def rest(self) -> float:
        """Overwrite deleted data and return the seconds until the next check."""
        return LOOK_S if await asyncio.to_thread(self._tidy) else RETRY_S

    async def look(self) -> None:
        """Warn or erase all persons who are due. Raise DatabaseError."""
        for warned in reversed(Warned):
            count = 0
            while due := await self._dispatcher.run(partial(self._due, warned)):
                for person_id in due:
                    count += await self._dispatcher.run(partial(self._step, warned, person_id))
            if count:
                self._dispatcher.said.set()
                log.info("unused data erased" if warned is Warned.TWICE else "unused data expires soon", persons=count)

    def _due(self, warned: Warned, connection: Connection) -> list[UUID]:
        return retention.due(connection, warned, self._months, self._clock(), AT_ONCE)

    def _step(self, warned: Warned, person_id: UUID, connection: Connection) -> bool:
        now = self._clock()
        silent = retention.advance(connection, person_id, warned, self._months, now)
        if silent is not None and warned is not Warned.TWICE:
            on = (now + AHEAD[warned]).astimezone(self._zone).date()
            said = RenderedReply(self._languages.spoken(deletion.say_expires(on), silent.language))
            for address in silent.addresses:
                envelope = Envelope(address, person_id, QueuedKind.NUDGE, is_held=silent.is_paused)
                outbox.add(connection, envelope, [said], now)
        return silent is not None
