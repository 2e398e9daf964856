"""What an error of a driver means: a fault of ours, the database's, or a transaction of another's in the way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy.exc import DBAPIError

from bot.errors import DatabaseError

LOCKED: Final = "55P03"
CONFLICTS: Final = {"40001", "40P01", LOCKED}
"""PostgreSQL's codes for a serialization failure, a deadlock, and a lock that was waited for too long."""

UNFIT: Final = {
    "0A000",  # a prepared statement whose table has changed since
    "25006",  # a server that only follows another
    "26000",  # a prepared statement that the connection does not know any more
    "42501",  # rights that were taken away
    "42703",  # a column that is not there, since the schema is another
    "42P01",  # likewise a table; for a moment also while a backup is put back
    "3F000",  # likewise a schema
}
"""PostgreSQL's codes that drivers take for the program's fault, where the database is not as it should be."""


class ConflictError(DatabaseError):
    """Another transaction was in the way; all was rolled back, and the same may go well at once."""


class LockedError(ConflictError):
    """Another transaction was in the way for so long that it may stay there; the same may go well later."""


def cause(error: BaseException) -> BaseException:
    """Give the driver's own error, where SQLAlchemy has wrapped it."""
    return error.orig if isinstance(error, DBAPIError) and error.orig else error


def is_program_error(error: BaseException, driver: Any) -> bool:
    """Whether the program is at fault, not the database."""
    if getattr(error, "sqlstate", None) in UNFIT:
        return False
    ours = driver.IntegrityError, driver.ProgrammingError, driver.DataError, driver.NotSupportedError
    return isinstance(error, (*ours, driver.InternalError))


def may_pass(error: BaseException) -> bool:
    """Whether the same may go well when tried again at once: two may have written the same row for the first time."""
    if isinstance(error, DatabaseError):
        return isinstance(error, ConflictError) and not isinstance(error, LockedError)
    return type(cause(error)).__name__ in {"UniqueViolation", "ForeignKeyViolation"}


_KINDS: Final[dict[str | None, type[DatabaseError]]] = {
    code: LockedError if code == LOCKED else ConflictError for code in CONFLICTS
}


@contextmanager
def plain_errors(driver: Any, sentence: Callable[[str], str]) -> Iterator[None]:
    """Raise DatabaseError for the database's faults, with a sentence around the reason; ours stay as they are."""
    try:
        yield
    except (DBAPIError, driver.Error) as error:
        fault = cause(error)
        if is_program_error(fault, driver):
            raise
        kind = _KINDS.get(getattr(fault, "sqlstate", None), DatabaseError)
        raise kind(sentence(_reason(fault))) from None


def _reason(error: BaseException) -> str:
    return str(error).partition("\n")[0].strip() or "no reason given"
