"""The minimal HTTP client: connections are kept, responses of every form are parsed, and none is mixed up."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from httptools import HttpParserError

from bot.telegram.client.http import Poster

CERTIFICATE = Path(__file__).parent / "localhost.pem"

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntrue"
CLOSING = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\ntrue"


@dataclass
class Raw:
    """A server that sends the next of its responses to each request, in the given pieces; None drops the connection."""

    answers: list[tuple[bytes, ...]]
    port: int = 0
    lines: int = 0
    asked: list[bytes] = field(default_factory=list)
    pause: float = 0.0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/bot1:x/getMe"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.lines += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
                self.asked.append(head + await reader.readexactly(length))
                answer = self.answers.pop(0)
                await asyncio.sleep(self.pause)
                for part in answer:
                    writer.write(part)
                    await writer.drain()
                    await asyncio.sleep(0.005)
                if not answer or b"lose" in answer[0] or b"1.0" in answer[0]:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def serving(*answers: tuple[bytes, ...], secure: ssl.SSLContext | None = None) -> AsyncIterator[Raw]:
    raw = Raw(list(answers))
    server = await asyncio.start_server(raw.serve, "127.0.0.1", 0, ssl=secure)
    raw.port = server.sockets[0].getsockname()[1]
    yield raw
    server.close()


@pytest.fixture
async def poster() -> AsyncIterator[Poster]:
    poster = Poster(ssl.create_default_context(cafile=CERTIFICATE), "coach")
    yield poster
    await poster.close()


async def post(poster: Poster, raw: Raw, total: float = 5.0) -> tuple[int, bytes]:
    return await poster.post(raw.url, b'{"a":1}', 2.0, total)


async def test_one_connection_serves_one_call_after_another(poster: Poster) -> None:
    async with serving((OK,), (OK,), (OK,)) as raw:
        assert [await post(poster, raw) for _ in range(3)] == [(200, b"true")] * 3
        assert raw.lines == 1
    head, _, body = raw.asked[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /bot1:x/getMe HTTP/1.1\r\nHost: 127.0.0.1:")
    assert body == b'{"a":1}'


async def test_calls_at_the_same_time_have_a_connection_each(poster: Poster) -> None:
    async with serving(*[(OK,)] * 6) as raw:
        raw.pause = 0.05
        await asyncio.gather(*(post(poster, raw) for _ in range(3)))
        await asyncio.gather(*(post(poster, raw) for _ in range(3)))
        assert raw.lines == 3


@pytest.mark.parametrize(
    "answer",
    [
        tuple(bytes([byte]) for byte in OK),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\ntr\r\n", b"2\r\nue\r\n0\r\n\r\n"),
        (b"HTTP/1.1 100 Continue\r\n\r\n" + OK,),
        (b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n", OK),
        (b"HTTP/1.0 200 OK\r\n\r\n", b"true"),
        (CLOSING,),
    ],
)
async def test_every_form_of_an_answer_is_read(poster: Poster, answer: tuple[bytes, ...]) -> None:
    async with serving(answer, (OK,)) as raw:
        assert await post(poster, raw) == (200, b"true")
        assert await post(poster, raw) == (200, b"true")


async def test_a_connection_that_the_server_closes_is_not_used_again(poster: Poster) -> None:
    async with serving((CLOSING,), (OK,)) as raw:
        for _ in range(2):
            await post(poster, raw)
            await asyncio.sleep(0.02)
        assert raw.lines == 2


@pytest.mark.parametrize("answer", [(), (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\nX: close\r\n\r\ntrue",)])
async def test_an_answer_that_breaks_off_is_none(poster: Poster, answer: tuple[bytes, ...]) -> None:
    async with serving(answer, (OK,)) as raw:
        with pytest.raises(ConnectionError):
            await post(poster, raw)
        assert await post(poster, raw) == (200, b"true")


async def test_a_call_that_is_cut_off_on_a_kept_connection_is_not_made_again(poster: Poster) -> None:
    async with serving((OK,), (), (OK,)) as raw:
        await post(poster, raw)
        with pytest.raises(ConnectionError):
            await post(poster, raw)
        assert (raw.lines, len(raw.asked)) == (1, 2)


async def test_what_is_no_http_is_refused(poster: Poster) -> None:
    async with serving((b"SSH-2.0-OpenSSH\r\n",), (OK,)) as raw:
        with pytest.raises(HttpParserError):
            await post(poster, raw)
        assert await post(poster, raw) == (200, b"true")


async def test_an_answer_that_comes_too_late_is_not_taken_for_the_next(poster: Poster) -> None:
    late = OK.replace(b"true", b"late")
    async with serving((late,), (OK,)) as raw:
        raw.pause = 0.2
        with pytest.raises(TimeoutError):
            await post(poster, raw, total=0.1)
        raw.pause = 0
        await asyncio.sleep(0.2)
        assert await post(poster, raw) == (200, b"true")
        assert raw.lines == 2


async def test_what_nobody_asked_for_ends_the_connection(poster: Poster) -> None:
    async with serving((OK, OK), (OK,)) as raw:
        assert await post(poster, raw) == (200, b"true")
        await asyncio.sleep(0.05)
        assert await post(poster, raw) == (200, b"true")
        assert raw.lines == 2


async def test_nobody_there_is_an_error(poster: Poster) -> None:
    async with serving() as raw:
        pass
    with pytest.raises(ConnectionRefusedError):
        await post(poster, raw)


async def test_a_server_is_known_by_its_certificate() -> None:
    secure = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    secure.load_cert_chain(CERTIFICATE)
    trusting = Poster(ssl.create_default_context(cafile=CERTIFICATE), "coach")
    wary = Poster(ssl.create_default_context(), "coach")
    async with serving((OK,), (OK,), (OK,), secure=secure) as raw:
        for _ in range(2):
            assert await trusting.post(f"https://localhost:{raw.port}/", b"{}", 5, 5) == (200, b"true")
        assert raw.lines == 1
        with pytest.raises(ssl.SSLCertVerificationError):
            await wary.post(f"https://localhost:{raw.port}/", b"{}", 5, 5)
        with pytest.raises(ssl.SSLCertVerificationError):  # the certificate is for another name
            await trusting.post(f"https://127.0.0.1:{raw.port}/", b"{}", 5, 5)
        await trusting.close()
