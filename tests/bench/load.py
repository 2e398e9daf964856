"""One bot under load, in front of a Bot API server in this process, which is of its own: `measure` starts it.

What to measure comes as JSON on standard input, and what was measured goes as JSON to standard output.
"""

import asyncio
import gc
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final, Literal, TypeAlias

import msgspec

from tests.bench.api import Api
from tests.bench.crowd import Crowd
from tests.bench.figures import quantile
from tests.bench.machine import cpu_s, resident_mb
from tests.bench.walk import Walk, walks
from tests.program import COACH, ROOT, World

PATIENCE_S: Final = 60.0
"""How long a bot may take to answer at all."""

TOKEN: Final = "42:BENCH"  # noqa: S105  # no secret

Bot: TypeAlias = Literal["coach", "stock"]

PROGRAMS: Final[dict[Bot, tuple[str, ...]]] = {
    "coach": (*COACH, "run"),
    "stock": (sys.executable, "-m", "tests.bench.stock"),
}


class Job(msgspec.Struct, frozen=True):
    """What to do to which bot.

    In "walk", `users` walk for `seconds`, after `warm_s`. In "fill", `many` different users have a turn each, `users`
    of them at once, and the memory is looked at after the first `users`, too. In "first", an update waits at the start.
    """

    kind: Literal["walk", "fill", "first"]
    bot: Bot = "coach"
    users: int = 1
    many: int = 1
    seconds: float = 0.0
    warm_s: float = 0.0


class Load(msgspec.Struct, frozen=True):
    """What was measured: turns and Bot API calls in so many seconds, times in seconds, memory in megabytes."""

    turns: int
    seconds: float
    calls: int
    p50: float
    p99: float
    cpu_s: float
    few_mb: float
    many_mb: float


@dataclass(frozen=True, slots=True)
class Stage:
    """A bot, the server that it talks with, and the users behind that."""

    process: asyncio.subprocess.Process
    api: Api
    crowd: Crowd
    log: Path

    async def until(self, turns: int, within_s: float = PATIENCE_S) -> None:
        """Wait for so many turns in all. Raises RuntimeError where they do not come."""
        waiting = asyncio.create_task(self.crowd.until(turns))
        ending = asyncio.create_task(self.process.wait())
        await asyncio.wait({waiting, ending}, timeout=within_s, return_when=asyncio.FIRST_COMPLETED)
        is_done = waiting.done()
        waiting.cancel()
        ending.cancel()
        if not is_done:
            raise RuntimeError(f"the bot does not answer any more; its log: {self.log.read_text()[-2000:]}")

    def check(self) -> None:
        """Raise RuntimeError where something was said that no walk foresees: the figures would be of something else."""
        if self.crowd.troubles:
            raise RuntimeError(f"{len(self.crowd.troubles)} times {self.crowd.troubles[0]}")


def measure(job: Job) -> Load:
    """Do it in a process of its own. Raises RuntimeError where the bot does not do what it should."""
    command = [sys.executable, "-m", "tests.bench.load"]
    done = subprocess.run(command, input=msgspec.json.encode(job), capture_output=True, cwd=ROOT, check=False)  # noqa: S603  # ours
    if done.returncode:
        raise RuntimeError(f"{job} failed: {done.stderr.decode()}")
    return msgspec.json.decode(done.stdout, type=Load)


async def _measured(job: Job) -> Load:
    ways = await walks()
    if job.bot == "stock":
        ways = tuple(walk.with_stock for walk in ways)
    if job.kind == "walk":
        async with _stage(job, ways) as stage:
            return await _walked(stage, job)
    async with _stage(job, [walk.beginning for walk in ways], job.many) as stage:
        return await _filled(stage, job)


async def _walked(stage: Stage, job: Job) -> Load:
    pid, took = stage.process.pid, stage.crowd.took
    await stage.until(job.users)
    await asyncio.sleep(job.warm_s)
    took.clear()
    calls, cpu, begun = stage.api.calls, cpu_s(pid), perf_counter()
    await asyncio.sleep(job.seconds)
    calls, cpu, seconds = stage.api.calls - calls, cpu_s(pid) - cpu, perf_counter() - begun
    return _load(took, seconds, calls, cpu, resident_mb(pid), resident_mb(pid))


async def _filled(stage: Stage, job: Job) -> Load:
    pid, begun = stage.process.pid, perf_counter()
    await stage.until(job.users)
    few, cpu = resident_mb(pid), cpu_s(pid)
    await stage.until(job.many, PATIENCE_S + job.many / 50)
    cpu, seconds = cpu_s(pid) - cpu, perf_counter() - begun
    return _load(stage.crowd.took, seconds, stage.api.calls, cpu, few, resident_mb(pid))


def _load(took: list[float], seconds: float, calls: int, cpu: float, few_mb: float, many_mb: float) -> Load:
    return Load(len(took), seconds, calls, quantile(took, 0.5), quantile(took, 0.99), cpu, few_mb, many_mb)


@asynccontextmanager
async def _stage(job: Job, ways: Sequence[Walk], most: int | None = None) -> AsyncIterator[Stage]:
    """Start the bot with what the first users say waiting for it; end it afterwards.

    Its database is empty, and lies beside the project, since the system's temporary files may never reach a disk.
    """
    api = Api()
    crowd = Crowd(api, ways, most)
    server, base = await api.listen()
    place = ROOT / "build"
    place.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=place, prefix="bench-") as folder:
        log = Path(folder) / "log"
        limits = {"COACH_MESSAGES_PER_SECOND": "0"}  # Telegram's would be what is measured
        world = World.with_database(Path(folder)).having(TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_BASE=base, **limits)
        crowd.gather(job.users)
        with log.open("wb") as file:
            process = await asyncio.create_subprocess_exec(
                *PROGRAMS[job.bot], cwd=folder, env=world.environment, stdout=file, stderr=file
            )
        try:
            stage = Stage(process, api, crowd, log)
            yield stage
            stage.check()
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
            server.close()


def main() -> None:
    """Measure what standard input says."""
    job = msgspec.json.decode(sys.stdin.buffer.read(), type=Job)
    gc.disable()  # it is there for less than a minute, and must not be what is waited for
    sys.stdout.buffer.write(msgspec.json.encode(asyncio.run(_measured(job))))


if __name__ == "__main__":
    main()
