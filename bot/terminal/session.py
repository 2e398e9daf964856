"""A conversation in a terminal, through the same turn dispatcher and outbox as Telegram, for one address."""

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from bot.address import Address
from bot.background.reminders import check_person
from bot.i18n import Languages
from bot.storage.people import people
from bot.storage.queue import outbox
from bot.storage.queue.messages import QueuedMessage
from bot.terminal.console import Console
from bot.terminal.panel import Panel
from bot.turns.dispatcher import TurnDispatcher
from bot.turns.incoming import IncomingEvent
from dialogs.model.person import Person
from dialogs.protocol.events import Heard, Said
from dialogs.protocol.tasks import Document
from dialogs.text import Language, Value, t

CHANNEL: Final = "terminal"
START: Final = "/start"
PATIENCE: Final = 15.0
"""Seconds that a pipe waits for results of open tasks, such as a file."""

GLANCE: Final = 0.5
"""Seconds between polls for reminders and results of tasks."""


@dataclass(slots=True)
class Terminal:
    """A conversation until its end. All state except the buttons on the screen is in the database."""

    dispatcher: TurnDispatcher
    languages: Languages
    console: Console
    name: str
    language: Language
    _panel: Panel = field(default_factory=Panel)
    _showing: asyncio.Lock = field(default_factory=asyncio.Lock)
    _person: Person | None = None

    @property
    def address(self) -> Address:
        """The address of the user."""
        return Address(CHANNEL, self.name)

    async def run(self) -> None:
        """Show messages that are due, greet the user or resume, then answer each line until the end of the input."""
        await self._look()
        await self._handle(Said(START))
        try:
            if not self.console.is_live:
                await self._read_pipe()
                return
            self._tell(t("Here in the terminal, type a button's number to press it. Ctrl-D leaves."))
            await self._talk()
        finally:
            self._leave()

    async def _talk(self) -> None:
        visitor = asyncio.create_task(self._look_out())
        try:
            while (line := await self.console.read()) is not None:
                if line:
                    await self._handle(self._panel.heard(line))
        finally:
            visitor.cancel()
            with suppress(asyncio.CancelledError):
                await visitor

    async def _read_pipe(self) -> None:
        while (line := await self.console.read()) is not None:
            if line:
                await self._handle(self._panel.heard(line))
                await self._settle()

    def incoming(self, heard: Heard) -> IncomingEvent:
        """Return the event with the user's address and what the terminal knows about the user."""
        return IncomingEvent(self.address, heard, language=self.language, called=self.name.capitalize())

    async def _handle(self, heard: Heard) -> None:
        taken = await self.dispatcher.handle(self.incoming(heard))
        if taken.toast:
            self.console.write(self.console.page.wrapped(f"({taken.toast})"))
        await self._show_waiting()

    async def _settle(self) -> None:
        """Wait for the results of open tasks, up to a timeout."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while self._person and self._person.tasks:
                    await asyncio.sleep(0.02)
                    await self._show_waiting()

    async def _look_out(self) -> None:
        while True:
            await asyncio.sleep(GLANCE)
            await self._look()

    async def _look(self) -> None:
        """Play a reminder that is due, then show the messages in the outbox."""
        await check_person(self.dispatcher, _now, self.address)
        await self._show_waiting()

    async def _show_waiting(self) -> None:
        """Show the messages of this address. Each is marked as sent after it was shown: at-least-once delivery."""
        async with self._showing:
            waiting, self._person = await self.dispatcher.run(self._next())
            while waiting:
                self._show(waiting)
                waiting, self._person = await self.dispatcher.run(self._next(shown=waiting))

    def _next(
        self, shown: QueuedMessage | None = None
    ) -> Callable[[Connection], tuple[QueuedMessage | None, Person | None]]:
        def work(connection: Connection) -> tuple[QueuedMessage | None, Person | None]:
            now = _now()
            if shown is not None:
                outbox.sent(connection, shown, None, now)
            return outbox.first_of(connection, self.address, now), people.find(connection, self.address)

        return work

    def _show(self, waiting: QueuedMessage) -> None:
        reply = waiting.reply
        if reply.hides:
            self.console.clear()
        if words := self.console.page.reply(reply, self._panel.show(reply)):
            self.console.write(words)
        if reply.document:
            self._keep_file(reply.document)

    def _keep_file(self, document: Document) -> None:
        try:
            self._tell(t("Saved here: {path}", path=str(saved(document, Path.cwd()))))
        except OSError:
            # Translators: the file could not be written into the current folder.
            self._tell(
                t(
                    "I cannot write {name} into this folder. Start me in another, and ask again.",
                    name=document.name,
                )
            )

    def _leave(self) -> None:
        if not self.console.is_live:
            return
        if self._person and self._person.has_consented:
            self._tell(t("Goodbye for now! All that you have told me is kept; come back any time."))
        else:
            self._tell(t("Goodbye for now!"))

    def _tell(self, words: Value) -> None:
        language = self._person.language if self._person else self.language
        self.console.write(self.console.page.wrapped(self.languages.speak(words, language)))


def _now() -> datetime:
    return datetime.now(UTC)


def saved(document: Document, folder: Path) -> Path:
    """Write a new file that only its owner can read, with a number in its name if necessary. Return its path.

    Raise OSError if the file cannot be written.
    """
    wanted = folder / (Path(document.name).name or "file")
    path, number = wanted, 1
    while True:
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            number += 1
            path = wanted.with_stem(f"{wanted.stem}-{number}")
            continue
        with os.fdopen(handle, "wb") as file:
            file.write(document.content)
        return path
