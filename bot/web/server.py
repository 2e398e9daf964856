"""The HTTP server: it serves an ASGI application in the running event loop."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Final

import structlog
import uvicorn

from bot.errors import SettingsError
from bot.setting_values import Place
from bot.web.asgi import Pages
from bot.web.connection import Limits, bounded

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

GRACE_S: Final = 5
"""Seconds in which running requests are answered at shutdown."""


class WebServer:
    """A server that listens until it is closed."""

    def __init__(self, pages: Pages, listener: socket.socket, limits: Limits) -> None:
        self._listener = listener
        self._server = _Uvicorn(
            uvicorn.Config(
                pages,
                http=bounded(limits),
                ws="none",
                lifespan="off",
                interface="asgi3",
                log_config=None,
                access_log=False,
                proxy_headers=False,
                server_header=False,
                timeout_keep_alive=limits.idle_s,
                timeout_graceful_shutdown=GRACE_S,
                # One more than the limit of connections: requests of closed connections count, too.
                limit_concurrency=limits.at_once + 1,
            )
        )
        self._serving = asyncio.create_task(self._server.serve([listener]))

    @property
    def place(self) -> Place:
        """The host and port on which the server listens."""
        host, port, *_ = self._listener.getsockname()
        return Place(host, port)

    async def close(self) -> None:
        """Accept no more requests, answer the running ones and stop."""
        self._server.should_exit = True
        await self._serving


class _Uvicorn(uvicorn.Server):
    """A server that leaves signals to the program."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serving(pages: Pages, place: Place, limits: Limits = Limits()) -> AsyncIterator[WebServer]:
    """Serve until the end of the block or until the server is closed. Raise SettingsError if it cannot listen there."""
    # Uvicorn logs a warning for each request that is not HTTP, so anybody could fill the log.
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
    server = WebServer(pages, _listener(place), limits)
    log.info("listening", place=str(server.place))
    try:
        yield server
    finally:
        await server.close()


def _listener(place: Place) -> socket.socket:
    try:
        family, *_, address = socket.getaddrinfo(
            place.host, place.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        return socket.create_server(address[:2], family=family, backlog=1024)
    except OSError as error:
        reason = error.strerror or "unknown address"
        raise SettingsError(
            f"COACH_LISTEN: cannot listen at {place} ({reason}): free this port or set another"
        ) from None
