"""Statements that bypass the driver's cursors on PostgreSQL return the same values, and report errors."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from bot.errors import DatabaseError
from bot.storage.db import libpq
from bot.storage.db.database import Database
from tests.support.postgres import Server

SOME = "SELECT $1::text, $2::bytea, $3::int, $4::bigint, $5::boolean, $6::uuid, $7::timestamptz, $8::float8"
EVERYTHING = libpq.Prepared(SOME)
TEXT = libpq.Prepared("SELECT $1::text")
INSTANTS = st.datetimes(min_value=datetime(1, 1, 3), timezones=st.just(UTC))  # noqa: DTZ001  # the strategy adds the zone


class Colour(StrEnum):
    RED = "red"


@pytest.fixture(scope="module")
def database(postgres: Server) -> Iterator[Database]:
    with postgres.database() as url:
        opened = Database.open(url)
        yield opened
        opened.close()


def one(connection: Connection, value: object) -> object:
    return TEXT.rows(connection, [value])[0][0]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.tuples(
        st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
        st.binary(),
        st.integers(-(2**31), 2**31 - 1),
        st.integers(-(2**63), 2**63 - 1),
        st.booleans(),
        st.uuids(),
        INSTANTS,
        st.floats(allow_nan=False),
    )
)
def test_every_value_comes_back_the_same(database: Database, values: tuple[object, ...]) -> None:
    with database.begin() as connection:
        assert EVERYTHING.rows(connection, values) == [values]
        assert EVERYTHING.rows(connection, [None] * len(values)) == [(None,) * len(values)]


def test_an_instant_of_another_zone_is_the_same_instant(database: Database) -> None:
    at = datetime(2026, 11, 23, 9, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    with database.begin() as connection:
        ((found,),) = libpq.Prepared("SELECT $1::timestamptz").rows(connection, [at])
    assert found == at


def test_what_postgresql_cannot_hold_is_refused_and_not_cut_off(database: Database) -> None:
    with pytest.raises(psycopg.DataError), database.begin() as connection:
        one(connection, "Kari\0Ola")


def test_an_enum_of_words_is_its_word(database: Database) -> None:
    with database.begin() as connection:
        assert one(connection, Colour.RED) == "red"


def test_a_megabyte_goes_through(database: Database) -> None:
    with database.begin() as connection:
        assert one(connection, "x" * 1_000_000) == "x" * 1_000_000


def test_an_error_quotes_nobody(database: Database) -> None:
    with database.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE once (word text PRIMARY KEY)")
    add = libpq.Prepared("INSERT INTO once VALUES ($1)")
    with pytest.raises(psycopg.errors.UniqueViolation) as raised, database.begin() as connection:
        add.each(connection, [["Kari Nordmann"], ["Kari Nordmann"]])
    assert "Kari" not in str(raised.value)
    with database.begin() as connection:
        assert add.count(connection, ["one"]) == 1
        add.each(connection, [["two"]])
        assert connection.exec_driver_sql("SELECT count(*) FROM once").scalar() == 2


def test_a_transaction_that_failed_is_not_taken_for_committed(database: Database) -> None:
    def passes_over(connection: Connection) -> None:
        with pytest.raises(psycopg.errors.DivisionByZero):
            libpq.Prepared("SELECT 1 / 0").rows(connection, [])

    with pytest.raises(RuntimeError, match="failed"), database.begin() as connection:
        passes_over(connection)
    assert database.is_ready()


def test_a_table_that_is_not_there_just_now_is_the_databases_fault(database: Database) -> None:
    with pytest.raises(DatabaseError, match="nowhere"), database.begin() as connection:
        libpq.Prepared("SELECT * FROM nowhere").rows(connection, [])


def test_the_servers_clock_is_told_without_asking_it(database: Database) -> None:
    with database.begin() as connection:
        ((at,),) = libpq.Prepared("SELECT clock_timestamp()").rows(connection, [])
        assert abs(database.clock() - at) < timedelta(seconds=0.1)


def test_settings_of_the_session_are_ours_and_the_users(postgres: Server) -> None:
    url = f"{postgres.url}?options=-c%20work_mem%3D3MB&application_name=mine"
    asked = ["timezone", "synchronous_commit", "lock_timeout", "work_mem", "application_name", "transaction_isolation"]
    database = Database.open(url)
    with database.begin() as connection:
        found = [connection.exec_driver_sql(f"SHOW {name}").scalar() for name in asked]
    database.close()
    assert found == ["UTC", "on", "2s", "3MB", "mine", "read committed"]
