"""A Core statement that is prepared once and then run by the driver itself.

SQLAlchemy builds the SQL for either database and gives the columns' types their say, as ever; left out is what it
does anew at each execution, which took most of a turn's time (docs/decisions/0031, 0033). Personal text is sealed and
opened here, for all (`bot.storage.encryption.binding`).
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
Prepare: TypeAlias = Callable[[Mapping[str, Any]], list[Any]]
Convert: TypeAlias = Callable[[Any], Any]


class Runner(Protocol):
    """What runs SQL with values in the order of its marks."""

    def rows(self, connection: Connection, values: Sequence[Any], /) -> list[tuple[Any, ...]]:
        """Run a select."""

    def count(self, connection: Connection, values: Sequence[Any], /) -> int:
        """Run a change; returns how many rows it met."""

    def each(self, connection: Connection, all_values: Sequence[Sequence[Any]], /) -> None:
        """Run a change for each of these."""


class SqliteRunner:
    """Runs SQL on SQLite's own connection, which remembers what it has prepared."""

    def __init__(self, sql: str) -> None:
        self._sql = sql

    def rows(self, connection: Connection, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Run a select."""
        rows: list[tuple[Any, ...]] = _driver_of(connection).execute(self._sql, values).fetchall()
        return rows

    def count(self, connection: Connection, values: Sequence[Any]) -> int:
        """Run a change; returns how many rows it met."""
        count: int = _driver_of(connection).execute(self._sql, values).rowcount
        return count

    def each(self, connection: Connection, all_values: Sequence[Sequence[Any]]) -> None:
        """Run a change for each of these."""
        _driver_of(connection).executemany(self._sql, all_values)


def _driver_of(connection: Connection) -> Any:
    """The driver's connection, without the pool's wrapping: a cursor by way of that takes as long as the statement."""
    return connection.connection.dbapi_connection


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement as one dialect has it."""

    runner: Runner
    prepare: Prepare
    convert: Convert | None
    sealed: Sequence[Binding]
    opened: Sequence[Binding]

    def values(self, connection: Connection, values: Mapping[str, Any]) -> list[Any]:
        """Bring values into the driver's form, sealed where that is to be."""
        if self.sealed:
            values = binding.encrypted(self.sealed, keys_of(connection), values)
        return self.prepare(values)


class Statement:
    """A statement with all its values as `bindparam`, by whose names they are given."""

    def __init__(self, statement: AnyStatement) -> None:
        self._statement = statement.inline() if isinstance(statement, Insert) else statement
        self._made: dict[str, _Compiled] = {}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Run a select, or a change that returns rows."""
        made = self._for(connection)
        rows = made.runner.rows(connection, made.values(connection, values))
        if made.convert is not None:
            rows = [made.convert(row) for row in rows]
        if made.opened:
            rows = binding.decrypted(made.opened, keys_of(connection), values, rows)
        return rows

    def run(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """Run a change; returns how many rows it met."""
        made = self._for(connection)
        return made.runner.count(connection, made.values(connection, values))

    def run_all(self, connection: Connection, all_values: Sequence[Mapping[str, Any]]) -> None:
        """Run a change for each of these."""
        if all_values:
            made = self._for(connection)
            made.runner.each(connection, [made.values(connection, values) for values in all_values])

    def _for(self, connection: Connection) -> _Compiled:
        dialect = connection.dialect
        return self._made.get(dialect.name) or self._made_for(dialect)

    def _made_for(self, dialect: Dialect) -> _Compiled:
        marked, run = _manner(dialect)
        compiled = self._statement.compile(dialect=marked)
        columns = list(self._statement.exported_columns)
        into = {name: _into(bind.type, marked) for name, bind in compiled.binds.items()}
        given = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        out = [_out(column.type, marked) for column in columns]
        pairs = [(name, into[name]) for name in compiled.positiontup or ()]
        made = self._made[dialect.name] = _Compiled(
            run(str(compiled)),
            _preparing(pairs, given),
            _converting(out),
            binding.values_of(self._statement, compiled.binds),
            binding.columns_of(self._statement, columns),
        )
        return made


def _manner(dialect: Dialect) -> tuple[Dialect, Callable[[str], Runner]]:
    """Give the dialect that marks the values' places as they are needed, and what runs its SQL."""
    if dialect.name == "sqlite":
        return dialect, SqliteRunner
    from bot.storage.db.libpq import Prepared  # noqa: PLC0415  # its driver takes a while to load

    make: Callable[..., Dialect] = type(dialect)
    return make(paramstyle="numeric_dollar"), Prepared


def _into(type_: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    if isinstance(type_, Encrypted):
        return None  # bytes already
    return type_.dialect_impl(dialect).bind_processor(dialect)


def _out(type_: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return type_.dialect_impl(dialect).result_processor(dialect, None)


def _preparing(pairs: Sequence[tuple[str, Convert | None]], given: Mapping[str, Any]) -> Prepare:
    """Make what brings values, found by name, into the driver's form and the order of the SQL's marks.

    `given` are the values that the statement itself brings.
    """

    def prepare(values: Mapping[str, Any]) -> list[Any]:
        return [to(values[name]) if to else values[name] for name, to in pairs]

    return (lambda values: prepare({**given, **values})) if given else prepare


def _converting(out: Sequence[Convert | None]) -> Convert | None:
    """Make what brings a row into Python's types; none where the driver's are those."""
    if not any(out):
        return None
    return lambda row: tuple([convert(value) if convert else value for convert, value in zip(out, row, strict=True)])
