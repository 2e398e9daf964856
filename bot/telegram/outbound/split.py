"""Splits long text into pieces that fit into a message. Pure."""

from collections.abc import Iterator
from typing import Final

BORDERS: Final = ("\n\n", "\n", " ")
"""Separators at which a text is split, best first."""


def length(text: str) -> int:
    """Count UTF-16 code units, the strictest reading of Telegram's limits. Most emoji count as two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(text: str, limit: int) -> Iterator[str]:
    """Split a text into pieces of at most `limit` UTF-16 units, between paragraphs, lines or words if possible.

    Whitespace at a split is lost, nothing else.
    """
    while length(text) > limit:
        head = _head(text, limit)
        cut, border = _cut(head)
        if piece := head[:cut].rstrip("\n "):
            yield piece
        text = text[cut + len(border) :].lstrip("\n") if border else text[len(head) :]
    if text:
        yield text


def _head(text: str, limit: int) -> str:
    """Return the longest prefix that fits, without half a surrogate pair."""
    head = text[:limit]
    while (excess := length(head) - limit) > 0:
        head = head[: -((excess + 1) // 2)]
    return head


def _cut(head: str) -> tuple[int, str]:
    """Return the position and the separator of the best split.

    A separator in the first half would leave a short piece, so a lower-ranked one in the second half is preferred.
    """
    found = ((head.rfind(border), border) for border in BORDERS)
    return next((place for place in found if place[0] > len(head) // 2), (len(head), ""))
