"""The commands of `coach`."""

import asyncio
import gc
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from bot import check as checking
from bot import permissions
from bot.address import Address
from bot.app import App, now, open_database, opened, working
from bot.background import key_rotation
from bot.background.forgetting import Forgetting
from bot.errors import UsageError
from bot.i18n import Languages, language_for
from bot.observability import logs
from bot.observability.extras import watching
from bot.settings import Settings
from bot.storage.people import people
from bot.storage.people import stats as counting
from bot.storage.people.deletion import delete_person
from bot.tasks import export as exporting
from bot.tasks.address_book import shelf_of
from bot.tasks.address_book_work import AddressBookSnapshot
from bot.tasks.files import from_disk
from bot.terminal.console import open_console
from bot.terminal.local_user import is_yes, local_name, system_language
from bot.terminal.session import CHANNEL, Terminal
from bot.turns import dead_letter_replay as replaying
from dialogs.model.person import Person
from dialogs.text import Language
from dialogs.understanding.time_zones import zone_of

PATIENCE_S: Final = 5.0
"""How long a command that deletes waits for other programs that are reading SQLite's file."""

GARBAGE: Final = 10_000
"""Threshold of the garbage collector: allocations minus deallocations. A few turns reach Python's default of 700."""


def _settings(level: int = logging.WARNING) -> Settings:
    settings = Settings.load()
    logs.set_up(settings.log, level)
    return settings


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def run() -> None:
    """Serve Telegram until Ctrl-C or SIGTERM, then finish the work in progress."""
    settings = Settings.load()
    with watching(settings) as watchers:
        logs.set_up(settings.log, logging.INFO, watchers=watchers)
        from bot.app_telegram import serve_telegram  # noqa: PLC0415  # other commands do not need it

        async with opened(settings) as app:
            _spare_garbage()
            stop = asyncio.Event()
            _on((signal.SIGINT, signal.SIGTERM), stop.set)
            await serve_telegram(app, stop)


def _spare_garbage() -> None:
    """Exempt the long-lived objects from garbage collection and collect rarely: turns create few cycles (0103)."""
    gc.freeze()
    gc.set_threshold(GARBAGE)


async def chat(language: str | None, name: str | None) -> None:
    """Run a conversation in the terminal until the input ends or the terminal is closed."""
    settings = _settings()
    spoken = Language(language) if language else language_for(system_language(os.environ))
    console = open_console()
    if task := asyncio.current_task():
        _on((signal.SIGTERM, signal.SIGHUP), task.cancel)
    # Ctrl-C or closing the window is a normal way to leave.
    with suppress(asyncio.CancelledError):
        async with opened(settings) as app, working(app, {CHANNEL: from_disk}):
            await Terminal(app.dispatcher, app.languages, console, local_name(name), spoken).run()


async def check() -> bool:
    """Print one line about each part. Return False if a part is not in order."""
    logs.set_up(level=logging.ERROR)
    return await checking.check(_say)


async def migrate() -> None:
    """Migrate the database to the current schema."""
    database = open_database(_settings(), migrates=True)
    _say(f"The database at {database.place} has the current schema.")
    database.close()


async def export(channel: str, external_id: str, *, is_json: bool, output: str | None) -> None:
    """Write all data of a user, as the ZIP that /export sends. Raise UsageError if it cannot be written to `output`."""
    if not is_json and output is None and sys.stdout.isatty():
        raise UsageError("a ZIP file cannot be shown here: write it with --output export.zip, or use --json")
    address = Address(channel, external_id)
    settings = _settings()
    async with opened(settings) as app:
        snapshot = await app.dispatcher.run(lambda connection: _snapshot(connection, address))
        here = now().astimezone(zone_of(snapshot.person.nudging.zone, settings.timezone))
        if is_json:
            document = exporting.document(snapshot.person, address, here, snapshot.pages)
        else:
            document = await exporting.everything(snapshot, address, here, app.languages.speak)
    if output is not None:
        permissions.write_privately(Path(output), document.content)
        return
    sys.stdout.buffer.write(document.content)
    sys.stdout.flush()
    if permissions.is_open_to_others(sys.stdout.fileno()):
        sys.stderr.write("coach: other users of this machine can read that file: use --output FILE next time\n")


async def delete(channel: str, external_id: str, *, is_sure: bool) -> bool:
    """Delete all data of a user after confirmation. Return False if the database file still holds deleted text."""
    address = Address(channel, external_id)
    async with opened(_settings()) as app:
        await app.dispatcher.run(lambda connection: _known(connection, address))
        if not is_sure and not _is_confirmed(address):
            _say("Nothing was deleted.")
            return True
        await app.dispatcher.run(lambda connection: delete_person(connection, _known(connection, address).id))
        _say(f"All data of {channel}:{external_id} is deleted.")
        return await _overwrites(app)


async def forget(name: str, *, is_sure: bool) -> bool:
    """Remove a person whom users wrote about from all data, after confirmation. Return False if something is left."""
    settings = _settings()
    async with opened(settings) as app:
        forgetting = Forgetting(app.dispatcher, settings.keys, app.database.clock, name)
        traces = await forgetting.traces()
        knowers, texts = len(traces.knowers), len(traces.texts)
        _say(f"Users with them on their list: {knowers}. Other stored texts that name them: {texts}.")
        if not traces:
            # An earlier run may have removed the rows but left deleted text in the file.
            return await _overwrites(app)
        if not is_sure and not is_yes("Remove all of this permanently?"):
            _say("Nothing was changed.")
            return True
        is_gone = await forgetting.forget()
        _say("All of it is removed. Backups keep it until they expire." if is_gone else "Some is left: run this again.")
        return await _overwrites(app) and is_gone


async def replay() -> bool:
    """Handle dead letters again. Return False if one failed again."""
    async with opened(_settings()) as app, working(app):
        replayed = await replaying.replay(app.dispatcher)
    _say(f"{replayed.handled} handled, {replayed.failed} set aside again")
    return not replayed.failed


async def rekey() -> bool:
    """Encrypt all stored data with the first key. The coach may run meanwhile. Return as `delete` does.

    Raise UsageError if there is no key.
    """
    settings = _settings()
    if settings.keys.first is None:
        raise UsageError("COACH_DATA_KEY is not set: make a key with 'openssl rand -base64 32'")
    async with opened(settings) as app:
        count = await key_rotation.rekey_all(app.dispatcher, settings.keys)
        _say(f"Values encrypted: {count}. All data is encrypted with the key {settings.keys.first}.")
        return await _overwrites(app)


async def stats() -> None:
    """Print counts."""
    async with opened(_settings()) as app:
        moment = app.database.clock()
        counts = await app.dispatcher.run(lambda connection: counting.counts(connection, moment))
    rows = [("users", sum(counts.persons.values()))]
    rows += [(f"  at {step}", number) for step, number in counts.persons.items()]
    rows += [("drafts", counts.facts.get("outreach", 0))]
    rows += [("nudges due", counts.nudges_due), ("nudges sent", counts.nudges_sent)]
    rows += [("outbox waiting", counts.outbox), ("wants open", counts.tasks)]
    width = max(len(what) for what, _ in rows)
    for what, number in rows:
        _say(f"{what:<{width}}  {number}")


async def script(output: str | None) -> None:
    """Write the page of all texts and dialogs. It needs no settings and no database."""
    from bot.preview.page import script_page  # noqa: PLC0415  # other commands do not need it

    try:
        # Opened first, so that a wrong path is reported before the page is made, which takes a while.
        with nullcontext(sys.stdout.buffer) if output is None else Path(output).open("wb") as file:  # noqa: ASYNC230  # nothing else runs here
            file.write(script_page(Languages.load()).encode())
            file.flush()
    except OSError as error:
        raise UsageError(f"cannot write {output}: {error.strerror}") from None


async def _overwrites(app: App) -> bool:
    """Overwrite deleted data. If another program prevents it for too long, say so and return False."""
    if not (is_overwritten := await asyncio.to_thread(app.database.scrub, PATIENCE_S)):
        _say(
            "The database file still holds deleted text, since another program uses the file or the disk is full: "
            "the coach will overwrite it within an hour, and so will the next command."
        )
    return is_overwritten


def _on(numbers: Iterable[signal.Signals], do: Callable[[], object]) -> None:
    for number in numbers:
        asyncio.get_running_loop().add_signal_handler(number, do)


def _known(connection: Connection, address: Address) -> Person:
    person = people.find(connection, address)
    if person is None:
        raise UsageError(f"there is no user {address.channel}:{address.external_id}")
    return person


def _snapshot(connection: Connection, address: Address) -> AddressBookSnapshot:
    _known(connection, address)
    return shelf_of(connection, address)


def _is_confirmed(address: Address) -> bool:
    return is_yes(f"Delete all data of {address.channel}:{address.external_id} permanently?")
