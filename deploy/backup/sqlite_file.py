# noqa: INP001  # a script, so that it works where nothing but Python is left
"""Copies a running coach's SQLite file, and puts a copy in its place; the SQLite half of backup.sh and restore.sh.

It needs nothing but Python: who restores may have lost everything else.
"""

import os
import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn


def stop(words: str) -> NoReturn:
    """Complain in one line, and exit with 1."""
    sys.stderr.write(f"{words}\n")
    sys.exit(1)


def fault(file: Path) -> str | None:
    """What is wrong with a coach's database, read from end to end; None where it is whole."""
    try:
        with closing(sqlite3.connect(file)) as database:
            (verdict,) = database.execute("PRAGMA integrity_check(1)").fetchone()
            if verdict != "ok":
                return str(verdict)
            if database.execute("PRAGMA foreign_key_check").fetchone():
                return "rows refer to rows that are not there"
            database.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        return str(error)
    return None


def keep(file: Path) -> None:
    """Have a file's content outlive a power cut."""
    with file.open("rb") as written:
        os.fsync(written.fileno())


def copy(source: Path, target: Path) -> None:
    """Copy one moment of the database; nobody who writes is held up.

    Free pages, where deleted rows may have been, are not copied.
    """
    try:
        with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True, timeout=60)) as database:
            database.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as error:
        stop(f"{source} could not be copied: {error}")
    if wrong := fault(target):
        stop(f"the copy is damaged, so {source} is: {wrong}")
    keep(target)


def is_in_use(file: Path) -> bool:
    """Whether somebody has it open: only then can SQLite not leave its write-ahead log."""
    try:
        with closing(sqlite3.connect(file, timeout=1)) as database:
            return bool(database.execute("PRAGMA journal_mode=DELETE").fetchone() != ("delete",))
    except sqlite3.OperationalError as error:
        return "locked" in str(error)
    except sqlite3.DatabaseError:
        return False  # damaged, which may be why one restores


def put_aside(file: Path) -> None:
    """Keep the database that was there, with what SQLite has beside it."""
    aside = f"{file}.before-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    for ending in ("", "-wal", "-shm"):
        beside = Path(f"{file}{ending}")
        if beside.exists():
            beside.replace(f"{aside}{ending}")
    sys.stdout.write(f"The database that was there is now {aside}: delete it when all is well.\n")


def restore(source: Path, target: Path) -> None:
    """Put a copy in the database's place, once it is known to be whole and nobody has the database open."""
    fresh = target.with_name(f"{target.name}.restoring")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(source, fresh)
        if wrong := fault(fresh):
            stop(f"{source} is no whole copy of a coach's database ({wrong}); nothing was changed")
        keep(fresh)
        if target.exists():
            if is_in_use(target):
                stop(f"{target} is in use: stop the coach first; nothing was changed")
            put_aside(target)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    folder = os.open(target.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def main() -> None:
    """Do what the scripts ask: `copy DATABASE COPY`, or `restore COPY DATABASE`."""
    verb, source, target = sys.argv[1:]
    os.umask(0o077)
    try:
        {"copy": copy, "restore": restore}[verb](Path(source), Path(target))
    except OSError as error:
        stop(f"{error.filename}: {error.strerror}")


if __name__ == "__main__":
    main()
