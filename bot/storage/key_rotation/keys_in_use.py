"""Which keys stored data is sealed with, known without looking at the data."""

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
    """See that there is a key for everything stored; false where the first is new. Raises KeysError."""
    used = {id_ for (id_,) in _USED.rows(connection, {})}
    for id_ in used:
        if not keys.has(id_):
            raise missing_key(id_)
    return keys.first is None or keys.first in used


def begin(connection: Connection, keys: Keys, now: datetime) -> None:
    """Note the first key, before anything is sealed with it. Raises KeysError where one is lacking."""
    if not require(connection, keys):
        _ADD.run(connection, {"id": keys.first, "since": now})


def retire_others(connection: Connection, keys: Keys) -> None:
    """Note that nothing is sealed with another key than the first any more."""
    _DROP.run(connection, {"kept": keys.first})
