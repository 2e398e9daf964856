"""The real program with a Bot API server: stopped, killed, and started twice."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from aiohttp import ClientConnectorError, ClientSession
from aiohttp.test_utils import unused_port

from tests.support.program import COACH, World
from tests.support.telegram.server import TelegramServer

HI = "Hei"


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        yield server


@pytest.fixture
def world(tmp_path: Path, server: TelegramServer) -> World:
    return World.with_database(tmp_path).having(TELEGRAM_BOT_TOKEN=server.token, TELEGRAM_API_BASE=server.base)


@asynccontextmanager
async def running(world: World, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run `coach run` until the block ends."""
    process = await asyncio.create_subprocess_exec(
        *COACH, "run", env=world.having(**settings).environment, cwd=world.folder, stderr=asyncio.subprocess.PIPE
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.communicate()


async def logged(process: asyncio.subprocess.Process, words: str) -> str:
    """Wait for a line of the log."""
    assert process.stderr is not None
    async with asyncio.timeout(30):
        async for line in process.stderr:
            if words in line.decode():
                return line.decode()
    raise AssertionError(f"it ended without saying {words!r}")


async def status(url: str) -> int:
    async with ClientSession() as http:
        with suppress(ClientConnectorError, OSError):
            async with http.get(url) as response:
                return response.status
    return 0


def hook(port: int) -> dict[str, str]:
    return {"COACH_WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram", "COACH_LISTEN": f"127.0.0.1:{port}"}


async def test_by_webhook_it_is_ready_then_stops_without_losing_what_it_holds(
    server: TelegramServer, world: World
) -> None:
    port = unused_port()
    base = f"http://127.0.0.1:{port}"
    people = [server.user(str(number), "nb") for number in range(20)]
    async with running(world, COACH_MESSAGES_PER_SECOND="0", **hook(port)) as process:
        await server.until(lambda: bool(server.webhook))
        assert [await status(f"{base}/{page}") for page in ("health", "ready", "metrics")] == [200] * 3
        for user in people:
            server.say(user, HI)
        await server.until(lambda: bool(server.courier.statuses))
        process.send_signal(signal.SIGTERM)
        begun = time.monotonic()
        while await status(f"{base}/ready") == 200:  # noqa: ASYNC110  # only its HTTP response shows it
            await asyncio.sleep(0.02)
        assert await status(f"{base}/ready") == 503
        assert await status(f"{base}/health") == 200
        assert await asyncio.wait_for(process.wait(), 15) == 0
        assert time.monotonic() - begun < 10
    assert server.updates == []
    assert all(len(server.messages(user)) >= 1 for user in people)
    assert set(server.courier.statuses) == {200}
    assert server.webhook == f"{base}/telegram"


async def test_by_polling_it_stops_without_losing_what_it_holds(server: TelegramServer, world: World) -> None:
    people = [server.user(str(number), "nb") for number in range(20)]
    for user in people:
        server.say(user, HI)
    async with running(world, COACH_MESSAGES_PER_SECOND="0") as process:
        await server.until(lambda: any(server.shown.values()))
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 15) == 0
    assert server.updates == []
    assert all(len(server.messages(user)) >= 1 for user in people)


async def test_a_poller_in_reserve_takes_over_from_one_that_was_killed(server: TelegramServer, world: World) -> None:
    port = unused_port()
    kari = server.user("Kari", "nb")
    async with running(world) as first:
        await server.until(lambda: server.polls > 0)
        async with running(world, COACH_LISTEN=f"127.0.0.1:{port}") as second:
            await logged(second, "waiting in reserve")
            assert await status(f"http://127.0.0.1:{port}/ready") == 200
            first.kill()
            begun = time.monotonic()
            server.say(kari, HI)
            await logged(second, "taking over")
            (reply, *_) = await server.replies(kari)
            assert time.monotonic() - begun < 15
            assert reply.text
    assert server.refused == []


async def test_a_poller_that_was_killed_starts_again_without_waiting_for_its_own_lease(
    server: TelegramServer, world: World
) -> None:
    for _ in range(2):
        polls = server.polls
        async with running(world) as process:
            await server.until(lambda polls=polls: server.polls > polls)  # type: ignore[misc]  # a default binds it
            process.kill()
            await process.wait()


async def test_an_update_bears_one_id_from_arrival_to_the_sent_message(server: TelegramServer, world: World) -> None:
    kari = server.user("Kari", "nb")
    async with running(world, COACH_LOG="json") as process:
        server.say(kari, HI)
        taken = await logged(process, "update taken")
        sent = await logged(process, "message sent")
    assert '"update": "' in taken
    assert taken.split('"update": "')[1][:8] == sent.split('"update": "')[1][:8]
    assert not any(word in taken + sent for word in ("Kari", HI, str(kari.id)))


async def test_an_address_that_is_taken_is_one_clear_line(world: World) -> None:
    port = unused_port()
    async with running(world, COACH_LISTEN=f"127.0.0.1:{port}") as first:
        await logged(first, "listening")
        async with running(world, COACH_LISTEN=f"127.0.0.1:{port}") as second:
            assert "COACH_LISTEN" in await logged(second, "coach:")
            assert await asyncio.wait_for(second.wait(), 60) == 2


@pytest.mark.parametrize("url", ["http://127.0.0.1/health", "http://127.0.0.1/metrics"])
async def test_the_webhook_cannot_be_where_another_page_is(world: World, url: str) -> None:
    async with running(world, COACH_WEBHOOK_URL=url) as process:
        assert "COACH_WEBHOOK_URL needs another path" in await logged(process, "coach:")
        assert await asyncio.wait_for(process.wait(), 60) == 2
