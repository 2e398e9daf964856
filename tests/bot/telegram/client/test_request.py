"""The HTTP client behaves like PTB's own."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port
from telegram import Bot
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import BaseRequest, HTTPXRequest

from bot.telegram.client.request import AioRequest, proxy_from_environment
from bot.telegram.client.timeouts import Timeouts

Make = Callable[..., BaseRequest]


def of_ptb(connections: int = 8, read: float = 5.0, pool: float = 1.0, proxy: str | None = None) -> BaseRequest:
    return HTTPXRequest(connections, read_timeout=read, pool_timeout=pool, connect_timeout=2, proxy=proxy)


def of_ours(connections: int = 8, read: float = 5.0, pool: float = 1.0, proxy: str | None = None) -> BaseRequest:
    return AioRequest(connections, Timeouts(read=read, pool=pool, connect=2), proxy)


@pytest.fixture(params=[of_ours, of_ptb])
def make(request: pytest.FixtureRequest) -> Make:
    made: Make = request.param
    return made


TOLD = web.AppKey("told", list[dict[str, Any]])


def _file(field: web.FileField) -> tuple[str, str, bytes]:
    return field.filename, field.content_type, field.file.read()


async def proxy(request: web.Request) -> web.Response:
    """Return the requested target; a proxy gets a full URL."""
    return web.Response(text=f'{{"result": "by proxy {request.raw_path}"}}')


async def answer(request: web.Request) -> web.Response:
    """Respond as the query says."""
    await asyncio.sleep(float(request.query.get("wait", 0)))
    if "drop" in request.query and request.transport:
        request.transport.abort()
    status = int(request.query.get("status", 200))
    return web.Response(status=status, text=request.query.get("body", '{"ok": true, "result": true}'))


async def echo(request: web.Request) -> web.Response:
    """Respond with the request content as the text of a message."""
    told: dict[str, Any] = {"agent": request.headers["User-Agent"]}
    if request.content_type == "application/json":
        # As Telegram reads it: non-string values are JSON.
        given = await request.json()
        told |= {name: value if isinstance(value, str) else json.dumps(value) for name, value in given.items()}
    for name, value in (await request.post()).items():
        told[name] = _file(value) if isinstance(value, web.FileField) else value
    request.app[TOLD].append(told)
    return web.json_response({"ok": True, "result": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}})


@pytest.fixture
async def server() -> AsyncIterator[TestServer]:
    app = web.Application(client_max_size=30 * 2**20)
    app[TOLD] = []
    app.router.add_route("*", "/answer", answer)
    app.router.add_post("/bot1:x/{method}", echo)
    app.router.add_route("*", "/{tail:.*}", proxy)
    server = TestServer(app)
    async with server:
        yield server


@pytest.fixture
def address(server: TestServer) -> str:
    return str(server.make_url("/answer"))


def told_to(server: TestServer) -> list[dict[str, Any]]:
    return server.app[TOLD]


def bot_of(server: TestServer, request: BaseRequest) -> Bot:
    return Bot("1:x", base_url=str(server.make_url("/bot")), request=request, get_updates_request=request)


async def test_parameters_arrive_as_telegram_reads_them(make: Make, server: TestServer) -> None:
    async with make() as request:
        await bot_of(server, request).send_message(7, "å & <b> +%\n", disable_notification=True, parse_mode=None)
    (told,) = told_to(server)
    expected = {"chat_id": "7", "text": "å & <b> +%\n", "disable_notification": "true"}
    assert told == expected | {"agent": BaseRequest.USER_AGENT}


async def test_a_file_arrives_with_its_name(make: Make, server: TestServer) -> None:
    content = bytes(range(256)) * 8_000
    async with make() as request:
        await bot_of(server, request).send_document(7, content, filename="nettverk æøå.json", caption="å & <b>")
    (told,) = told_to(server)
    (file,) = (value for value in told.values() if isinstance(value, tuple))
    assert file[:2] == ("nettverk æøå.json", "application/json")
    assert file[2] == content, "the content differs"  # not shown, because it is long
    assert (told["chat_id"], told["caption"]) == ("7", "å & <b>")


async def test_a_file_is_fetched(make: Make, address: str) -> None:
    async with make() as request:
        assert await request.retrieve(f"{address}?body=abc") == b"abc"


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (400, '{"description": "Bad Request: x"}', BadRequest),
        (401, '{"description": "Unauthorized"}', InvalidToken),
        (403, '{"description": "Forbidden: bot was blocked by the user"}', Forbidden),
        (404, '{"description": "Not Found"}', InvalidToken),
        (409, '{"description": "Conflict: x"}', Conflict),
        (429, '{"description": "x", "parameters": {"retry_after": 5}}', RetryAfter),
        (500, '{"description": "Internal Server Error"}', NetworkError),
        (502, "<html>Bad Gateway</html>", NetworkError),
        (200, "<html>log in to our network</html>", TelegramError),
        (200, '{"result": "cut o', TelegramError),
    ],
)
async def test_an_answer_is_the_same_error(
    make: Make, address: str, status: int, body: str, kind: type[TelegramError]
) -> None:
    async with make() as request:
        with pytest.raises(TelegramError) as raised:
            await request.post(f"{address}?status={status}&body={body}")
    assert type(raised.value) is kind


async def test_an_answer_that_comes_too_late_is_timed_out(make: Make, address: str) -> None:
    async with make(read=0.05) as request:
        with pytest.raises(TimedOut):
            await request.post(f"{address}?wait=1")
        assert await request.post(f"{address}?wait=0.2", read_timeout=3) is True


async def test_a_full_pool_is_timed_out(make: Make, address: str) -> None:
    async with make(connections=1, pool=0.05) as request:
        first = asyncio.create_task(request.post(f"{address}?wait=0.6"))
        await asyncio.sleep(0.1)
        with pytest.raises(TimedOut, match="not"):
            await request.post(address)
        assert await first is True


async def test_a_line_that_breaks_is_a_network_error(make: Make, address: str) -> None:
    async with make() as request:
        with pytest.raises(NetworkError) as raised:
            await request.post(f"{address}?drop=1")
    assert type(raised.value) is NetworkError


async def test_nobody_there_is_a_network_error(make: Make) -> None:
    async with make() as request:
        with pytest.raises(NetworkError):
            await request.post(f"http://127.0.0.1:{unused_port()}/bot1:SECRET/getMe")


async def test_no_request_before_it_is_opened_and_after_it_is_closed() -> None:
    request = AioRequest()
    with pytest.raises(NetworkError, match="not initialized"):
        await request.post("http://127.0.0.1/")
    await request.initialize()
    await request.initialize()
    await request.shutdown()
    await request.shutdown()
    with pytest.raises(NetworkError, match="not initialized"):
        await request.post("http://127.0.0.1/")


async def test_it_opens_again(address: str) -> None:
    request = AioRequest()
    for _ in range(2):
        async with request:
            assert await request.post(address) is True


async def test_the_token_is_in_no_error(server: TestServer) -> None:
    async with of_ours() as request:
        for query in ("drop=1", "wait=3"):
            with pytest.raises(NetworkError) as raised:
                await request.post(f"{server.make_url('/answer')}?{query}&token=SECRET", read_timeout=0.1)
            assert "SECRET" not in repr(raised.value)
            assert raised.value.__suppress_context__


async def test_a_proxy_is_used(make: Make, server: TestServer) -> None:
    async with make(proxy=str(server.make_url(""))) as request:
        assert str(await request.post("http://telegram.example/x")) == "by proxy http://telegram.example/x"


async def test_the_proxy_of_the_environment_is_used(
    make: Make, server: TestServer, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", str(server.make_url("")))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    async with make() as request:
        assert str(await request.post("http://telegram.example/x")) == "by proxy http://telegram.example/x"
        assert await request.post(address) is True


def test_the_environment_names_proxies_by_scheme_and_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    assert proxy_from_environment("https", "api.telegram.org") is None
    monkeypatch.setenv("ALL_PROXY", "http://all:1")
    assert proxy_from_environment("https", "api.telegram.org") == "http://all:1"
    monkeypatch.setenv("HTTPS_PROXY", "http://secure:1")
    assert proxy_from_environment("https", "api.telegram.org") == "http://secure:1"
    monkeypatch.setenv("NO_PROXY", "telegram.org")
    assert proxy_from_environment("https", "api.telegram.org") is None
