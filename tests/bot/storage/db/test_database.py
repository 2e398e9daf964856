"""Database errors are reported in one line, and the schema matches the code."""

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import IntegrityError

from bot.errors import DatabaseError
from bot.storage.db import migrating
from bot.storage.db.database import Database
from bot.storage.db.tables import METADATA
from bot.storage.migrations import HEAD
from tests.support.stand_ins import Place, said

DATABASES = ("sqlite",)
WORDS = "one line"


def opened(path: Path) -> Database:
    return Database.open(f"sqlite:///{path}")


def complaint(path: Path) -> str:
    with pytest.raises(DatabaseError) as raised:
        opened(path).migrate()
    line = str(raised.value)
    assert "\n" not in line
    return line


def test_the_migrated_schema_is_the_one_that_the_tables_declare(place: Place) -> None:
    with place.database.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_the_schema_that_the_code_works_on_is_the_newest_migration() -> None:
    assert migrating.head() == HEAD


def test_tables_lie_as_declared(place: Place) -> None:
    # Alembic does not compare these.
    with place.database.begin() as connection:
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        made = {row.name: row.sql for row in rows}
    for name, table in METADATA.tables.items():
        assert ("WITHOUT ROWID" in made[name]) is (table.dialect_options["sqlite"]["with_rowid"] is False), name
    assert "AUTOINCREMENT" in made["outbox"]
    assert all("ON DELETE CASCADE" in made[name] for name in ["address", "fact", "outbox", "want", "card"])


def test_a_fresh_database_is_not_current_until_it_is_migrated(tmp_path: Path) -> None:
    database = opened(tmp_path / "coach.db")
    assert not database.is_current()
    database.migrate()
    assert database.is_current()
    database.migrate()
    database.close()


def test_nothing_loads_alembic_where_the_schema_is_current(place: Place) -> None:
    script = (
        "import sys; from bot.storage.db.database import Database\n"
        f"database = Database.open('sqlite:///{place.path}'); database.migrate()\n"
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0  # noqa: S603  # our own script


def test_file_and_folder_are_for_their_owner_alone(place: Place) -> None:
    assert stat.S_IMODE(place.path.parent.stat().st_mode) == 0o700
    for file in place.path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_a_commit_outlives_a_power_cut_and_deleted_text_is_overwritten(place: Place) -> None:
    with place.database.begin() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ["journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout"]
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 5000,
    }


def test_what_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "coach.db"
    path.write_text("a letter to my aunt, long enough to be taken for more than an empty file " * 20)
    assert "file is not a database" in complaint(path)


def test_a_damaged_database_is_said_to_be_damaged(place: Place) -> None:
    place.database.close()
    content = bytearray(place.path.read_bytes())
    content[100:] = b"\xff" * (len(content) - 100)
    place.path.write_bytes(content)
    assert "malformed" in complaint(place.path)


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert "cannot be used" in complaint(tmp_path)


def test_a_place_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert str(tmp_path / "file" / "coach.db") in complaint(tmp_path / "file" / "coach.db")


def test_a_newer_schema_is_left_alone(place: Place) -> None:
    with place.database.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert "newer version" in complaint(place.path)


@pytest.mark.parametrize("url", ["", "coach.db", "oracle9://x/y", "postgresql+nodriver://x/y"])
def test_a_url_that_names_no_database_is_refused(url: str) -> None:
    with pytest.raises(DatabaseError, match="DATABASE_URL"):
        Database.open(url)


def test_another_writer_is_waited_for_and_then_told_of(place: Place) -> None:
    with place.database.begin() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=10")
    other = sqlite3.connect(place.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseError, match="locked"), place.database.begin():
        pass
    other.execute("ROLLBACK")
    other.close()
    with place.database.begin():
        pass


def test_a_fault_of_ours_is_no_fault_of_the_database(place: Place) -> None:
    with pytest.raises(IntegrityError) as raised, place.database.begin() as connection:
        connection.exec_driver_sql("INSERT INTO handled VALUES ('a secret key', 'now'), ('a secret key', 'now')")
    assert "parameters" not in str(raised.value) or "hidden" in str(raised.value)


def test_a_full_disk_is_said_to_be_full_and_leaves_nothing_half_done(place: Place) -> None:
    with place.database.begin() as connection:
        place.exchange.turn(connection, said("consent"))
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    def turns() -> None:
        with place.database.begin() as connection:
            place.exchange.turn(connection, said("Per"))
            place.exchange.turn(connection, said("x" * 100_000))

    with pytest.raises(DatabaseError, match="full"):
        turns()
    assert place.count("fact") == 0
