"""Prepared statements on PostgreSQL through libpq, which psycopg exposes below its cursors (docs/decisions/0033).

A cursor costs some 80 µs of CPU for each statement, mostly for waiting without blocking; these threads may block.
Each statement is prepared once on each connection. Parameters are sent as text, results come in the binary format.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from struct import Struct
from typing import Any, Final, cast
from uuid import UUID

import psycopg
from psycopg import errors
from psycopg.pq import DiagnosticField, ExecStatus
from psycopg.pq.abc import PGconn, PGresult
from sqlalchemy import Connection

_PREPARED: Final = "prepared"
_BINARY: Final = 1
_SUCCESS: Final = {int(ExecStatus.COMMAND_OK), int(ExecStatus.TUPLES_OK)}
# Sent in the binary format: the text format would end at the first NUL instead of raising an error.
_BINARY_TYPES: Final = (str, bytes)
_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
_FLOAT: Final = Struct("!d")
_numbers: Final = count(1)


def _integer(raw: bytes) -> int:
    return int.from_bytes(raw, "big", signed=True)


# How parameters of each Python type are encoded, and result columns of each PostgreSQL type decoded.
_DUMP: Final[dict[type, Callable[[Any], bytes]]] = {
    str: str.encode,
    int: lambda value: b"%d" % value,
    bool: lambda value: b"t" if value else b"f",
    UUID: lambda value: value.hex.encode(),
    datetime: lambda value: value.isoformat().encode(),
    bytes: bytes,
    float: lambda value: repr(value).encode(),
}
_LOAD: Final[Mapping[int, Callable[[bytes], Any]]] = {
    16: lambda raw: raw == b"\x01",  # boolean
    17: bytes,  # bytea
    20: _integer,  # bigint
    21: _integer,  # smallint
    23: _integer,  # integer
    25: bytes.decode,  # text
    701: lambda raw: _FLOAT.unpack(raw)[0],  # double precision
    1043: bytes.decode,  # varchar
    1184: lambda raw: _EPOCH + timedelta(microseconds=_integer(raw)),  # timestamptz
    2278: lambda _: None,  # void, from a function that only does something
    2950: lambda raw: UUID(bytes=raw),  # uuid
}


class Prepared:
    """An SQL statement with placeholders $1, $2 …, prepared at its first use on each connection."""

    def __init__(self, sql: str) -> None:
        self._name = b"coach_%d" % next(_numbers)
        self._sql = sql.encode()
        self._loads: list[Callable[[bytes], Any]] | None = None

    def rows(self, connection: Connection, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Run a select, or a change that returns rows."""
        result = self._execute(connection, values)
        loads = self._loads
        if loads is None:
            loads = self._loads = [_LOAD[result.ftype(column)] for column in range(result.nfields)]
        columns = list(enumerate(loads))
        get = result.get_value
        return [
            tuple([None if (raw := get(row, column)) is None else load(raw) for column, load in columns])
            for row in range(result.ntuples)
        ]

    def count(self, connection: Connection, values: Sequence[Any]) -> int:
        """Run a change. Return the number of rows it matched."""
        return self._execute(connection, values).command_tuples or 0

    def each(self, connection: Connection, all_values: Sequence[Sequence[Any]]) -> None:
        """Run a change for each of the parameter lists."""
        for values in all_values:
            self._execute(connection, values)

    def _execute(self, connection: Connection, values: Sequence[Any]) -> PGresult:
        pgconn = connection_of(connection).pgconn
        prepared = connection.info.setdefault(_PREPARED, set())
        if self._name not in prepared:
            _checked(pgconn, pgconn.prepare(self._name, self._sql))
            prepared.add(self._name)
        encoded: list[Any]  # psycopg accepts None for NULL, but its types do not say so
        encoded = [None if value is None else _dump_of(type(value))(value) for value in values]
        formats = [_BINARY if isinstance(value, _BINARY_TYPES) else 0 for value in values]
        return _checked(pgconn, pgconn.exec_prepared(self._name, encoded, formats, _BINARY))


def _dump_of(kind: type) -> Callable[[Any], bytes]:
    """Return the encoder of a type or of its base class, such as `str` for an enum of strings."""
    if kind not in _DUMP:
        _DUMP[kind] = next(_DUMP[base] for base in kind.__mro__ if base in _DUMP)
    return _DUMP[kind]


def command(connection: Connection, sql: bytes) -> bytes | None:
    """Run SQL without parameters. Return PostgreSQL's command tag."""
    pgconn = connection_of(connection).pgconn
    return _checked(pgconn, pgconn.exec_(sql)).command_status


def connection_of(connection: Connection) -> "psycopg.Connection[Any]":
    """Return the driver's connection."""
    driver: Any = connection.connection.driver_connection
    return cast("psycopg.Connection[Any]", driver)


def _checked(pgconn: PGconn, result: PGresult) -> PGresult:
    """Return the result, or raise psycopg's error without its detail, which quotes values."""
    if result.status in _SUCCESS:
        return result
    state = result.error_field(DiagnosticField.SQLSTATE)
    if state is None:  # there is no answer of the server: the connection is broken
        raise psycopg.OperationalError(pgconn.error_message.decode(errors="replace"))
    words = result.error_field(DiagnosticField.MESSAGE_PRIMARY) or b""
    try:
        kind = errors.lookup(state.decode())
    except KeyError:
        kind = psycopg.DatabaseError
    raise kind(words.decode(errors="replace"))
