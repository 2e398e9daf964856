"""What of a statement is sealed: values on their way in and columns on their way out, each bound to its row.

A value is bound to the primary key of its row, or to the columns that its own names (`BOUND_TO`). They must stand in
the statement: as other values, as columns that it selects, or as `column == bindparam(…)` in its condition.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, cast

import msgspec
from sqlalchemy import BinaryExpression, BindParameter, Column, Delete, Insert, Table, Update
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import ClauseElement

from bot.storage.encryption.column_types import BOUND_TO, Encrypted
from bot.storage.encryption.keys import MARK, Keys

_encode: Final = msgspec.json.Encoder().encode

Values: TypeAlias = Mapping[str, Any]
Row: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Binding:
    """A sealed value or column: its name or place, its table, and whence the parts of its row's identity come.

    A part is the name of a value, or the place of a column in the same row.
    """

    at: str | int
    table: str
    parts: tuple[str | int, ...]

    def whose(self, values: Values) -> bytes:
        """Tell the row that a value is bound to."""
        return identity(self.table, [values[str(part)] for part in self.parts])

    def bound(self, values: Values) -> Callable[[Row], bytes]:
        """Make what tells the row that a column is bound to, for each row of a result."""
        fixed = [None if isinstance(part, int) else values[part] for part in self.parts]
        places = [(n, part) for n, part in enumerate(self.parts, start=1) if isinstance(part, int)]
        whole = [self.table, *fixed]

        def whose(row: Row) -> bytes:
            for n, place in places:
                whole[n] = row[place]
            return _encode(whole)

        return whose


def identity(table: str, parts: Sequence[Any]) -> bytes:
    """Name a row, in a way that no other has."""
    return _encode((table, *parts))


def bound_to(column: Column[Any]) -> list[str]:
    """Name the columns that a sealed one is bound to."""
    return list(column.info.get(BOUND_TO) or column.table.primary_key.columns.keys())


def values_of(statement: ClauseElement, binds: Mapping[str, BindParameter[Any]]) -> list[Binding]:
    """Find the values of a change that are to be sealed."""
    if not isinstance(statement, Insert | Update):
        return []
    table = cast("Table", statement.table)
    known: dict[str, str | int] = {name: name for name in binds if name in table.c}
    if isinstance(statement, Update):
        known = dict(_conditions(statement).get(table.name, {}))
    names = [name for name, bind in binds.items() if isinstance(bind.type, Encrypted)]
    return [_binding(name, table.c[name], known) for name in names]


def columns_of(statement: ClauseElement, columns: Sequence[Any]) -> list[Binding]:
    """Find the columns of a result that are to be opened."""
    found = []
    for place, column in enumerate(columns):
        if isinstance(column, Column) and isinstance(column.type, Encrypted):
            beside = {other.name: at for at, other in enumerate(columns) if _is_of(other, column.table)}
            found.append(_binding(place, column, _conditions(statement).get(column.table.name, {}) | beside))
    return found


def encrypted(sealings: Sequence[Binding], keys: Keys, values: Values) -> Values:
    """Seal what is to be, among the values of a change."""
    made = dict(values)
    for sealing in sealings:
        made[str(sealing.at)] = keys.sealed(values[str(sealing.at)], sealing.whose(values))
    return made


def decrypted(sealings: Sequence[Binding], keys: Keys, values: Values, rows: Sequence[Row]) -> list[Row]:
    """Open what is sealed in the rows of a result."""
    opened = list(rows)
    for sealing in sealings:
        at, whose = int(sealing.at), sealing.bound(values)
        for n, row in enumerate(opened):
            stored = row[at]
            # Hundreds of rows a turn: what is stored as it is need not be bound to anything.
            if stored and stored[0] == MARK:
                opened[n] = (*row[:at], keys.opened(stored, whose(row)), *row[at + 1 :])
    return opened


def _binding(at: str | int, column: Column[Any], known: Mapping[str, str | int]) -> Binding:
    names = bound_to(column)
    if not known.keys() >= set(names):
        raise TypeError(f"{column} is bound to {names}, which must stand in its statement")
    return Binding(at, str(column.table.name), tuple(known[name] for name in names))


def _is_of(column: object, table: Any) -> bool:
    return isinstance(column, Column) and column.table is table


def _conditions(statement: ClauseElement) -> dict[str, dict[str, str | int]]:
    """Give, for each table, the columns that must equal a value, and that value's name."""
    found: dict[str, dict[str, str | int]] = {}
    if isinstance(statement, Insert | Delete):
        return found
    for element in visitors.iterate(statement):
        match element:
            case BinaryExpression(
                left=Column() as column, right=BindParameter(key=str() as name), operator=operators.eq
            ):
                found.setdefault(column.table.name, {})[column.name] = name
    return found
