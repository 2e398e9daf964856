"""Health and metrics for operators."""

import asyncio
import math
import socket
import sqlite3
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families

from bot.errors import SettingsError
from bot.observability.metrics import Metrics
from bot.setting_values import Place as Listen
from bot.turns.dispatcher import TurnDispatcher
from bot.turns.incoming import IncomingEvent
from bot.web.asgi import Pages
from bot.web.health import Health
from bot.web.server import serving
from dialogs.protocol.events import Said
from tests.support.stand_ins import KARI, OLA, Place
from tests.support.stand_ins import place as make_place

ANYWHERE = Listen("127.0.0.1", 0)


@dataclass
class World:
    """A running coach, and requests to it."""

    place: Place
    dispatcher: TurnDispatcher
    metrics: Metrics
    stop: asyncio.Event
    met: asyncio.Event
    url: str
    http: ClientSession

    async def get(self, path: str) -> tuple[int, str]:
        async with self.http.get(f"{self.url}{path}") as response:
            return response.status, (await response.text()).strip()

    async def figures(self) -> dict[str, float]:
        """Return the metrics by name and labels."""
        status, text = await self.get("/metrics")
        assert status == 200
        samples = [sample for family in text_string_to_metric_families(f"{text}\n") for sample in family.samples]
        return {" ".join([sample.name, *sample.labels.values()]): sample.value for sample in samples}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = make_place(tmp_path / "coach.db")
    yield place
    place.database.close()


@pytest.fixture
async def world(place: Place) -> AsyncIterator[World]:
    metrics, stop, met = Metrics(), asyncio.Event(), asyncio.Event()
    met.set()
    async with TurnDispatcher(place.database, place.exchange) as dispatcher, ClientSession() as http:
        health = Health(dispatcher, place.clock, metrics, "telegram", stop, met.is_set)
        pages = {name: ("GET", getattr(health, name)) for name in ("live", "ready", "metrics")}
        async with serving(Pages({f"/{name}": page for name, page in pages.items()}), ANYWHERE) as server:
            yield World(place, dispatcher, metrics, stop, met, f"http://{server.place}", http)


async def test_it_is_ready_when_all_is_there(world: World) -> None:
    assert await world.get("/ready") == (200, "ready")
    assert await world.get("/live") == (200, "ok")


async def test_it_is_not_ready_before_telegram_has_answered(world: World) -> None:
    world.met.clear()
    assert await world.get("/ready") == (503, "Telegram has not answered yet")


async def test_it_is_not_ready_when_it_stops_but_lives(world: World) -> None:
    world.stop.set()
    assert await world.get("/ready") == (503, "stopping")
    assert (await world.get("/live"))[0] == 200


async def test_it_is_not_ready_while_the_database_is_away_and_has_no_figure_of_it(world: World) -> None:
    with sqlite3.connect(world.place.path, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")  # for longer than the timeout
        assert await world.get("/ready") == (503, "the database cannot be written")
        figures = await world.figures()
        assert math.isnan(figures["coach_outbox_due"])
        other.execute("ROLLBACK")
    other.close()


async def test_it_is_not_ready_with_an_older_schema(world: World) -> None:
    with world.place.database.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    assert await world.get("/ready") == (503, "the database has an older schema")
    with world.place.database.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert await world.get("/ready") == (200, "ready")


async def test_what_waits_is_counted_and_how_long(world: World) -> None:
    for address in (KARI, OLA):
        await world.dispatcher.handle(IncomingEvent(address, Said("hei")))
        await world.dispatcher.handle(IncomingEvent(address, Said("hei")))
    world.place.clock.wait(seconds=40)
    figures = await world.figures()
    assert figures["coach_outbox_due"] == 2
    assert figures["coach_outbox_oldest_seconds"] == 40
    assert figures["coach_nudges_due"] == 0


async def test_updates_calls_and_messages_are_counted(world: World) -> None:
    world.metrics.arrived("message", 2.0)
    world.metrics.arrived("callback_query", None)
    world.metrics.taken("done", 0.02)
    for status in (200, 429, 502, 400, 0):
        world.metrics.called("sendMessage", status, 0.1)
    world.metrics.called("getUpdates", 200, 30)
    world.metrics.fate("sent")
    figures = await world.figures()
    assert figures["coach_updates_total message"] == figures["coach_updates_total callback_query"] == 1
    assert figures["coach_update_lag_seconds_count"] == 1
    assert figures["coach_update_seconds_count done"] == 1
    assert figures["coach_api_seconds_count sendMessage"] == 5
    assert "coach_api_seconds_count getUpdates" not in figures
    assert [figures[f"coach_api_errors_total {kind}"] for kind in ("429", "5xx", "4xx", "connection")] == [1] * 4
    assert (figures["coach_messages_total sent"], figures["coach_messages_total buried"]) == (1, 0)
    assert figures["process_resident_memory_bytes"] > 0


async def test_a_head_has_no_body_and_other_pages_are_not_there(world: World) -> None:
    async with world.http.head(f"{world.url}/ready") as response:
        assert (response.status, await response.read()) == (200, b"")
    assert (await world.get("/"))[0] == 404
    async with world.http.post(f"{world.url}/ready") as response:
        assert response.status == 405


async def test_a_place_that_is_taken_is_the_operators() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = Listen("127.0.0.1", other.getsockname()[1])
        with pytest.raises(SettingsError, match=f"COACH_LISTEN: cannot listen at {taken}"):
            async with serving(Pages({}), taken):
                pass


async def test_a_name_that_is_no_host_is_the_operators() -> None:
    with pytest.raises(SettingsError, match="COACH_LISTEN"):
        async with serving(Pages({}), Listen("no.such.host.invalid", 1)):
            pass
