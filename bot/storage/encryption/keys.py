"""The keys that encrypt personal text with AES-256-GCM-SIV (RFC 8452; docs/decisions/0094).

An encrypted value is 0x01, the id of its key, a nonce, and the ciphertext with its tag. The identity of the row is the
additional authenticated data (AAD), so the value can be decrypted in its own row only. A value that begins otherwise
was stored before there was a key.
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
"""The first byte of every encrypted value; no JSON begins with it."""

KEY: Final = 32
_ID: Final = 4
_NONCE: Final = 12
_BODY: Final = 1 + _ID + _NONCE
_NAMING: Final = b"coach data key"
_HELD: Final = "keys"


class Keys:
    """A key ring: the first key encrypts, all decrypt. Without a key text is stored in plain."""

    def __init__(self, keys: Sequence[bytes] = ()) -> None:
        self._ciphers = {_id(key): AESGCMSIV(key) for key in keys}
        self._first = next(iter(self._ciphers), None)
        self._head = bytes([MARK]) + self._first if self._first else b""

    @property
    def first(self) -> str | None:
        """The id of the key that encrypts, or None."""
        return None if self._first is None else self._first.hex()

    def has(self, key: str) -> bool:
        """Whether the key with this id is in the ring."""
        return bytes.fromhex(key) in self._ciphers

    def is_first(self, stored: bytes) -> bool:
        """Whether a value is encrypted with the first key. Without keys this is always so."""
        return stored.startswith(self._head)

    def encrypted(self, text: bytes, aad: bytes) -> bytes:
        """Encrypt a text for the row with this AAD."""
        if self._first is None:
            return text
        nonce = urandom(_NONCE)
        return self._head + nonce + self._ciphers[self._first].encrypt(nonce, text, aad)

    def decrypted(self, stored: bytes, aad: bytes) -> bytes:
        """Decrypt a value of the row with this AAD. Raise KeysError if that is impossible."""
        if not stored or stored[0] != MARK:
            return stored
        cipher = self._ciphers.get(stored[1 : 1 + _ID])
        if cipher is None:
            raise missing_key(stored[1 : 1 + _ID].hex())
        try:
            return cipher.decrypt(stored[1 + _ID : _BODY], stored[_BODY:], aad)
        except (InvalidTag, ValueError):  # the latter if the value was truncated
            raise KeysError(
                "a stored value was changed, or moved from another row: see who can write to the database"
            ) from None


NO_KEYS: Final = Keys()
"""Text is stored in plain."""


def hold(engine: Engine, keys: Keys) -> None:
    """Attach the keys to every connection of an engine."""

    def give(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info[_HELD] = keys

    event.listen(engine, "connect", give)


def keys_of(connection: Connection) -> Keys:
    """Return the keys of a connection."""
    keys: Keys = connection.info[_HELD]
    return keys


def read_keys(text: str) -> list[bytes]:
    """Parse keys in base64, separated by commas or spaces. Raise ValueError if one is invalid."""
    keys = [
        b64decode(word.replace("-", "+").replace("_", "/"), validate=True) for word in re.split(r"[,\s]+", text) if word
    ]
    if any(len(key) != KEY for key in keys):
        raise ValueError
    return keys


def missing_key(key: str) -> KeysError:
    """Return the error that tells the operator which key is missing."""
    return KeysError(
        f"COACH_DATA_KEY lacks the key {key}, with which stored data is encrypted: set it again, behind a newer one"
    )


def _id(key: bytes) -> bytes:
    return sha256(_NAMING + key).digest()[:_ID]
