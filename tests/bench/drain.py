"""Replies while reminders of other users, all due in the same minute, are decided and sent, as seen by the server.

python -m tests.bench.drain --seconds 30
"""

import argparse
import asyncio
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final
from uuid import UUID

from bot.address import Address
from bot.storage.db.database import Database
from bot.storage.people import people
from bot.storage.queue import reminders as nudges_of
from dialogs.model.conversation import Position
from dialogs.model.facts import CONSENT_VERSION, Consent, Contact
from dialogs.model.outreach import Event, Outreach, OutreachEvent, Plan, Purpose
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.text import Language
from tests.bench.api import Api, Json
from tests.bench.figures import Figure, quantile, table
from tests.bench.machine import cpu_s
from tests.bench.stage import PROGRAMS, TOKEN
from tests.support.program import ROOT, World

NUDGES: Final = 10_000
USERS: Final = 200
PER_SECOND: Final = 2.0
"""Messages per second of all users; with the reminders below Telegram's limit, and below that of each chat."""

FIRST_USER: Final = 1_000_000


@dataclass(slots=True)
class Drained:
    """The observations: seconds from update to reply, acceptance times of reminders and all messages, and CPU time."""

    replies: list[float] = field(default_factory=list)
    nudges: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    seconds: float = 0.0
    cpu_s: float = 0.0

    @property
    def most_in_a_second(self) -> int:
        """The maximum number of messages in any second."""
        window: deque[float] = deque()
        most = 0
        for at in self.times:
            window.append(at)
            while at - window[0] >= 1.0:
                window.popleft()
            most = max(most, len(window))
        return most


def drained(seconds: float, nudges: int = NUDGES) -> Drained:
    """Measure for this time, with the coach as a process of its own and its default limits."""
    return asyncio.run(_drained(seconds, nudges))


def figures(seconds: float, nudges: int = NUDGES) -> Iterator[Figure]:
    """Yield the measurements as lines of the table."""
    seen = drained(seconds, nudges)
    yield Figure(f"while {nudges:,} nudges drain: reply, median, ms", 1000 * quantile(seen.replies, 0.5), digits=1)
    yield Figure("  the 99th of 100, ms", 1000 * quantile(seen.replies, 0.99), aim=100, digits=1)
    yield Figure("  nudges a second", len(seen.nudges) / seen.seconds, digits=1)
    yield Figure("  the most messages in any second", seen.most_in_a_second, aim=30)
    yield Figure("  processor, of one core, %", 100 * seen.cpu_s / seen.seconds, digits=1)


async def _drained(seconds: float, nudges: int) -> Drained:
    api, seen = Api(), Drained()
    since: dict[int, float] = {}

    def read(message: Json) -> None:
        now, chat = perf_counter(), message["chat"]["id"]
        seen.times.append(now)
        if chat < FIRST_USER:
            seen.nudges.append(now)
        elif chat in since:
            seen.replies.append(now - since.pop(chat))

    api.reader = read
    server, base = await api.listen()
    place = ROOT / "build"
    place.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=place, prefix="bench-") as folder:
        world = World.with_database(Path(folder)).having(TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_BASE=base)
        _fill(Path(folder) / ".local" / "share" / "network-coach" / "coach.db", nudges)
        with (Path(folder) / "log").open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                *PROGRAMS["coach"], cwd=folder, env=world.environment, stdout=log, stderr=log
            )
        try:
            while len(seen.nudges) < 30 and process.returncode is None:  # noqa: ASYNC110  # the bot has no event for it
                await asyncio.sleep(0.1)
            await _talk(api, since, seconds, seen, process.pid)
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
            server.close()
    return seen


async def _talk(api: Api, since: dict[int, float], seconds: float, seen: Drained, pid: int) -> None:
    """Let users send messages at random times; earlier observations do not count."""
    chance = Random(1)  # noqa: S311  # reproducible
    seen.nudges.clear()
    seen.times.clear()
    begun, cpu = perf_counter(), cpu_s(pid)
    for user in cycle(range(FIRST_USER, FIRST_USER + USERS)):
        await asyncio.sleep(chance.expovariate(PER_SECOND))
        if perf_counter() - begun > seconds:
            break
        if user in since:
            continue
        since[user] = perf_counter()
        whose = {"id": user, "is_bot": False, "first_name": "Kari", "language_code": "en"}
        chat = {"id": user, "type": "private", "first_name": "Kari"}
        api.push(message={"message_id": api.message_id(), "date": 1, "chat": chat, "from": whose, "text": "/help"})
    seen.seconds, seen.cpu_s = perf_counter() - begun, cpu_s(pid) - cpu


def _planning(n: int, now: datetime) -> Person:
    """Return a person whose plan is due now, as are all the others."""
    contact = Contact(1, UUID(int=n), "Kari Nordmann")
    drafted = (Event(OutreachEvent.DRAFTED, now),)
    outreach = Outreach(2, 1, Purpose.OPENINGS, Language.EN, "Hi Kari!", events=drafted)
    plan = Plan(3, 2, "now, on the bus", now, has_hour=True)
    consent, where = Consent(now, CONSENT_VERSION), Position("menu.home", 1)
    known = Person(UUID(int=n), Language.EN, where, consent, 3, contacts=(contact,))
    return replace(known, outreaches=(outreach,), plans=(plan,))


def _fill(path: Path, nudges: int) -> None:
    database, now = Database.open(f"sqlite:///{path}"), datetime.now(UTC)
    with database.begin() as connection:
        for n in range(1, nudges + 1):
            address = Address("telegram", str(n))
            people.add(connection, _planning(n, now), address, now)
            nudges_of.plan(connection, address, now)
    database.close()


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--seconds", type=float, default=30.0)
    sys.stdout.write(table(list(figures(options.parse_args().seconds))) + "\n")
