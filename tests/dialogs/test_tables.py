"""Data tables are loaded at start-up, so that no user's first message waits for one."""

import subprocess
import sys
from functools import _lru_cache_wrapper
from inspect import signature
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

SCRIPT = """
import dialogs.coach
from dialogs.tables import load_tables
from tests.dialogs.test_tables import empty_tables
load_tables()
print(empty_tables())
"""


def empty_tables() -> list[str]:
    """Return the cached readers without parameters that have read nothing yet."""
    return [
        f"{module.__name__}.{name}"
        for module in list(sys.modules.values())
        if module.__name__.startswith("dialogs.")
        for name, value in vars(module).items()
        if isinstance(value, _lru_cache_wrapper)
        and value.__module__ == module.__name__
        and not signature(value).parameters
        and not value.cache_info().currsize
    ]


def test_every_table_is_loaded_before_it_is_needed() -> None:
    # In a process of its own, because other tests have loaded the tables in this one.
    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603  # our own script
    assert done.stdout == "[]\n"
