"""The terminal first shows what became due since the last session, and then what becomes due during it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from bot.address import Address
from bot.i18n import Languages
from bot.storage.db.database import Database
from bot.storage.people import people
from bot.storage.queue import reminders
from bot.terminal.page import Page
from bot.terminal.session import CHANNEL, Terminal
from bot.turns.dispatcher import TurnDispatcher
from bot.turns.turn import TurnHandler
from dialogs.coach import Coach
from dialogs.engine.operator_settings import OperatorSettings
from dialogs.text import Language
from tests.chaos.sleepers import planning
from tests.support.program import empty_database

KARI = Address(CHANNEL, "kari")


class Sitting:
    """A user who stays for this number of seconds, types nothing, and leaves."""

    def __init__(self, seconds: float) -> None:
        self.page = Page(80)
        self.is_live = True
        self.shown: list[str] = []
        self._seconds = seconds

    async def read(self) -> str | None:
        await asyncio.sleep(self._seconds)
        return None

    def write(self, words: str) -> None:
        self.shown.append(words)

    def clear(self) -> None:
        self.shown.clear()


@asynccontextmanager
async def desk_of(folder: Path, due: timedelta) -> AsyncIterator[tuple[TurnDispatcher, Languages]]:
    """Yield a turn dispatcher with a database in which Kari has a plan, due after this time."""
    (folder / "coach.db").write_bytes(empty_database())
    database, languages = Database.open(f"sqlite:///{folder / 'coach.db'}"), Languages.load()
    at = datetime.now(UTC) + due
    with database.begin() as connection:
        people.add(connection, planning(UUID(int=7), at), KARI, at)
        reminders.plan(connection, KARI, at)
    exchange = TurnHandler(
        Coach(), languages, ZoneInfo("Europe/Oslo"), OperatorSettings(), lambda: datetime.now(UTC), uuid4
    )
    async with TurnDispatcher(database, exchange) as dispatcher:
        yield dispatcher, languages
    database.close()


async def test_what_came_due_since_the_last_time_is_shown_first_and_once(tmp_path: Path) -> None:
    async with desk_of(tmp_path, -timedelta(minutes=5)) as (dispatcher, languages):
        for expected in (True, False):
            console = Sitting(0)
            await Terminal(dispatcher, languages, console, "kari", Language.EN).run()
            assert console.shown[0].startswith("It's time for something you planned.") is expected
            assert ("The message to Jonas. Your plan: on the bus" in console.shown[0]) is expected


async def test_what_comes_due_meanwhile_is_shown_while_one_sits_there(tmp_path: Path) -> None:
    async with desk_of(tmp_path, timedelta(seconds=1)) as (dispatcher, languages):
        console = Sitting(3)
        await Terminal(dispatcher, languages, console, "kari", Language.EN).run()
        assert not console.shown[0].startswith("It's time")
        assert sum(words.startswith("It's time for something you planned.") for words in console.shown) == 1
