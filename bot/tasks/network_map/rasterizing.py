"""Rasterises SVG to PNG in a subprocess, since the renderer holds the GIL for half a second."""

from typing import Final

from bot.tasks.subprocess_pool import SubprocessError, piped

LONGEST_S: Final = 20.0
"""Timeout of one picture in seconds, for a busy machine."""


class RasterizingError(Exception):
    """The renderer failed."""


async def rasterized(svg: str) -> bytes:
    """Return the picture as PNG. Raise RasterizingError."""
    try:
        return await piped("bot.tasks.network_map.renderer", svg.encode(), LONGEST_S)
    except SubprocessError as error:
        raise RasterizingError(str(error)) from None
