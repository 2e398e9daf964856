"""The pages of an address book, a thousand people each. No import of the database, so that the module loads fast.

A page is compressed JSON: one row for each person would take six times the write time and seven times the space.
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
    """Encode people as pages. It is slow for many people, so call it outside of transactions."""
    return tuple(zlib.compress(_encode(people[at : at + PAGE]), 1) for at in range(0, len(people), PAGE))


def unpacked(pages: Iterable[bytes]) -> list[Acquaintance]:
    """Decode the people of pages."""
    return [person for page in pages for person in _decode(zlib.decompress(page))]
