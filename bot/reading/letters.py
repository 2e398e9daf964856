"""From bytes to text, in whichever encoding a spreadsheet, a phone or a mailbox wrote them."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
OLD: Final = ("cp1252", "mac_roman", "cp850")
"""Windows with Latin-1 in it, Excel on a Mac, and DOS; where all are as likely, the first."""

LETTERS: Final[Mapping[str, int]] = dict.fromkeys("æøåÆØÅ", 3) | dict.fromkeys("äöüßéèëáíóúñçÄÖÜÉ", 2)
"""What names are written with here, and how much each speaks for the encoding that makes it."""

GLANCE: Final = 4096
SPOILT: Final = 50
"""One broken letter among so many others leaves a text UTF-8."""


def text_of(content: bytes) -> str:
    """Decode a file; what fits no encoding is decoded all the same, a wrong letter being better than none."""
    for bom, encoding in BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(encoding, "replace")
    if (wide := _wide(content[:GLANCE])) is not None:
        return content.decode(wide, "replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        text = content.decode(errors="replace")
    high = sum(letter > "\x7f" for letter in text)
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    return text if broken * SPOILT <= high else content.decode(_likeliest(content), "replace")


def _wide(start: bytes) -> str | None:
    """Tell UTF-16 without its mark by the zeros in every other byte."""
    pairs = len(start) // 2
    if not pairs or start.count(0) < pairs * 0.4:
        return None
    return "utf-16-le" if start[1::2].count(0) >= start[::2].count(0) else "utf-16-be"


def _likeliest(content: bytes) -> str:
    """Choose the old encoding in which the high bytes are letters of names."""
    high = Counter(byte for byte in content if byte > 0x7F)

    def score(encoding: str) -> int:
        return sum(number * LETTERS.get(bytes([byte]).decode(encoding, "replace"), -1) for byte, number in high.items())

    return max(OLD, key=score)
