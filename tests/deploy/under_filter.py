"""A program that does the coach's long work below a unit's bounds: `… MemoryMax 'SystemCallFilter' …`, JSON out."""

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
    """Ask the helper for the bounds of its memory and time; nothing where it may not even ask."""
    try:
        return [(await apart(resource.getrlimit, kind))[0] for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU)]
    except SubprocessError:
        return []


def refused() -> list[str]:
    """Name what the filter refuses of two calls that it must refuse, so that it is known to be there."""
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
