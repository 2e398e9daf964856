"""The bot's profile in Telegram is set where it differs, in each language, and failures stop nothing."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest
from telegram import Bot

from bot import errors
from bot.i18n import Languages
from bot.telegram.registration import Sign, register
from bot.telegram.service import check
from dialogs.coach import DESCRIPTION, NAME, SHORT_DESCRIPTION
from dialogs.commands import COMMANDS, say_help
from dialogs.commands import MENU as REGISTERED
from dialogs.engine.script import Turn
from dialogs.protocol.events import Said
from dialogs.protocol.replies import Items
from dialogs.text import Language, Text, Value, t
from tests.support.people_told import NOW, somebody
from tests.support.telegram.server import TelegramServer


@dataclass(frozen=True)
class MenuCommand:
    name: str
    alias: str | None
    description: Text


MENU = (MenuCommand("plan", None, t("Next")), MenuCommand("contacts", "kontakter", t("People")))
SIGN = Sign(t("Coach"), t("Long"), t("Short"), MENU)


def speak(value: Value, language: Language) -> str:
    assert isinstance(value, Text)
    return f"{value.msgid} {language}"


def asking_for_help() -> Turn:
    return Turn(somebody(Language.EN), Said("/help"), NOW, ZoneInfo("Europe/Oslo"), speak)


def setting(server: TelegramServer) -> list[str]:
    return [call.method for call in server.calls if call.method.startswith("set")]


async def test_everything_is_registered_in_every_language(bot: Bot, server: TelegramServer) -> None:
    await register(bot, SIGN, speak)
    for code, language, people in (("", "en", "contacts"), *((code, "nb", "kontakter") for code in ("nb", "no", "nn"))):
        assert server.profile["name", code] == f"Coach {language}"
        assert server.profile["description", code] == f"Long {language}"
        assert server.profile["short_description", code] == f"Short {language}"
        plan, contacts = server.profile["commands", code]
        assert plan == {"command": "plan", "description": f"Next {language}"}
        assert contacts == {"command": people, "description": f"People {language}"}


def test_the_menu_is_short_and_help_lists_every_command() -> None:
    assert [command.name for command in REGISTERED] == [command.name for command in COMMANDS if command in REGISTERED]
    (listed,) = (block for block in say_help(asking_for_help()).blocks if isinstance(block, Items))
    assert len(listed.items) == len(COMMANDS) > len(REGISTERED)


async def test_what_is_as_it_should_be_is_left_alone(bot: Bot, server: TelegramServer) -> None:
    await register(bot, SIGN, speak)
    assert len(setting(server)) == 16
    server.calls.clear()
    await register(bot, SIGN, speak)
    assert setting(server) == []
    server.profile["description", "nn"] = "something else"
    await register(bot, SIGN, speak)
    assert setting(server) == ["setMyDescription"]


async def test_a_refusal_stops_nothing(bot: Bot, server: TelegramServer) -> None:
    server.fail("setMyName", 429, retry_after=3600)
    await register(bot, SIGN, speak)
    assert server.profile["description", ""] == "Long en"


@pytest.mark.parametrize("language", Language)
def test_the_coachs_own_words_are_as_long_as_telegram_takes(languages: Languages, language: Language) -> None:
    assert 0 < len(languages.speak(NAME, language)) <= 64
    assert 0 < len(languages.speak(DESCRIPTION, language)) <= 512
    assert 0 < len(languages.speak(SHORT_DESCRIPTION, language)) <= 120
    assert len(REGISTERED) <= 9
    for command in COMMANDS:
        assert 1 <= len(languages.speak(command.description, language)) <= 256
        for name in (command.name, command.alias):
            assert name.isascii()
            assert name.replace("_", "").isalnum()
            assert name == name.lower()
            assert len(name) <= 32


async def test_the_check_tells_who_we_are(server: TelegramServer) -> None:
    assert await check(server.token, server.base) == "coach_bot"


async def test_the_check_tells_a_wrong_token_from_a_server_that_is_away(server: TelegramServer) -> None:
    with pytest.raises(errors.TelegramError, match="TELEGRAM_BOT_TOKEN") as raised:
        await check("1:SECRET", server.base)
    assert "SECRET" not in str(raised.value)
    with pytest.raises(errors.TelegramError, match="reached"):
        await check(server.token, "http://127.0.0.1:1")
