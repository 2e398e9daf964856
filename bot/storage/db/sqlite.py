"""SQLite: a file, with one writer at a time. A commit outlives a power cut, and what is deleted is overwritten."""

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
"""Stands in a connection's `info` where what its transaction deletes must also leave the log beside the file."""

MOST_REWRITTEN: Final = 64_000_000
"""Bytes of the largest file that is rewritten while turns wait; 64 MB take about a second."""

_PRAGMAS: Final = (
    f"PRAGMA busy_timeout={PATIENCE_MS}",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # a commit outlives a power cut
    "PRAGMA foreign_keys=ON",  # off unless asked for; erasing a person relies on it
    "PRAGMA secure_delete=ON",  # what is deleted is overwritten
    "PRAGMA temp_store=MEMORY",  # nobody's words go to a temporary file
)


class Sqlite:
    """How transactions are made on SQLite."""

    threads = 1

    def __init__(self, url: URL) -> None:
        self.place = url.database or ""
        self._make_file()
        # Parameters stay out of errors: they are people's words.
        self.engine = create_engine(url, hide_parameters=True)
        event.listen(self.engine, "connect", _prepare)
        self._is_scrub_due = True  # a process killed after it erased somebody left that undone
        self._has_deleted = False

    def sentence(self, reason: str) -> str:
        """Say that it cannot be used, and what to do."""
        return f"the database at {self.place} cannot be used ({reason}): see to the file, its rights and the free space"

    def clock(self) -> datetime:
        """Tell the time, aware."""
        return datetime.now(UTC)

    def begin(self, connection: Connection) -> None:
        """Begin at once as a writer: one that first reads cannot wait for the lock, and would fail instead."""
        # Not in a listener to "begin", which would make each statement ask for listeners.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        connection.info.pop(SCRUB, None)

    def commit(self, connection: Connection) -> None:
        """Commit."""
        connection.commit()
        if connection.info.pop(SCRUB, False):
            self._is_scrub_due = self._has_deleted = True

    def roll_back(self, connection: Connection, error: BaseException) -> None:  # noqa: ARG002  # as on PostgreSQL
        """Undo it all."""
        connection.rollback()

    def settle(self) -> None:
        """Do what is left to be done after a commit; where it fails, after the next."""
        if self._is_scrub_due:
            with suppress(SQLAlchemyError, sqlite3.Error):
                self._is_scrub_due = not scrubbing.empty_log(self.engine)

    def scrub(self, patience_s: float) -> bool:
        """Overwrite what any process deleted, wherever in the files it still is. Return False if that must wait."""
        return scrubbing.scrub(self.engine, patience_s, rewrites=True)

    def tidy(self) -> bool:
        """Empty the log, and rewrite a small file if this process deleted something. Return False if that must wait."""
        rewrites = self._has_deleted and self._size() <= MOST_REWRITTEN
        self._has_deleted = False
        is_done = scrubbing.scrub(self.engine, 0, rewrites=rewrites)
        self._has_deleted |= rewrites and not is_done
        return is_done

    def hold_schema(self, connection: Connection) -> None:
        """Nobody else can change the schema meanwhile: whoever begins is the only writer."""

    def probe(self, connection: Connection) -> None:
        """Write something that changes nothing: raises where the file is read-only or the disk full."""
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")

    def _size(self) -> float:
        try:
            return Path(self.place).stat().st_size
        except OSError:
            return inf

    def _make_file(self) -> None:
        """Make the file and its folder for the owner alone; SQLite gives its other files the same rights."""
        path = Path(self.place)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        except OSError as error:
            raise DatabaseError(self.sentence(error.strerror or "no such place")) from None


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # Python's driver would begin transactions by rules of its own; SQLAlchemy's page on SQLite has this instead.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)
