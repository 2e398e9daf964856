"""The composition root: it builds the parts that all channels share. `bot.app_telegram` adds those of Telegram."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from uuid import uuid4

from bot.background.reminders import ReminderScheduler
from bot.background.retention import RetentionJob
from bot.errors import SettingsError
from bot.i18n import Languages
from bot.observability.extras import MISSING
from bot.settings import Settings
from bot.storage.db.database import Database
from bot.storage.key_rotation import keys_in_use
from bot.tasks.company_register import Register
from bot.tasks.files import Fetch
from bot.tasks.worker import RewriterProtocol, Worker
from bot.turns.dispatcher import TurnDispatcher
from bot.turns.turn import TurnHandler
from dialogs.coach import Coach
from dialogs.tables import load_tables


@dataclass(frozen=True, slots=True)
class App:
    """The parts that all channels share."""

    settings: Settings
    languages: Languages
    database: Database
    coach: Coach
    dispatcher: TurnDispatcher


def now() -> datetime:
    """Return this machine's time, aware, in UTC."""
    return datetime.now(UTC)


def open_database(settings: Settings, *, migrates: bool = False) -> Database:
    """Open the database and make sure that its schema is current.

    SQLite is always migrated. PostgreSQL is migrated only if `migrates` is set, since other replicas may be using it;
    otherwise an old schema is an error. Raise DatabaseError.
    """
    database = Database.open(settings.database_url.get_secret_value(), settings.keys)
    try:
        if migrates or database.is_embedded:
            database.migrate()
        else:
            database.require_current()
    except BaseException:
        database.close()
        raise
    return database


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[App]:
    """Build the shared parts. On exit, finish their pending work and close them.

    Raise OperatorError if a setting, the texts, the database or the keys are not usable.
    """
    languages = Languages.load()
    database = open_database(settings)
    coach = Coach()
    handler = TurnHandler(coach, languages, settings.timezone, settings.operator, database.clock, uuid4)
    # In a thread, parallel to the rest of startup, so that the first turn does not have to load them.
    tables = asyncio.create_task(asyncio.to_thread(load_tables))
    try:
        async with TurnDispatcher(database, handler) as dispatcher:
            await dispatcher.run(partial(keys_in_use.begin, keys=settings.keys, now=database.clock()))
            yield App(settings, languages, database, coach, dispatcher)
    finally:
        await tables
        database.close()


@asynccontextmanager
async def working(app: App, fetch: Mapping[str, Fetch] | None = None) -> AsyncIterator[None]:
    """Run the task worker and the retention job. `fetch` maps a channel to the function that downloads its files."""
    settings, clock = app.settings, app.database.clock
    tidy = app.database.tidy
    retention = RetentionJob(app.dispatcher, app.languages, clock, settings.timezone, settings.keep_months, tidy)
    async with _rewriting(settings) as rewriter:
        worker = Worker(
            app.dispatcher,
            app.languages,
            now,
            settings.timezone,
            fetch=fetch,
            register=Register(settings.register_url, now),
            rewriter=rewriter,
        )
        async with _meanwhile(worker.run(), retention.run()):
            yield


@asynccontextmanager
async def nudging(app: App, channel: str) -> AsyncIterator[None]:
    """Run the reminder scheduler of a channel."""
    async with _meanwhile(ReminderScheduler(app.dispatcher, app.database.clock, channel).run()):
        yield


@asynccontextmanager
async def _meanwhile(*works: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """Run coroutines as tasks of the event loop. On exit, cancel them and wait until they have ended."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task


@asynccontextmanager
async def _rewriting(settings: Settings) -> AsyncIterator[RewriterProtocol | None]:
    """Open the client of the language model, or yield None if none is configured.

    Raise SettingsError if its library, an optional dependency, is not installed.
    """
    if settings.model is None:
        yield None
        return
    try:
        from bot.tasks import rewriting  # noqa: PLC0415  # an optional dependency, and slow to load
    except ImportError:
        raise SettingsError(MISSING.format(setting="COACH_MODEL_URL", what="openai", extra="model")) from None
    rewriter = rewriting.Rewriter(settings.model)
    try:
        yield rewriter
    finally:
        await rewriter.close()
