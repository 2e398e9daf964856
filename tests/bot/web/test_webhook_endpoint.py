"""The webhook requires the secret, and responds 200 only after the commit."""

import asyncio
import json
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import msgspec
import pytest
from aiohttp import ClientSession

from bot.errors import DatabaseError
from bot.setting_values import Place
from bot.telegram.inbound import updates
from bot.web.asgi import Pages
from bot.web.server import serving
from bot.web.webhook_endpoint import MOST, WebhookEndpoint
from tests.support.telegram.ways import SECRET

RIGHT = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
KARI = {"id": 7, "is_bot": False, "first_name": "Kari"}
UPDATE = {
    "update_id": 9,
    "message": {"message_id": 3, "date": 1, "chat": {"id": 7, "type": "private"}, "from": KARI, "text": "hemmelig"},
}


class Taker:
    """Takes updates, slowly or not at all on request."""

    def __init__(self) -> None:
        self.taken: list[int] = []
        self.trouble: Exception | None = None
        self.held = asyncio.Event()
        self.held.set()

    async def __call__(self, data: Any) -> None:
        update = updates.read(data)
        await self.held.wait()
        if self.trouble is not None:
            raise self.trouble
        self.taken.append(update.update_id)


@pytest.fixture
def taker() -> Taker:
    return Taker()


@pytest.fixture
def door(taker: Taker) -> WebhookEndpoint:
    door = WebhookEndpoint(SECRET)
    door.take = taker
    return door


@pytest.fixture
async def url(door: WebhookEndpoint) -> AsyncIterator[str]:
    async with serving(Pages({"/hook": ("POST", door)}), Place("127.0.0.1", 0)) as server:
        yield f"http://{server.place}/hook"


@pytest.fixture
async def http() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


async def post(http: ClientSession, url: str, data: Any, headers: dict[str, str] | None = None) -> int:
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    async with http.post(url, data=BytesIO(body), headers=RIGHT if headers is None else headers) as response:
        await response.read()
        return response.status


async def test_an_update_with_the_secret_is_taken(http: ClientSession, url: str, taker: Taker) -> None:
    assert await post(http, url, UPDATE) == 200
    assert taker.taken == [9]


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], f"{SECRET}x", "æøå"])
async def test_without_the_right_secret_nothing_is_taken(
    http: ClientSession, url: str, taker: Taker, door: WebhookEndpoint, secret: str | None
) -> None:
    headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
    assert await post(http, url, UPDATE, headers) == 401
    assert (taker.taken, door.strange.is_set()) == ([], True)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b'{"update_id": 9',
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'"text"',
        b'{"update_id": "nine"}',
        b"[" * 100_000,
    ],
)
async def test_what_is_no_update_is_a_bad_request(http: ClientSession, url: str, taker: Taker, body: bytes) -> None:
    assert await post(http, url, body) == 400
    assert taker.taken == []


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/json", ""])
async def test_what_the_body_calls_itself_does_not_matter(
    http: ClientSession, url: str, taker: Taker, kind: str
) -> None:
    assert await post(http, url, UPDATE, RIGHT | {"Content-Type": kind}) == 200
    assert taker.taken == [9]


async def test_a_body_is_bounded(http: ClientSession, url: str, taker: Taker) -> None:
    longest = json.dumps(UPDATE).encode()
    assert await post(http, url, longest + b" " * (MOST - len(longest))) == 200
    assert await post(http, url, b" " * (MOST + 1)) == 413
    assert taker.taken == [9]


async def test_a_body_that_does_not_say_its_length_is_bounded_too(http: ClientSession, url: str, taker: Taker) -> None:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(MOST // 1000 + 10):
            yield b" " * 1000

    async with http.post(url, data=parts(), headers=RIGHT) as response:
        assert response.status == 413
    assert taker.taken == []


async def test_an_update_in_pieces_is_taken(http: ClientSession, url: str, taker: Taker) -> None:
    async def parts() -> AsyncIterator[bytes]:
        for byte in json.dumps(UPDATE).encode():
            yield bytes([byte])

    async with http.post(url, data=parts(), headers=RIGHT) as response:
        assert response.status == 200
    assert taker.taken == [9]


async def test_while_the_database_is_away_telegram_is_asked_to_come_again(
    http: ClientSession, url: str, taker: Taker
) -> None:
    taker.trouble = DatabaseError("away")
    async with http.post(url, json=UPDATE, headers=RIGHT) as response:
        assert (response.status, response.headers["Retry-After"]) == (503, "2")
    taker.trouble = None
    assert await post(http, url, UPDATE) == 200


async def test_before_the_coach_is_there_telegram_is_asked_to_come_again(
    http: ClientSession, url: str, door: WebhookEndpoint
) -> None:
    door.take = None
    assert await post(http, url, UPDATE) == 503


async def test_nothing_is_answered_before_the_commit(http: ClientSession, url: str, taker: Taker) -> None:
    taker.held.clear()
    answer = asyncio.create_task(post(http, url, UPDATE))
    done, _ = await asyncio.wait({answer}, timeout=0.2)
    assert not done
    taker.held.set()
    assert await answer == 200


async def test_a_fault_of_ours_is_a_fault_and_shows_nothing(http: ClientSession, url: str, taker: Taker) -> None:
    taker.trouble = RuntimeError("hemmelig")
    async with http.post(url, json=UPDATE, headers=RIGHT) as response:
        assert response.status == 500
        assert "hemmelig" not in await response.text()


async def test_nothing_of_a_request_is_logged(
    http: ClientSession, url: str, taker: Taker, capfd: pytest.CaptureFixture[str]
) -> None:
    await post(http, url, UPDATE)
    await post(http, url, UPDATE, {"X-Telegram-Bot-Api-Secret-Token": "hemmelig"})
    await post(http, url, b"hemmelig")
    taker.trouble = msgspec.ValidationError("hemmelig")
    await post(http, url, UPDATE)
    shown = "".join(capfd.readouterr())
    assert "hemmelig" not in shown
    assert SECRET not in shown


async def test_only_post_is_let_in(http: ClientSession, url: str) -> None:
    async with http.get(url, headers=RIGHT) as response:
        assert (response.status, response.headers["Allow"]) == (405, "POST")
    async with http.post(f"{url}/other", headers=RIGHT) as response:
        assert response.status == 404


async def test_a_stranger_without_http_is_not_even_logged(url: str, capfd: pytest.CaptureFixture[str]) -> None:
    host, port = url.removeprefix("http://").removesuffix("/hook").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"hemmelig\r\n\r\n")
    assert b"400" in await reader.read()
    writer.close()
    assert "".join(capfd.readouterr()) == ""


async def test_what_came_before_the_end_is_answered_and_taken(
    door: WebhookEndpoint, taker: Taker, http: ClientSession
) -> None:
    taker.held.clear()
    async with serving(Pages({"/hook": ("POST", door)}), Place("127.0.0.1", 0)) as server:
        answer = asyncio.create_task(post(http, f"http://{server.place}/hook", UPDATE))
        await asyncio.sleep(0.1)
        closing = asyncio.create_task(server.close())
        await asyncio.sleep(0.2)
        taker.held.set()
        await closing
    assert await answer == 200
    assert taker.taken == [9]
