"""Brings updates to the bot's webhook, to one of its processes after the other, as Telegram and a balancer do."""

import asyncio
from collections.abc import Callable, Sequence
from itertools import cycle
from typing import Final

from aiohttp import ClientError, ClientSession, TCPConnector

AT_ONCE: Final = 100
"""How many updates are brought at the same time at the most; the bot asks Telegram for as many."""

AGAIN_S: Final = 0.05
"""Seconds after which an update that was not taken is brought again."""


class Bringer:
    """Brings them; `secret` tells what the bot asked to be shown. Called with an update as JSON."""

    def __init__(self, ports: Sequence[int], secret: Callable[[], str]) -> None:
        self._addresses = cycle([f"http://127.0.0.1:{port}/telegram" for port in ports])
        self._secret = secret
        self._http: ClientSession | None = None
        self._under_way: set[asyncio.Task[None]] = set()

    def __call__(self, update: bytes) -> None:
        """Bring an update, at once or when there is room."""
        task = asyncio.create_task(self._bring(update))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _bring(self, update: bytes) -> None:
        if self._http is None:
            self._http = ClientSession(connector=TCPConnector(limit=AT_ONCE))
        while True:
            headers = {"X-Telegram-Bot-Api-Secret-Token": self._secret(), "Content-Type": "application/json"}
            try:
                async with self._http.post(next(self._addresses), data=update, headers=headers) as response:
                    if response.status == 200:
                        return
            except ClientError:
                pass
            await asyncio.sleep(AGAIN_S)

    async def close(self) -> None:
        """Bring no more."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)
        if self._http is not None:
            await self._http.close()
