"""Limits on what a stranger may send to the server and on the time, tested with bare sockets."""

import asyncio
import gc
import socket
import tracemalloc
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from time import perf_counter
from typing import Final, TypeAlias

import pytest

from bot.setting_values import Place
from bot.web.asgi import Answer, Pages, Receive, Scope
from bot.web.connection import PIPELINED, Connection, Limits
from bot.web.server import serving
from bot.web.webhook_endpoint import WebhookEndpoint
from tests.support.telegram.ways import SECRET

SOON_S: Final = 5.0
"""Far above the limits below, and far below those of a real coach."""

SHORT: Final = Limits(head_s=0.3, body_s=0.3, idle_s=1)
HEAD: Final = b"POST /hook HTTP/1.1\r\nHost: here\r\n"
RIGHT: Final = HEAD + f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\n".encode()
WRONG: Final = HEAD + b"X-Telegram-Bot-Api-Secret-Token: wrong\r\n"
GET: Final = b"GET /live HTTP/1.1\r\nHost: here\r\n\r\n"

Wire: TypeAlias = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Far:
    """A server with limits, and its clients."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._wires: list[Wire] = []

    async def wire(self, sent: bytes = b"") -> Wire:
        """Connect, and send something."""
        wire = await asyncio.open_connection(self.place.host, self.place.port, limit=1024 * 1024)
        self._wires.append(wire)
        wire[1].write(sent)
        return wire

    async def close(self) -> None:
        """Abort the connections."""
        for _, writer in self._wires:
            writer.transport.abort()
        await asyncio.sleep(0)


async def _live(_scope: Scope, _receive: Receive) -> Answer:
    return Answer.of(200, "ok")


async def _large(_scope: Scope, _receive: Receive) -> Answer:
    return Answer(200, b"x" * 32 * 1024 * 1024)


def _there(limits: Limits) -> AbstractAsyncContextManager[Far]:
    async def take(_: object) -> None: ...

    door = WebhookEndpoint(SECRET)
    door.take = take
    pages = Pages({"/hook": ("POST", door), "/live": ("GET", _live), "/large": ("GET", _large)})

    @asynccontextmanager
    async def there() -> AsyncIterator[Far]:
        async with serving(pages, Place("127.0.0.1", 0), limits) as server:
            far = Far(server.place)
            try:
                yield far
            finally:
                await far.close()

    return there()


async def rest(reader: asyncio.StreamReader, within_s: float = SOON_S) -> bytes:
    """Return everything until the server closes the connection, which must be soon."""
    async with asyncio.timeout(within_s):
        try:
            return await reader.read()
        except ConnectionResetError:
            return b""


@pytest.mark.parametrize(
    "head",
    [
        GET[:-2] + b"X-Long: " + b"x" * 1024 * 1024,
        GET[:-2] + b"X" * 1024 * 1024,
        GET[:-2] + b"X-Long: x\r\n" * 100_000,
        GET[:-2] + b"a:\r\n" * 15_000,
        b"GET /" + b"x" * 1024 * 1024,
        RIGHT + b"Transfer-Encoding: chunked\r\n\r\n2;" + b"x" * 1024 * 1024,
        RIGHT + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX-Trailer: " + b"x" * 1024 * 1024,
        RIGHT + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n" + b"X-Trailer: x\r\n" * 100_000,
        RIGHT + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\n \r\n" * 100_000,
    ],
    ids=["value", "name", "headers", "short headers", "path", "chunk", "trailer", "trailers", "chunks"],
)
async def test_a_head_is_bounded_wherever_it_is_long(head: bytes) -> None:
    async with _there(Limits()) as far:
        reader, _ = await far.wire(head)
        answer = await rest(reader)
        assert answer[:12] in {b"HTTP/1.1 431", b"HTTP/1.1 400", b""}
        reader, _ = await far.wire(GET)
        assert (await reader.readline()).startswith(b"HTTP/1.1 200")


async def test_a_head_that_never_ends_takes_no_memory() -> None:
    part = b"x" * 65536
    async with _there(Limits()) as far:
        reader, writer = await far.wire(GET[:-2] + b"X-Long: ")
        tracemalloc.start()
        try:
            for _ in range(256):
                writer.write(part)
                await asyncio.sleep(0)
                if writer.transport.is_closing():
                    break
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert most < 2 * 1024 * 1024
        assert (await rest(reader))[:12] in {b"HTTP/1.1 431", b""}


async def test_a_head_in_small_pieces_is_bounded_too() -> None:
    async with _there(Limits(head_bytes=2000)) as far:
        reader, writer = await far.wire(GET[:-2] + b"X-Long: ")
        for _ in range(3000 // 50):
            writer.write(b"x" * 50)
            await asyncio.sleep(0)
        assert (await rest(reader))[:12] in {b"HTTP/1.1 431", b""}


async def test_a_head_below_the_limit_and_a_body_above_it_are_taken() -> None:
    body = b" " * (Limits().head_bytes * 4)
    head = RIGHT + b"X-Long: " + b"x" * 50_000 + b"\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
    async with _there(Limits()) as far:
        reader, _ = await far.wire(head % (len(body) + 2) + body + b"{}")
        assert (await rest(reader)).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"", b"408"),
        (b"\r\n", b"408"),
        (b"GET / HT", b"408"),
        (GET[:-2], b"408"),
        (RIGHT + b"Content-Length: 10\r\n\r\n", b"408"),
        (RIGHT + b"Content-Length: 10\r\n\r\n{", b"408"),
        (RIGHT + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n", b"408"),
        (RIGHT + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX: ", b"408"),
        (GET, b"200"),
        (GET + b"\r\n", b"200"),
        (GET + b"GET / HT", b"200"),
    ],
)
async def test_whoever_stops_half_way_is_closed(sent: bytes, status: bytes) -> None:
    async with _there(SHORT) as far:
        reader, _ = await far.wire(sent)
        assert (await rest(reader)).startswith(b"HTTP/1.1 " + status)


@pytest.mark.parametrize("sent", [GET[:-2], RIGHT + b"Content-Length: 100000\r\n\r\n", b"", GET + GET[:-2]])
async def test_whoever_sends_a_byte_now_and_then_is_closed_as_early(sent: bytes) -> None:
    async with _there(SHORT) as far:
        reader, writer = await far.wire(sent)
        begun = perf_counter()
        while not reader.at_eof() and perf_counter() - begun < SOON_S:
            writer.write(b"\r\n" if not sent else b"x")
            await asyncio.sleep(0.05)
            if reader.exception() is not None:
                break
        assert perf_counter() - begun < SOON_S


async def test_a_connection_that_was_used_may_rest_for_longer() -> None:
    async with _there(SHORT) as far:
        reader, writer = await far.wire(GET)
        assert (await reader.readuntil(b"ok\n")).startswith(b"HTTP/1.1 200")
        await asyncio.sleep(2 * SHORT.head_s)
        writer.write(GET)
        assert (await reader.readuntil(b"ok\n")).startswith(b"HTTP/1.1 200")
        assert await rest(reader) == b""


async def test_whoever_does_not_take_the_answer_is_closed() -> None:
    async with _there(Limits(body_s=0.3)) as far:
        with socket.socket() as stranger:
            stranger.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            stranger.setblocking(False)  # noqa: FBT003  # the library's signature
            await asyncio.get_running_loop().sock_connect(stranger, (far.place.host, far.place.port))
            stranger.send(b"GET /large HTTP/1.1\r\nHost: here\r\n\r\n")
            async with asyncio.timeout(SOON_S):
                while not _connections():  # noqa: ASYNC110  # there is no event for it
                    await asyncio.sleep(0.01)
                while _connections():  # noqa: ASYNC110  # there is no event for it
                    await asyncio.sleep(0.05)


def _connections() -> list[Connection]:
    return [each for each in gc.get_objects() if isinstance(each, Connection) and each in each.connections]


async def test_a_wrong_secret_is_answered_before_the_body_is_there() -> None:
    async with _there(Limits()) as far:
        for length in (b"Content-Length: 1000000\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n"):
            reader, _ = await far.wire(WRONG + b"Expect: 100-continue\r\n" + length)
            assert (await rest(reader)).startswith(b"HTTP/1.1 401")


@pytest.mark.parametrize("path", [b"/nowhere", b"/live"])
async def test_what_is_refused_is_closed_without_its_body(path: bytes) -> None:
    async with _there(Limits()) as far:
        reader, _ = await far.wire(b"POST " + path + b" HTTP/1.1\r\nHost: here\r\nContent-Length: 1000000\r\n\r\n")
        assert (await rest(reader)).startswith(b"HTTP/1.1 40")


async def test_a_body_that_is_too_long_is_refused_before_it_is_there() -> None:
    async with _there(Limits()) as far:
        reader, _ = await far.wire(RIGHT + b"Content-Length: 1000000000000\r\n\r\n")
        assert (await rest(reader)).startswith(b"HTTP/1.1 413")


async def test_a_crowd_of_silent_strangers_keeps_nobody_out() -> None:
    async with _there(Limits(at_once=20)) as far:
        silent = [await far.wire(b"GET / HT") for _ in range(60)]
        reader, _ = await far.wire(GET)
        assert (await reader.readline()).startswith(b"HTTP/1.1 200")
        assert len(_connections()) <= 20
        assert await rest(silent[0][0]) == b""


async def test_requests_that_do_not_wait_for_answers_are_bounded() -> None:
    async with _there(Limits()) as far:
        reader, _ = await far.wire(GET * 4)
        for _ in range(4):
            assert (await reader.readuntil(b"ok\n")).startswith(b"HTTP/1.1 200")
        reader, _ = await far.wire(b"GET /live HTTP/1.1\r\n\r\n" * 100_000)
        assert (await rest(reader)).count(b"ok\n") <= 4096 // 22 + PIPELINED
