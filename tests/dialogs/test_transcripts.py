"""Every transcript, played through the coach alone and through Telegram's wire format with a database."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, func, select

from bot.address import Address
from bot.background.reminders import ReminderScheduler
from bot.background.retention import RetentionJob
from bot.i18n import Languages
from bot.storage.db.database import Database
from bot.storage.db.tables import ADDRESS, PERSON, OutboxTable, WantTable
from bot.storage.people import address_books, people
from bot.storage.people.retention import Warned
from bot.storage.queue import outbox, reminders
from bot.storage.queue.messages import Envelope, RenderedReply
from bot.tasks.company_register import Register
from bot.tasks.worker import Worker
from bot.telegram.client.channel import CHANNEL
from bot.telegram.client.downloads import FromTelegram
from bot.telegram.registration import Sign
from bot.telegram.service import TelegramService, Ways, make_bot
from bot.turns.dispatcher import TurnDispatcher
from bot.turns.turn import TurnHandler
from dialogs.coach import DESCRIPTION, NAME, SHORT_DESCRIPTION, Coach
from dialogs.commands import MENU
from dialogs.engine.operator_settings import OperatorSettings
from dialogs.protocol.tasks import Rewrite, Rewritten
from tests.support.chat import STARTING_PEOPLE, TRANSCRIPTS, Clock, CoachAlone, Start, Transcript, expiry_of, in_voice
from tests.support.register_server import country, register
from tests.support.telegram.server import TelegramServer, User
from tests.support.telegram.stage import InTelegram
from tests.support.telegram.ways import WAYS

OSLO = ZoneInfo("Europe/Oslo")

each_transcript = pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
each_start = pytest.mark.parametrize("path", STARTING_PEOPLE, ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def languages() -> Languages:
    return Languages.load()


@pytest.mark.parametrize("path", [*STARTING_PEOPLE, *TRANSCRIPTS], ids=lambda path: path.stem)
async def test_the_coach_alone_says_what_the_transcript_says(path: Path, languages: Languages) -> None:
    transcript = Transcript.read(path)
    stage = CoachAlone(transcript.language, transcript.name, languages, operator=transcript.operator)
    assert await transcript.played(stage) == transcript.text


@pytest.mark.parametrize("way", WAYS)
@each_transcript
async def test_telegram_shows_what_the_transcript_says(
    path: Path, way: str, languages: Languages, database_url: str
) -> None:
    await play_in_telegram(path, way, languages, database_url)


@each_start
async def test_telegram_shows_what_a_starting_person_hears(path: Path, languages: Languages, tmp_path: Path) -> None:
    await play_in_telegram(path, "polling", languages, f"sqlite:///{tmp_path}/coach.db")


async def play_in_telegram(path: Path, way: str, languages: Languages, database_url: str) -> None:
    transcript = Transcript.read(path)
    async with (
        TelegramServer() as server,
        serving(server, languages, database_url, way, transcript.operator) as stage_for,
    ):
        user = server.user(transcript.name, transcript.language)
        played = await transcript.played(stage_for(user))
    assert played == transcript.text
    assert server.refused == []


class Echo:
    """Rewrites drafts like the stage of the coach alone."""

    async def rewrite(self, task: Rewrite, /) -> Rewritten:
        return in_voice(task)


@asynccontextmanager
async def serving(
    server: TelegramServer,
    languages: Languages,
    database_url: str,
    way: str,
    operator: OperatorSettings | None = None,
    new_id: Callable[[], UUID] = lambda: UUID(int=7),
) -> AsyncIterator[Callable[[User], InTelegram]]:
    """Run the whole bot with a server. Yield a function that makes a stage for a user."""
    clock = Clock()
    database = Database.open(database_url)
    database.migrate()
    exchange = TurnHandler(Coach(), languages, OSLO, operator or OperatorSettings(), clock, new_id)
    sign = Sign(NAME, DESCRIPTION, SHORT_DESCRIPTION, MENU)
    async with (
        TurnDispatcher(database, exchange) as dispatcher,
        WAYS[way]() as way_in,
        register(country()) as companies,
    ):
        stop = asyncio.Event()
        bot = make_bot(server.token, server.base)
        ways = Ways(way_in)
        service = TelegramService(bot, dispatcher, languages.speak, sign, clock, ways)
        asked = Register(companies.url, clock, pause_s=0.01, try_s=60)
        fetch = {CHANNEL: FromTelegram(bot, ways.met)}
        worker = Worker(dispatcher, languages, clock, OSLO, fetch=fetch, register=asked, rewriter=Echo())
        tasks = [asyncio.create_task(service.run(stop)), asyncio.create_task(worker.run())]

        async def is_quiet() -> bool:
            return await dispatcher.run(_is_empty)

        async def store(user: User, start: Start) -> None:
            address = Address(CHANNEL, str(user.id))
            await dispatcher.run(partial(_store, address=address, start=start), address)
            dispatcher.said.set()

        async def next_look() -> datetime | None:
            return await dispatcher.run(_next_look)

        async def next_expiry() -> datetime | None:
            return await dispatcher.run(_next_expiry)

        scheduler, keeper = (
            ReminderScheduler(dispatcher, clock, CHANNEL),
            RetentionJob(dispatcher, languages, clock, OSLO, 12, database.tidy),
        )
        yield lambda user: InTelegram(server, user, is_quiet, store, clock, scheduler, next_look, keeper, next_expiry)
        stop.set()
        await tasks[0]
        tasks[1].cancel()
        with suppress(asyncio.CancelledError):
            await tasks[1]
    database.close()


def _store(connection: Connection, address: Address, start: Start) -> None:
    """Store a person as their last turn stored them, with the messages to send."""
    person = start.person
    people.add(connection, person, address, start.active_at)
    for book in person.books:
        address_books.add(connection, person.id, book.n, start.books[book.n])
    outbox.add(connection, Envelope(address, person.id), [RenderedReply(reply) for reply in start.replies], start.now)
    reminders.plan(connection, address, start.look_at)


def _next_expiry(connection: Connection) -> datetime | None:
    consented = select(PERSON.c.active_at, PERSON.c.warned).where(
        PERSON.c.consent_at.is_not(None), PERSON.c.consent_withdrawn_at.is_(None)
    )
    times = [expiry_of(active_at, Warned(warned)) for active_at, warned in connection.execute(consented)]
    return min(times, default=None)


def _next_look(connection: Connection) -> datetime | None:
    look_at: datetime | None = connection.scalar(select(func.min(ADDRESS.c.nudge_at, type_=ADDRESS.c.nudge_at.type)))
    return look_at


def _is_empty(connection: Connection) -> bool:
    # Tasks first: the result of a task is in the outbox as soon as the task is gone, so the second query sees it.
    tables = (WantTable, OutboxTable)
    return not any(connection.scalar(select(func.count()).select_from(table)) for table in tables)
