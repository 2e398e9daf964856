"""Deduplication keys of handled events, so that an event that comes twice has its effect once."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, bindparam, delete, exists, insert, literal_column, select

from bot.storage.db.statements import Statement
from bot.storage.db.tables import HANDLED

KEPT: Final = timedelta(hours=48)
"""Twice as long as Telegram keeps an update."""

MOST: Final = 500_000
"""The most keys of all chats together. Telegram repeats an unanswered update long before so many others come."""

_NOTE: Final = Statement(
    insert(HANDLED).from_select(
        ["key", "at"],
        select(bindparam("key", type_=HANDLED.c.key.type), bindparam("at", type_=HANDLED.c.at.type)).where(
            ~exists().where(HANDLED.c.key == bindparam("key"))
        ),
    )
)
_PRUNE: Final = Statement(delete(HANDLED).where(HANDLED.c.at < bindparam("before")))

_NEWEST: Final = HANDLED.alias("newest")
_LAST: Final = select(_NEWEST.c.at).order_by(_NEWEST.c.at.desc()).limit(literal_column("1")).offset(bindparam("most"))
_PRUNE_MORE: Final = Statement(delete(HANDLED).where(HANDLED.c.at < _LAST.scalar_subquery()))


def note(connection: Connection, key: str, now: datetime) -> bool:
    """Store a key in the transaction of its event. Return False if it was stored before."""
    return _NOTE.run(connection, {"key": key, "at": now}) == 1


def prune(connection: Connection, now: datetime, most: int = MOST) -> None:
    """Delete expired keys, and the oldest beyond `most`."""
    _PRUNE.run(connection, {"before": now - KEPT})
    _PRUNE_MORE.run(connection, {"most": most})
