"""Of several processes with one token, only one polls, and another takes over when it ends."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from telegram import Bot

from bot.i18n import Languages
from bot.storage.db.database import Database
from bot.storage.queue import leases
from bot.telegram.inbound.leader import NAME, Lease
from bot.telegram.inbound.polling import Poller
from bot.telegram.inbound.update_handler import UpdateHandler
from bot.turns.dispatcher import TurnDispatcher
from tests.bot.telegram.conftest import now
from tests.support.parrot import Parrot
from tests.support.telegram.server import TelegramServer

Make = Callable[[str], Poller]


@pytest.fixture
def make(bot: Bot, dispatcher: TurnDispatcher, languages: Languages) -> Make:
    """Return a function that makes a poller of a process with this name and a short lease."""

    def poller(holder: str) -> Poller:
        lease = Lease(dispatcher, now, held_s=1.0, renewed_s=0.2, holder=holder)
        return Poller(bot, UpdateHandler(bot, dispatcher, languages.speak, now), lease)

    return poller


@asynccontextmanager
async def polling(poller: Poller) -> AsyncIterator[asyncio.Event]:
    stop = asyncio.Event()
    running = asyncio.create_task(poller.run(stop))
    try:
        yield stop
    finally:
        stop.set()
        await asyncio.wait_for(running, 60)


async def test_the_second_waits_and_takes_over_at_once_after_a_clean_stop(
    make: Make, server: TelegramServer, parrot: Parrot
) -> None:
    kari = server.user()
    async with polling(make("one")) as stop:
        await server.until(lambda: server.polls > 0)
        async with polling(make("two")):
            await asyncio.sleep(0.5)
            polls = server.polls
            server.say(kari, "to the first")
            await server.until(lambda: not server.updates)
            assert server.polls <= polls + 2
            stop.set()
            server.say(kari, "to the second")
            await server.until(lambda: not server.updates)
    assert parrot.heard == ["to the first", "to the second"]
    assert server.refused == []


async def test_the_lease_of_one_that_was_killed_elsewhere_runs_out(
    make: Make, database: Database, server: TelegramServer, parrot: Parrot
) -> None:
    with database.begin() as connection:
        assert leases.hold(connection, NAME, "on another machine", now(), 1.5)
    server.say(server.user(), "hei")
    async with polling(make("one")):
        await asyncio.sleep(0.5)
        assert server.polls == 0
        await server.until(lambda: not server.updates)
    assert parrot.heard == ["hei"]


async def test_one_that_lost_the_lease_stops_asking(make: Make, database: Database, server: TelegramServer) -> None:
    async with polling(make("one")):
        await server.until(lambda: server.polls > 0)
        with database.begin() as connection:
            leases.release(connection, NAME, "one")
            assert leases.hold(connection, NAME, "another", now(), 60)
        await asyncio.sleep(0.5)
        polls = server.polls
        server.say(server.user(), "hei")
        await asyncio.sleep(0.5)
        assert server.polls == polls
        assert len(server.updates) == 1


async def test_waiting_in_reserve_is_said_once(
    make: Make, database: Database, server: TelegramServer, capfd: pytest.CaptureFixture[str]
) -> None:
    with database.begin() as connection:
        leases.hold(connection, NAME, "another", now(), 2.5)
    async with polling(make("one")):
        await server.until(lambda: server.polls > 0)
    shown = "".join(capfd.readouterr())
    assert shown.count("waiting in reserve") == 1
    assert shown.count("taking over") == 1
