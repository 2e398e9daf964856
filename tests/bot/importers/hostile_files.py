"""Files that are made to take much memory or time, each generated: descriptions and contents."""

import random
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Final

from dialogs.model.address_book import MOST_BYTES
from tests.bot.importers.odd_files import HEADING, zipped

MEGA: Final = 2**20
EMOJI: Final = "\N{GRINNING FACE}".encode()
EXPORT: Final = b'{"version": 1, "exported_at": "2026-11-23T09:00:00Z", "person": '


def filled(piece: bytes, size: int = MOST_BYTES, before: bytes = b"", after: bytes = b"") -> bytes:
    """Return a piece repeated to this size."""
    return before + piece * ((size - len(before) - len(after)) // len(piece)) + after


def directory_of(number: int) -> bytes:
    """Return an archive whose directory lists members that do not exist."""
    listed = zipped({"a": b""})
    at, end = listed.index(b"PK\x01\x02"), listed.index(b"PK\x05\x06")
    members = listed[at:end] * number
    return (
        listed[:at]
        + members
        + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, number % 65536, number % 65536, len(members), at, 0)
    )


def lying(packed: bytes) -> bytes:
    """Change the declared unpacked size of a member to one byte."""
    content = bytearray(packed)
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<L", 1)
    content[22:26] = struct.pack("<L", 1)
    return bytes(content)


def swelling(method: int) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", method) as bundle, bundle.open("Connections.csv", "w", force_zip64=True) as member:
        for _ in range(200):
            member.write(bytes(MEGA))
    return made.getvalue()


CARDS: Final = b"BEGIN:VCARD\nFN:Kari\nEND:VCARD\n"
TABLE: Final = f"{HEADING}\n".encode()

HOSTILE: Final[dict[str, Callable[[], bytes]]] = {
    "a bomb of bzip2": lambda: swelling(zipfile.ZIP_BZIP2),
    "a bomb of lzma": lambda: swelling(zipfile.ZIP_LZMA),
    "a bomb of deflate": lambda: swelling(zipfile.ZIP_DEFLATED),
    "a bomb that lies of its size": lambda: lying(zipped({"Connections.csv": bytes(60 * MEGA)})),
    "a packed card of one letter": lambda: zipped({"a.vcf": filled(b"a", 40 * MEGA - 100, b"BEGIN:VCARD\n")}),
    "a card of parameters": lambda: filled(b";a", before=b"BEGIN:VCARD\nTEL"),
    "a card of quotation marks": lambda: filled(b';"a"', before=b"BEGIN:VCARD\nTEL"),
    "a card without an end": lambda: filled(b"TEL:1\n", before=b"BEGIN:VCARD\nFN:Kari\n"),
    "a card of folded lines": lambda: filled(b"\n a", before=b"BEGIN:VCARD\nFN:Kari"),
    "a card of parts": lambda: filled(b"N:" + b";" * 200_000 + b"\n", before=b"BEGIN:VCARD\n"),
    "a quoted card": lambda: filled(b"FN;QUOTED-PRINTABLE:=\n", before=b"BEGIN:VCARD\n"),
    "a card with one wide letter": lambda: filled(b"a", before=b"BEGIN:VCARD\nFN:" + EMOJI),
    "many cards": lambda: filled(CARDS),
    "many beginnings": lambda: filled(b"BEGIN:VCARD\n"),
    "cards in UTF-16": lambda: (CARDS * 300_000).decode().encode("utf-16")[:MOST_BYTES],
    "a heading of ten million cells": lambda: filled(b",a", before=b"Name,Company"),
    "a heading of cells that are headings": lambda: filled(b",name", before=b"Name,Company"),
    "rows of commas": lambda: filled(b"," * 6 + b"\n", before=TABLE),
    "a row of commas": lambda: filled(b",", before=TABLE),
    "an open quotation mark": lambda: filled(b"a\n", before=TABLE + b'"'),
    "rows that go on in quotation marks": lambda: filled(b'",' * 1000 + b'"\n', before=TABLE + b'"'),
    "people of wide letters": lambda: filled(
        b"".join([b"Kari", EMOJI, b"a" * 190, b",Lie,", EMOJI, b"b" * 190, b",", EMOJI, b"c" * 190, b"\n"]),
        before=b"First Name,Last Name,Company\n",
    ),
    "lines of nothing": lambda: filled(b"\na", after=b"vcard"),
    "one line": lambda: filled(b"a", before=EMOJI),
    "broken letters": lambda: filled(b"\xff\xfe\xfd"[2:], before=TABLE),
    "old letters": lambda: filled(b"\xe6\xf8\xe5 ", before=TABLE),
    "an export of lists": lambda: zipped({"coach.json": filled(b"[],", MOST_BYTES, EXPORT + b"[", b"0]}")}),
    "a deep export": lambda: zipped({"coach.json": filled(b'{"a":', MOST_BYTES, EXPORT)}),
    "an export of a known field": lambda: filled(b"[],", before=EXPORT + b'{"goals":[', after=b"0]}}"),
    "an export of people": lambda: filled(b'{"name":"a"},', before=EXPORT + b'{},"address_book":[', after=b"0]}"),
    "an export of few people": lambda: filled(
        b'{"name":"a"},', 13 * 900_000 // 2, EXPORT + b'{},"address_book":[', b"0]}"
    ),
    "an export of one wide text": lambda: filled(b"a", before=EXPORT + b'{"step":"' + EMOJI, after=b'"}}'),
    "an export of escapes": lambda: filled(b"\\u00e6", before=EXPORT + b'{"step":"', after=b'"}}'),
    "an export in UTF-16": lambda: (
        (EXPORT + b'{"step":"' + b"a" * (MOST_BYTES // 2 - 200) + b'"}}').decode().encode("utf-16")
    ),
    "a list of members": lambda: directory_of(400_000),
    "many small members": lambda: zipped({f"{n}.vcf": CARDS for n in range(9_000)}),
    "members of lines": lambda: zipped({f"{n}.csv": filled(b"a\n", 2 * MEGA, after=b"vcard") for n in range(20)}),
    "members of people": lambda: zipped({f"{n}.csv": filled(b"Kari,Lie\n", 2 * MEGA, TABLE) for n in range(19)}),
    "markup": lambda: filled(b"<a>", before=b'<?xml version="1.0"?>'),
    "markup of entities": lambda: filled(b'<!ENTITY b "&a;&a;&a;">', before=b'<?xml version="1.0"?><!DOCTYPE a ['),
    "a workbook": lambda: zipped({"xl/workbook.xml": bytes(60 * MEGA)}),
    "random bytes": lambda: random.Random(1).randbytes(MOST_BYTES),  # noqa: S311  # any bytes will do
}
