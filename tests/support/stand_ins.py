"""A small coach and translator for tests of the edge, with a database to run them on."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from gettext import NullTranslations
from itertools import count
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot import i18n
from bot.address import Address
from bot.storage.db.database import Database
from bot.storage.encryption.keys import NO_KEYS, Keys
from bot.storage.queue import outbox
from bot.storage.queue.messages import Claims, QueuedMessage
from bot.turns.incoming import IncomingEvent
from bot.turns.turn import TurnHandler
from dialogs.engine.operator_settings import OperatorSettings
from dialogs.engine.script import Turn
from dialogs.engine.turn_result import TurnResult
from dialogs.model.conversation import Position
from dialogs.model.facts import Category, Consent, Contact
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.events import Said, TaskDone, TaskFailed
from dialogs.protocol.replies import Block, Button, Para, Reply, Toast, rows, say
from dialogs.protocol.tasks import Document, MakeExport
from dialogs.text import Language, Value

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KARI = Address("telegram", "123456")
OLA = Address("telegram", "654321")
CLAIMS = Claims("telegram", "the tests")


IN_ANOTHER = "from bot.storage.queue import leases; print(leases.this_process(), flush=True); input()"


@contextmanager
def in_another_process() -> Iterator[str]:
    """Yield the name of a lease holder in another process of this machine, which is killed at the end."""
    program = [sys.executable, "-c", IN_ANOTHER]
    process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603  # our own program
    assert process.stdout
    try:
        yield process.stdout.readline().decode().strip()
    finally:
        process.kill()
        process.communicate()


class PoisonError(Exception):
    """An error that the coach raises on purpose."""


class Languages(i18n.Languages):
    """Returns every text unchanged, preceded by the language."""

    def __init__(self) -> None:
        super().__init__(NullTranslations())

    def speak(self, value: Value, language: Language) -> str:
        return f"{language.value}: {value}"

    def spoken(self, reply: Reply, language: Language) -> Reply:
        return replace(reply, blocks=tuple(self._spoken(block, language) for block in reply.blocks))

    def _spoken(self, block: Block, language: Language) -> Block:
        return Para(self.speak(block.words, language)) if isinstance(block, Para) else block


class StandInCoach:
    """Echoes messages and stores each as the name of a contact; the words in `PLAYS` do more."""

    def meet(self, id: UUID, language: Language) -> Person:  # noqa: A002  # the name in the protocol
        return Person(id, language, Position("welcome"))

    def refuse(self, turn: Turn, what: str) -> TurnResult:
        return TurnResult(turn.person, (say(f"too much: {what}"),))

    def play(self, turn: Turn) -> TurnResult:
        match turn.heard:
            case Said(text) if text in PLAYS:
                return PLAYS[text](turn)
            case Said(text):
                return TurnResult(_told(turn.person, text), (say(text),))
            case TaskDone(task, Document() as document):
                return TurnResult(_answered(turn.person, task), (replace(say("here"), document=document),))
            case TaskFailed(task):
                return TurnResult(_answered(turn.person, task), (say("sorry"),))
            case _:
                return TurnResult(turn.person)


def _consents(turn: Turn) -> TurnResult:
    return TurnResult(replace(turn.person, consent=Consent(turn.now, "1")), (say("thanks"),))


def _fails(_: Turn) -> TurnResult:
    raise PoisonError


def _shows_card(turn: Turn) -> TurnResult:
    return TurnResult(_asked(turn.person), (say("a card", buttons=rows(Button("y", "y")), card="target"),))


def _request_export(turn: Turn) -> TurnResult:
    n = turn.person.serial + 1
    wanting = replace(turn.person, serial=n, tasks=(*turn.person.tasks, n))
    return TurnResult(wanting, (say("a moment"),), ((n, MakeExport()),))


PLAYS: dict[str, Callable[[Turn], TurnResult]] = {
    "consent": _consents,
    "norsk": lambda turn: TurnResult(replace(turn.person, language=Language.NB), (say("ja"), Toast("takk"))),
    "poison": _fails,
    "card": _shows_card,
    "/delete": lambda _: TurnResult(None, (say("bye"),)),
    "/export": _request_export,
    "never mind": lambda turn: TurnResult(replace(turn.person, tasks=()), (say("fine"),)),
}


def _asked(person: Person) -> Person:
    return replace(person, where=replace(person.where, asking=person.where.asking + 1))


def _answered(person: Person, task: int) -> Person:
    return replace(person, tasks=tuple(n for n in person.tasks if n != task))


def _told(person: Person, name: str) -> Person:
    n = person.serial + 1
    contact = Contact(n, person.uid(n), name, Category.CLOSE)
    return replace(_asked(person), serial=n, contacts=(*person.contacts, contact))


@dataclass
class Clock:
    """A clock that moves only on request."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class Place:
    """A database in a folder, with a turn handler."""

    database: Database
    path: Path
    coach: StandInCoach
    clock: Clock
    exchange: TurnHandler
    keys: Keys = NO_KEYS

    def stored_bytes(self) -> bytes:
        """Return the content of all files of the database."""
        return b"".join(file.read_bytes() for file in sorted(self.path.parent.iterdir()))

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the database lock, so that events that come in this time wait together."""
        if not self.database.is_embedded:
            with self.database.begin() as connection:
                connection.exec_driver_sql("LOCK TABLE address, outbox")
                yield
            return
        other = sqlite3.connect(self.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
        other.close()

    def count(self, table: str) -> int:
        with self.database.begin() as connection:
            found: int = connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608
        return found


def place(path: Path, url: str | None = None, keys: Keys = NO_KEYS) -> Place:
    """Open a database, created if missing, or the one of the URL."""
    database = Database.open(url or f"sqlite:///{path}", keys)
    database.migrate()
    coach, clock, numbers = StandInCoach(), Clock(), count(1)
    zone = ZoneInfo("Europe/Oslo")
    exchange = TurnHandler(coach, Languages(), zone, OperatorSettings(), clock, lambda: UUID(int=next(numbers)))
    return Place(database, path, coach, clock, exchange, keys)


def said(text: str, address: Address = KARI, key: str | None = None, message: str | None = None) -> IncomingEvent:
    """Return an incoming event with this text."""
    return IncomingEvent(address, Said(text), key=key, message=message)


def claimed(connection: Connection, now: datetime, most: int = 10) -> list[QueuedMessage]:
    """Claim the due messages of Telegram."""
    return outbox.claim(connection, CLAIMS, now, most, most)[0]
