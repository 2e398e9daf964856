"""File permissions: the files of the database and a `.env` with secrets must be private to their owner."""

import os
import shlex
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final, get_args

from pydantic import SecretStr
from pydantic_settings import DotEnvSettingsSource

from bot.errors import OperatorError, UsageError
from bot.settings import Settings

EVERYTHING: Final = stat.S_IRWXG | stat.S_IRWXO
WRITING: Final = stat.S_IWGRP | stat.S_IWOTH
ENV: Final = Path(".env")


class PermissionsError(OperatorError):
    """Other users of the machine can read or change a file."""


def require_private(database: Path | None) -> None:
    """Check that only their owner can read or change the database, if it is a file, and `.env`.

    Raise PermissionsError, which names all files that are not private and the command that corrects this.
    """
    if os.name != "posix":
        return
    found = list(_open_to_others(database))
    if found:
        names = shlex.join(map(str, found))
        raise PermissionsError(f"other users of this machine can read or change {names}: run 'chmod go= {names}'")


def write_privately(path: Path, content: bytes) -> None:
    """Write a new file that only its owner can read. Raise UsageError if the file exists or cannot be written."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with open(handle, "wb") as file:  # noqa: PTH123  # a file descriptor, not a path
            file.write(content)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from None


def is_open_to_others(handle: int) -> bool:
    """Whether the file descriptor is a regular file that other users can read or change."""
    mode = os.fstat(handle).st_mode
    return os.name == "posix" and stat.S_ISREG(mode) and bool(mode & EVERYTHING)


def _open_to_others(database: Path | None) -> Iterator[Path]:
    if database is not None:
        # Listing the folder reveals nothing, but write access to it allows another user to replace the file.
        if _allows(database.parent, WRITING) and not database.parent.stat().st_mode & stat.S_ISVTX:
            yield database.parent
        yield from (path for path in _files(database) if _allows(path, EVERYTHING))
    if _allows(ENV, EVERYTHING) and _has_secret():
        yield ENV


def _files(database: Path) -> Iterator[Path]:
    return (database.with_name(f"{database.name}{end}") for end in ("", "-wal", "-shm", "-journal"))


def _allows(path: Path, rights: int) -> bool:
    return path.exists() and bool(path.stat().st_mode & rights)


def _has_secret() -> bool:
    """Whether `.env` contains a secret. The path of an SQLite file in DATABASE_URL is not one."""
    secret = {field.validation_alias for field in Settings.model_fields.values() if _is_secret(field.annotation)}
    there = DotEnvSettingsSource(Settings)()
    return any(name in secret and value and not value.startswith("sqlite:") for name, value in there.items())


def _is_secret(annotation: object) -> bool:
    return annotation is SecretStr or any(map(_is_secret, get_args(annotation)))
