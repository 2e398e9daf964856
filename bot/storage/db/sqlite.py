"""SQLite: a file with one writer at a time. Commits survive a power cut, and deleted data is overwritten."""

import os
import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from math import inf
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import DatabaseError
from bot.storage.db import scrubbing
from bot.storage.db.scrubbing import PATIENCE_MS

SCRUB: Final = "scrub after the commit"
"""The key in a connection's `info` that requests an empty write-ahead log after the commit."""

MOST_REWRITTEN: Final = 64_000_000
"""The largest file, in bytes, that is rewritten while turns wait; 64 MB take about a second."""

_PRAGMAS: Final = (
    f"PRAGMA busy_timeout={PATIENCE_MS}",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # a commit survives a power cut
    "PRAGMA foreign_keys=ON",  # off by default; the deletion of a person relies on it
    "PRAGMA secure_delete=ON",  # deleted rows are overwritten
    "PRAGMA temp_store=MEMORY",  # no personal data in temporary files
)


class Sqlite:
    """Transactions on SQLite."""

    threads = 1

    def __init__(self, url: URL) -> None:
        self.place = url.database or ""
        self._make_file()
        # Parameters hold users' words, so they stay out of errors.
        self.engine = create_engine(url, hide_parameters=True)
        event.listen(self.engine, "connect", _prepare)
        self._is_scrub_due = True  # an earlier process may have been killed before its scrub
        self._has_deleted = False

    def sentence(self, reason: str) -> str:
        """Return the operator's message: the database cannot be used, and what to do."""
        return f"the database at {self.place} cannot be used ({reason}): see to the file, its rights and the free space"

    def clock(self) -> datetime:
        """Return the time, aware."""
        return datetime.now(UTC)

    def begin(self, connection: Connection) -> None:
        """Begin as a writer: a transaction that begins as a reader fails instead of waiting for the write lock."""
        # Not in a "begin" listener, which would cost time in each statement.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        connection.info.pop(SCRUB, None)

    def commit(self, connection: Connection) -> None:
        """Commit."""
        connection.commit()
        if connection.info.pop(SCRUB, False):
            self._is_scrub_due = self._has_deleted = True

    def roll_back(self, connection: Connection, error: BaseException) -> None:  # noqa: ARG002  # as on PostgreSQL
        """Roll back."""
        connection.rollback()

    def settle(self) -> None:
        """Empty the write-ahead log if requested. If that fails, the next commit tries again."""
        if self._is_scrub_due:
            with suppress(SQLAlchemyError, sqlite3.Error):
                self._is_scrub_due = not scrubbing.empty_log(self.engine)

    def scrub(self, patience_s: float) -> bool:
        """Overwrite data deleted by any process, anywhere in the files. Return False if it must be tried again."""
        return scrubbing.scrub(self.engine, patience_s, rewrites=True)

    def tidy(self) -> bool:
        """Empty the log; rewrite a small file if this process deleted rows. Return False if it must be tried again."""
        rewrites = self._has_deleted and self._size() <= MOST_REWRITTEN
        self._has_deleted = False
        is_done = scrubbing.scrub(self.engine, 0, rewrites=rewrites)
        self._has_deleted |= rewrites and not is_done
        return is_done

    def hold_schema(self, connection: Connection) -> None:
        """Do nothing: the transaction is the only writer already."""

    def probe(self, connection: Connection) -> None:
        """Write without a change. Raise if the file is read-only or the disk full."""
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")

    def _size(self) -> float:
        try:
            return Path(self.place).stat().st_size
        except OSError:
            return inf

    def _make_file(self) -> None:
        """Create the file and its folder for the owner alone. SQLite gives its other files the same rights."""
        path = Path(self.place)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        except OSError as error:
            raise DatabaseError(self.sentence(error.strerror or "no such place")) from None


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # Stops Python's driver from beginning transactions by itself, as SQLAlchemy's page on SQLite advises.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)
