"""Files that people sent in Telegram, fetched by what an update calls them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from telegram import Bot
from telegram.error import BadRequest, NetworkError

from dialogs.model.address_book import MOST_BYTES, Unread

TRIES: Final = 3
PAUSE_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class FromTelegram:
    """Fetches files by this bot, once `met` says that it has met Telegram."""

    bot: Bot
    met: asyncio.Event
    pause_s: Callable[[int], float] = lambda attempt: PAUSE_S * attempt

    async def __call__(self, ref: str) -> bytes | Unread:
        """Fetch a file. Raises NetworkError where Telegram cannot be reached."""
        await self.met.wait()
        for attempt in range(1, TRIES):
            try:
                return await self._fetched(ref)
            except BadRequest as error:  # a kind of NetworkError to PTB, but for good
                return Unread.TOO_LARGE if "too big" in error.message.lower() else Unread.GONE
            except NetworkError:
                await asyncio.sleep(self.pause_s(attempt))
        return await self._fetched(ref)

    async def _fetched(self, ref: str) -> bytes | Unread:
        file = await self.bot.get_file(ref)
        if (file.file_size or 0) > MOST_BYTES:
            return Unread.TOO_LARGE
        return bytes(await file.download_as_bytearray())
