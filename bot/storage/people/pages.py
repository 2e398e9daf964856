"""The pages of an address book, a thousand people each; no database, so that it is quickly imported elsewhere.

A page is JSON, packed, since rows of one person each take six times the writer's time and seven times the room.
"""

import zlib
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from dialogs.model.address_book import Acquaintance

PAGE: Final = 1000

_encode: Final = msgspec.json.Encoder().encode
_decode: Final = msgspec.json.Decoder(list[Acquaintance]).decode


def packed(people: Sequence[Acquaintance]) -> tuple[bytes, ...]:
    """Write people on pages; it takes a while for many, and no connection."""
    return tuple(zlib.compress(_encode(people[at : at + PAGE]), 1) for at in range(0, len(people), PAGE))


def unpacked(pages: Iterable[bytes]) -> list[Acquaintance]:
    """Read people from pages."""
    return [person for page in pages for person in _decode(zlib.decompress(page))]
