"""A database outage: callers are told, nothing is half done, and the log reports it once."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, MutableMapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection
from structlog.testing import capture_logs

from bot.address import Address
from bot.errors import DatabaseError
from bot.storage.db.database import Database
from bot.turns.dispatcher import TurnDispatcher
from tests.support.postgres import QUICK, Server
from tests.support.stand_ins import KARI, OLA, Place, said
from tests.support.stand_ins import place as make_place

T = TypeVar("T")
DATABASES = ("sqlite",)
ADDRESSES = [Address("telegram", str(n)) for n in range(20)]


async def until_it_works(work: Callable[[], Awaitable[T]]) -> tuple[T, int]:
    """Retry until it succeeds, as the update handler does. Return the result and the number of failures."""
    failures = 0
    while True:
        try:
            return await work(), failures
        except DatabaseError:
            failures += 1
            await asyncio.sleep(0.05)


def told(logs: list[MutableMapping[str, Any]]) -> list[str]:
    return [log["event"] for log in logs]


@pytest.fixture(scope="module")
def one_server() -> Iterator[Server]:
    own = Server.ours(**QUICK)
    yield own
    own.close()


@pytest.fixture
def server(one_server: Server) -> Iterator[Server]:
    """Yield a PostgreSQL server that can be stopped, even if the other tests use a given one."""
    yield one_server
    if not one_server.is_running:
        one_server.start()


@asynccontextmanager
async def on(server: Server, folder: Path) -> AsyncIterator[tuple[Place, TurnDispatcher]]:
    there = make_place(folder, server.url_of(server.make()))
    async with TurnDispatcher(there.database, there.exchange) as dispatcher:
        yield there, dispatcher
    there.database.close()


async def test_postgresql_started_anew_while_nobody_looked_is_not_noticed(server: Server, tmp_path: Path) -> None:
    async with on(server, tmp_path) as (place, dispatcher):
        await asyncio.gather(*(dispatcher.handle(said("consent", address)) for address in ADDRESSES))
        server.stop()
        server.start()
        with capture_logs() as logs:
            await asyncio.gather(*(dispatcher.handle(said("Per", address)) for address in ADDRESSES))
        assert logs == []
        assert place.count("fact") == len(ADDRESSES)


async def test_postgresql_may_go_away_and_come_back(server: Server, tmp_path: Path) -> None:
    async with on(server, tmp_path) as (place, dispatcher):
        await asyncio.gather(*(dispatcher.handle(said("consent", address)) for address in ADDRESSES))
        with capture_logs() as logs:
            server.stop()
            assert not await dispatcher.is_ready()
            arrivals = [said("Per", address, f"telegram:{n}") for n, address in enumerate(ADDRESSES)]
            waiting = [asyncio.create_task(until_it_works(lambda a=a: dispatcher.handle(a))) for a in arrivals]  # type: ignore[misc]
            await asyncio.sleep(1.0)
            began = time.monotonic()
            with pytest.raises(DatabaseError):
                await dispatcher.handle(said("and one more"))
            assert time.monotonic() - began < 0.5
            server.start()
            heard = await asyncio.gather(*waiting)
        assert all(failures for _, failures in heard)
        assert not any(taken.is_repeat for taken, _ in heard)
        assert place.count("fact") == len(ADDRESSES)
        assert told(logs) == ["the database cannot be used, updates wait", "the database can be used again"]


async def test_turns_go_on_through_kills_of_postgresql_each_once(server: Server, tmp_path: Path) -> None:
    async with on(server, tmp_path) as (place, dispatcher):
        await asyncio.gather(*(dispatcher.handle(said("consent", address)) for address in ADDRESSES))

        async def talk(address: Address) -> None:
            for n in range(20):
                incoming = said(f"name {n}", address, f"telegram:{address.external_id}-{n}")
                await until_it_works(lambda a=incoming: dispatcher.handle(a))  # type: ignore[misc]

        talking = asyncio.gather(*map(talk, ADDRESSES))
        for _ in range(3):
            await asyncio.sleep(0.05)
            await asyncio.to_thread(server.kill)
            await asyncio.to_thread(server.start)
        await talking
        assert place.count("fact") == 20 * len(ADDRESSES)
        assert place.count("handled") == 20 * len(ADDRESSES)


async def test_closing_while_postgresql_is_away_takes_a_moment(server: Server, tmp_path: Path) -> None:
    there = make_place(tmp_path, server.url_of(server.make()))
    dispatcher = TurnDispatcher(there.database, there.exchange)
    server.stop()
    waiting = [asyncio.create_task(dispatcher.handle(said("hi", Address("telegram", str(n))))) for n in range(500)]
    await asyncio.sleep(0)
    began = time.monotonic()
    await dispatcher.close()
    assert time.monotonic() - began < 2
    assert all(isinstance(result, DatabaseError) for result in await asyncio.gather(*waiting, return_exceptions=True))
    there.database.close()
    server.start()


def test_a_server_that_does_not_answer_is_named_without_its_password(server: Server) -> None:
    url = server.url.replace("coach@", "coach:s3cret@")
    server.stop()
    with pytest.raises(DatabaseError, match=r"127\.0\.0\.1/postgres cannot be used .*DATABASE_URL") as raised:
        Database.open(url)
    assert "s3cret" not in str(raised.value)
    assert "\n" not in str(raised.value)
    server.start()


def limit(connection: Connection, more: int) -> None:
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    connection.exec_driver_sql(f"PRAGMA max_page_count={pages + more}")


async def test_a_full_disk_fails_the_whole_group_and_the_desk_goes_on(place: Place) -> None:
    async with TurnDispatcher(place.database, place.exchange) as dispatcher:
        chats = {"small": Address("telegram", "1"), "x" * 200_000: Address("telegram", "2"), "small too": OLA}
        for chat in (KARI, *chats.values()):
            await dispatcher.handle(said("consent", chat))
        await dispatcher.run(lambda connection: limit(connection, 10))
        with capture_logs() as logs:
            with place.held():
                first = asyncio.create_task(dispatcher.handle(said("first")))
                await asyncio.sleep(0.05)
                waiting = (dispatcher.handle(said(text, chat)) for text, chat in chats.items())
                together = asyncio.gather(*waiting, return_exceptions=True)
                await asyncio.sleep(0.05)
            assert not (await first).is_repeat
            for result in await together:
                assert isinstance(result, DatabaseError)
                assert "full" in str(result)
            await dispatcher.run(lambda connection: limit(connection, 100_000))
            await dispatcher.handle(said("after"))
        assert told(logs) == ["the database cannot be used, updates wait", "the database can be used again"]
    assert b"small" not in place.stored_bytes()
    assert place.count("fact") == 2


def protect(place: Place, *, is_protected: bool) -> None:
    """Make the shared connection refuse to write, like a read-only file."""
    raw = place.database._engine.raw_connection()  # noqa: SLF001  # a transaction could not begin
    raw.cursor().execute(f"PRAGMA query_only={is_protected:d}")
    raw.close()


async def test_a_file_that_is_read_only_for_a_while_is_waited_for(place: Place) -> None:
    async with TurnDispatcher(place.database, place.exchange) as dispatcher:
        await dispatcher.handle(said("consent"))
        protect(place, is_protected=True)
        with capture_logs() as logs:
            incoming = said("Per", key="telegram:1")
            waiting = asyncio.create_task(until_it_works(lambda: dispatcher.handle(incoming)))
            await asyncio.sleep(0.2)
            assert not await dispatcher.is_ready()
            protect(place, is_protected=False)
            taken, failures = await waiting
        assert (taken.is_repeat, failures > 0) == (False, True)
        assert place.count("fact") == 1
        assert logs[0]["event"] == "the database cannot be used, updates wait"
        assert "readonly" in logs[0]["why"]
