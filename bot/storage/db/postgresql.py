"""PostgreSQL: a server for any number of replicas. Rows are locked, and the server's clock is everybody's."""

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
"""How old may be what is known of the server's clock."""

_OPTIONS: Final = {
    "timezone": "UTC",
    "default_transaction_isolation": "read committed",  # whoever waited for a lock sees what the other has left
    "synchronous_commit": "on",
    "statement_timeout": "10s",
    "lock_timeout": "2s",  # a group of turns holds a lock for some hundredths of a second
    "idle_in_transaction_session_timeout": "10s",  # a machine that vanished holds locks no longer than this
}
_CONNECTING: Final = {
    "connect_timeout": "5",
    # A server that vanished is noticed within some 15 seconds.
    "keepalives_idle": "5",
    "keepalives_interval": "3",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
}
_MIGRATION: Final = "pg_advisory_xact_lock(1130383731, 1)"
"""Any number will do; two of them, since a person's lock is one."""


_MADE_AT: Final = "made at"
_TIME: Final = libpq.Prepared("SELECT clock_timestamp()")


class Postgres:
    """How transactions are made on PostgreSQL."""

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
            hide_parameters=True,  # they are people's words
            pool_size=THREADS + 1,
            max_overflow=5,
            pool_timeout=5,
            pool_reset_on_return=None,  # what is given back is committed, rolled back or closed
        )
        event.listen(self.engine, "connect", _prepare)
        event.listen(self.engine, "checkout", self._look_over)
        self._broken_at = 0.0  # of our monotonic clock
        # The server's time at some point of our monotonic clock, which nobody sets.
        self._server_time = datetime.now(UTC)
        self._known_at = time.monotonic()
        self._is_clock_known = False

    def sentence(self, reason: str) -> str:
        """Say that it cannot be used, and what to do."""
        return (
            f"the database at {self.place} cannot be used ({reason}): see whether PostgreSQL runs there, "
            "and to DATABASE_URL, its user and their rights"
        )

    def clock(self) -> datetime:
        """Tell the server's time, aware, without asking it each time: all replicas agree on it."""
        return self._server_time + timedelta(seconds=time.monotonic() - self._known_at)

    def begin(self, connection: Connection) -> None:
        """Begin; where the connection broke while nobody used it, on a new one."""
        try:
            libpq.command(connection, b"BEGIN")
        except psycopg.OperationalError:
            self._forget(connection)
            libpq.command(connection, b"BEGIN")
        if not self._is_clock_known or time.monotonic() - self._known_at > CLOCK_S:
            self._ask_time(connection)

    def commit(self, connection: Connection) -> None:
        """Commit. Raises where PostgreSQL rolled back instead, since an error was passed over."""
        if libpq.command(connection, b"COMMIT") != b"COMMIT":
            raise RuntimeError("a transaction that had failed was to be committed")

    def roll_back(self, connection: Connection, error: BaseException) -> None:
        """Undo it all; after an error of the driver, other than a conflict, on a connection that is given up."""
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
        """Nothing is left to be done after a commit."""

    def scrub(self, _patience_s: float) -> bool:
        """Nothing can be overwritten from here: PostgreSQL uses the space again after its vacuum."""
        return True

    def tidy(self) -> bool:
        """Nothing can be overwritten from here."""
        return True

    def hold_schema(self, connection: Connection) -> None:
        """Wait until nobody else changes the schema; statements may then take long."""
        libpq.command(connection, b"SET LOCAL statement_timeout = 0")
        libpq.command(connection, b"SET LOCAL lock_timeout = '10min'")
        libpq.command(connection, b"SELECT " + _MIGRATION.encode())
        libpq.command(connection, b"SET LOCAL lock_timeout = '10s'")

    def probe(self, connection: Connection) -> None:
        """Have the commit written down: raises where the server takes no writes."""
        libpq.command(connection, b"SELECT pg_current_xact_id()")

    def _forget(self, connection: Connection, *, others: bool = True) -> None:
        """Give up the connection; `others`: all, since those that were broken with it would fail one by one."""
        connection.invalidate()
        if others:
            self._broken_at = time.monotonic()

    def _look_over(self, _connection: object, record: ConnectionPoolEntry, _proxy: object) -> None:
        if record.info[_MADE_AT] < self._broken_at:
            raise DisconnectionError

    def _ask_time(self, connection: Connection) -> None:
        before = time.monotonic()
        (row,) = _TIME.rows(connection, [])
        self._server_time, self._known_at = row[0], (before + time.monotonic()) / 2
        self._is_clock_known = True


def _prepare(connection: "psycopg.Connection[Any]", record: ConnectionPoolEntry) -> None:
    connection.autocommit = True  # transactions begin where we say so, and a connection that broke shows there
    record.info[_MADE_AT] = time.monotonic()
