"""A semaphore of which one user holds at most one place, so that nobody's tasks wait for all tasks of somebody else."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.address import Address


class FairSemaphore:
    """Has `places` for all users together."""

    def __init__(self, places: int) -> None:
        self._places = asyncio.Semaphore(places)
        self._locks: dict[Address, asyncio.Lock] = {}
        self._users: Counter[Address] = Counter()

    @asynccontextmanager
    async def place(self, address: Address) -> AsyncIterator[None]:
        """Wait for the earlier tasks of the user, then for a free place, and hold it."""
        self._users[address] += 1
        try:
            async with self._locks.setdefault(address, asyncio.Lock()), self._places:
                yield
        finally:
            self._users[address] -= 1
            if not self._users[address]:
                del self._users[address], self._locks[address]
