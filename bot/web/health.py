"""Liveness, readiness and metrics over HTTP."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final, Protocol, TypeVar

from sqlalchemy import Connection, text

from bot.errors import DatabaseError
from bot.observability.metrics import CONTENT_TYPE, Metrics
from bot.storage.migrations import HEAD
from bot.storage.queue.queue_depth import QueueDepth, depth
from bot.web.asgi import Answer, Receive, Scope

PATIENCE: Final = 2.0
"""Timeout of queries, in seconds."""

_REVISION: Final = text("SELECT version_num FROM alembic_version")

T = TypeVar("T")


class DatabaseStatus(Protocol):
    """The part of `bot.turns.dispatcher.TurnDispatcher` that health checks need."""

    async def is_ready(self) -> bool:
        """Whether the database takes writes now."""

    async def run(self, work: Callable[[Connection], T], /) -> T:
        """Run `work` in a transaction and return its result."""


class Health:
    """The pages `/health`, `/ready` and `/metrics`.

    `clock` is the database's. `is_met` tells whether Telegram has answered since the start. `stop` is set on shutdown.
    """

    def __init__(
        self,
        dispatcher: DatabaseStatus,
        clock: Callable[[], datetime],
        metrics: Metrics,
        channel: str,
        stop: asyncio.Event,
        is_met: Callable[[], bool],
    ) -> None:
        self._dispatcher = dispatcher
        self._clock = clock
        self._metrics = metrics
        self._channel = channel
        self._stop = stop
        self._is_met = is_met

    async def live(self, _scope: Scope, _receive: Receive) -> Answer:
        """Answer 200: the event loop runs."""
        return Answer.of(200, "ok")

    async def ready(self, _scope: Scope, _receive: Receive) -> Answer:
        """Answer 200 if the coach can handle updates, else 503 with the reason."""
        why = await self._hindrance()
        return Answer.of(200, "ready") if why is None else Answer.of(503, why)

    async def metrics(self, _scope: Scope, _receive: Receive) -> Answer:
        """Answer with the metrics in Prometheus's text format."""
        body = self._metrics.text(await self._depth())
        return Answer(200, body, {b"content-type": CONTENT_TYPE.encode()})

    async def _hindrance(self) -> str | None:
        if self._stop.is_set():
            return "stopping"
        if not self._is_met():
            return "Telegram has not answered yet"
        if not await self._dispatcher.is_ready():
            return "the database cannot be written"
        return None if await self._has_schema() else "the database has an older schema"

    async def _has_schema(self) -> bool:
        """Whether the schema is that of this version or newer. This version works on a newer one during an upgrade."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._dispatcher.run(_revision) >= HEAD
        except (DatabaseError, TimeoutError):
            return False

    async def _depth(self) -> QueueDepth | None:
        count = partial(depth, channel=self._channel, now=self._clock())
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._dispatcher.run(count)
        except (DatabaseError, TimeoutError):
            return None


def _revision(connection: Connection) -> str:
    return str(connection.execute(_REVISION).scalar() or "")
