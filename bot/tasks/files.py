"""Download of users' files: each channel has a function of its own."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

from dialogs.model.address_book import MOST_BYTES, Unread

Fetch: TypeAlias = Callable[[str], Awaitable[bytes | Unread]]
"""Downloads a file by its reference in the channel, or returns a permanent reason. Raises on a temporary failure."""


async def from_disk(path: str) -> bytes | Unread:
    """Read a local file of the user of the terminal."""
    return await asyncio.to_thread(_read, Path(path))


def _read(path: Path) -> bytes | Unread:
    try:
        if not path.is_file():
            return Unread.GONE
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError:
        return Unread.GONE
    return Unread.TOO_LARGE if len(content) > MOST_BYTES else content
