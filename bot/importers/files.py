"""Reads any file: returns the people in it, the content of a coach export, or why it cannot be read."""

import re
from typing import Final

from bot.importers.archives import each_list, is_archive
from bot.importers.coach_export import NAME, is_export, read_export
from bot.importers.encodings import opened
from bot.importers.tables import read_table
from bot.importers.vcards import read_cards
from dialogs.model.address_book import MOST_BYTES, Reading, Unread
from dialogs.model.snapshot import AnyRead, Exported

NO_TEXT: Final = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
MENTIONED: Final = re.compile(rb"V\0{0,3}C\0{0,3}A\0{0,3}R\0{0,3}D", re.IGNORECASE)
"""The word VCARD in ASCII, UTF-16 or UTF-32. A file without it is not parsed as vCards first."""

WORKBOOK: Final = b"\xd0\xcf\x11\xe0"
"""The first bytes of an old Excel workbook (.xls), which is not text either."""


def read(content: bytes) -> AnyRead:
    """Read a file. Its format is recognised by its content, not by its name."""
    if len(content) > MOST_BYTES:
        return Unread.TOO_LARGE
    if is_archive(content):
        return _of_archive(content)
    if content.startswith(WORKBOOK):
        return Unread.WORKBOOK
    if content.startswith(NO_TEXT):
        return Unread.UNKNOWN
    return _of_text(content)


def _of_archive(content: bytes) -> AnyRead:
    lists = _Lists()
    why = each_list(content, lists.take)
    if why:
        was_export = NAME.encode() in content and why is not Unread.LOCKED
        return Unread.EXPORT_BROKEN if was_export else why
    if lists.export is None and NAME.encode() in content:
        return Unread.EXPORT_BROKEN
    return lists.export or lists.people or lists.why


class _Lists:
    """Collects the content of the members of an archive: the newest export, else the first list of people."""

    def __init__(self) -> None:
        self.export: Exported | Unread | None = None
        self.people: Reading | None = None
        self.why = Unread.NO_LIST

    def take(self, content: bytes) -> None:
        """Read a member and keep its content if it is the best so far."""
        if is_export(content):
            export = read_export(content)
            if self.export is None or _made_at(export) > _made_at(self.export):
                self.export = export
        elif self.export is None and self.people is None:
            found = _of_text(content)
            if isinstance(found, Reading):
                self.people = found
            elif found in {Unread.TOO_MANY, Unread.NOBODY} and self.why is Unread.NO_LIST:
                self.why = found


def _made_at(export: Exported | Unread) -> float:
    return export.at.timestamp() if isinstance(export, Exported) else 0


def _of_text(content: bytes) -> AnyRead:
    if not content.strip(b"\0\xef\xbb\xbf\xff\xfe \r\n\t"):
        return Unread.EMPTY
    if is_export(content):
        return read_export(content)
    text = opened(content)
    cards = read_cards(text) if MENTIONED.search(content) else None
    return cards or read_table(text) or Unread.UNKNOWN
