"""HTTP for the calls that a bot makes all the time: a short body is posted, a short one comes back; nothing else.

A quarter of the processor time that aiohttp takes, which does the rest: files, proxies, downloads.
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
"""Seconds after which a connection is not used again: the server may be about to close it."""

NEXT_S: Final = 0.25
"""Seconds after which the next address of a server is tried beside the one before."""

FINAL: Final = 200
"""A status below says that the answer is yet to come."""

HEAD: Final = (
    "POST {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: {agent}\r\nAccept: application/json\r\n"
    "Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
)


class ApiServer(NamedTuple):
    """Where to connect to."""

    host: str
    port: int
    is_secure: bool


class Poster:
    """Posts JSON, over connections that are kept open."""

    def __init__(self, authorities: ssl.SSLContext, agent: str) -> None:
        self._authorities = authorities
        self._agent = agent
        self._idle: dict[ApiServer, list[_Line]] = {}
        self._lines: set[_Line] = set()

    async def post(self, url: str, body: bytes, connect_s: float | None, total_s: float | None) -> tuple[int, bytes]:
        """Post a body; the answer's status and body. Raises OSError, TimeoutError, and HttpParserError."""
        parts = urlsplit(url)
        is_secure = parts.scheme == "https"
        server = ApiServer(parts.hostname or "", parts.port or (443 if is_secure else 80), is_secure)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        head = HEAD.format(path=path, host=parts.netloc.rpartition("@")[2], agent=self._agent, length=len(body))
        async with asyncio.timeout(total_s):
            line = self._open_line(server) or await self._connected(server, connect_s)
            try:
                answer = await line.exchange(head.encode() + body)
            except BaseException:
                line.close()  # its answer could come yet, and would be taken for another's
                raise
        if line.is_open:
            self._idle.setdefault(server, []).append(line)
        return answer

    async def close(self) -> None:
        """Close what is open; what is under way fails."""
        for line in self._lines:
            line.close()
        self._idle.clear()
        await asyncio.sleep(0)  # in which they are closed

    def _open_line(self, server: ApiServer) -> "_Line | None":
        """Take the connection that was used last, if it can still be used."""
        lines = self._idle.get(server, [])
        while lines:
            line = lines.pop()
            if line.is_open and time.monotonic() - line.used_at < IDLE_S:
                return line
            line.close()
        return None

    async def _connected(self, server: ApiServer, connect_s: float | None) -> "_Line":
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(connect_s):
            addresses = await loop.getaddrinfo(server.host, server.port, type=socket.SOCK_STREAM)
            # Not asyncio's own way to try several addresses: cancelled, it leaves one connected.
            connected = await start_connection(addresses, happy_eyeballs_delay=NEXT_S)
            try:
                _, line = await loop.create_connection(
                    partial(_Line, self._lines.discard),
                    sock=connected,
                    ssl=self._authorities if server.is_secure else None,
                    server_hostname=server.host if server.is_secure else None,
                )
            except BaseException:
                connected.close()
                raise
        self._lines.add(line)
        return line


class _Line(asyncio.Protocol):
    """A connection, over which one request goes at a time."""

    def __init__(self, gone: Callable[["_Line"], None]) -> None:
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
        """Send a request and wait for the answer."""
        assert self._transport is not None  # noqa: S101  # for the type checker: it is made with the connection
        self._parser = HttpResponseParser(self)
        self._parts = []
        self._has_length = self._is_to_the_end = False
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def close(self) -> None:
        """Close it."""
        self.is_open = False
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It is there."""
        self._transport = transport  # type: ignore[assignment]  # one that reads and writes, being of a connection
        self.is_open = True

    def data_received(self, data: bytes) -> None:
        """Read on in the answer. What nobody asked for ends the connection."""
        if self._answer is None or self._answer.done():
            return self.close()
        try:
            self._parser.feed_data(data)
        except HttpParserError as error:
            self._fail(error)

    def connection_lost(self, error: Exception | None) -> None:
        """It is gone. An answer without a length ends so; any other is lost."""
        self._gone(self)
        if error is None and self._is_to_the_end:
            self.on_message_complete()
        self._fail(error if isinstance(error, OSError) else ConnectionError())

    def on_header(self, name: bytes, _value: bytes) -> None:
        """Look whether the answer tells its length."""
        self._has_length |= name.lower() in {b"content-length", b"transfer-encoding"}

    def on_headers_complete(self) -> None:
        """Know how the answer ends."""
        self._is_to_the_end = not self._has_length and self._parser.get_status_code() >= FINAL

    def on_body(self, part: bytes) -> None:
        """Keep a part of the answer's body."""
        self._parts.append(part)

    def on_message_complete(self) -> None:
        """Give the answer to whoever waits."""
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
