"""Fixtures of this folder: a server, a coach that echoes messages, and a bot that connects them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from telegram import Bot

from bot.i18n import Languages
from bot.storage.db.database import Database
from bot.telegram.registration import Sign
from bot.telegram.service import TelegramService, make_bot
from bot.turns.dispatcher import TurnDispatcher
from bot.turns.turn import TurnHandler
from dialogs.engine.operator_settings import OperatorSettings
from dialogs.text import t
from tests.support.parrot import Parrot
from tests.support.telegram.server import TelegramServer

Serve = Callable[[], AbstractAsyncContextManager[TelegramService]]

SIGN = Sign(t("Coach"), t("Long"), t("Short"), ())


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(scope="session")
def languages() -> Languages:
    return Languages.load()


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        yield server


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    bot = make_bot(server.token, server.base)
    await bot.initialize()
    yield bot
    await bot.shutdown()


@pytest.fixture
def parrot() -> Parrot:
    return Parrot()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database.open(f"sqlite:///{tmp_path}/coach.db")
    database.migrate()
    yield database
    database.close()


@pytest.fixture
async def dispatcher(database: Database, parrot: Parrot, languages: Languages) -> AsyncIterator[TurnDispatcher]:
    exchange = TurnHandler(parrot, languages, ZoneInfo("Europe/Oslo"), OperatorSettings(), now, uuid4)
    async with TurnDispatcher(database, exchange) as dispatcher:
        yield dispatcher


@pytest.fixture
def serve(server: TelegramServer, dispatcher: TurnDispatcher, languages: Languages) -> Serve:
    """Return a function that serves the server's users until its block ends."""

    @asynccontextmanager
    async def serving() -> AsyncIterator[TelegramService]:
        service = TelegramService(make_bot(server.token, server.base), dispatcher, languages.speak, SIGN, now)
        stop = asyncio.Event()
        running = asyncio.create_task(service.run(stop))
        try:
            yield service
        finally:
            stop.set()
            await asyncio.wait_for(running, 20)

    return serving
