"""The bot's profile in Telegram: menu of commands, name and descriptions, set only if they changed."""

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
"""Telegram's language codes and the coach's language for each. The empty code is the default for all others."""


class RegisteredCommand(Protocol):
    """A command of the coach: its name, its Norwegian alias or None, and a description."""

    @property
    def name(self) -> str: ...  # noqa: D102  # see the class
    @property
    def alias(self) -> str | None: ...  # noqa: D102  # see the class
    @property
    def description(self) -> Text: ...  # noqa: D102  # see the class


@dataclass(frozen=True, slots=True)
class Sign:
    """The profile that Telegram shows: the bot's name, descriptions and commands."""

    name: Text
    description: Text
    short_description: Text
    commands: Sequence[RegisteredCommand]


async def register(bot: Bot, sign: Sign, speak: Speak) -> None:
    """Register the profile in all languages. A failure is logged, and the next start completes the registration."""
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
    """Return the menu of commands, in Norwegian with the aliases. The coach accepts both in either language."""
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
    """Set the menu if it differs. Return the number of changes."""
    if await bot.get_my_commands(language_code=code) == menu:
        return 0
    await bot.set_my_commands(menu, language_code=code)
    return 1


async def _texts(bot: Bot, code: str, sign: Sign, say: Callable[[Text], str]) -> int:
    """Set the name and the descriptions that differ. Return the number of changes."""
    changes = 0
    if (await bot.get_my_description(code)).description != (words := say(sign.description)):
        changes += await bot.set_my_description(words, code)
    if (await bot.get_my_short_description(code)).short_description != (words := say(sign.short_description)):
        changes += await bot.set_my_short_description(words, code)
    # The name comes last, since Telegram limits a bot to a few changes of its name per day.
    if (await bot.get_my_name(code)).name != (words := say(sign.name)):
        changes += await bot.set_my_name(words, code)
    return changes
