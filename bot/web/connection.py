"""One HTTP connection with limits of size and time, which hold before the client is authenticated.

They bound slow clients (Slowloris), long headers, many connections and pipelined requests.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, ClassVar, Final

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

SLICE: Final = 4096
"""Bytes that are parsed at a time, and so the most by which a limit can be exceeded."""

PIPELINED: Final = 16
"""Limit of pipelined requests that wait on one connection. No known client sends even two."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a connection and of the server.

    `head_bytes` limits everything in a request except its body: request line, headers, chunk sizes and trailers. The
    head must arrive within `head_s` seconds of the connection or of its first byte, and the body within `body_s`. A
    client must accept the response within `body_s`, too.
    """

    head_bytes: int = 64 * 1024
    headers: int = 100
    head_s: float = 10.0
    body_s: float = 10.0
    idle_s: int = 75
    """Seconds until an idle connection is closed: longer than load balancers keep one."""
    at_once: int = 512
    """Limit of connections: five times as many as Telegram opens, and below the default limit of open files."""


class Connection(HttpToolsProtocol):
    """A connection that closes if it exceeds a limit. If there are too many, a new one replaces an idle one."""

    limits: ClassVar[Limits] = Limits()

    def __init__(
        self,
        config: uvicorn.Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._is_arriving = False
        self._timer: asyncio.TimerHandle | None = None
        self._since = self.loop.time()
        self._overhead = 0
        self._body = 0

    def connection_made(self, transport: Any) -> None:
        """Start the timeout for the head of a request."""
        super().connection_made(transport)
        self._after(self.limits.head_s, self._expire)
        if len(self.connections) > self.limits.at_once:
            self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancel the timeout."""
        self._disarm()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse the data in slices, until a limit is exceeded."""
        for start in range(0, len(data), SLICE):
            if self.transport.is_closing():
                return
            self._parse(data[start : start + SLICE])
        if not self._is_arriving and self._is_idle and self._timer is None and not self.transport.is_closing():
            # Empty lines between requests cancel the keep-alive timeout but do not begin a request.
            self._after(self.limits.head_s, self._expire)

    def _parse(self, part: bytes) -> None:
        self._body = 0
        super().data_received(part)
        self._overhead += len(part) - self._body
        if self._overhead > self.limits.head_bytes or len(self.headers or ()) > self.limits.headers:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        elif len(self.pipeline) > PIPELINED:
            self._refuse(HTTPStatus.BAD_REQUEST)

    def on_message_begin(self) -> None:
        """Note that a head is arriving."""
        super().on_message_begin()
        self._is_arriving = True
        self._overhead = 0
        if self._timer is None:
            self._after(self.limits.head_s, self._expire)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Store a header, unless there are too many."""
        if len(self.headers) <= self.limits.headers:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Start the timeout for the body."""
        self._after(self.limits.body_s, self._expire)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Count the bytes of the body, which do not count as head."""
        self._body += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Cancel the timeout: the application may take its time to answer."""
        self._is_arriving = False
        self._disarm()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Close the connection if the request was answered before it was complete."""
        if self._is_arriving and self._is_idle:
            self.transport.close()
        if self.transport.is_closing():
            self._after(self.limits.body_s, self.transport.abort)
        super().on_response_complete()

    def pause_writing(self) -> None:
        """Start the timeout for a client that does not read the response."""
        self._after(self.limits.body_s, self.transport.abort)
        super().pause_writing()

    def resume_writing(self) -> None:
        """Cancel that timeout, and restart the one for the rest of the request."""
        self._disarm()
        if self._is_arriving:
            self._after(self.limits.body_s, self._expire)
        super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        """Close an idle connection, and abort it if the client does not read the last response."""
        super().timeout_keep_alive_handler()
        self._after(self.limits.body_s, self.transport.abort)

    @property
    def _is_idle(self) -> bool:
        """Whether no request is waiting for its response."""
        return self.cycle is None or self.cycle.response_complete  # type: ignore[redundant-expr]  # None at first

    @property
    def _is_answering(self) -> bool:
        """Whether a response has begun but is not complete."""
        return not self._is_idle and self.cycle.response_started

    def _expire(self) -> None:
        self._refuse(HTTPStatus.REQUEST_TIMEOUT)

    def _refuse(self, status: HTTPStatus) -> None:
        """Close with this status, or without one if a response has begun."""
        if self.transport.is_closing():
            return
        if not self._is_answering:
            line = f"HTTP/1.1 {status} {status.phrase}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            self.transport.write(line.encode())
        self.transport.close()
        self._after(self.limits.body_s, self.transport.abort)

    def _make_room(self) -> None:
        """Abort the oldest connection that has no request to answer, which may be this one."""
        waiting = [other for other in self.connections if isinstance(other, Connection) and other._is_idle]  # noqa: SLF001  # the same class
        oldest = min(waiting, key=lambda other: other._since)  # noqa: SLF001  # as above
        self.connections.discard(oldest)
        oldest.transport.abort()

    def _after(self, seconds: float, act: Callable[[], None]) -> None:
        self._disarm()
        self._timer = self.loop.call_later(seconds, act)

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def bounded(by: Limits) -> type[Connection]:
    """Return a connection class with these limits."""

    class Bounded(Connection):
        limits = by

    return Bounded
