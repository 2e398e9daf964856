"""Replies to other users during the import of a large address book, on SQLite in one process.

python -m tests.bench.beside
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final, TypeVar
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from bot.address import Address
from bot.i18n import Languages
from bot.storage.db.database import Database
from bot.storage.people import people
from bot.tasks.files import Fetch
from bot.tasks.worker import Worker
from bot.turns.dispatcher import TurnDispatcher
from bot.turns.incoming import IncomingEvent
from bot.turns.turn import TurnHandler
from dialogs.coach import Coach
from dialogs.engine.operator_settings import OperatorSettings
from dialogs.model.address_book import File
from dialogs.model.conversation import Position
from dialogs.model.events import Pressed
from dialogs.model.facts import CONSENT_VERSION, Consent, Goal, Profile, Target, Work
from dialogs.model.person import Person
from dialogs.protocol.events import Handed, Said
from dialogs.text import Language
from tests.bench.books import ROWS, SECONDS, linkedin
from tests.bench.figures import Figure, quantile, table
from tests.support.program import ROOT

OTHERS: Final = 20
PAUSE_S: Final = 0.02
"""Seconds between two updates of the others: fifty a second, whether the last one is answered or not."""

P99_MS: Final = 100
BRINGER: Final = Address("telegram", "1")
OSLO: Final = ZoneInfo("Europe/Oslo")
PATIENCE_S: Final = 60
NUMBERS: Final = count(1)
T = TypeVar("T")


def figures(rows: int = ROWS) -> Iterator[Figure]:
    """Measure in a process of its own, and yield the lines of the table."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        seconds, quiet, busy = pool.submit(_measured, linkedin(rows), rows).result()
    yield Figure(
        f"replies while {rows:,} people are brought, the 99th of 100, ms", 1000 * quantile(busy, 0.99), aim=P99_MS
    )
    yield Figure("  the same with nobody bringing any, ms", 1000 * quantile(quiet, 0.99), digits=1)
    yield Figure("  from the file to the address book, s", seconds, aim=SECONDS, digits=2)


def _measured(content: bytes, rows: int) -> tuple[float, list[float], list[float]]:
    return asyncio.run(_measure(content, rows))


async def _measure(content: bytes, rows: int) -> tuple[float, list[float], list[float]]:
    async def fetch(_: str) -> bytes:
        return content

    async with serving(fetch) as dispatcher:
        _, quiet = await beside(dispatcher, asyncio.sleep(2.0))
        seconds, busy = await beside(dispatcher, _bring(dispatcher, rows))
    return seconds, quiet, busy


@asynccontextmanager
async def serving(fetch: Fetch) -> AsyncIterator[TurnDispatcher]:
    """Run a dispatcher and a task worker on a new database, with the importing user and the others at their menus."""
    place = ROOT / "build"
    place.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=place, prefix="bench-") as folder:
        database = Database.open(f"sqlite:///{Path(folder) / 'coach.db'}")
        database.migrate()
        _settle(database)
        languages = Languages.load()
        exchange = TurnHandler(Coach(), languages, OSLO, OperatorSettings(), _now, uuid4)
        async with TurnDispatcher(database, exchange) as dispatcher:
            worker = Worker(dispatcher, languages, _now, OSLO, fetch={"telegram": fetch})
            working = asyncio.create_task(worker.run())
            try:
                yield dispatcher
            finally:
                working.cancel()
        database.close()


async def beside(dispatcher: TurnDispatcher, work: Awaitable[T]) -> tuple[T, list[float]]:
    """Do some work while others send messages.

    Return its result, and for each message the seconds from its due time to its reply.
    """
    waits: list[float] = []
    asked: set[asyncio.Task[None]] = set()

    async def ask(number: int, due: float) -> None:
        await dispatcher.handle(IncomingEvent(_address(number % OTHERS), Said("/menu"), key=f"telegram:{number}"))
        waits.append(perf_counter() - due)

    async def talk() -> None:
        begun = perf_counter()
        for number in NUMBERS:
            asked.add(asyncio.create_task(ask(number, begun + len(asked) * PAUSE_S)))
            await asyncio.sleep(max(begun + len(asked) * PAUSE_S - perf_counter(), 0))

    talking = asyncio.create_task(talk())
    try:
        made = await work
    finally:
        talking.cancel()
    await asyncio.gather(*asked)
    return made, waits


async def _bring(dispatcher: TurnDispatcher, rows: int) -> float:
    """Import the file, confirming each question. Return the seconds without those spent on questions."""
    begun = perf_counter()
    await dispatcher.handle(IncomingEvent(BRINGER, Handed(File("1", "Connections.csv"))))
    person = await _until(dispatcher, "imports.found")
    await dispatcher.handle(IncomingEvent(BRINGER, Pressed(person.where.step, "yes", person.where.asking)))
    person = await _until(dispatcher, "imports.kept")
    seconds = perf_counter() - begun
    if person.book is None or person.book.people != rows:
        raise RuntimeError("not everybody is in the address book")
    await dispatcher.handle(IncomingEvent(BRINGER, Pressed(person.where.step, "fits", person.where.asking)))
    await _until(dispatcher, "fits.who")
    return seconds


async def _until(dispatcher: TurnDispatcher, step: str) -> Person:
    async with asyncio.timeout(PATIENCE_S):
        while True:
            person = await dispatcher.run(lambda connection: people.find(connection, BRINGER))
            if person is not None and person.where.step == step:
                return person
            await asyncio.sleep(0.02)


def _settle(database: Database) -> None:
    """Store the importing user and the others, at their menus."""
    with database.begin() as connection:
        for number in range(-1, OTHERS):
            address = BRINGER if number < 0 else _address(number)
            person = Person(
                UUID(int=number + 2),
                Language.NB,
                Position("menu.home", asking=1),
                Consent(_now(), CONSENT_VERSION),
                me=Profile(Work.NONE),
                target=Target(("prosjektleder",), ("F",), is_confirmed=True),
                goals=tuple(Goal(10 + n, f"Firma {n * 7}") for n in range(20)),
                serial=100,
            )
            people.add(connection, person, address, _now())


def _address(number: int) -> Address:
    return Address("telegram", str(1000 + number))


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    sys.stdout.write(table(list(figures())) + "\n")
