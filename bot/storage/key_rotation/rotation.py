"""Seals what is stored with the first key, a few rows at a time, while turns go on.

Rows that somebody else holds just now are passed over and looked at in the next round, so nobody waits for it for
long. It may end anywhere: what is sealed already is only read by whoever begins again.
"""

from typing import Any

from sqlalchemy import Column, Connection

from bot.storage.encryption.keys import Keys
from bot.storage.key_rotation.encrypted_rows import Place, hold, next_rows, write


def rekey(connection: Connection, column: Column[Any], keys: Keys, after: Place) -> tuple[Place, int]:
    """Seal the next rows of a column; returns where it came to, and how many were not sealed so.

    Raises KeysError where one cannot be opened.
    """
    place, rows = next_rows(connection, column, after)
    old = [row.key for row in rows if not keys.is_first(row.stored)]
    for row in hold(connection, column, old) if old else ():
        if not keys.is_first(row.stored):
            write(connection, column, row, row.text(column, keys), keys)
    return place, len(old)
