"""ZIP files: finds the lists of people in them. Limits on the number and size of members prevent ZIP bombs."""

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
"""The signature of each entry in the central directory."""

MOST_MEMBERS: Final = 10_000
"""A complete Google Takeout has one or two thousand; each entry of the directory takes memory."""

CEILING: Final = 2 * MOST_BYTES
"""Limit of unpacked bytes, of which one member may have half. Thirty thousand rows from LinkedIn have six million."""

METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The methods that all programs use. Others may expand one byte to megabytes in a single step."""

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
    """The archive would exceed the limit of unpacked bytes."""


def is_archive(content: bytes) -> bool:
    """Whether this is a ZIP file."""
    return content.startswith(MAGIC)


def each_list(content: bytes, read: Callable[[bytes], None]) -> Unread | None:
    """Pass each member that may be a list of people to `read`, the likeliest first. Return a reason if that fails."""
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
    """Unpack a member. Raise SwellsError at more than `most` bytes; the declared size may be false."""
    pieces = []
    with archive.open(member) as file:
        while piece := file.read(PIECE):
            most -= len(piece)
            if most < 0:
                raise SwellsError
            pieces.append(piece)
    return b"".join(pieces)
