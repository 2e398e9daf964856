"""Bounds that a process of ours puts on itself before it touches what somebody sent: it alone dies of that."""

import os
import resource
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

MEMORY: Final = 190_000_000
"""Bytes of address space, and so more than ever lie in memory. Thirty thousand people need a quarter of it."""

CPU_S: Final = 10
"""Seconds of a processor; thirty thousand people need one."""

BEHIND: Final = 5
"""How much it stands back for whoever answers people."""

FIRST_TO_GO: Final = "1000"
"""Where memory runs out, the system ends this process, and not the one that answers people."""

EXHAUSTED: Final = 75
"""How a process ends that got no more memory."""

_OOM_SCORE: Final = Path("/proc/self/oom_score_adj")


def bound_itself() -> None:
    """Take little memory and time, behind the others; a bound that the system has not, or refuses, is left out."""
    with suppress(OSError):
        os.nice(BEHIND)
    with suppress(OSError):
        _OOM_SCORE.write_text(FIRST_TO_GO, encoding="ascii")
    _lower(resource.RLIMIT_CPU, CPU_S)
    _lower(resource.RLIMIT_CORE, 0)  # a core would be people's data on the disk
    if sys.platform == "linux":  # others count what is only promised, or nothing
        _lower(resource.RLIMIT_AS, MEMORY)


def _lower(kind: int, to: int) -> None:
    with suppress(OSError, ValueError):
        _, most = resource.getrlimit(kind)
        resource.setrlimit(kind, (to if most == resource.RLIM_INFINITY else min(to, most), most))
