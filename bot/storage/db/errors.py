"""Classify driver errors: faults of the program, faults of the database, and conflicts between transactions."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy.exc import DBAPIError

from bot.errors import DatabaseError

LOCKED: Final = "55P03"
CONFLICTS: Final = {"40001", "40P01", LOCKED}
"""PostgreSQL's codes for a serialization failure, a deadlock, and a lock timeout."""

UNUSABLE: Final = {
    "0A000",  # a prepared statement whose table has changed since
    "25006",  # a read-only server, such as a standby
    "26000",  # a prepared statement that the connection no longer knows
    "42501",  # privileges that were revoked
    "42703",  # a missing column: another version of the schema
    "42P01",  # a missing table; for a moment also while a backup is restored
    "3F000",  # a missing schema
}
"""PostgreSQL's codes that drivers report as the program's fault although the database is in the wrong state."""


class ConflictError(DatabaseError):
    """Another transaction was in the way. All was rolled back, and a retry at once may succeed."""


class LockedError(ConflictError):
    """Another transaction held a lock for too long. A later retry may succeed."""


def cause(error: BaseException) -> BaseException:
    """Return the driver's own error, unwrapped from SQLAlchemy's."""
    return error.orig if isinstance(error, DBAPIError) and error.orig else error


def is_program_error(error: BaseException, driver: Any) -> bool:
    """Whether the error is a fault of the program, not of the database."""
    if getattr(error, "sqlstate", None) in UNUSABLE:
        return False
    own = driver.IntegrityError, driver.ProgrammingError, driver.DataError, driver.NotSupportedError
    return isinstance(error, (*own, driver.InternalError))


def may_pass(error: BaseException) -> bool:
    """Whether a retry at once may succeed, also after two transactions that inserted the same row."""
    if isinstance(error, DatabaseError):
        return isinstance(error, ConflictError) and not isinstance(error, LockedError)
    return type(cause(error)).__name__ in {"UniqueViolation", "ForeignKeyViolation"}


_KINDS: Final[dict[str | None, type[DatabaseError]]] = {
    code: LockedError if code == LOCKED else ConflictError for code in CONFLICTS
}


@contextmanager
def plain_errors(driver: Any, sentence: Callable[[str], str]) -> Iterator[None]:
    """Turn faults of the database into DatabaseError, whose message is `sentence(reason)`. Let others pass."""
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
