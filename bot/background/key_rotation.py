"""Key rotation: encrypts all stored data with the first key (`coach rekey`), in small transactions."""

from functools import partial
from typing import Any

from sqlalchemy import Column

from bot.storage.encryption.keys import Keys
from bot.storage.key_rotation import keys_in_use
from bot.storage.key_rotation.encrypted_rows import Place, columns
from bot.storage.key_rotation.rotation import rekey
from bot.turns.dispatcher import TurnDispatcher


async def rekey_all(dispatcher: TurnDispatcher, keys: Keys) -> int:
    """Encrypt all values with the first key. Return the number of those that were not. An interrupted run can resume.

    Raise DatabaseError, and KeysError if a value cannot be decrypted.
    """
    found = 0
    for column in columns():
        while old := await _round(dispatcher, column, keys):
            found += old
    await dispatcher.run(partial(keys_in_use.retire_others, keys=keys))
    return found


async def _round(dispatcher: TurnDispatcher, column: Column[Any], keys: Keys) -> int:
    """Encrypt the values of a column with the first key. Return the number of those that were not."""
    after: Place = None
    old, is_over = 0, False
    while not is_over:
        after, met = await dispatcher.run(partial(rekey, column=column, keys=keys, after=after))
        old, is_over = old + met, after is None
    return old
