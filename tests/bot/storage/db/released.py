"""Databases of each released schema: one SQL file for each revision, and the people to be read from it.

At a release, `python -m tests.bot.storage.db.released` writes both for the current schema; they never change later.
Rows of tables that do not belong to a person are added to the file by hand. The SQL suits both databases: `json'…'`
stands for bytes.
"""

import asyncio
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import Connection, Table, select

from bot.address import Address
from bot.i18n import Languages
from bot.storage.db.database import Database
from bot.storage.db.tables import ADDRESS, FACT, PERSON
from bot.storage.migrations import HEAD
from bot.storage.people import people
from dialogs.coach import Coach
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.text import Language
from tests.support.chat import BEGINNING, TRANSCRIPTS, CoachAlone, Transcript
from tests.support.stored import stored

FOLDER: Final = Path(__file__).parent / "releases"
PLAYED: Final = ("whole_nb", "plan_en", "introductions_nb")

_JSON: Final = re.compile(r"json('(?:[^']|'')*')")


def fill(connection: Connection, revision: str) -> None:
    """Insert the rows of a revision into a database of that revision."""
    as_bytes = r"CAST(\1 AS BLOB)" if connection.dialect.name == "sqlite" else r"convert_to(\1, 'UTF8')"
    sql = (FOLDER / f"{revision}.sql").read_text(encoding="utf-8")
    for statement in sql.split(";\n"):
        lines = [line for line in statement.splitlines() if line and not line.startswith("--")]
        if lines:
            made = _JSON.sub(as_bytes, "\n".join(lines))
            connection.exec_driver_sql(made, execution_options={"no_parameters": True})


def persons(revision: str) -> dict[str, Person]:
    """Return the people of a revision by Telegram id."""
    found = msgspec.json.decode((FOLDER / f"{revision}.json").read_bytes(), type=dict[str, dict[str, Any]])
    return {external_id: stored(person) for external_id, person in found.items()}


def write() -> None:
    """Play some transcripts, and write what is stored at their end."""
    found = dict(_played())
    path = FOLDER / "new.db"
    database = Database.open(f"sqlite:///{path}")
    database.migrate()
    with database.begin() as connection:
        for external_id, person in found.items():
            people.add(connection, person, Address("telegram", external_id), BEGINNING)
        statements = [line for table in (PERSON, ADDRESS, FACT) for line in _dumped(connection, table)]
    database.close()
    path.unlink()
    (FOLDER / f"{HEAD}.sql").write_text("\n".join(statements) + "\n", encoding="utf-8")
    (FOLDER / f"{HEAD}.json").write_bytes(msgspec.json.encode(found) + b"\n")


def _played() -> Iterator[tuple[str, Person]]:
    languages = Languages.load()
    yield "100", Coach().meet(UUID(int=100), Language.NB)
    for n, path in enumerate((path for path in TRANSCRIPTS if path.stem in PLAYED), start=101):
        transcript = Transcript.read(path)
        stage = CoachAlone(transcript.language, transcript.name, languages, operator=transcript.operator)
        asyncio.run(transcript.played(stage))
        if stage.person:
            yield str(n), replace(stage.person, id=UUID(int=n), tasks=())


def _dumped(connection: Connection, table: Table) -> Iterator[str]:
    columns = ", ".join(table.columns.keys())
    for row in connection.execute(select(table).order_by(*table.primary_key.columns)):
        yield f"INSERT INTO {table.name} ({columns}) VALUES ({', '.join(map(_literal, row))});"  # noqa: S608  # our own names


def _literal(value: Any) -> str:
    match value:
        case None:
            return "NULL"
        case bool() | int():
            return str(value).lower()
        case bytes():
            return "json" + _literal(value.decode())
        case datetime():
            return f"'{value:%Y-%m-%d %H:%M:%S.%f}'"
        case UUID():
            return f"'{value.hex}'"
        case _:
            return "'" + str(value).replace("'", "''") + "'"


if __name__ == "__main__":
    write()
