"""Download of files that users sent in Telegram."""

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
    """Downloads files with `bot`, which is initialised once `met` is set. `pause_s` maps an attempt to a pause."""

    bot: Bot
    met: asyncio.Event
    pause_s: Callable[[int], float] = lambda attempt: PAUSE_S * attempt

    async def __call__(self, ref: str) -> bytes | Unread:
        """Download the file with this `file_id`, or return why that is impossible.

        Raise NetworkError if Telegram cannot be reached.
        """
        await self.met.wait()
        for attempt in range(1, TRIES):
            try:
                return await self._fetched(ref)
            except BadRequest as error:  # PTB derives it from NetworkError, but a retry cannot succeed
                return Unread.TOO_LARGE if "too big" in error.message.lower() else Unread.GONE
            except NetworkError:
                await asyncio.sleep(self.pause_s(attempt))
        return await self._fetched(ref)

    async def _fetched(self, ref: str) -> bytes | Unread:
        file = await self.bot.get_file(ref)
        if (file.file_size or 0) > MOST_BYTES:
            return Unread.TOO_LARGE
        return bytes(await file.download_as_bytearray())
