"""The database: transactions, the schema, and errors that tell the operator in one line what is wrong."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any, Protocol, Self

from sqlalchemy import URL, Connection, Engine, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from bot.errors import DatabaseError
from bot.storage.db.errors import ConflictError, plain_errors
from bot.storage.db.outage import DatabaseOutage
from bot.storage.db.sqlite import SCRUB, Sqlite
from bot.storage.encryption.keys import NO_KEYS, Keys, hold
from bot.storage.migrations import HEAD


def scrub_after(connection: Connection) -> None:
    """Empty SQLite's write-ahead log after the commit, so that rows deleted by this transaction leave it, too."""
    connection.info[SCRUB] = True


class Backend(Protocol):
    """What differs between SQLite and PostgreSQL. `threads`: how many transactions may run at once."""

    place: str
    engine: Engine
    threads: int

    def sentence(self, reason: str, /) -> str:
        """Return the operator's message: the database cannot be used, and what to do."""

    def clock(self) -> datetime:
        """Return the time, aware."""

    def begin(self, connection: Connection, /) -> None:
        """Begin a transaction."""

    def commit(self, connection: Connection, /) -> None:
        """Commit the transaction."""

    def roll_back(self, connection: Connection, error: BaseException, /) -> None:
        """Roll the transaction back after this error."""

    def settle(self) -> None:
        """Do what must follow a commit."""

    def scrub(self, patience_s: float, /) -> bool:
        """Overwrite all deleted data. Return False if it must be tried again."""

    def tidy(self) -> bool:
        """Overwrite deleted data as far as turns do not have to wait for it. Return False if it must be tried again."""

    def hold_schema(self, connection: Connection, /) -> None:
        """Lock the schema until the transaction ends."""

    def probe(self, connection: Connection, /) -> None:
        """Write without a change."""


class Database:
    """An open database. On SQLite the file is created if it is missing, with rights for its owner alone."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._engine = backend.engine
        self._driver: Any = backend.engine.dialect.loaded_dbapi
        self._outage = DatabaseOutage()

    @classmethod
    def open(cls, url: str, keys: Keys = NO_KEYS) -> Self:
        """Open the database at this URL, such as `sqlite:////var/lib/coach/coach.db` or `postgresql://coach@db/coach`.

        Personal text is encrypted with the first of the keys.

        Raise DatabaseError if it cannot be used.
        """
        backend = _backend_of(url)
        hold(backend.engine, keys)
        database = cls(backend)
        try:
            with database.begin():
                pass
        except DatabaseError:
            database.close()
            raise
        return database

    @property
    def place(self) -> str:
        """The location of the database, without user and password."""
        return self._backend.place

    @property
    def is_embedded(self) -> bool:
        """Whether the database is SQLite: a file with one writer at a time."""
        return isinstance(self._backend, Sqlite)

    @property
    def threads(self) -> int:
        """How many threads with transactions are worthwhile."""
        return self._backend.threads

    @property
    def clock(self) -> Callable[[], datetime]:
        """The clock: PostgreSQL's, so that all replicas agree, or this machine's on SQLite."""
        return self._backend.clock

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """Run a transaction. It is committed at the end of the block, or rolled back if the block raises.

        Raise DatabaseError if the database fails; then nothing was stored, unless the connection broke during the
        commit. Raise ConflictError, a subclass, if another transaction was in the way.
        """
        self._outage.refuse()
        try:
            with plain_errors(self._driver, self._backend.sentence), self._connection() as connection:
                try:
                    yield connection
                    self._backend.commit(connection)
                except BaseException as error:
                    self._backend.roll_back(connection, error)
                    raise
        except ConflictError:
            raise
        except DatabaseError as error:
            self._outage.begins(error)
            raise
        self._outage.ends()
        self._backend.settle()

    def scrub(self, patience_s: float) -> bool:
        """Overwrite all data deleted from SQLite's files. Return False if another program prevents it for so long.

        The call blocks, and turns wait while the file is rewritten. On PostgreSQL nothing happens.
        """
        return self._backend.scrub(patience_s)

    def tidy(self) -> bool:
        """Overwrite deleted data without long waits for turns. Return False if it must be tried again."""
        return self._backend.tidy()

    def is_ready(self) -> bool:
        """Whether the database takes writes now. The call blocks, for some seconds in an outage."""
        try:
            with self.begin() as connection:
                self.probe(connection)
        except DatabaseError:
            return False
        return True

    def probe(self, connection: Connection) -> None:
        """Write without a change. Raise if the commit is impossible."""
        self._backend.probe(connection)

    def is_current(self) -> bool:
        """Whether the schema is that of this version. Plain SQL, since Alembic is slow to load."""
        with self.begin() as connection:
            return self._revision(connection) == HEAD

    def migrate(self) -> None:
        """Migrate the schema to this version if it is older. Raise DatabaseError."""
        if self.is_current():
            return
        from bot.storage.db import migrating  # noqa: PLC0415  # loading takes half a second, and is rarely needed

        with self.begin() as connection:
            self._backend.hold_schema(connection)
            if not migrating.is_known(self._revision(connection)):
                raise DatabaseError(self._is_newer())
            migrating.upgrade(connection)

    def require_current(self) -> None:
        """Raise DatabaseError, which says what to do, if the schema is not that of this version."""
        if self.is_current():
            return
        from bot.storage.db import migrating  # noqa: PLC0415  # as above

        with self.begin() as connection:
            is_known = migrating.is_known(self._revision(connection))
        older = f"the database at {self.place} does not have the schema of this version: run 'coach migrate' first"
        raise DatabaseError(older if is_known else self._is_newer())

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        """Return a connection in a new transaction."""
        with ExitStack() as stack:
            try:
                with plain_errors(self._driver, self._backend.sentence):
                    connection = stack.enter_context(self._engine.connect())
                    self._backend.begin(connection)
            except DatabaseError as error:
                self._outage.begins(error, is_away=not self.is_embedded)
                raise
            yield connection

    def _is_newer(self) -> str:
        return f"the database at {self.place} was made by a newer version of the coach: install that one"

    def _revision(self, connection: Connection) -> str | None:
        if not inspect(connection).has_table("alembic_version"):
            return None
        revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return revision


def _backend_of(url: str) -> Backend:
    """Return the backend of a URL. Raise DatabaseError if it names neither SQLite nor PostgreSQL."""
    try:
        parts = make_url(url)
        return _BACKENDS[parts.drivername](parts)
    except (ArgumentError, NoSuchModuleError, ImportError, KeyError):
        raise DatabaseError(
            "DATABASE_URL names no database that can be used: set it like sqlite:////var/lib/coach/coach.db "
            "or postgresql://coach:secret@localhost/coach"
        ) from None


def _postgres(url: URL) -> Backend:
    from bot.storage.db.postgresql import Postgres  # noqa: PLC0415  # its driver takes a while to load

    return Postgres(url)


_BACKENDS: dict[str, Callable[[URL], Backend]] = {
    "sqlite": Sqlite,
    "postgresql": _postgres,
    "postgres": _postgres,
    "postgresql+psycopg": _postgres,
}
