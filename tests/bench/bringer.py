"""Delivery of updates to the bot's webhook, round-robin over its processes, like Telegram and a load balancer."""

import asyncio
from collections.abc import Callable, Sequence
from itertools import cycle
from typing import Final

from aiohttp import ClientError, ClientSession, TCPConnector

AT_ONCE: Final = 100
"""Maximum number of concurrent deliveries, the same as the bot requests from Telegram."""

AGAIN_S: Final = 0.05
"""Seconds after which a failed delivery is repeated."""


class Bringer:
    """Delivers updates given as JSON; `secret` returns the webhook secret that the bot has set."""

    def __init__(self, ports: Sequence[int], secret: Callable[[], str]) -> None:
        self._addresses = cycle([f"http://127.0.0.1:{port}/telegram" for port in ports])
        self._secret = secret
        self._http: ClientSession | None = None
        self._under_way: set[asyncio.Task[None]] = set()

    def __call__(self, update: bytes) -> None:
        """Deliver an update, immediately or when a slot is free."""
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
        """Stop delivering."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)
        if self._http is not None:
            await self._http.close()
