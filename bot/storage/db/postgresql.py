"""PostgreSQL: a server for any number of replicas. Turns lock rows, and all replicas use the server's clock."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import psycopg
from psycopg.pq import ConnStatus
from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.storage.db import libpq
from bot.storage.db.errors import CONFLICTS, cause

THREADS: Final = 4
"""How many transactions run at once; while one waits for the server, another can work."""

CLOCK_S: Final = 60.0
"""How long the last reading of the server's clock is used."""

_OPTIONS: Final = {
    "timezone": "UTC",
    "default_transaction_isolation": "read committed",  # after a lock, the other's changes are visible
    "synchronous_commit": "on",
    "statement_timeout": "10s",
    "lock_timeout": "2s",  # a group of turns holds a lock for some 10 ms
    "idle_in_transaction_session_timeout": "10s",  # a machine that crashed holds locks no longer than this
}
_CONNECTING: Final = {
    "connect_timeout": "5",
    # A crashed server is noticed within some 15 seconds.
    "keepalives_idle": "5",
    "keepalives_interval": "3",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
}
_MIGRATION: Final = "pg_advisory_xact_lock(1130383731, 1)"
"""The lock of migrations. Two numbers, so that it differs from the lock of a person, which is one number."""


_MADE_AT: Final = "made at"
_TIME: Final = libpq.Prepared("SELECT clock_timestamp()")


class Postgres:
    """Transactions on PostgreSQL."""

    threads = THREADS

    def __init__(self, url: URL) -> None:
        self.place = f"{url.host or url.query.get('host', 'localhost')}/{url.database}"
        options = " ".join(f"-c {name}={value.replace(' ', chr(92) + ' ')}" for name, value in _OPTIONS.items())
        given = dict(url.query)
        options = f"{options} {given.get('options', '')}"
        connecting = {name: value for name, value in _CONNECTING.items() if name not in given}
        self.engine = create_engine(
            url.set(drivername="postgresql+psycopg").difference_update_query(["options"]),
            connect_args=connecting | {"options": options, "fallback_application_name": "network-coach"},
            hide_parameters=True,  # parameters hold users' words
            pool_size=THREADS + 1,
            max_overflow=5,
            pool_timeout=5,
            pool_reset_on_return=None,  # a returned connection is committed, rolled back or closed
        )
        event.listen(self.engine, "connect", _prepare)
        event.listen(self.engine, "checkout", self._check_age)
        self._broken_at = 0.0  # by our monotonic clock
        # The server's time at a point of our monotonic clock, which is never set.
        self._server_time = datetime.now(UTC)
        self._known_at = time.monotonic()
        self._is_clock_known = False

    def sentence(self, reason: str) -> str:
        """Return the operator's message: the database cannot be used, and what to do."""
        return (
            f"the database at {self.place} cannot be used ({reason}): see whether PostgreSQL runs there, "
            "and to DATABASE_URL, its user and their rights"
        )

    def clock(self) -> datetime:
        """Return the server's time, aware, computed from its last reading."""
        return self._server_time + timedelta(seconds=time.monotonic() - self._known_at)

    def begin(self, connection: Connection) -> None:
        """Begin a transaction, on a new connection if the old one broke while idle."""
        try:
            libpq.command(connection, b"BEGIN")
        except psycopg.OperationalError:
            self._forget(connection)
            libpq.command(connection, b"BEGIN")
        if not self._is_clock_known or time.monotonic() - self._known_at > CLOCK_S:
            self._ask_time(connection)

    def commit(self, connection: Connection) -> None:
        """Commit. Raise if PostgreSQL rolled back instead, because an error was ignored."""
        if libpq.command(connection, b"COMMIT") != b"COMMIT":
            raise RuntimeError("a transaction that had failed was to be committed")

    def roll_back(self, connection: Connection, error: BaseException) -> None:
        """Roll back. After a driver error other than a conflict the connection is closed instead."""
        if connection.invalidated:
            self._broken_at = time.monotonic()
            return
        fault = cause(error)
        is_drivers = isinstance(error, DBAPIError) or isinstance(fault, psycopg.Error)
        if is_drivers and getattr(fault, "sqlstate", None) not in CONFLICTS:
            self._forget(connection, others=libpq.connection_of(connection).pgconn.status == ConnStatus.BAD)
            return
        try:
            libpq.command(connection, b"ROLLBACK")
        except psycopg.Error:
            self._forget(connection)

    def settle(self) -> None:
        """Do nothing: PostgreSQL needs no step after a commit."""

    def scrub(self, _patience_s: float) -> bool:
        """Return True: PostgreSQL itself reuses the space after its vacuum."""
        return True

    def tidy(self) -> bool:
        """Return True: there is nothing to overwrite from here."""
        return True

    def hold_schema(self, connection: Connection) -> None:
        """Wait for the lock of migrations. Statements of this transaction then have no timeout."""
        libpq.command(connection, b"SET LOCAL statement_timeout = 0")
        libpq.command(connection, b"SET LOCAL lock_timeout = '10min'")
        libpq.command(connection, b"SELECT " + _MIGRATION.encode())
        libpq.command(connection, b"SET LOCAL lock_timeout = '10s'")

    def probe(self, connection: Connection) -> None:
        """Get a transaction id, so that the commit is written. Raise if the server takes no writes."""
        libpq.command(connection, b"SELECT pg_current_xact_id()")

    def _forget(self, connection: Connection, *, others: bool = True) -> None:
        """Close the connection. `others`: close all older ones as well, which probably broke with it."""
        connection.invalidate()
        if others:
            self._broken_at = time.monotonic()

    def _check_age(self, _connection: object, record: ConnectionPoolEntry, _proxy: object) -> None:
        if record.info[_MADE_AT] < self._broken_at:
            raise DisconnectionError

    def _ask_time(self, connection: Connection) -> None:
        before = time.monotonic()
        (row,) = _TIME.rows(connection, [])
        self._server_time, self._known_at = row[0], (before + time.monotonic()) / 2
        self._is_clock_known = True


def _prepare(connection: "psycopg.Connection[Any]", record: ConnectionPoolEntry) -> None:
    connection.autocommit = True  # an explicit BEGIN, where a broken connection shows
    record.info[_MADE_AT] = time.monotonic()
