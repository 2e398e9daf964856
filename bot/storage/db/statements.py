"""SQLAlchemy Core statements that are compiled once for each dialect and then run by the driver.

SQLAlchemy builds the SQL and the conversions of the column types. Its work at each execution, which took most of the
time of a turn, is left out (docs/decisions/0031, 0033). Encrypted columns are encrypted and decrypted here
(`bot.storage.encryption.binding`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, Update
from sqlalchemy.sql.selectable import CompoundSelect
from sqlalchemy.types import TypeEngine

from bot.storage.encryption import binding
from bot.storage.encryption.binding import Binding
from bot.storage.encryption.column_types import Encrypted
from bot.storage.encryption.keys import keys_of

AnyStatement: TypeAlias = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]] | Insert | Update | Delete
Convert: TypeAlias = Callable[[Any], Any]


class Runner(Protocol):
    """Runs one SQL statement with values in the order of its placeholders."""

    def rows(self, connection: Connection, values: Sequence[Any], /) -> list[tuple[Any, ...]]:
        """Run a select, or a change that returns rows."""

    def count(self, connection: Connection, values: Sequence[Any], /) -> int:
        """Run a change. Return the number of rows it matched."""

    def each(self, connection: Connection, all_values: Sequence[Sequence[Any]], /) -> None:
        """Run a change for each of the parameter lists."""


class SqliteRunner:
    """Runs SQL on SQLite's connection, which caches prepared statements."""

    def __init__(self, sql: str) -> None:
        self._sql = sql

    def rows(self, connection: Connection, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Run a select, or a change that returns rows."""
        rows: list[tuple[Any, ...]] = _driver_of(connection).execute(self._sql, values).fetchall()
        return rows

    def count(self, connection: Connection, values: Sequence[Any]) -> int:
        """Run a change. Return the number of rows it matched."""
        count: int = _driver_of(connection).execute(self._sql, values).rowcount
        return count

    def each(self, connection: Connection, all_values: Sequence[Sequence[Any]]) -> None:
        """Run a change for each of the parameter lists."""
        _driver_of(connection).executemany(self._sql, all_values)


def _driver_of(connection: Connection) -> Any:
    """Return the driver's connection. A cursor of the pool's wrapper would take as long as the statement."""
    return connection.connection.dbapi_connection


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement compiled for one dialect.

    `parameters` are the names in the order of the placeholders, each with its conversion; `defaults` the values that
    the statement itself brings. `columns` are the conversions of a result row, None if it needs none.
    """

    runner: Runner
    parameters: Sequence[tuple[str, Convert | None]]
    defaults: Mapping[str, Any]
    columns: Sequence[Convert | None] | None
    encrypted: Sequence[Binding]
    decrypted: Sequence[Binding]

    def values(self, connection: Connection, values: Mapping[str, Any]) -> list[Any]:
        """Convert and encrypt parameters for the driver."""
        if self.encrypted:
            values = binding.encrypted(self.encrypted, keys_of(connection), values)
        if self.defaults:
            values = {**self.defaults, **values}
        return [convert(values[name]) if convert else values[name] for name, convert in self.parameters]

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Run the statement. Return its rows, converted and decrypted."""
        rows = self.runner.rows(connection, self.values(connection, values))
        if columns := self.columns:
            rows = [
                tuple([convert(value) if convert else value for convert, value in zip(columns, row, strict=True)])
                for row in rows
            ]
        return binding.decrypted(self.decrypted, keys_of(connection), values, rows) if self.decrypted else rows


class Statement:
    """A statement whose parameters are all `bindparam`s, given by name."""

    def __init__(self, statement: AnyStatement) -> None:
        self._statement = statement.inline() if isinstance(statement, Insert) else statement
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Run a select, or a change that returns rows."""
        return self._for(connection).rows(connection, values)

    def run(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """Run a change. Return the number of rows it matched."""
        compiled = self._for(connection)
        return compiled.runner.count(connection, compiled.values(connection, values))

    def run_all(self, connection: Connection, all_values: Sequence[Mapping[str, Any]]) -> None:
        """Run a change for each of the parameter sets."""
        if all_values:
            compiled = self._for(connection)
            compiled.runner.each(connection, [compiled.values(connection, values) for values in all_values])

    def _for(self, connection: Connection) -> _Compiled:
        dialect = connection.dialect
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _compile(self._statement, dialect)
        return compiled


def _compile(statement: AnyStatement, dialect: Dialect) -> _Compiled:
    numbered, runner = _driver_for(dialect)
    compiled = statement.compile(dialect=numbered)
    columns = list(statement.exported_columns)
    conversions = [column.type.dialect_impl(numbered).result_processor(numbered, None) for column in columns]
    return _Compiled(
        runner(str(compiled)),
        [(name, _to_driver(compiled.binds[name].type, numbered)) for name in compiled.positiontup or ()],
        {name: bind.value for name, bind in compiled.binds.items() if not bind.required},
        conversions if any(conversions) else None,
        binding.values_of(statement, compiled.binds),
        binding.columns_of(statement, columns),
    )


def _driver_for(dialect: Dialect) -> tuple[Dialect, Callable[[str], Runner]]:
    """Return the dialect with the placeholders that the runner needs, and the runner."""
    if dialect.name == "sqlite":
        return dialect, SqliteRunner
    from bot.storage.db.libpq import Prepared  # noqa: PLC0415  # its driver takes a while to load

    make: Callable[..., Dialect] = type(dialect)
    return make(paramstyle="numeric_dollar"), Prepared


def _to_driver(type_: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    """Return the conversion of a parameter. Encrypted ones are bytes already."""
    return None if isinstance(type_, Encrypted) else type_.dialect_impl(dialect).bind_processor(dialect)
