"""Where the files that people sent are fetched: each channel has its own way."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

from dialogs.model.address_book import MOST_BYTES, Unread

Fetch: TypeAlias = Callable[[str], Awaitable[bytes | Unread]]
"""Fetches a file by its channel's reference; why it cannot be had, where that is for good. Raises what may pass."""


async def from_disk(path: str) -> bytes | Unread:
    """Read a file of whoever sits at the terminal."""
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
