"""The two column types of ours: personal text, and instants."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import DateTime, Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

BOUND_TO: Final = "bound to"
"""In the `info` of a sealed column: the columns of its row that it is bound to, where they are not the primary key."""


class Encrypted(TypeDecorator[bytes]):
    """Personal text: JSON as bytes, sealed where there is a key (see `binding`); no SQL may filter on it.

    JSON never begins with a control character and what is sealed does, so both are told apart.
    """

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002  # given
        """Refuse what would be stored as it is: only a `Statement` knows the row, with which it is sealed."""
        raise TypeError("personal text is written by a Statement, which seals it")


class Instant(TypeDecorator[datetime]):
    """A point in time: aware when given and when read back, stored in UTC on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # given
        """In UTC; raises ValueError for a time without a zone, which would be stored as another time."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # given
        """Aware; SQLite forgets the zone, which is always UTC."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)
