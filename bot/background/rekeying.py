"""Encrypts with the first key what is stored, through the desk."""

from functools import partial
from typing import Any

from sqlalchemy import Column

from bot.storage.encryption.keys import Keys
from bot.storage.key_rotation import keys_in_use
from bot.storage.key_rotation.encrypted_rows import Place, columns
from bot.storage.key_rotation.rotation import rekey
from bot.turns.dispatcher import TurnDispatcher


async def rekey_all(desk: TurnDispatcher, keys: Keys) -> int:
    """Encrypt everything with the first key; returns how many values were not. Raises DatabaseError and KeysError.

    Where it ends before, it can be begun again, and finds done what is done.
    """
    found = 0
    for column in columns():
        while old := await _round(desk, column, keys):
            found += old
    await desk.run(partial(keys_in_use.retire_others, keys=keys))
    return found


async def _round(desk: TurnDispatcher, column: Column[Any], keys: Keys) -> int:
    """Go through a column; returns how many values were not encrypted with the key when it came to them."""
    after: Place = None
    old, is_over = 0, False
    while not is_over:
        after, met = await desk.run(partial(rekey, column=column, keys=keys, after=after))
        old, is_over = old + met, after is None
    return old
