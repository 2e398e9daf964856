"""Calls of the Bot API without PTB's objects: plain parameters go in, and what Telegram answers comes out.

Making and reading those objects takes longer than the rest of a call.
"""

from collections.abc import Mapping
from typing import Any

from telegram import Bot

from bot.telegram.client.request import AioRequest


async def call(bot: Bot, method: str, parameters: Mapping[str, Any], read_s: float | None = None) -> Any:
    """Call a method of the Bot API; gives its `result` as it came: a dict, a list, a string or a bool.

    A parameter may hold lists and dicts. `read_s` is how many seconds an answer may take, if not as usual.
    Raises telegram.error.TelegramError and its kinds, as PTB's own methods do.
    """
    request = bot.request
    if not isinstance(request, AioRequest):
        raise TypeError("this bot was not made by make_bot")
    return await request.call(f"{bot.base_url}/{method}", parameters, read_s)
