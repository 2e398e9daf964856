"""The keys that seal personal text: AES-256-GCM-SIV, under a key that each value names (docs/decisions/0094).

A sealed value is 0x01, the id of its key, a nonce, and what AES-GCM-SIV makes of the text; `whose` is the row that it
stands in, and must be the same again when it is opened. Anything else was stored before there was a key.
"""

import re
from base64 import b64decode
from collections.abc import Sequence
from hashlib import sha256
from os import urandom
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import KeysError

MARK: Final = 0x01
"""How every sealed value begins, and no JSON does."""

KEY: Final = 32
_ID: Final = 4
_NONCE: Final = 12
_BODY: Final = 1 + _ID + _NONCE
_NAMING: Final = b"coach data key"
_HELD: Final = "keys"


class Keys:
    """Any number of keys: the first seals, all open; without one, text is stored as it is."""

    def __init__(self, keys: Sequence[bytes] = ()) -> None:
        self._ciphers = {_id(key): AESGCMSIV(key) for key in keys}
        self._first = next(iter(self._ciphers), None)
        self._head = bytes([MARK]) + self._first if self._first else b""

    @property
    def first(self) -> str | None:
        """The id of the key that seals, if there is one."""
        return None if self._first is None else self._first.hex()

    def has(self, key: str) -> bool:
        """Whether the key of this id is among them."""
        return bytes.fromhex(key) in self._ciphers

    def is_first(self, stored: bytes) -> bool:
        """Whether a value is sealed with the first key, or need not be."""
        return stored.startswith(self._head)

    def sealed(self, text: bytes, whose: bytes) -> bytes:
        """Seal a text for its row."""
        if self._first is None:
            return text
        nonce = urandom(_NONCE)
        return self._head + nonce + self._ciphers[self._first].encrypt(nonce, text, whose)

    def opened(self, stored: bytes, whose: bytes) -> bytes:
        """Open what was sealed for this row. Raises KeysError where that cannot be."""
        if not stored or stored[0] != MARK:
            return stored
        cipher = self._ciphers.get(stored[1 : 1 + _ID])
        if cipher is None:
            raise missing_key(stored[1 : 1 + _ID].hex())
        try:
            return cipher.decrypt(stored[1 + _ID : _BODY], stored[_BODY:], whose)
        except (InvalidTag, ValueError):  # the latter where it was cut short
            raise KeysError(
                "a stored value was changed, or moved from another row: see who can write to the database"
            ) from None


NO_KEYS: Final = Keys()
"""Text is stored as it is."""


def hold(engine: Engine, keys: Keys) -> None:
    """Let every connection of an engine have these keys."""

    def give(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info[_HELD] = keys

    event.listen(engine, "connect", give)


def keys_of(connection: Connection) -> Keys:
    """Give the keys of a connection."""
    keys: Keys = connection.info[_HELD]
    return keys


def read_keys(text: str) -> list[bytes]:
    """Read keys, in base64 with commas or spaces between them. Raises ValueError for one that is none."""
    keys = [
        b64decode(word.replace("-", "+").replace("_", "/"), validate=True) for word in re.split(r"[,\s]+", text) if word
    ]
    if any(len(key) != KEY for key in keys):
        raise ValueError
    return keys


def missing_key(key: str) -> KeysError:
    """What to tell the operator where a key is missing."""
    return KeysError(
        f"COACH_DATA_KEY lacks the key {key}, with which stored data is encrypted: set it again, behind a newer one"
    )


def _id(key: bytes) -> bytes:
    return sha256(_NAMING + key).digest()[:_ID]
