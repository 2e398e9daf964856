"""Calls of the Bot API with plain parameters and results instead of the objects of python-telegram-bot (PTB).

Creating and parsing those objects takes longer than the rest of a call.
"""

from collections.abc import Mapping
from typing import Any

from telegram import Bot

from bot.telegram.client.request import AioRequest


async def call(bot: Bot, method: str, parameters: Mapping[str, Any], read_s: float | None = None) -> Any:
    """Call a method of the Bot API. Return its decoded `result`: a dict, a list, a string or a bool.

    A parameter may contain lists and dicts. `read_s` replaces the default read timeout, in seconds. Raise
    telegram.error.TelegramError or a subclass, as PTB's own methods do.
    """
    request = bot.request
    if not isinstance(request, AioRequest):
        raise TypeError("the bot must be made by make_bot")
    return await request.call(f"{bot.base_url}/{method}", parameters, read_s)
