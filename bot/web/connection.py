"""One HTTP connection: how much a stranger may send, and how long they may take, before anything is known of them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, ClassVar, Final

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

SLICE: Final = 4096
"""Bytes that are parsed at a time; a bound can be exceeded by so many."""

PIPELINED: Final = 16
"""Requests that may wait for the answers to earlier ones of their connection; nobody who is known sends even two."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a server bears.

    `head_bytes` bounds all of a request that is not its body: request line, headers, chunk sizes, trailers. The head
    has `head_s` to arrive, from the connection or its first byte on, and the body `body_s`, as has an answer to leave.
    """

    head_bytes: int = 64 * 1024
    headers: int = 100
    head_s: float = 10.0
    body_s: float = 10.0
    idle_s: int = 75
    """Longer than balancers keep a connection without a request."""
    at_once: int = 512
    """Connections: five times as many as Telegram opens, and fewer than the files a process may open by default."""


class Connection(HttpToolsProtocol):
    """Closes itself where a limit is exceeded, and makes room for a new one where there are too many."""

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
        """Begin to wait for the head of a request."""
        super().connection_made(transport)
        self._after(self.limits.head_s, self._expire)
        if len(self.connections) > self.limits.at_once:
            self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._disarm()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse what came, a slice at a time, until a limit is exceeded."""
        for start in range(0, len(data), SLICE):
            if self.transport.is_closing():
                return
            self._parse(data[start : start + SLICE])
        if not self._is_arriving and self._is_idle and self._timer is None and not self.transport.is_closing():
            # Empty lines between requests end the keep-alive timer, but begin no request.
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
        """Note that a head arrives."""
        super().on_message_begin()
        self._is_arriving = True
        self._overhead = 0
        if self._timer is None:
            self._after(self.limits.head_s, self._expire)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep a header, unless there are too many."""
        if len(self.headers) <= self.limits.headers:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Begin to wait for the body."""
        self._after(self.limits.body_s, self._expire)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Count what belongs to the body."""
        self._body += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Wait for nothing more: the answer takes the time that it takes."""
        self._is_arriving = False
        self._disarm()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Close where the rest of the request is not wanted any more."""
        if self._is_arriving and self._is_idle:
            self.transport.close()
        if self.transport.is_closing():
            self._after(self.limits.body_s, self.transport.abort)
        super().on_response_complete()

    def pause_writing(self) -> None:
        """Give up on whoever does not take the answer."""
        self._after(self.limits.body_s, self.transport.abort)
        super().pause_writing()

    def resume_writing(self) -> None:
        """Go on, with the time that the rest of the request has."""
        self._disarm()
        if self._is_arriving:
            self._after(self.limits.body_s, self._expire)
        super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        """Close, also where the last answer is not taken."""
        super().timeout_keep_alive_handler()
        self._after(self.limits.body_s, self.transport.abort)

    @property
    def _is_idle(self) -> bool:
        """Whether no request waits for its answer."""
        return self.cycle is None or self.cycle.response_complete  # type: ignore[redundant-expr]  # None at first

    @property
    def _is_answering(self) -> bool:
        """Whether a part of an answer was sent, but not all of it."""
        return not self._is_idle and self.cycle.response_started

    def _expire(self) -> None:
        self._refuse(HTTPStatus.REQUEST_TIMEOUT)

    def _refuse(self, status: HTTPStatus) -> None:
        """Close with this status, or without where another answer has begun."""
        if self.transport.is_closing():
            return
        if not self._is_answering:
            line = f"HTTP/1.1 {status} {status.phrase}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            self.transport.write(line.encode())
        self.transport.close()
        self._after(self.limits.body_s, self.transport.abort)

    def _make_room(self) -> None:
        """End the oldest connection that waits for a request to arrive; where there is none, this one."""
        waiting = [other for other in self.connections if isinstance(other, Connection) and other._is_idle]  # noqa: SLF001  # of its own kind
        oldest = min(waiting, key=lambda other: other._since)  # noqa: SLF001  # likewise
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
    """Make the kind of connection that has these limits."""

    class Bounded(Connection):
        limits = by

    return Bounded
