"""ZIP files: the one list of people in them, unpacked no further than a list can be long."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final

from dialogs.address_book import Unread

MAGIC: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
CEILING: Final = 40 * 2**20
"""Bytes unpacked in all; thirty thousand rows of LinkedIn's are six million."""

LIKELY: Final = ("connections", "all contacts", "contacts", "kontakter")
ENDINGS: Final = (".csv", ".vcf", ".vcard", ".json")
MOST_TRIED: Final = 20
PIECE: Final = 2**16
BROKEN: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    NotImplementedError,
    OverflowError,
    MemoryError,
)


class SwellsError(Exception):
    """It would unpack to more than any list is long."""


def is_archive(content: bytes) -> bool:
    """Whether this is a ZIP file."""
    return content.startswith(MAGIC)


def lists_in(content: bytes) -> list[bytes] | Unread:
    """Unpack what may be a list of people, the likeliest first."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            if any(member.filename.startswith(("xl/", "word/")) for member in members):
                return Unread.WORKBOOK
            chosen = sorted(filter(_may_be_list, members), key=_likelihood)[:MOST_TRIED]
            if any(member.flag_bits & 1 for member in chosen):
                return Unread.LOCKED
            return list(_unpacked(archive, chosen)) or Unread.NO_LIST
    except SwellsError:
        return Unread.SWELLS
    except BROKEN:
        return Unread.UNKNOWN


def _may_be_list(member: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(member.filename)
    return name.suffix.lower() in ENDINGS and not name.name.startswith(".") and not member.is_dir()


def _likelihood(member: zipfile.ZipInfo) -> tuple[int, int, str]:
    name = PurePosixPath(member.filename).name.casefold()
    rank = next((rank for rank, likely in enumerate(LIKELY) if name.startswith(likely)), len(LIKELY))
    return rank, len(PurePosixPath(member.filename).parts), name


def _unpacked(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Iterator[bytes]:
    """Unpack until the ceiling, by what comes out, since what a file says of its size may be a lie."""
    room = CEILING
    for member in members:
        pieces = []
        with archive.open(member) as file:
            while piece := file.read(PIECE):
                room -= len(piece)
                if room < 0:
                    raise SwellsError
                pieces.append(piece)
        yield b"".join(pieces)
