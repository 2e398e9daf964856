"""Runs long computations in a subprocess. In a thread, they would hold the GIL and delay the turns of others."""

import asyncio
import pickle
import sys
from collections.abc import Callable
from typing import Final, ParamSpec, TypeVar

from bot.tasks.bounds import EXHAUSTED

LONGEST_S: Final = 60.0
"""Timeout of one computation in seconds, for a busy machine."""

P = ParamSpec("P")
T = TypeVar("T")


class SubprocessError(Exception):
    """The subprocess failed."""


class ExhaustedError(SubprocessError):
    """The subprocess exceeded its limit of memory or time and has ended."""


async def apart(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call `work` in a subprocess and return its result. Arguments and result are pickled.

    The subprocess imports the module of `work`, which should import little. Raise SubprocessError.
    """
    given = pickle.dumps((work, args, kwargs))
    made: T = pickle.loads(await piped("bot.tasks.subprocess_main", given, LONGEST_S))  # noqa: S301  # from our own process
    return made


async def piped(module: str, given: bytes, longest_s: float) -> bytes:
    """Run a module of ours as a program. Return its standard output for the given standard input.

    Raise SubprocessError.
    """
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
        raise ExhaustedError(f"{module} took too long") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode == EXHAUSTED or (process.returncode or 0) < 0:
        raise ExhaustedError(f"{module} ended with {process.returncode}")
    if process.returncode != 0 or not made:
        raise SubprocessError(f"{module} ended with {process.returncode}")
    return made
