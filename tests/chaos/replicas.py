"""The coach as processes that are killed at random times and started again."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any, Final

from tests.support.program import ROOT, World

NURSERY: Final = (sys.executable, "-m", "tests.chaos.nursery")

STOP_S: Final = 30.0

SERVES_S: Final = 10.0
"""Maximum seconds to wait until a replica has sent something, before it is killed anyway."""


@dataclass
class Replica:
    """A sequence of processes with the same settings."""

    world: World
    port: int
    number: int
    nursery: asyncio.subprocess.Process | None = None
    process: int | None = None
    is_gone: bool = False
    _said: int = 0

    @property
    def log(self) -> Path:
        """The path of their log."""
        return self.world.folder / f"replica-{self.number}.log"

    async def start(self) -> None:
        """Start a process."""
        if self.nursery is None:
            self.nursery = await asyncio.create_subprocess_exec(
                *NURSERY, env=self.world.environment, cwd=ROOT, stdin=PIPE, stdout=PIPE
            )
        self._said = self.log.stat().st_size if self.log.exists() else 0
        how = {"start": self.world.environment, "in": str(self.world.folder), "log": str(self.log)}
        self.process = await self._ask(how)

    async def _ask(self, what: dict[str, Any]) -> int | None:
        assert self.nursery
        assert self.nursery.stdin
        assert self.nursery.stdout
        self.nursery.stdin.write(json.dumps(what).encode() + b"\n")
        answer: int | None = json.loads(await self.nursery.stdout.readline())
        return answer

    async def serves(self) -> None:
        """Wait until it has sent something, for at most `SERVES_S`. Raise RuntimeError if it has ended by itself."""
        end = monotonic() + SERVES_S
        while monotonic() < end:
            with self.log.open("rb") as log:
                log.seek(self._said)
                if b"message sent" in log.read():
                    return
            await asyncio.sleep(0.02)
        await self.stands()

    async def listens(self) -> None:
        """Wait until its port accepts connections. Raise RuntimeError if it has ended by itself."""
        end = monotonic() + STOP_S
        while monotonic() < end:
            with suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                writer.close()
                return
            await asyncio.sleep(0.05)
        await self.stands()

    async def stands(self) -> None:
        """Check that it runs. Raise RuntimeError if it has ended by itself."""
        if self.process is not None and (status := await self._ask({"look": self.process})) is not None:
            self.process = None
            raise RuntimeError(f"it ended by itself with {status}: {self.log.read_text()[-2000:]}")

    async def end(self, how: signal.Signals) -> int:
        """Send it a signal and return its exit status."""
        process, self.process = self.process, None
        if process is None:
            return 0
        os.kill(process, how)
        return await asyncio.wait_for(self._ask({"wait": process}), STOP_S) or 0

    async def close(self) -> None:
        """Kill the process and end its parent."""
        with suppress(TimeoutError):
            await self.end(signal.SIGKILL)
        if self.nursery is not None and self.nursery.stdin is not None:
            self.nursery.stdin.close()
            await self.nursery.wait()


@dataclass
class Fleet:
    """All replicas, and the times of the kills."""

    replicas: list[Replica]
    random: Random
    kills: list[float] = field(default_factory=list)

    async def start(self) -> None:
        """Start all replicas."""
        for replica in self.replicas:
            await replica.start()
        await asyncio.gather(*(replica.listens() for replica in self.replicas))

    async def siege(self, kills: int, rest_s: float, seconds: float, *, loses_one: bool) -> None:
        """Kill replicas at random times, mostly one, sometimes all.

        There are at most `kills` kills within `seconds`, with pauses of at most `rest_s`. With `loses_one`, the victim
        of one of the last two kills does not return.
        """
        end = monotonic() + seconds
        while len(self.kills) < kills and monotonic() < end:
            there = [replica for replica in self.replicas if not replica.is_gone]
            victims = there if self.random.random() < 0.1 else [self.random.choice(there)]
            if loses_one and len(self.kills) >= kills - 2 and len(there) > 1:
                victims = [self.random.choice(there)]
                victims[0].is_gone = True
            await self._moment(victims[0], rest_s)
            await asyncio.gather(*(self._kill(victim) for victim in victims))

    async def _moment(self, victim: Replica, rest_s: float) -> None:
        """Wait for a random time: mostly while the victim serves, sometimes while it starts."""
        if self.random.random() < 0.85:
            await victim.serves()
        await asyncio.sleep(self.random.uniform(0, rest_s))

    async def _kill(self, victim: Replica) -> None:
        await victim.stands()
        self.kills.append(monotonic())
        await victim.end(signal.SIGKILL)
        if not victim.is_gone:
            await asyncio.sleep(self.random.choice([0, self.random.uniform(0, 0.3)]))
            await victim.start()

    async def stop(self) -> None:
        """Stop all replicas gracefully. Raise RuntimeError if one does not end cleanly."""
        for replica in self.replicas:
            if status := await replica.end(signal.SIGTERM):
                raise RuntimeError(f"it ended with {status}: {replica.log.read_text()[-2000:]}")

    async def kill(self) -> None:
        """Kill all replicas."""
        for replica in self.replicas:
            await replica.close()
