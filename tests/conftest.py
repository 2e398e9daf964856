"""Fixtures for databases; the PostgreSQL server starts on first use, once in each worker."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest
from hypothesis import settings

from bot.storage.db.database import Database
from tests.support.postgres import QUICK, Server, server

settings.register_profile("long", max_examples=2000, deadline=None)  # for `make test-long`


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    started = server(**QUICK)
    yield started
    started.close()


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Server) -> Iterator[str]:
    """Yield the name of an empty database of the current schema, to be copied."""
    name = postgres.make()
    database = Database.open(postgres.url_of(name))
    database.migrate()
    database.close()
    yield name
    postgres.drop(name)


@pytest.fixture
def postgres_url(postgres: Server, migrated_postgres: str) -> Iterator[str]:
    """Yield the URL of an empty database of the current schema for one test."""
    with postgres.database(migrated_postgres) as url:
        yield url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty file of the current schema; copying it takes a hundredth of the time of a migration."""
    path = tmp_path_factory.mktemp("migrated") / "coach.db"
    database = Database.open(f"sqlite:///{path}")
    database.migrate()
    database.close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of an empty database of the current schema, on SQLite and on PostgreSQL."""
    if request.param == "postgresql":
        url: str = request.getfixturevalue("postgres_url")
        return url
    copy(request.getfixturevalue("migrated_sqlite"), tmp_path / "coach.db")
    return f"sqlite:///{tmp_path}/coach.db"
