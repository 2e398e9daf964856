"""No file takes 200 MB or ten seconds of the process that reads it, however it is made."""

from collections.abc import Callable

import pytest

from bot.tasks.bounds import CPU_S
from bot.tasks.subprocess_pool import apart
from dialogs.model.address_book import MOST_BYTES, Reading, Unread
from dialogs.model.snapshot import Exported
from tests.bot.importers.hostile_files import HOSTILE
from tests.bot.importers.measuring import measured

MOST = 200_000_000
"""Bytes of memory."""

ANSWERS = {*Unread, Reading.__name__, Exported.__name__}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
async def test_a_hostile_file_gets_an_answer_for_little(make: Callable[[], bytes]) -> None:
    content = make()
    assert len(content) <= MOST_BYTES
    found = await apart(measured, content)
    assert found.answer in ANSWERS
    assert found.peak <= MOST
    assert found.seconds < CPU_S
