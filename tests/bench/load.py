"""One bot under load, with a Bot API server in this process, which `measure` starts.

The job comes as JSON on standard input, and the result goes as JSON to standard output.
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
    """What to measure with which bot.

    "walk": `users` walk for `seconds` after `warm_s` seconds. "fill": `many` different users have a turn each, `users`
    of them at once; memory is measured after the first `users` and at the end. "first": an update waits at the start.
    With `offered`, this number of turns begins each second, regardless of the others.
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
    """The result: turns and Bot API calls in a number of seconds, times in seconds, memory in MB."""

    turns: int
    seconds: float
    calls: int
    p50: float
    p99: float
    cpu_s: float
    few_mb: float
    many_mb: float


def measure(job: Job) -> Load:
    """Measure in a process of its own. Raise RuntimeError if the bot does not behave as expected."""
    command = [sys.executable, "-m", "tests.bench.load"]
    done = subprocess.run(command, input=msgspec.json.encode(job), capture_output=True, cwd=ROOT, check=False)  # noqa: S603  # our own program
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
    """Do the job of standard input."""
    job = msgspec.json.decode(sys.stdin.buffer.read(), type=Job)
    gc.disable()  # the process lives for less than a minute, and collections would distort the times
    sys.stdout.buffer.write(msgspec.json.encode(asyncio.run(_measured(job))))


if __name__ == "__main__":
    main()
