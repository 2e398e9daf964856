"""What Telegram shows of the bot: commands, name and descriptions, set only where they changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol

import structlog
from telegram import Bot, BotCommand
from telegram.error import TelegramError

from dialogs.text import Language, Speak, Text

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

LANGUAGES: Final = {"": Language.EN, "nb": Language.NB, "no": Language.NB, "nn": Language.NB}
"""Telegram's codes, the default first, and the language that their users are shown."""


class RegisteredCommand(Protocol):
    """A command of the coach: its name, its Norwegian alias if it has one, and what it does."""

    @property
    def name(self) -> str: ...  # noqa: D102  # said above
    @property
    def alias(self) -> str | None: ...  # noqa: D102  # said above
    @property
    def description(self) -> Text: ...  # noqa: D102  # said above


@dataclass(frozen=True, slots=True)
class Sign:
    """What the bot is called, and what it says of itself."""

    name: Text
    description: Text
    short_description: Text
    commands: Sequence[RegisteredCommand]


async def register(bot: Bot, sign: Sign, speak: Speak) -> None:
    """Bring it up to date in every language. After a failure the next start does the rest."""
    changes = 0
    try:
        for code, language in LANGUAGES.items():
            changes += await _commands(bot, code, commands(sign, speak, language))
            changes += await _texts(bot, code, sign, partial(_say, speak, language))
    except TelegramError as error:
        log.warning("name, texts and commands are not all registered", error=error)
    if changes:
        log.info("registered with Telegram", changes=changes)


def commands(sign: Sign, speak: Speak, language: Language) -> tuple[BotCommand, ...]:
    """Lay out the menu: in Norwegian under the Norwegian names, where there are any. Both always work."""
    return tuple(
        BotCommand(
            (command.alias if language is Language.NB else None) or command.name,
            speak(command.description, language),
        )
        for command in sign.commands
    )


def _say(speak: Speak, language: Language, words: Text) -> str:
    return speak(words, language)


async def _commands(bot: Bot, code: str, menu: tuple[BotCommand, ...]) -> int:
    """Set the menu where it differs; the number of changes."""
    if await bot.get_my_commands(language_code=code) == menu:
        return 0
    await bot.set_my_commands(menu, language_code=code)
    return 1


async def _texts(bot: Bot, code: str, sign: Sign, say: Callable[[Text], str]) -> int:
    """Set name and descriptions where they differ; the number of changes."""
    changes = 0
    if (await bot.get_my_description(code)).description != (words := say(sign.description)):
        changes += await bot.set_my_description(words, code)
    if (await bot.get_my_short_description(code)).short_description != (words := say(sign.short_description)):
        changes += await bot.set_my_short_description(words, code)
    # Last, since Telegram lets a bot change its name only a few times a day.
    if (await bot.get_my_name(code)).name != (words := say(sign.name)):
        changes += await bot.set_my_name(words, code)
    return changes
