"""A process that is killed during a task: another one takes over at once, and gives up after the second death."""

import asyncio
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from bot.i18n import Languages
from bot.storage.db.database import Database
from bot.storage.db.tables import OUTBOX, WANT
from bot.storage.people import people
from bot.tasks.address_book import AddressBookTasks
from bot.tasks.fair_semaphore import FairSemaphore
from bot.tasks.worker import Worker
from bot.turns.dispatcher import TurnDispatcher
from bot.turns.incoming import IncomingEvent
from dialogs.model.address_book import File, LookedInto, LookInto, Tally, Unread
from dialogs.model.conversation import Position
from dialogs.model.facts import CONSENT_VERSION, Consent
from dialogs.model.person import Person
from dialogs.protocol.events import Handed
from dialogs.text import Language
from tests.support.program import ROOT
from tests.support.stand_ins import KARI, Place
from tests.support.task_process import OSLO, now, real_handler

PATIENCE_S = 30.0
FILE = File("1", "Connections.csv")


async def kill_during_the_task(url: str) -> None:
    """Run a process until it is in the task, and kill it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.support.task_process", url, stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE_S):
            assert await process.stdout.readline() == b"begun\n"
    finally:
        process.kill()
        await process.communicate()


async def texts(dispatcher: TurnDispatcher) -> str:
    rows = await dispatcher.run(lambda connection: connection.scalars(select(OUTBOX.c.body)).all())
    return b"".join(rows).decode()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the lease of a dead process must expire")
@pytest.mark.parametrize("deaths", [1, 2])
async def test_a_task_whose_process_is_killed_is_tried_once_more(database_url: str, deaths: int) -> None:
    database = Database.open(database_url)
    person = Person(UUID(int=1), Language.EN, Position("menu.home", asking=1), Consent(now(), CONSENT_VERSION))
    with database.begin() as connection:
        people.add(connection, person, KARI, now())
    fetched: list[str] = []

    async def fetch(ref: str) -> bytes:
        fetched.append(ref)
        return b"First Name,Last Name,Company\nPer,Lie,DNB\n"

    async with TurnDispatcher(database, real_handler()) as dispatcher:
        await dispatcher.handle(IncomingEvent(KARI, Handed(FILE)))
        begun = now()
        for number in range(deaths):
            await kill_during_the_task(database_url)
            tries = await dispatcher.run(lambda connection: connection.scalars(select(WANT.c.tries)).all())
            assert tries == [number + 1]
        worker = Worker(dispatcher, Languages.load(), now, OSLO, fetch={"telegram": fetch})
        await asyncio.gather(*await worker.begin_open())
        assert now() - begun < timedelta(seconds=50), "no lease was waited for"
        assert await dispatcher.run(lambda connection: connection.scalars(select(WANT.c.n)).all()) == []
        said = await texts(dispatcher)
    database.close()
    if deaths == 1:
        assert (fetched, "I found 1 person." in said) == (["1"], True)
    else:
        assert (fetched, "I couldn't get at the file just now." in said) == ([], True)


def children() -> set[int]:
    """Return the processes that this one started."""
    return {int(pid) for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()}


async def kill_the_next_child(known: set[int]) -> None:
    while not (new := children() - known):  # noqa: ASYNC110  # the kernel makes it
        await asyncio.sleep(0.001)
    os.kill(new.pop(), signal.SIGKILL)


@pytest.mark.skipif(not list(Path("/proc").glob("self/task/*/children")), reason="the kernel lists no children")
async def test_a_file_whose_reader_is_killed_is_unreadable_and_no_other(place: Place) -> None:
    async def fetch(_ref: str) -> bytes:
        return b"First Name,Last Name,Company\nPer,Lie,DNB\n"

    async with TurnDispatcher(place.database, place.exchange) as dispatcher:
        reading = AddressBookTasks(dispatcher, {"telegram": fetch}, FairSemaphore(1))
        killing = asyncio.create_task(kill_the_next_child(children()))
        killed = await reading.look_into(LookInto(FILE), KARI)
        await killing
        read = await reading.look_into(LookInto(FILE), KARI)
    assert isinstance(killed, LookedInto)
    assert isinstance(read, LookedInto)
    assert killed.tally is Unread.UNKNOWN
    assert isinstance(read.tally, Tally)
