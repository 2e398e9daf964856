"""From SVG to PNG in a process of its own, since the renderer holds the interpreter's lock for half a second."""

from typing import Final

from bot.tasks.subprocess_pool import SubprocessError, piped

LONGEST_S: Final = 20.0
"""Seconds for one picture, on a machine with much else to do."""


class RasterizingError(Exception):
    """The renderer did not make a picture."""


async def rasterized(svg: str) -> bytes:
    """Make it a PNG. Raises RasterizingError."""
    try:
        return await piped("bot.tasks.network_map.renderer", svg.encode(), LONGEST_S)
    except SubprocessError as error:
        raise RasterizingError(str(error)) from None
