"""The real program, killed during conversations; `make chaos` runs this for longer."""

import asyncio
from pathlib import Path

import pytest

from bot.i18n import Languages
from tests.chaos.rehearsal import WALKS, Walk, walk
from tests.chaos.siege import Name, Siege, besiege
from tests.support.program import empty_database

KILLS = 3
USERS = 5
STEPS = 12
"""Steps of each conversation, so that it ends soon after the last kill."""


@pytest.fixture(scope="module")
def walks() -> tuple[Walk, ...]:
    languages = Languages.load()
    return tuple(asyncio.run(walk(path, languages, STEPS)) for path in WALKS)


@pytest.mark.parametrize(("name", "trouble"), [("polling-sqlite", 0.03), ("webhook-sqlite", 0.0)])
async def test_nothing_is_lost_and_nothing_is_done_twice_by_kills(
    name: Name, trouble: float, walks: tuple[Walk, ...], tmp_path: Path
) -> None:
    (tmp_path / "coach.db").write_bytes(empty_database())
    siege = Siege(name, KILLS, USERS, trouble=trouble)
    verdict = await besiege(siege, walks, tmp_path, f"sqlite:///{tmp_path}/coach.db")
    assert verdict.wrongs == []
    assert verdict.kills >= KILLS


async def test_nor_with_two_replicas_of_which_one_never_returns(
    walks: tuple[Walk, ...], postgres_url: str, tmp_path: Path
) -> None:
    siege = Siege("webhook-postgresql", KILLS, USERS, trouble=0.03, loses_one=True)
    verdict = await besiege(siege, walks, tmp_path, postgres_url)
    assert verdict.wrongs == []
    assert verdict.kills >= KILLS
