"""Detects the encoding of a text file from a spreadsheet, a phone or a mail program, without decoding it all at once.

The order is: a byte-order mark; UTF-16 by its zero bytes; UTF-8 if nearly all of it is valid; else the old encoding
whose high bytes are most often letters of Nordic and other European names.
"""

import codecs
from collections import Counter
from collections.abc import Iterator, Mapping
from io import BytesIO, TextIOWrapper
from typing import Final

BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
"""Byte-order marks, and the codec that removes each."""

OLD: Final = ("cp1252", "mac_roman", "cp850")
"""Old encodings of Windows, of Excel on the Mac, and of DOS. The first wins a tie."""

LETTERS: Final[Mapping[str, int]] = dict.fromkeys("æøåÆØÅ", 3) | dict.fromkeys("äöüßéèëáíóúñçÄÖÜÉ", 2)
"""Letters of names, and how much each counts for the encoding that produces it."""

GLANCE: Final = 4096
PIECE: Final = 2**18
SPOILT: Final = 50
"""Up to one invalid character in this many characters beyond ASCII, a text counts as UTF-8."""

ASCII: Final = bytes(range(0x80))
COUNTED: Final = 2**20
"""Limit of bytes beyond ASCII that are counted to choose an old encoding."""


def opened(content: bytes) -> TextIOWrapper:
    """Open a file as text, without conversion of line ends.

    Invalid bytes become replacement characters, so that the rest can be read.
    """
    return TextIOWrapper(BytesIO(content), _encoding(content), "replace", newline="")


def _encoding(content: bytes) -> str:
    for bom, encoding in BOMS:
        if content.startswith(bom):
            return encoding
    wide = _wide(content[:GLANCE])
    if wide is not None:
        return wide
    high = broken = 0
    for text in _as_utf_8(content):
        high += len(text) - len(text.encode("ascii", "ignore"))
        broken += text.count("\N{REPLACEMENT CHARACTER}")
    return "utf-8" if broken * SPOILT <= high else _likeliest(content)


def _as_utf_8(content: bytes) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    for at in range(0, len(content), PIECE):
        yield decoder.decode(content[at : at + PIECE], at + PIECE >= len(content))


def _wide(start: bytes) -> str | None:
    """Recognise UTF-16 without a byte-order mark by zeros in every other byte. Return None for other encodings."""
    pairs = len(start) // 2
    if not pairs or start.count(0) < pairs * 0.4:
        return None
    return "utf-16-le" if start[1::2].count(0) >= start[::2].count(0) else "utf-16-be"


def _likeliest(content: bytes) -> str:
    """Return the old encoding in which most high bytes are letters of names."""
    high = Counter(content.translate(None, ASCII)[:COUNTED])

    def score(encoding: str) -> int:
        return sum(number * LETTERS.get(bytes([byte]).decode(encoding, "replace"), -1) for byte, number in high.items())

    return max(OLD, key=score)
