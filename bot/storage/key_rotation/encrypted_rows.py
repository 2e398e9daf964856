"""All rows with personal text, whatever their table: read a few at a time, and written again where they stand."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, TypeAlias

from sqlalchemy import Column, Connection, LargeBinary, Select, literal, select, tuple_, type_coerce, update

from bot.storage.db.database import scrub_after
from bot.storage.db.tables import METADATA
from bot.storage.encryption.binding import bound_to, identity
from bot.storage.encryption.column_types import Encrypted
from bot.storage.encryption.keys import Keys

CHUNK: Final = 200
"""Rows that are read at a time."""

Key: TypeAlias = tuple[Any, ...]
Place: TypeAlias = Key | None
"""The key of the last row that was looked at; none: the beginning, or the end."""


class StoredRow:
    """A row's key, and what it is bound to, and the personal text in it as it is stored."""

    __slots__ = ("_bound", "key", "stored")

    def __init__(self, column: Column[Any], row: Sequence[Any]) -> None:
        size = len(key_of(column))
        self.key: Key = tuple(row[:size])
        self.stored: bytes = row[-1]
        self._bound = row[size:-1]

    def whose(self, column: Column[Any]) -> bytes:
        """Tell the row that the text is bound to."""
        return identity(str(column.table.name), self._bound)

    def text(self, column: Column[Any], keys: Keys) -> bytes:
        """Open the text. Raises KeysError where that cannot be."""
        return keys.opened(self.stored, self.whose(column))


def columns() -> Iterator[Column[Any]]:
    """Give every column with personal text."""
    for table in METADATA.sorted_tables:
        yield from (column for column in table.c if isinstance(column.type, Encrypted))


def key_of(column: Column[Any]) -> list[Column[Any]]:
    """Give the primary key of a column's table."""
    return list(column.table.primary_key.columns)


def next_rows(connection: Connection, column: Column[Any], after: Place) -> tuple[Place, list[StoredRow]]:
    """Read the next rows, and tell where that came to."""
    wanted = _rows(column).order_by(*key_of(column)).limit(CHUNK)
    if after is not None:
        wanted = wanted.where(tuple_(*key_of(column)) > _literals(column, after))
    rows = [StoredRow(column, row) for row in connection.execute(wanted)]
    return (rows[-1].key if len(rows) == CHUNK else None), rows


def hold(connection: Connection, column: Column[Any], keys: Sequence[Key]) -> list[StoredRow]:
    """Lock the rows of these keys and read them again, but for those that somebody else holds."""
    these = tuple_(*key_of(column)).in_([_literals(column, key) for key in keys])
    return [
        StoredRow(column, row)
        for row in connection.execute(_rows(column).where(these).with_for_update(skip_locked=True))
    ]


def write(connection: Connection, column: Column[Any], row: StoredRow, text: bytes, keys: Keys) -> None:
    """Store a text where the row's own was, sealed with the first key."""
    sealed = literal(keys.sealed(text, row.whose(column)), LargeBinary)
    this = tuple_(*key_of(column)) == _literals(column, row.key)
    connection.execute(update(column.table).where(this).values({column.name: type_coerce(sealed, LargeBinary)}))
    scrub_after(connection)


def _rows(column: Column[Any]) -> Select[*tuple[Any, ...]]:
    """Select the key of each row, what its column is bound to, and that as it is stored."""
    bound = [column.table.c[name] for name in bound_to(column)]
    return select(*key_of(column), *bound, type_coerce(column, LargeBinary))


def _literals(column: Column[Any], values: Sequence[Any]) -> Any:
    return tuple_(*[literal(value, part.type) for part, value in zip(key_of(column), values, strict=True)])
