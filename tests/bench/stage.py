"""The bot under load: its processes, the Bot API server, and the users."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal, TypeAlias

import msgspec
from aiohttp.test_utils import unused_port

from bot.storage.db.database import Database
from tests.bench.api import Api
from tests.bench.bringer import Bringer
from tests.bench.crowd import Crowd
from tests.bench.machine import cpu_s, resident_mb
from tests.bench.walk import Walk
from tests.support import postgres
from tests.support.program import COACH, ROOT, World

PATIENCE_S: Final = 60.0
"""Maximum seconds for a bot to answer at all."""

TOKEN: Final = "42:BENCH"  # noqa: S105  # not a secret

HOOK: Final = "http://coach.example.org/telegram"
"""The webhook URL that the bot sets; the updates go directly to its processes."""

KEY: Final = "YSBrZXkgZm9yIHRoZSBiZW5jaG1hcmssIG5vIHNlY3I="

Bot: TypeAlias = Literal["coach", "stock", "sealed"]
"""`sealed` is the coach with encryption."""

PROGRAMS: Final[dict[Bot, tuple[str, ...]]] = {
    "coach": (*COACH, "run"),
    "sealed": (*COACH, "run"),
    "stock": (COACH[0], "-m", "tests.bench.stock"),
}


class Shape(msgspec.Struct, frozen=True):
    """A configuration of a bot: database, polling or webhook, number of processes, and the delay of a call."""

    database: Literal["sqlite", "postgresql"] = "sqlite"
    way: Literal["polling", "webhook"] = "polling"
    replicas: int = 1
    call_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Stage:
    """A running bot with its processes, the Bot API server and the users."""

    processes: Sequence[asyncio.subprocess.Process]
    api: Api
    crowd: Crowd
    log: Path

    @property
    def cpu_s(self) -> float:
        """Return the CPU seconds of its processes."""
        return sum(cpu_s(process.pid) for process in self.processes)

    @property
    def resident_mb(self) -> float:
        """Return the memory of its processes in MB."""
        return sum(resident_mb(process.pid) for process in self.processes)

    async def until(self, turns: int, within_s: float = PATIENCE_S) -> None:
        """Wait for this total number of turns. Raise RuntimeError if they do not come in time."""
        waiting = asyncio.create_task(self.crowd.until(turns))
        ending = [asyncio.create_task(process.wait()) for process in self.processes]
        await asyncio.wait({waiting, *ending}, timeout=within_s, return_when=asyncio.FIRST_COMPLETED)
        is_done = waiting.done()
        for task in (waiting, *ending):
            task.cancel()
        if not is_done:
            raise RuntimeError(f"the bot does not answer any more; its log: {self.log.read_text()[-2000:]}")

    def check(self) -> None:
        """Raise RuntimeError if a message was not expected by any walk: the figures would then be meaningless."""
        if self.crowd.troubles:
            raise RuntimeError(f"{len(self.crowd.troubles)} times {self.crowd.troubles[0]}")


@asynccontextmanager
async def stage(
    bot: Bot, shape: Shape, walks: Sequence[Walk], at_once: int, most: int | None = None
) -> AsyncIterator[Stage]:
    """Start the bot with the first users' messages waiting, and stop it afterwards.

    Its empty database is inside the project, because the system's temporary files may never reach a disk.
    """
    ports = [unused_port() for _ in range(shape.replicas)]
    bringer = Bringer(ports, lambda: api.secret) if shape.way == "webhook" else None
    api = Api(shape.call_s, bringer)
    crowd = Crowd(api, walks, most)
    server, base = await api.listen()
    place = ROOT / "build"
    place.mkdir(exist_ok=True)
    processes: list[asyncio.subprocess.Process] = []
    with TemporaryDirectory(dir=place, prefix="bench-") as folder, _database(shape) as url:
        log = Path(folder) / "log"
        world = World.with_database(Path(folder)).having(TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_BASE=base, **url)
        world = world.having(COACH_MESSAGES_PER_SECOND="0")  # otherwise Telegram's limit would be measured
        if bot == "sealed":
            world = world.having(COACH_DATA_KEY=KEY)
        try:
            with log.open("wb") as file:
                for port in ports:
                    own = world.having(**_ways_in(shape, port))
                    processes.append(
                        await asyncio.create_subprocess_exec(
                            *PROGRAMS[bot], cwd=folder, env=own.environment, stdout=file, stderr=file
                        )
                    )
            crowd.gather(at_once)
            there = Stage(processes, api, crowd, log)
            yield there
            there.check()
        finally:
            if bringer is not None:
                await bringer.close()
            for process in processes:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
            server.close()


def _ways_in(shape: Shape, port: int) -> dict[str, str]:
    return {"COACH_WEBHOOK_URL": HOOK, "COACH_LISTEN": f"127.0.0.1:{port}"} if shape.way == "webhook" else {}


@contextmanager
def _database(shape: Shape) -> Iterator[dict[str, str]]:
    """Create an empty PostgreSQL database with default durability, if the configuration needs one."""
    if shape.database == "sqlite":
        yield {}
        return
    server = postgres.server()
    try:
        with server.database() as url:
            database = Database.open(url)
            database.migrate()
            database.close()
            yield {"DATABASE_URL": url}
    finally:
        server.close()
