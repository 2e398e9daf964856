# noqa: INP001  # a script, not a module of a package
"""The SQLite part of backup.sh and restore.sh: backs up the file of a running coach, and restores a backup.

It needs only Python, since everything else may be lost when a backup is restored.
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
    """Print an error in one line and exit with status 1."""
    sys.stderr.write(f"{words}\n")
    sys.exit(1)


def fault(file: Path) -> str | None:
    """Check a coach's database completely. Return what is wrong with it, or None."""
    try:
        with closing(sqlite3.connect(file)) as database:
            (verdict,) = database.execute("PRAGMA integrity_check(1)").fetchone()
            if verdict != "ok":
                return str(verdict)
            if database.execute("PRAGMA foreign_key_check").fetchone():
                return "rows refer to missing rows"
            database.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        return str(error)
    return None


def keep(file: Path) -> None:
    """Flush a file to the disk, so that it survives a power failure."""
    with file.open("rb") as written:
        os.fsync(written.fileno())


def copy(source: Path, target: Path) -> None:
    """Copy a snapshot of the database without blocking writers.

    Free pages, which may contain deleted rows, are not copied.
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
    """Whether another process has the file open. Only then can SQLite not leave WAL mode."""
    try:
        with closing(sqlite3.connect(file, timeout=1)) as database:
            return bool(database.execute("PRAGMA journal_mode=DELETE").fetchone() != ("delete",))
    except sqlite3.OperationalError as error:
        return "locked" in str(error)
    except sqlite3.DatabaseError:
        return False  # the file is damaged, which may be the reason for the restore


def put_aside(file: Path) -> None:
    """Rename the old database and its WAL files."""
    aside = f"{file}.before-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    for ending in ("", "-wal", "-shm"):
        beside = Path(f"{file}{ending}")
        if beside.exists():
            beside.replace(f"{aside}{ending}")
    sys.stdout.write(f"The old database is now {aside}: delete it when the restored one works.\n")


def restore(source: Path, target: Path) -> None:
    """Replace the database by a backup, after checks that the backup is complete and no process has the file open."""
    fresh = target.with_name(f"{target.name}.restoring")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(source, fresh)
        if wrong := fault(fresh):
            stop(f"{source} is not a complete backup of a coach's database ({wrong}); nothing was changed")
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
    """Run `copy DATABASE BACKUP` or `restore BACKUP DATABASE`."""
    verb, source, target = sys.argv[1:]
    os.umask(0o077)
    try:
        {"copy": copy, "restore": restore}[verb](Path(source), Path(target))
    except OSError as error:
        stop(f"{error.filename}: {error.strerror}")


if __name__ == "__main__":
    main()
