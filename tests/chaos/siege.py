"""One run: users in a closed loop, kills, a graceful stop, and the verdict."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from pathlib import Path
from random import Random
from time import monotonic
from typing import Final, Literal, TypeAlias

from aiohttp.test_utils import unused_port
from sqlalchemy import func, select

from bot.storage.db.database import Database
from bot.storage.db.tables import METADATA
from tests.chaos.people import PATIENCE_S, Crowd
from tests.chaos.rehearsal import Walk
from tests.chaos.replicas import Fleet, Replica
from tests.chaos.sleepers import Sleepers
from tests.chaos.telegram import HOOK, Telegram, Trouble
from tests.chaos.verdict import Verdict, judge, judge_duplicates, judge_recovery
from tests.support.program import World

Name: TypeAlias = Literal["polling-sqlite", "webhook-sqlite", "webhook-postgresql"]


@dataclass(frozen=True, slots=True)
class Siege:
    """The configuration of a run. `trouble`: share of failing calls and deliveries; `sleepers`: people to remind."""

    name: Name
    kills: int
    users: int
    seed: int = 1
    trouble: float = 0.0
    sleepers: int = 100
    loses_one: bool = False
    rest_s: float = 0.6
    seconds: float = inf

    @property
    def replicas(self) -> int:
        """The number of processes."""
        return 2 if self.name == "webhook-postgresql" else 1

    @property
    def is_by_webhook(self) -> bool:
        """Whether updates come by webhook."""
        return self.name.startswith("webhook")


QUIET_S: Final = PATIENCE_S
"""Maximum seconds for the remaining work at the end."""


async def besiege(siege: Siege, walks: Sequence[Walk], folder: Path, url: str) -> Verdict:
    """Run, with an empty database of the current schema at this URL. Return the verdict."""
    random = Random(siege.seed)  # noqa: S311  # reproducible
    ports = [unused_port() for _ in range(siege.replicas)]
    async with Telegram(ports, Trouble(siege.seed, siege.trouble)) as server:
        replicas = [Replica(_world(siege, folder, url, server, port), port, n) for n, port in enumerate(ports)]
        fleet = Fleet(replicas, random)
        crowd = Crowd(server, walks, random.randrange(len(walks)))
        sleepers = Sleepers(server)
        sleepers.lie_down(url, siege.sleepers, siege.kills * siege.rest_s)
        verdict = Verdict(siege.name)
        try:
            await fleet.start()
            visiting = asyncio.create_task(crowd.gather(siege.users))
            await fleet.siege(siege.kills, siege.rest_s, siege.seconds, loses_one=siege.loses_one)
            crowd.is_over = True
            await visiting
            await _quiet(url, server, sleepers)
            await fleet.stop()
        finally:
            await fleet.kill()
    _judge(verdict, crowd, fleet, server, url, sleepers)
    return verdict


def _judge(verdict: Verdict, crowd: Crowd, fleet: Fleet, server: Telegram, url: str, sleepers: Sleepers) -> None:
    verdict.troubles = server.trouble.count
    verdict.longest_wait_s = max(crowd.waits, default=0.0)
    verdict.wrongs += [
        f"refused: {words}" for words in server.refused if "not modified" not in words and "Conflict" not in words
    ]
    judge_duplicates(verdict, [*crowd.duplicates, *sleepers.duplicates], fleet.kills)
    verdict.nudged = len(sleepers.got)
    verdict.wrongs += sleepers.lost
    judge_recovery(verdict, fleet.kills, server.accepted)
    with _opened(url) as database:
        judge(verdict, crowd, database, server.pushed)
        verdict.wrongs += sleepers.told_otherwise(database)


def _world(siege: Siege, folder: Path, url: str, server: Telegram, port: int) -> World:
    settings = {
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_BASE": server.base,
        "DATABASE_URL": url,
        "COACH_LISTEN": f"127.0.0.1:{port}",
        "COACH_MESSAGES_PER_SECOND": "0",
    }
    return World(folder).having(**settings | ({"COACH_WEBHOOK_URL": HOOK} if siege.is_by_webhook else {}))


async def _quiet(url: str, server: Telegram, sleepers: Sleepers) -> None:
    """Wait until no work is left, for at most `QUIET_S`."""
    end = monotonic() + QUIET_S
    with _opened(url) as database:
        while monotonic() < end and (  # noqa: ASYNC110  # there is no event for it
            server.updates or _left(database) or not sleepers.are_awake
        ):
            await asyncio.sleep(0.1)


def _left(database: Database) -> int:
    with database.begin() as connection:
        tables = [METADATA.tables[name] for name in ("outbox", "want")]
        return sum(connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables)


@contextmanager
def _opened(url: str) -> Iterator[Database]:
    database = Database.open(url)
    try:
        yield database
    finally:
        database.close()
