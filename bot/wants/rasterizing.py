"""From SVG to PNG in a process of its own, since the renderer holds the interpreter's lock for half a second."""

import asyncio
import sys
from typing import Final

LONGEST_S: Final = 20.0
"""Seconds for one picture, on a machine with much else to do."""


class RasterizingError(Exception):
    """The renderer did not make a picture."""


async def rasterized(svg: str) -> bytes:
    """Make it a PNG. Raises RasterizingError."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.wants.renderer",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,  # it may quote the picture, which names people
    )
    try:
        async with asyncio.timeout(LONGEST_S):
            png, _ = await process.communicate(svg.encode())
    except TimeoutError:
        raise RasterizingError("it took too long") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0 or not png:
        raise RasterizingError(f"the renderer ended with {process.returncode}")
    return png
