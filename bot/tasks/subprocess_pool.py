"""Long work in a process of its own: in a thread it would hold the interpreter's lock, and others would wait."""

import asyncio
import pickle
import sys
from collections.abc import Callable
from typing import Final, ParamSpec, TypeVar

from bot.tasks.bounds import EXHAUSTED

LONGEST_S: Final = 60.0
"""Seconds for one piece of work, on a machine with much else to do."""

P = ParamSpec("P")
T = TypeVar("T")


class SubprocessError(Exception):
    """The work was not done."""


class ExhaustedError(SubprocessError):
    """It took more memory or time than it may, and its process ended of that."""


async def apart(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do it in another process; `work` is found there by its name, so the module that holds it should import little.

    Raises ApartError.
    """
    given = pickle.dumps((work, args, kwargs))
    made: T = pickle.loads(await piped("bot.tasks.subprocess_main", given, LONGEST_S))  # noqa: S301  # from our own process
    return made


async def piped(module: str, given: bytes, longest_s: float) -> bytes:
    """Run one of our modules as a program, from bytes to bytes. Raises ApartError."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,  # a traceback may quote people
    )
    try:
        async with asyncio.timeout(longest_s):
            made, _ = await process.communicate(given)
    except TimeoutError:
        raise ExhaustedError("it took too long") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode == EXHAUSTED or (process.returncode or 0) < 0:
        raise ExhaustedError(f"{module} ended with {process.returncode}")
    if process.returncode != 0 or not made:
        raise SubprocessError(f"{module} ended with {process.returncode}")
    return made
