"""Personas who used the product over the wire and then deleted their data leave no word in tables, files or log."""

import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy import make_url

from bot.address import Address
from bot.i18n import Languages
from bot.observability import logs
from bot.storage.db.database import Database
from bot.storage.db.tables import METADATA
from bot.storage.people import people
from bot.storage.queue import dead_letters
from bot.storage.queue.dead_letters import DeadLetter
from dialogs.protocol.events import Said
from dialogs.text import Language
from tests.dialogs.test_personas import FOLDER
from tests.dialogs.test_transcripts import serving
from tests.support.chat import BEGINNING, Transcript, act
from tests.support.telegram.server import TelegramServer

LIVES = ("maria", "dev")
"""The personas with the most activity, one in each language; both end in Norwegian."""

NOT_THEIRS = {"budget", "lease", "data_key", "handled"}
"""Tables without personal data. Deduplication keys are Telegram's numbers, and expire after two days."""


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    logs.set_up("json", logging.DEBUG, stream)
    yield stream
    structlog.reset_defaults()
    logging.basicConfig(force=True)


def typed(transcript: Transcript) -> set[str]:
    """Return what a user typed, if it is long enough to be distinctive."""
    own = {action[2:] for action in transcript.actions if action.startswith("> ") and action[2] not in "[(/"}
    return {words.replace("\\n", "\n").split("\n")[0] for words in own if len(words) > 7}


def told(database: Database, address: Address) -> set[str]:
    """Return the stored facts of a user: names, notes, workplaces and drafts."""
    with database.begin() as connection:
        person = people.find(connection, address)
    assert person
    drafts = {line for one in person.outreaches for line in one.text.split("\n") if len(line) > 30}
    return drafts | {one.name for one in person.contacts} | {tie.company for tie in person.ties if len(tie.company) > 5}


def everything(database: Database) -> dict[str, str]:
    """Return the content of every table as text."""
    with database.begin() as connection:
        return {
            table: " ".join(map(_text, connection.exec_driver_sql(f"SELECT * FROM {table}")))  # noqa: S608  # our own names
            for table in METADATA.tables
        }


def _text(row: Any) -> str:
    return " ".join(bytes(v).decode() if isinstance(v, bytes | memoryview) else str(v) for v in row)


def leave_more(database: Database, address: Address, words: str) -> None:
    """Store the user's words also in the tables that hold them only for a moment."""
    with database.begin() as connection:
        known = people.lock(connection, address)
        assert known
        aside = DeadLetter("telegram:999", address, Said(words), Language.NB, None)
        dead_letters.add(connection, aside, known.person.id, "PoisonError", BEGINNING)


@pytest.mark.parametrize("name", LIVES)
async def test_a_life_leaves_no_word(name: str, database_url: str, logged: io.StringIO) -> None:
    transcript, languages = Transcript.read(FOLDER / f"{name}.txt"), Languages.load()
    async with TelegramServer() as server, serving(server, languages, database_url, "polling") as stage_for:
        user = server.user(transcript.name, transcript.language)
        stage, address = stage_for(user), Address("telegram", str(user.id))
        await transcript.played(stage)
        database = Database.open(database_url)
        words = typed(transcript) | told(database, address)
        leave_more(database, address, max(words, key=len))
        before = everything(database)
        assert len(words) > 20
        assert sum(word in "".join(before.values()) for word in words) > 15, "what is looked for was there"
        for action in ("/slett", "[Ja, slett alt]"):
            await act(stage, action)
        after = everything(database)
    assert {table for table, rows in after.items() if rows} <= NOT_THEIRS
    left = "".join(after.values()) + logged.getvalue()
    assert [word for word in words if word in left or word.encode("unicode_escape").decode() in left] == []
    number = re.compile(rf"\b{user.id}\b")
    assert not number.search(left)
    assert "update taken" in logged.getvalue(), "the log was read"
    path = make_url(database_url).database
    if database.is_embedded and path:
        files = sorted(Path(path).parent.glob(f"{Path(path).name}*"))
        assert len(files) > 1, "with the log beside it"
        stored = b"".join(file.read_bytes() for file in files)
        assert [word for word in words if word.encode() in stored] == []
        assert not number.search(stored.decode("latin-1"))
    database.close()


def test_every_table_is_a_persons_and_goes_with_them_or_holds_nothing_of_one() -> None:
    for name, table in METADATA.tables.items():
        keys = [key for column in table.columns for key in column.foreign_keys]
        is_theirs = name == "person" or any(
            key.column.table.name == "person" and key.ondelete == "CASCADE" for key in keys
        )
        assert is_theirs != (name in NOT_THEIRS), name
