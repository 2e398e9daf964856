"""Long work runs in a process of its own, returns a result or a plain failure, and leaves nothing behind."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from bot.importers.files import read
from bot.tasks.subprocess_pool import ExhaustedError, SubprocessError, apart, piped
from dialogs.model.address_book import Reading
from tests.support.chat import sent


async def test_the_result_comes_back_from_another_process() -> None:
    assert await apart(os.getpid) != os.getpid()
    found = await apart(read, sent("connections.csv"))
    assert isinstance(found, Reading)
    assert found == read(sent("connections.csv"))


async def test_what_fails_there_is_an_error_here_without_words() -> None:
    with pytest.raises(SubprocessError, match=r"^bot.tasks.subprocess_main ended with 1$"):
        await apart(int, "Kari Nordmann")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems bound no memory")
async def test_what_takes_too_much_memory_ends_alone() -> None:
    with pytest.raises(ExhaustedError, match=r"^bot.tasks.subprocess_main ended with 75$"):
        await apart(bytes, 400_000_000)


async def test_what_is_ended_from_without_is_told_from_what_fails() -> None:
    with pytest.raises(ExhaustedError, match=r"^bot.tasks.subprocess_main ended with -9$"):
        await apart(signal.raise_signal, signal.SIGKILL)


def is_alive(noted: Path) -> bool:
    try:
        os.kill(int(noted.read_text(encoding="ascii")), 0)
    except ProcessLookupError:
        return False
    return True


async def test_what_takes_too_long_is_ended(tmp_path: Path) -> None:
    noted = tmp_path / "pid"
    with pytest.raises(SubprocessError, match="too long"):
        await piped("tests.support.sleeper", bytes(noted), 5)
    assert not is_alive(noted)


async def test_nothing_goes_on_where_nobody_waits_any_more(tmp_path: Path) -> None:
    noted = tmp_path / "pid"
    begun = asyncio.create_task(piped("tests.support.sleeper", bytes(noted), 600))
    while not (noted.exists() and noted.read_text(encoding="ascii")):  # noqa: ASYNC110  # another process writes it
        await asyncio.sleep(0.01)
    begun.cancel()
    with pytest.raises(asyncio.CancelledError):
        await begun
    assert not is_alive(noted)
