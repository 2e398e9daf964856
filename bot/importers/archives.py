"""ZIP files: the one list of people in them, unpacked no further than a list can be long."""

import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final

from dialogs.model.address_book import MOST_BYTES, Unread

MAGIC: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
LISTED: Final = b"PK\x01\x02"
"""What each member begins with in the list of them."""

MOST_MEMBERS: Final = 10_000
"""All of Google's takeout has a thousand or two; what is told of each takes memory."""

CEILING: Final = 2 * MOST_BYTES
"""Bytes unpacked in all, and half of it of one member; thirty thousand rows of LinkedIn's are six million."""

METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What every program packs by; others give out megabytes for each byte that goes in, all at once."""

LIKELY: Final = ("connections", "all contacts", "contacts", "kontakter")
ENDINGS: Final = (".csv", ".vcf", ".vcard", ".json")
MOST_TRIED: Final = 20
PIECE: Final = 2**16
BROKEN: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    NotImplementedError,
    OverflowError,
)


class SwellsError(Exception):
    """It would unpack to more than any list is long."""


def is_archive(content: bytes) -> bool:
    """Whether this is a ZIP file."""
    return content.startswith(MAGIC)


def each_list(content: bytes, read: Callable[[bytes], None]) -> Unread | None:
    """Let what may be a list of people be read, unpacked one after another, the likeliest first; or say why not."""
    if content.count(LISTED) > MOST_MEMBERS:
        return Unread.SWELLS
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            if any(member.filename.startswith(("xl/", "word/")) for member in members):
                return Unread.WORKBOOK
            chosen = sorted(filter(_may_be_list, members), key=_likelihood)[:MOST_TRIED]
            if why := _hindrance(chosen):
                return why
            room = CEILING
            for member in chosen:
                unpacked = _unpacked(archive, member, min(room, MOST_BYTES))
                room -= len(unpacked)
                read(unpacked)
    except SwellsError:
        return Unread.SWELLS
    except BROKEN:
        return Unread.UNKNOWN
    return None


def _hindrance(members: list[zipfile.ZipInfo]) -> Unread | None:
    if not members:
        return Unread.NO_LIST
    if any(member.flag_bits & 1 for member in members):
        return Unread.LOCKED
    return None if all(member.compress_type in METHODS for member in members) else Unread.PACKED


def _may_be_list(member: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(member.filename)
    return name.suffix.lower() in ENDINGS and not name.name.startswith(".") and not member.is_dir()


def _likelihood(member: zipfile.ZipInfo) -> tuple[int, int, str]:
    name = PurePosixPath(member.filename).name.casefold()
    rank = next((rank for rank, likely in enumerate(LIKELY) if name.startswith(likely)), len(LIKELY))
    return rank, len(PurePosixPath(member.filename).parts), name


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """Unpack one, by what comes out, since what a file says of its size may be a lie."""
    pieces = []
    with archive.open(member) as file:
        while piece := file.read(PIECE):
            most -= len(piece)
            if most < 0:
                raise SwellsError
            pieces.append(piece)
    return b"".join(pieces)
