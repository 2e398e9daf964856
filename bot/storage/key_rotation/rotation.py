"""Key rotation: encrypt stored data with the first key, in chunks, while turns go on.

Rows that others lock are skipped until the next round, so that turns do not wait for it. It can stop anywhere: a second
run only reads the rows that are done.
"""

from typing import Any

from sqlalchemy import Column, Connection

from bot.storage.encryption.keys import Keys
from bot.storage.key_rotation.encrypted_rows import Place, hold, next_rows, write


def rekey(connection: Connection, column: Column[Any], keys: Keys, after: Place) -> tuple[Place, int]:
    """Encrypt the next chunk of a column. Return the place after it, and how many rows had another key.

    Raise KeysError if one cannot be decrypted.
    """
    place, rows = next_rows(connection, column, after)
    old = [row.key for row in rows if not keys.is_first(row.stored)]
    for row in hold(connection, column, old) if old else ():
        if not keys.is_first(row.stored):
            write(connection, column, row, row.text(column, keys), keys)
    return place, len(old)
