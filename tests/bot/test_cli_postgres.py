"""The program on PostgreSQL needs only DATABASE_URL, and says what to do about a wrong schema."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.postgres import Server
from tests.support.program import World

REFUSAL = "does not have the schema of this version: run 'coach migrate' first"


@pytest.fixture
def world(tmp_path: Path, postgres: Server) -> Iterator[World]:
    with postgres.database() as url:
        yield World(tmp_path).having(DATABASE_URL=url)


@pytest.mark.parametrize("command", ["run", "chat", "stats", "export terminal:kari"])
def test_an_old_schema_is_refused_with_what_to_do(world: World, command: str) -> None:
    ran = world.having(TELEGRAM_BOT_TOKEN="1:x").coach(*command.split())  # noqa: S106  # not a token
    assert ran.status == 2
    assert ran.err.startswith("coach: the database at 127.0.0.1/")
    assert ran.err.endswith(f"{REFUSAL}\n")
    assert ran.err.count("\n") == 1
    assert ran.out == ""


def test_migrate_is_what_to_do(world: World) -> None:
    assert REFUSAL in world.coach("check").out
    assert [world.coach("migrate").status for _ in range(2)] == [0, 0]
    ran = world.coach("check")
    assert ran.status == 0
    assert "its schema is current" in ran.out


def users(world: World) -> int:
    return int(world.coach("stats").out.split()[1])


def test_a_conversation_is_kept_from_one_start_to_the_next(world: World) -> None:
    world.coach("migrate")
    first = world.coach("chat", "--language", "en", typed="/start\n")
    assert (first.status, first.err) == (0, "")
    again = world.coach("chat", typed="/privacy\n")
    assert (again.status, again.err) == (0, "")
    assert users(world) == 1
    assert world.coach("delete", "terminal:kari", "--yes").status == 0
    assert users(world) == 0


def test_a_server_that_is_not_there_is_said_in_a_line_without_the_password(world: World) -> None:
    ran = world.having(DATABASE_URL="postgresql://coach:s3cret@127.0.0.1:9/coach").coach("stats")
    assert ran.status == 2
    assert ran.err.startswith("coach: the database at 127.0.0.1/coach cannot be used (")
    assert "s3cret" not in ran.err
    assert ran.err.count("\n") == 1
