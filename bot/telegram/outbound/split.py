"""Long text in pieces that a message holds; pure."""

from collections.abc import Iterator
from typing import Final

BORDERS: Final = ("\n\n", "\n", " ")
"""Where a text may be cut, best first."""


def length(text: str) -> int:
    """Count as the strictest reader of Telegram's limits does: in UTF-16 units, where most emoji are two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(text: str, limit: int) -> Iterator[str]:
    """Cut a text into pieces of at most `limit` units, between paragraphs, lines or words where it can be.

    No word is lost; the space at a cut is.
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
    """Take as many characters as fit; never half of one."""
    head = text[:limit]
    while (excess := length(head) - limit) > 0:
        head = head[: -((excess + 1) // 2)]
    return head


def _cut(head: str) -> tuple[int, str]:
    """Find the last good border; in the first half it would leave a stub, and a lesser one is better."""
    found = ((head.rfind(border), border) for border in BORDERS)
    return next((place for place in found if place[0] > len(head) // 2), (len(head), ""))
