"""Overwrite data deleted from SQLite's files: in the write-ahead log, and in the unused parts of pages."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

PATIENCE_MS: Final = 5000
"""How long a statement waits for another process, such as `coach stats`, that holds the lock for a moment."""

_BUSY: Final = "PRAGMA busy_timeout={}"
_SHORT_PATIENCE_MS: Final = 50
_PAUSE_S: Final = 0.2


def empty_log(engine: Engine) -> bool:
    """Copy the write-ahead log into the file and truncate it. Return False if another connection still uses it."""
    # A checkpoint that waits for a reader keeps every writer out, so it waits only for a moment.
    with _cursor(engine, _SHORT_PATIENCE_MS) as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        row = cursor.fetchone()
    return row is None or row[0] == 0


def rewrite(engine: Engine) -> None:
    """Rebuild the file from its live rows (VACUUM).

    `secure_delete` zeroes a deleted cell, but not the copies that stay in a page's unused part when SQLite moves
    cells between pages. Writers wait meanwhile: 100 MB take about 1.4 seconds, and as much memory.
    """
    with _cursor(engine, PATIENCE_MS) as cursor:
        cursor.execute("VACUUM")


def scrub(engine: Engine, patience_s: float, *, rewrites: bool) -> bool:
    """Overwrite all that was deleted. Return False if that was still impossible after `patience_s`."""
    end = time.monotonic() + patience_s
    while True:
        try:
            if rewrites:
                rewrite(engine)
                rewrites = False
            if empty_log(engine):
                return True
        except (SQLAlchemyError, sqlite3.Error):  # locked, or the disk is full; both may pass
            pass
        if time.monotonic() >= end:
            return False
        time.sleep(_PAUSE_S)


@contextmanager
def _cursor(engine: Engine, patience_ms: int) -> Iterator[Any]:
    """Return a cursor outside any transaction."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute(_BUSY.format(patience_ms))
        try:
            yield cursor
        finally:
            cursor.execute(_BUSY.format(PATIENCE_MS))
            cursor.close()
    finally:
        raw.close()
