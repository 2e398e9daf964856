"""Encrypted rows of all tables, read in chunks and rewritten in place."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, TypeAlias

from sqlalchemy import Column, Connection, LargeBinary, Select, literal, select, tuple_, type_coerce, update

from bot.storage.db.database import scrub_after
from bot.storage.db.tables import METADATA
from bot.storage.encryption.binding import bound_to, identity
from bot.storage.encryption.column_types import Encrypted
from bot.storage.encryption.keys import Keys

CHUNK: Final = 200
"""Rows of one chunk."""

Key: TypeAlias = tuple[Any, ...]
Place: TypeAlias = Key | None
"""The key of the last row that was read. None is the beginning, or the end."""


class StoredRow:
    """The key of a row, its identity, and its stored text."""

    __slots__ = ("_bound", "key", "stored")

    def __init__(self, column: Column[Any], row: Sequence[Any]) -> None:
        size = len(key_of(column))
        self.key: Key = tuple(row[:size])
        self.stored: bytes = row[-1]
        self._bound = row[size:-1]

    def aad(self, column: Column[Any]) -> bytes:
        """Return the AAD of the text."""
        return identity(str(column.table.name), self._bound)

    def text(self, column: Column[Any], keys: Keys) -> bytes:
        """Decrypt the text. Raise KeysError if that is impossible."""
        return keys.decrypted(self.stored, self.aad(column))


def columns() -> Iterator[Column[Any]]:
    """Yield every encrypted column."""
    for table in METADATA.sorted_tables:
        yield from (column for column in table.c if isinstance(column.type, Encrypted))


def key_of(column: Column[Any]) -> list[Column[Any]]:
    """Return the primary key of a column's table."""
    return list(column.table.primary_key.columns)


def next_rows(connection: Connection, column: Column[Any], after: Place) -> tuple[Place, list[StoredRow]]:
    """Read the next chunk. Return the place after it, and its rows."""
    wanted = _rows(column).order_by(*key_of(column)).limit(CHUNK)
    if after is not None:
        wanted = wanted.where(tuple_(*key_of(column)) > _literals(column, after))
    rows = [StoredRow(column, row) for row in connection.execute(wanted)]
    return (rows[-1].key if len(rows) == CHUNK else None), rows


def hold(connection: Connection, column: Column[Any], keys: Sequence[Key]) -> list[StoredRow]:
    """Lock the rows with these keys and read them again, except those locked by others."""
    these = tuple_(*key_of(column)).in_([_literals(column, key) for key in keys])
    return [
        StoredRow(column, row)
        for row in connection.execute(_rows(column).where(these).with_for_update(skip_locked=True))
    ]


def write(connection: Connection, column: Column[Any], row: StoredRow, text: bytes, keys: Keys) -> None:
    """Replace the text of a row, encrypted with the first key."""
    stored = literal(keys.encrypted(text, row.aad(column)), LargeBinary)
    this = tuple_(*key_of(column)) == _literals(column, row.key)
    connection.execute(update(column.table).where(this).values({column.name: type_coerce(stored, LargeBinary)}))
    scrub_after(connection)


def _rows(column: Column[Any]) -> Select[*tuple[Any, ...]]:
    """Select the key, the identity and the stored text of each row."""
    bound = [column.table.c[name] for name in bound_to(column)]
    return select(*key_of(column), *bound, type_coerce(column, LargeBinary))


def _literals(column: Column[Any], values: Sequence[Any]) -> Any:
    return tuple_(*[literal(value, part.type) for part, value in zip(key_of(column), values, strict=True)])
