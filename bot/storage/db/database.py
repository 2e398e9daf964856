"""The database: transactions, its schema, and errors that say in one line what is wrong."""

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
    """Ask that what this transaction deletes also leaves the log beside SQLite's file, once it is committed."""
    connection.info[SCRUB] = True


class Backend(Protocol):
    """What SQLite and PostgreSQL do in ways of their own. `threads`: how many may have a transaction at once."""

    place: str
    engine: Engine
    threads: int

    def sentence(self, reason: str, /) -> str:
        """Say that it cannot be used, and what to do."""

    def clock(self) -> datetime:
        """Tell the time, aware."""

    def begin(self, connection: Connection, /) -> None:
        """Begin a transaction."""

    def commit(self, connection: Connection, /) -> None:
        """Commit it."""

    def roll_back(self, connection: Connection, error: BaseException, /) -> None:
        """Undo it, after this error."""

    def settle(self) -> None:
        """Do what is left to be done after a commit."""

    def scrub(self, patience_s: float, /) -> bool:
        """Overwrite all that was deleted; false where that must wait."""

    def tidy(self) -> bool:
        """Overwrite what was deleted as far as it does not hold turns up; false where that must wait."""

    def hold_schema(self, connection: Connection, /) -> None:
        """Keep others from changing the schema until the transaction ends."""

    def probe(self, connection: Connection, /) -> None:
        """Write something that changes nothing."""


class Database:
    """A database that was opened. On SQLite that makes the file where there is none, for its owner alone."""

    def __init__(self, kind: Backend) -> None:
        self._kind = kind
        self._engine = kind.engine
        self._driver: Any = kind.engine.dialect.loaded_dbapi
        self._outage = DatabaseOutage()

    @classmethod
    def open(cls, url: str, keys: Keys = NO_KEYS) -> Self:
        """Open the database at this URL, such as `sqlite:////var/lib/coach/coach.db` or `postgresql://coach@db/coach`.

        Personal text in it is sealed with the first of the keys.

        Raises DatabaseError where it cannot be read, or is none.
        """
        kind = _kind(url)
        hold(kind.engine, keys)
        database = cls(kind)
        try:
            with database.begin():
                pass
        except DatabaseError:
            database.close()
            raise
        return database

    @property
    def place(self) -> str:
        """Where it is, without user and password."""
        return self._kind.place

    @property
    def is_embedded(self) -> bool:
        """Whether it is SQLite: a file, with one writer at a time."""
        return isinstance(self._kind, Sqlite)

    @property
    def threads(self) -> int:
        """How many threads may have a transaction at once to good effect."""
        return self._kind.threads

    @property
    def clock(self) -> Callable[[], datetime]:
        """What tells the time, aware: the same to all replicas, since it is PostgreSQL's; ours on SQLite."""
        return self._kind.clock

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """Run a transaction: committed at the end, or rolled back where something is raised.

        Raises DatabaseError where the database is at fault; then nothing of it was stored, unless the connection
        broke in the commit itself. ConflictError, one of them, where another transaction was in the way.
        """
        self._outage.refuse()
        try:
            with plain_errors(self._driver, self._kind.sentence), self._connection() as connection:
                try:
                    yield connection
                    self._kind.commit(connection)
                except BaseException as error:
                    self._kind.roll_back(connection, error)
                    raise
        except ConflictError:
            raise
        except DatabaseError as error:
            self._outage.begins(error)
            raise
        self._outage.ends()
        self._kind.settle()

    def scrub(self, patience_s: float) -> bool:
        """Overwrite all that was deleted from SQLite's files. Return False if another program prevents it so long.

        It blocks, and turns wait while the file is rewritten. On PostgreSQL nothing happens.
        """
        return self._kind.scrub(patience_s)

    def tidy(self) -> bool:
        """Do the same at once and without holding turns up for long. Return False if it must be tried again."""
        return self._kind.tidy()

    def is_ready(self) -> bool:
        """Whether something can be written just now. It blocks, for a few seconds where the database is away."""
        try:
            with self.begin() as connection:
                self.probe(connection)
        except DatabaseError:
            return False
        return True

    def probe(self, connection: Connection) -> None:
        """Write something that changes nothing, and fail where that cannot be committed."""
        self._kind.probe(connection)

    def is_current(self) -> bool:
        """Whether the schema is the one of this version; in plain SQL, since Alembic is slow to load."""
        with self.begin() as connection:
            return self._revision(connection) == HEAD

    def migrate(self) -> None:
        """Bring the schema to this version; nothing happens where it is. Raises DatabaseError."""
        if self.is_current():
            return
        from bot.storage.db import migrating  # noqa: PLC0415  # takes half a second, and is seldom needed

        with self.begin() as connection:
            self._kind.hold_schema(connection)
            if not migrating.is_known(self._revision(connection)):
                raise DatabaseError(self._is_newer())
            migrating.upgrade(connection)

    def require_current(self) -> None:
        """Raise DatabaseError, which says what to do, where the schema is not the one of this version."""
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
        """Have a connection with a transaction begun."""
        with ExitStack() as stack:
            try:
                with plain_errors(self._driver, self._kind.sentence):
                    connection = stack.enter_context(self._engine.connect())
                    self._kind.begin(connection)
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


def _kind(url: str) -> Backend:
    """Make the engine. Raises DatabaseError for a URL that names neither SQLite nor PostgreSQL."""
    try:
        parts = make_url(url)
        return _KINDS[parts.drivername](parts)
    except (ArgumentError, NoSuchModuleError, ImportError, KeyError):
        raise DatabaseError(
            "DATABASE_URL names no database that can be used: set it like sqlite:////var/lib/coach/coach.db "
            "or postgresql://coach:secret@localhost/coach"
        ) from None


def _postgres(url: URL) -> Backend:
    from bot.storage.db.postgresql import Postgres  # noqa: PLC0415  # its driver takes a while to load

    return Postgres(url)


_KINDS: dict[str, Callable[[URL], Backend]] = {
    "sqlite": Sqlite,
    "postgresql": _postgres,
    "postgres": _postgres,
    "postgresql+psycopg": _postgres,
}
