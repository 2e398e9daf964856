"""Seals what is stored with the first key, a few rows at a time, while turns go on.

Rows that somebody else holds just now are passed over and looked at in the next round, so nobody waits for it for
long. It may end anywhere: what is sealed already is only read by whoever begins again.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final, TypeAlias

from sqlalchemy import Column, Connection, LargeBinary, Select, literal, select, tuple_, type_coerce, update

from bot.storage.database import scrub_after
from bot.storage.keys import Keys
from bot.storage.sealed import Sealed
from bot.storage.sealing import bound_to, identity
from bot.storage.tables import METADATA

CHUNK: Final = 200
"""Rows that are read at a time."""

Place: TypeAlias = tuple[Any, ...] | None
"""The key of the last row that was looked at; none: the beginning, or the end."""


def columns() -> Iterator[Column[Any]]:
    """Give every sealed column."""
    for table in METADATA.sorted_tables:
        yield from (column for column in table.c if isinstance(column.type, Sealed))


def rekey(connection: Connection, column: Column[Any], keys: Keys, after: Place) -> tuple[Place, int]:
    """Seal the next rows of a column; returns where it came to, and how many were not sealed so.

    Raises KeysError where one cannot be opened.
    """
    own = len(column.table.primary_key.columns)
    found = connection.execute(_next(column, after)).all()
    old = [tuple(row[:own]) for row in found if not keys.is_first(row[-1])]
    if old:
        for row in connection.execute(_held(column, old)):
            _seal(connection, column, keys, row)
        scrub_after(connection)
    return (tuple(found[-1][:own]) if len(found) == CHUNK else None), len(old)


def _next(column: Column[Any], after: Place) -> Select[*tuple[Any, ...]]:
    rows = _rows(column).order_by(*_key(column)).limit(CHUNK)
    return rows if after is None else rows.where(tuple_(*_key(column)) > _literals(column, after))


def _held(column: Column[Any], keys: Sequence[tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Give the rows of these keys, but for those that somebody holds."""
    these = tuple_(*_key(column)).in_([_literals(column, key) for key in keys])
    return _rows(column).where(these).with_for_update(skip_locked=True)


def _seal(connection: Connection, column: Column[Any], keys: Keys, row: Sequence[Any]) -> None:
    key, bound, stored = row[: len(_key(column))], row[len(_key(column)) : -1], row[-1]
    if not keys.is_first(stored):
        whose = identity(str(column.table.name), bound)
        sealed = literal(keys.sealed(keys.opened(stored, whose), whose), LargeBinary)
        this = tuple_(*_key(column)) == _literals(column, key)
        connection.execute(update(column.table).where(this).values({column.name: type_coerce(sealed, LargeBinary)}))


def _rows(column: Column[Any]) -> Select[*tuple[Any, ...]]:
    """Select the key of each row, what its column is bound to, and that as it is stored."""
    bound = [column.table.c[name] for name in bound_to(column)]
    return select(*_key(column), *bound, type_coerce(column, LargeBinary))


def _key(column: Column[Any]) -> list[Column[Any]]:
    return list(column.table.primary_key.columns)


def _literals(column: Column[Any], values: Sequence[Any]) -> Any:
    return tuple_(*[literal(value, part.type) for part, value in zip(_key(column), values, strict=True)])
