"""A program that runs the coach's long work under a unit's limits: `… MemoryMax 'SystemCallFilter' …`, JSON out."""

import asyncio
import json
import os
import resource
import sys

from bot.importers.files import read
from bot.tasks.network_map.rasterizing import rasterized
from bot.tasks.subprocess_pool import SubprocessError, apart
from dialogs.model.address_book import Reading
from tests.deploy.seccomp import put_on
from tests.support.chat import sent

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1080" height="1500"><text x="9" y="50">Kari</text></svg>'


async def told() -> dict[str, object]:
    found = await apart(read, sent("connections.csv"))
    return {
        "people": len(found.people) if isinstance(found, Reading) else 0,
        "is_png": (await rasterized(SVG)).startswith(b"\x89PNG"),
        "behind": await apart(os.getpriority, os.PRIO_PROCESS, 0) - os.getpriority(os.PRIO_PROCESS, 0),
        "bounds": await bounds(),
        "refused": refused(),
    }


async def bounds() -> list[int]:
    """Return the process pool's limits on memory and time, or nothing if it may not read them."""
    try:
        return [(await apart(resource.getrlimit, kind))[0] for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU)]
    except SubprocessError:
        return []


def refused() -> list[str]:
    """Return which of two forbidden calls the filter refuses, as proof that it is active."""
    found = []
    try:
        os.chroot("/")
    except PermissionError:
        found.append("chroot")
    try:
        os.sched_setaffinity(0, {0})
    except PermissionError:
        found.append("affinity")
    return found


def main() -> None:
    memory, *filters = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_DATA, (int(memory), int(memory)))
    put_on(filters, is_executable_denied=True)
    sys.stdout.write(json.dumps(asyncio.run(told())))


if __name__ == "__main__":
    main()
