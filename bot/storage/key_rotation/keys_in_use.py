"""The ids of the keys with which stored data is encrypted, known without reading the data."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, select

from bot.storage.db.statements import Statement
from bot.storage.db.tables import DATA_KEY
from bot.storage.encryption.keys import Keys, missing_key

_USED: Final = Statement(select(DATA_KEY.c.id))
_ADD: Final = Statement(insert(DATA_KEY))
_DROP: Final = Statement(delete(DATA_KEY).where(DATA_KEY.c.id != bindparam("kept")))


def require(connection: Connection, keys: Keys) -> bool:
    """Check that every key in use is there. Return False if the first is not in use yet. Raise KeysError."""
    used = {id_ for (id_,) in _USED.rows(connection, {})}
    for id_ in used:
        if not keys.has(id_):
            raise missing_key(id_)
    return keys.first is None or keys.first in used


def begin(connection: Connection, keys: Keys, now: datetime) -> None:
    """Store the id of the first key before anything is encrypted with it. Raise KeysError if a key is missing."""
    if not require(connection, keys):
        _ADD.run(connection, {"id": keys.first, "since": now})


def retire_others(connection: Connection, keys: Keys) -> None:
    """Delete the ids of all keys but the first, when nothing is encrypted with them any more."""
    _DROP.run(connection, {"kept": keys.first})
