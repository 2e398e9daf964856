"""A file, whatever it is: the people in it, all that an export of the coach holds, or why there is nothing."""

from typing import Final

from bot.reading.archives import is_archive, lists_in
from bot.reading.cards import read_cards
from bot.reading.exports import NAME, is_export, read_export
from bot.reading.letters import text_of
from bot.reading.tables import read_table
from dialogs.address_book import MOST_BYTES, Reading, Unread
from dialogs.past import AnyRead, Exported

NO_TEXT: Final = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
WORKBOOK: Final = b"\xd0\xcf\x11\xe0"
"""The beginning of Excel's old workbooks, which are no text either."""


def read(content: bytes) -> AnyRead:
    """Read a file by what is in it; what it is called may be anything."""
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
    lists = lists_in(content)
    if isinstance(lists, Unread):
        was_export = NAME.encode() in content and lists is not Unread.LOCKED
        return Unread.EXPORT_BROKEN if was_export else lists
    if exports := [read_export(content) for content in lists if is_export(content)]:
        return max(exports, key=_newest)
    if NAME.encode() in content:
        return Unread.EXPORT_BROKEN
    readings = [_of_text(content) for content in lists]
    whole = [reading for reading in readings if isinstance(reading, Reading)]
    told = [reading for reading in readings if reading in {Unread.TOO_MANY, Unread.NOBODY}]
    return whole[0] if whole else told[0] if told else Unread.NO_LIST


def _newest(export: Exported | Unread) -> float:
    return export.at.timestamp() if isinstance(export, Exported) else 0


def _of_text(content: bytes) -> AnyRead:
    if not content.strip(b"\0\xef\xbb\xbf\xff\xfe \r\n\t"):
        return Unread.EMPTY
    if is_export(content):
        return read_export(content)
    text = text_of(content)
    return read_cards(text) or read_table(text) or Unread.UNKNOWN
