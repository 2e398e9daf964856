"""The keys of what was handled, so that what comes twice has its effect once."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, bindparam, delete, exists, insert, select

from bot.storage.statements import Statement
from bot.storage.tables import HANDLED

KEPT: Final = timedelta(hours=48)
"""Twice as long as Telegram keeps an update."""

_NOTE: Final = Statement(
    insert(HANDLED).from_select(
        ["key", "at"],
        select(bindparam("key", type_=HANDLED.c.key.type), bindparam("at", type_=HANDLED.c.at.type)).where(
            ~exists().where(HANDLED.c.key == bindparam("key"))
        ),
    )
)
_PRUNE: Final = Statement(delete(HANDLED).where(HANDLED.c.at < bindparam("before")))


def note(connection: Connection, key: str, now: datetime) -> bool:
    """Remember a key with the transaction; false: it was there, so all of this happened before."""
    return _NOTE.run(connection, {"key": key, "at": now}) == 1


def prune(connection: Connection, now: datetime) -> None:
    """Forget the keys that can come no more."""
    _PRUNE.run(connection, {"before": now - KEPT})
