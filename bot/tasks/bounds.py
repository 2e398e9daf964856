"""Resource limits that a subprocess sets for itself before it reads a user's file, so that only it can fail."""

import os
import resource
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

MEMORY: Final = 190_000_000
"""Limit of the address space in bytes, and so of memory. Thirty thousand people need a quarter of it."""

CPU_S: Final = 10
"""Limit of CPU time in seconds. Thirty thousand people need one."""

BEHIND: Final = 5
"""The niceness, so that the process that answers users has priority."""

FIRST_TO_GO: Final = "1000"
"""The highest OOM score: if memory runs out, the kernel kills this process and not the one that answers users."""

EXHAUSTED: Final = 75
"""The exit status after a MemoryError (EX_TEMPFAIL)."""

_OOM_SCORE: Final = Path("/proc/self/oom_score_adj")


def bound_itself() -> None:
    """Limit priority, CPU time and memory. Skip a limit that the system does not have or refuses."""
    with suppress(OSError):
        os.nice(BEHIND)
    with suppress(OSError):
        _OOM_SCORE.write_text(FIRST_TO_GO, encoding="ascii")
    _lower(resource.RLIMIT_CPU, CPU_S)
    _lower(resource.RLIMIT_CORE, 0)  # a core dump would write users' data to the disk
    if sys.platform == "linux":  # other systems count reserved memory, or ignore the limit
        _lower(resource.RLIMIT_AS, MEMORY)


def _lower(kind: int, to: int) -> None:
    with suppress(OSError, ValueError):
        _, most = resource.getrlimit(kind)
        resource.setrlimit(kind, (to if most == resource.RLIM_INFINITY else min(to, most), most))
