"""Delivery of updates to a webhook like Telegram's: in order within a queue, concurrently across queues."""

import asyncio
import json
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

Json = dict[str, Any]

FIRST_PAUSE = 0.02
LONGEST_PAUSE = 0.3


def queue_of(update: Json) -> tuple[str, int]:
    """Return the key of the queue of an update: its chat, or the user for a press."""
    if "callback_query" in update:
        return "user", update["callback_query"]["from"]["id"]
    content = next(value for name, value in update.items() if name != "update_id")
    return "chat", content["chat"]["id"] if isinstance(content, dict) and "chat" in content else 0


class Courier:
    """Delivers each update until it gets a 2xx response, then calls `taken`. `copies`: how often it is sent at once."""

    def __init__(self, taken: Callable[[Json], None]) -> None:
        self.copies = 1
        self.statuses: list[int] = []
        self.error: str | None = None
        self._taken = taken
        self._is_set = False
        self._params: Json = {}
        self._queues: dict[tuple[str, int], deque[Json]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: ClientSession | None = None

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def set(self, params: Json, pending: Iterable[Json]) -> None:
        """Deliver all pending and future updates to this address."""
        self._params, self.error = params, None
        if not self._is_set:
            self._is_set = True
            for update in pending:
                self.bring(update)

    def info(self, url: str, pending: int) -> Json:
        """Return the result of `getWebhookInfo`."""
        info: Json = {"url": url, "has_custom_certificate": False, "pending_update_count": pending}
        if self._params:
            info["max_connections"] = int(self._params.get("max_connections", 40))
            info["allowed_updates"] = json.loads(self._params.get("allowed_updates", "[]"))
        if self.error is not None:
            info |= {"last_error_message": self.error, "last_error_date": int(time.time())}
        return info

    def bring(self, update: Json) -> None:
        """Add an update to its queue, if a webhook is set."""
        if not self._is_set:
            return
        queue = self._queues.setdefault(queue_of(update), deque())
        queue.append(update)
        if len(queue) == 1:
            task = asyncio.create_task(self._empty(queue))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _empty(self, queue: deque[Json]) -> None:
        while queue:
            await self._deliver(queue[0])
            self._taken(queue.popleft())

    async def _deliver(self, update: Json) -> None:
        pause = FIRST_PAUSE
        while True:
            statuses = await asyncio.gather(*(self._post(update) for _ in range(self.copies)))
            self.statuses += statuses
            if all(200 <= status < 300 for status in statuses):
                return
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _post(self, update: Json) -> int:
        """Deliver an update once. Return the status, or 0 without a response."""
        if self._session is None:
            self._session = ClientSession(timeout=ClientTimeout(total=30))
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._params.get("secret_token", "")}
        try:
            async with self._session.post(self._params["url"], json=update, headers=headers) as response:
                await response.read()
                status = response.status
        except (ClientError, OSError, TimeoutError):
            self.error = "Connection refused"
            return 0
        if not 200 <= status < 300:
            self.error = f"Wrong response from the webhook: {status} {response.reason}"
        return status
