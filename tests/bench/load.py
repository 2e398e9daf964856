"""One bot under load, in front of a Bot API server in this process, which is of its own: `measure` starts it.

What to measure comes as JSON on standard input, and what was measured goes as JSON to standard output.
"""

import asyncio
import gc
import subprocess
import sys
from time import perf_counter
from typing import Literal

import msgspec

from tests.bench.figures import quantile
from tests.bench.stage import PATIENCE_S, Bot, Shape, Stage, stage
from tests.bench.walk import walks
from tests.support.program import ROOT


class Job(msgspec.Struct, frozen=True):
    """What to do to which bot.

    In "walk", `users` walk for `seconds`, after `warm_s`. In "fill", `many` different users have a turn each, `users`
    of them at once, and the memory is looked at after the first `users`, too. In "first", an update waits at the start.
    With `offered`, so many turns begin each second, whatever becomes of the others.
    """

    kind: Literal["walk", "fill", "first"]
    bot: Bot = "coach"
    users: int = 1
    many: int = 1
    seconds: float = 0.0
    warm_s: float = 0.0
    offered: float = 0.0
    shape: Shape = Shape()


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
        async with stage(job.bot, job.shape, ways, job.users) as there:
            return await _walked(there, job)
    async with stage(job.bot, job.shape, [walk.beginning for walk in ways], job.users, job.many) as there:
        return await _filled(there, job)


async def _walked(there: Stage, job: Job) -> Load:
    took = there.crowd.took
    await there.until(job.users)
    there.crowd.pace(job.offered)
    await asyncio.sleep(job.warm_s)
    took.clear()
    calls, cpu, begun = there.api.calls, there.cpu_s, perf_counter()
    await asyncio.sleep(job.seconds)
    calls, cpu, seconds = there.api.calls - calls, there.cpu_s - cpu, perf_counter() - begun
    return _load(took, seconds, calls, cpu, there.resident_mb, there.resident_mb)


async def _filled(there: Stage, job: Job) -> Load:
    begun = perf_counter()
    await there.until(job.users)
    few, cpu = there.resident_mb, there.cpu_s
    await there.until(job.many, PATIENCE_S + job.many / 50)
    cpu, seconds = there.cpu_s - cpu, perf_counter() - begun
    return _load(there.crowd.took, seconds, there.api.calls, cpu, few, there.resident_mb)


def _load(took: list[float], seconds: float, calls: int, cpu: float, few_mb: float, many_mb: float) -> Load:
    return Load(len(took), seconds, calls, quantile(took, 0.5), quantile(took, 0.99), cpu, few_mb, many_mb)


def main() -> None:
    """Measure what standard input says."""
    job = msgspec.json.decode(sys.stdin.buffer.read(), type=Job)
    gc.disable()  # it is there for less than a minute, and must not be what is waited for
    sys.stdout.buffer.write(msgspec.json.encode(asyncio.run(_measured(job))))


if __name__ == "__main__":
    main()
