"""AAD binding: find which parameters and result columns of a statement are encrypted, and the row identity used as AAD.

An encrypted value is bound to the identity of its row: the table, and the primary key or the columns named by
`BOUND_TO`. An encrypted value that is copied to another row cannot be decrypted there. The statement must contain these
columns: as parameters, as selected columns, or as `column == bindparam(…)` in its condition.
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
    """An encrypted parameter or result column (`at`: its name or position), and where the row identity comes from.

    Each of the `parts` is the name of a parameter, or the position of a column in the same result row.
    """

    at: str | int
    table: str
    parts: tuple[str | int, ...]

    def aad(self, values: Values) -> bytes:
        """Return the AAD of a parameter."""
        return identity(self.table, [values[str(part)] for part in self.parts])

    def aad_of_rows(self, values: Values) -> Callable[[Row], bytes]:
        """Return the function from a result row to the AAD of the column."""
        fixed = [None if isinstance(part, int) else values[part] for part in self.parts]
        places = [(n, part) for n, part in enumerate(self.parts, start=1) if isinstance(part, int)]
        whole = [self.table, *fixed]

        def aad(row: Row) -> bytes:
            for n, place in places:
                whole[n] = row[place]
            return _encode(whole)

        return aad


def identity(table: str, parts: Sequence[Any]) -> bytes:
    """Return the unique identity of a row."""
    return _encode((table, *parts))


def bound_to(column: Column[Any]) -> list[str]:
    """Return the names of the columns that an encrypted column is bound to."""
    return list(column.info.get(BOUND_TO) or column.table.primary_key.columns.keys())


def values_of(statement: ClauseElement, binds: Mapping[str, BindParameter[Any]]) -> list[Binding]:
    """Find the parameters of a change to encrypt."""
    if not isinstance(statement, Insert | Update):
        return []
    table = cast("Table", statement.table)
    known: dict[str, str | int] = {name: name for name in binds if name in table.c}
    if isinstance(statement, Update):
        known = dict(_conditions(statement).get(table.name, {}))
    names = [name for name, bind in binds.items() if isinstance(bind.type, Encrypted)]
    return [_binding(name, table.c[name], known) for name in names]


def columns_of(statement: ClauseElement, columns: Sequence[Any]) -> list[Binding]:
    """Find the result columns to decrypt."""
    found = []
    for place, column in enumerate(columns):
        if isinstance(column, Column) and isinstance(column.type, Encrypted):
            beside = {other.name: at for at, other in enumerate(columns) if _is_of(other, column.table)}
            found.append(_binding(place, column, _conditions(statement).get(column.table.name, {}) | beside))
    return found


def encrypted(bindings: Sequence[Binding], keys: Keys, values: Values) -> Values:
    """Encrypt the parameters of a change."""
    made = dict(values)
    for binding in bindings:
        made[str(binding.at)] = keys.encrypted(values[str(binding.at)], binding.aad(values))
    return made


def decrypted(bindings: Sequence[Binding], keys: Keys, values: Values, rows: Sequence[Row]) -> list[Row]:
    """Decrypt the rows of a result."""
    found = list(rows)
    for binding in bindings:
        at, aad_of = int(binding.at), binding.aad_of_rows(values)
        for n, row in enumerate(found):
            stored = row[at]
            # There are hundreds of rows a turn, so the AAD is computed for encrypted values only.
            if stored and stored[0] == MARK:
                found[n] = (*row[:at], keys.decrypted(stored, aad_of(row)), *row[at + 1 :])
    return found


def _binding(at: str | int, column: Column[Any], known: Mapping[str, str | int]) -> Binding:
    names = bound_to(column)
    if not known.keys() >= set(names):
        raise TypeError(f"{column} is bound to {names}, which must stand in its statement")
    return Binding(at, str(column.table.name), tuple(known[name] for name in names))


def _is_of(column: object, table: Any) -> bool:
    return isinstance(column, Column) and column.table is table


def _conditions(statement: ClauseElement) -> dict[str, dict[str, str | int]]:
    """Return, for each table, the columns that must equal a parameter, and its name."""
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
