"""The load balancer of deploy/Caddyfile, run by Caddy with two substitutes for replicas."""

import asyncio
import os
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from tests.support.program import ROOT

CADDY = shutil.which("caddy", path=f"{ROOT / 'build' / 'tools' / 'bin'}{os.pathsep}{os.environ['PATH']}")
SECRET = {"X-Telegram-Bot-Api-Secret-Token": "s3cret"}
UPDATE = b'{"update_id": 1}'

pytestmark = pytest.mark.skipif(not CADDY, reason="caddy is not installed: `make deploy-check` brings it")


@dataclass
class Replica:
    """A substitute for a replica: it returns its requests, and can be unready or end during a request."""

    port: int
    is_ready: bool = True
    is_dying: bool = False
    got: list[tuple[str, bytes, str]] = field(default_factory=list)
    asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        if request.path == "/ready":
            self.asked.set()
            return web.Response(status=200 if self.is_ready else 503)
        self.got.append((request.path, await request.read(), request.headers.get(next(iter(SECRET)), "")))
        if self.is_dying and request.transport:
            request.transport.close()
        return web.Response(text=str(self.port))

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        application = web.Application()
        application.router.add_route("*", "/{rest:.*}", self.answer)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self.port).start()
        try:
            yield
        finally:
            await runner.cleanup()


@dataclass(frozen=True)
class Stage:
    """A load balancer with two replicas."""

    url: str
    replicas: tuple[Replica, Replica]

    async def post(self, path: str = "/telegram", body: bytes = UPDATE) -> int:
        async with (
            aiohttp.ClientSession() as client,
            client.post(self.url + path, data=BytesIO(body), headers=SECRET) as answer,
        ):
            return answer.status

    async def get(self, path: str) -> int:
        async with aiohttp.ClientSession() as client, client.get(self.url + path) as answer:
            return answer.status

    async def asked_again(self, replica: Replica) -> None:
        """Wait until the load balancer has checked the health of a replica."""
        replica.asked.clear()
        await asyncio.wait_for(replica.asked.wait(), 10)
        await asyncio.sleep(0.2)


@pytest.fixture
def ports() -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(4)]
    numbers = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return numbers


@pytest.fixture
async def stage(ports: list[int], tmp_path: Path) -> AsyncIterator[Stage]:
    first, second = Replica(ports[0]), Replica(ports[1])
    variables = {
        "HOME": str(tmp_path),
        "CADDY_ADMIN": f"127.0.0.1:{ports[2]}",
        "COACH_HOST": f"http://127.0.0.1:{ports[3]}",  # with http: in the name, Caddy requests no certificate
        "COACH_REPLICAS": f"127.0.0.1:{ports[0]} 127.0.0.1:{ports[1]}",
    }
    async with first.serving(), second.serving():
        caddy = await asyncio.create_subprocess_exec(
            str(CADDY),
            "run",
            "--adapter=caddyfile",
            f"--config={ROOT / 'deploy' / 'Caddyfile'}",
            env=variables,
            cwd=tmp_path,
            stderr=subprocess.DEVNULL,
        )
        try:
            await asyncio.wait_for(asyncio.gather(first.asked.wait(), second.asked.wait()), 20)
            await _listening(ports[3])
            yield Stage(variables["COACH_HOST"], (first, second))
        finally:
            caddy.terminate()
            await caddy.wait()


async def _listening(port: int) -> None:
    for _ in range(200):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            await writer.wait_closed()
            return
    raise TimeoutError


async def test_an_update_comes_through_as_telegram_sent_it(stage: Stage) -> None:
    assert await stage.post() == 200
    (got,) = stage.replicas[0].got + stage.replicas[1].got
    assert got == ("/telegram", UPDATE, "s3cret")


async def test_nothing_else_does(stage: Stage) -> None:
    for path in ("/", "/metrics", "/ready", "/health", "/telegram", "/telegram/../metrics", "//metrics"):
        assert await stage.get(path) == 404, path
    for path in ("/", "/metrics", "/ready", "/telegram/more", "/Telegrams"):
        assert await stage.post(path) == 404, path
    assert stage.replicas[0].got + stage.replicas[1].got == []


async def test_what_is_too_large_or_does_not_say_how_large_it_is_is_refused_at_once(stage: Stage) -> None:
    async def dribble() -> AsyncIterator[bytes]:
        yield UPDATE

    async with asyncio.timeout(5), aiohttp.ClientSession() as client:
        for body in (BytesIO(b" " * 1_100_000), dribble()):
            async with client.post(f"{stage.url}/telegram", data=body) as answer:
                assert answer.status == 413
    assert stage.replicas[0].got + stage.replicas[1].got == []


async def test_both_replicas_get_work(stage: Stage) -> None:
    assert set(await asyncio.gather(*(stage.post() for _ in range(40)))) == {200}
    assert all(replica.got for replica in stage.replicas)


async def test_an_update_whose_replica_dies_with_it_goes_whole_to_the_other(stage: Stage) -> None:
    stage.replicas[0].is_dying = True
    for _ in range(10):
        assert await stage.post() == 200
    assert stage.replicas[0].got
    assert {body for _, body, _ in stage.replicas[1].got} == {UPDATE}
    assert len(stage.replicas[1].got) == 10


async def test_a_replica_that_is_not_ready_gets_no_work(stage: Stage) -> None:
    stage.replicas[0].is_ready = False
    await stage.asked_again(stage.replicas[0])
    for _ in range(10):
        assert await stage.post() == 200
    assert stage.replicas[0].got == []


async def test_where_no_replica_is_ready_telegram_is_told_to_come_again(stage: Stage) -> None:
    for replica in stage.replicas:
        replica.is_ready = False
    await asyncio.gather(*map(stage.asked_again, stage.replicas))
    waiting = asyncio.create_task(stage.post())
    await asyncio.sleep(0.5)
    assert not waiting.done()  # a shorter outage of the database is not noticed
    stage.replicas[1].is_ready = True
    assert await asyncio.wait_for(waiting, 20) == 200
