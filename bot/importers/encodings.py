"""From bytes to letters, in whichever encoding a spreadsheet, a phone or a mailbox wrote them; never all at once."""

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
"""What a file may begin with, and the encoding that leaves it out."""

OLD: Final = ("cp1252", "mac_roman", "cp850")
"""Windows with Latin-1 in it, Excel on a Mac, and DOS; where all are as likely, the first."""

LETTERS: Final[Mapping[str, int]] = dict.fromkeys("æøåÆØÅ", 3) | dict.fromkeys("äöüßéèëáíóúñçÄÖÜÉ", 2)
"""What names are written with here, and how much each speaks for the encoding that makes it."""

GLANCE: Final = 4096
PIECE: Final = 2**18
SPOILT: Final = 50
"""One broken letter among so many others leaves a text UTF-8."""

ASCII: Final = bytes(range(0x80))
COUNTED: Final = 2**20
"""As many letters beyond ASCII tell which old encoding it is."""


def opened(content: bytes) -> TextIOWrapper:
    """Open a file to be read as text, its ends of lines as they are.

    What fits no encoding is decoded all the same, a wrong letter being better than none.
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
    """Tell UTF-16 without its mark by the zeros in every other byte."""
    pairs = len(start) // 2
    if not pairs or start.count(0) < pairs * 0.4:
        return None
    return "utf-16-le" if start[1::2].count(0) >= start[::2].count(0) else "utf-16-be"


def _likeliest(content: bytes) -> str:
    """Choose the old encoding in which the high bytes are letters of names."""
    high = Counter(content.translate(None, ASCII)[:COUNTED])

    def score(encoding: str) -> int:
        return sum(number * LETTERS.get(bytes([byte]).decode(encoding, "replace"), -1) for byte, number in high.items())

    return max(OLD, key=score)
