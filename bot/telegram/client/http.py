"""A minimal HTTP/1.1 client for frequent calls of the Bot API: it posts a short JSON body and reads a short answer.

It needs a quarter of aiohttp's CPU time. aiohttp does the rest: uploads, downloads and proxies.
"""

import asyncio
import socket
import ssl
import time
from collections.abc import Callable
from functools import partial
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from aiohappyeyeballs import start_connection
from httptools import HttpParserError, HttpResponseParser

IDLE_S: Final = 15.0
"""Seconds of idleness after which a connection is not reused, since the server may be about to close it."""

NEXT_S: Final = 0.25
"""Seconds before the next address of a server is tried in parallel (Happy Eyeballs, RFC 8305)."""

FINAL: Final = 200
"""A lower status is informational (1xx): the final response follows."""

HEAD: Final = (
    "POST {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: {agent}\r\nAccept: application/json\r\n"
    "Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
)


class ApiServer(NamedTuple):
    """The host and port of a server, and whether it needs TLS."""

    host: str
    port: int
    is_secure: bool


class Poster:
    """Posts JSON over a pool of keep-alive connections."""

    def __init__(self, authorities: ssl.SSLContext, agent: str) -> None:
        self._authorities = authorities
        self._agent = agent
        self._idle: dict[ApiServer, list[_Connection]] = {}
        self._connections: set[_Connection] = set()

    async def post(self, url: str, body: bytes, connect_s: float | None, total_s: float | None) -> tuple[int, bytes]:
        """Post a body. Return the response's status and body. Raise OSError, TimeoutError or HttpParserError."""
        parts = urlsplit(url)
        is_secure = parts.scheme == "https"
        server = ApiServer(parts.hostname or "", parts.port or (443 if is_secure else 80), is_secure)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        head = HEAD.format(path=path, host=parts.netloc.rpartition("@")[2], agent=self._agent, length=len(body))
        async with asyncio.timeout(total_s):
            connection = self._reusable(server) or await self._connected(server, connect_s)
            try:
                answer = await connection.exchange(head.encode() + body)
            except BaseException:
                connection.close()  # its response could still arrive and be taken for that of the next request
                raise
        if connection.is_open:
            self._idle.setdefault(server, []).append(connection)
        return answer

    async def close(self) -> None:
        """Close all connections. Requests in progress fail."""
        for connection in self._connections:
            connection.close()
        self._idle.clear()
        await asyncio.sleep(0)  # the event loop closes the transports now

    def _reusable(self, server: ApiServer) -> "_Connection | None":
        """Take the most recently used connection that is still usable, or return None."""
        idle = self._idle.get(server, [])
        while idle:
            connection = idle.pop()
            if connection.is_open and time.monotonic() - connection.used_at < IDLE_S:
                return connection
            connection.close()
        return None

    async def _connected(self, server: ApiServer, connect_s: float | None) -> "_Connection":
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(connect_s):
            addresses = await loop.getaddrinfo(server.host, server.port, type=socket.SOCK_STREAM)
            # asyncio's own Happy Eyeballs leaks a connected socket if it is cancelled.
            connected = await start_connection(addresses, happy_eyeballs_delay=NEXT_S)
            try:
                _, connection = await loop.create_connection(
                    partial(_Connection, self._connections.discard),
                    sock=connected,
                    ssl=self._authorities if server.is_secure else None,
                    server_hostname=server.host if server.is_secure else None,
                )
            except BaseException:
                connected.close()
                raise
        self._connections.add(connection)
        return connection


class _Connection(asyncio.Protocol):
    """A connection that carries one request at a time."""

    def __init__(self, gone: Callable[["_Connection"], None]) -> None:
        self._gone = gone
        self.is_open = False
        self.used_at = 0.0
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._parser: Any = None
        self._parts: list[bytes] = []
        self._has_length = False
        self._is_to_the_end = False

    async def exchange(self, request: bytes) -> tuple[int, bytes]:
        """Send a request and return the status and the body of the response."""
        assert self._transport is not None  # noqa: S101  # for the type checker: the transport exists from the start
        self._parser = HttpResponseParser(self)
        self._parts = []
        self._has_length = self._is_to_the_end = False
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def close(self) -> None:
        """Close the connection at once."""
        self.is_open = False
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = transport  # type: ignore[assignment]  # the transport of a TCP connection reads and writes
        self.is_open = True

    def data_received(self, data: bytes) -> None:
        """Parse a part of the response. Close the connection if no request is waiting for it."""
        if self._answer is None or self._answer.done():
            return self.close()
        try:
            self._parser.feed_data(data)
        except HttpParserError as error:
            self._fail(error)

    def connection_lost(self, error: Exception | None) -> None:
        """Complete a response that ends with the connection; fail any other that is incomplete."""
        self._gone(self)
        if error is None and self._is_to_the_end:
            self.on_message_complete()
        self._fail(error if isinstance(error, OSError) else ConnectionError())

    def on_header(self, name: bytes, _value: bytes) -> None:
        """Note whether the response declares its length."""
        self._has_length |= name.lower() in {b"content-length", b"transfer-encoding"}

    def on_headers_complete(self) -> None:
        """Decide whether the response ends with the connection."""
        self._is_to_the_end = not self._has_length and self._parser.get_status_code() >= FINAL

    def on_body(self, part: bytes) -> None:
        """Collect a part of the response body."""
        self._parts.append(part)

    def on_message_complete(self) -> None:
        """Return the response to the caller of `exchange`."""
        status: int = self._parser.get_status_code()
        if status < FINAL:
            self._parts = []
            return
        self.is_open &= self._parser.should_keep_alive()
        self.used_at = time.monotonic()
        if self._answer is not None and not self._answer.done():
            self._answer.set_result((status, b"".join(self._parts)))
        if not self.is_open:
            self.close()

    def _fail(self, error: Exception) -> None:
        self.close()
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error)
