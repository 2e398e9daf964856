"""Column types: encrypted personal text, and instants."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import DateTime, Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

BOUND_TO: Final = "bound to"
"""The key in the `info` of an encrypted column that names the columns it is bound to, if not the primary key."""


class Encrypted(TypeDecorator[bytes]):
    """Personal text: JSON as bytes, encrypted if there is a key (see `binding`). No SQL may filter on it.

    An encrypted value begins with a control character and JSON never does, so the two can be told apart.
    """

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002  # given
        """Raise TypeError: only a `Statement` knows the identity of the row, which encryption needs."""
        raise TypeError("personal text is written by a Statement, which encrypts it")


class Instant(TypeDecorator[datetime]):
    """A point in time: aware in Python, stored in UTC on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # given
        """Convert to UTC. Raise ValueError for a time without a zone, which would be stored as another time."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # given
        """Add the zone, always UTC, which SQLite does not store."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)
