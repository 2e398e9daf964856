"""Fixtures of a database with a turn handler for each test, on SQLite or PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.stand_ins import Place
from tests.support.stand_ins import place as make_place

BOTH = ("sqlite", "postgresql")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run tests with a database on both kinds; a module for only one of them sets `DATABASES`."""
    if "place" in metafunc.fixturenames:
        metafunc.parametrize("place", getattr(metafunc.module, "DATABASES", BOTH), indirect=True)


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    if request.param == "sqlite":
        made = make_place(tmp_path / "data" / "coach.db")
    else:
        made = make_place(tmp_path, request.getfixturevalue("postgres_url"))
    yield made
    made.database.close()
