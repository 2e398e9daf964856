"""`coach check`: check the settings, the database, the files, the texts and the connection to Telegram."""

import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final

from sqlalchemy import make_url

from bot import permissions
from bot.errors import OperatorError, TelegramError
from bot.i18n import Languages
from bot.settings import Settings
from bot.storage.db.database import Database
from bot.storage.key_rotation import keys_in_use

RECENT_S: Final = 600
"""How long a failed delivery, as Telegram reports it, counts as a problem, in seconds."""


async def check(say: Callable[[str], None]) -> bool:
    """Check each part and report one line about it with `say`. Return False if a part is not in order."""
    try:
        settings = Settings.load()
    except OperatorError as error:
        say(f"settings: failed, {error}")
        return False
    say("settings: ok")
    parts = {
        "database": lambda: _database(settings),
        "files": lambda: _files(settings),
        "texts": _texts,
        "telegram": lambda: _telegram(settings),
    }
    if settings.webhook_url is not None:
        parts["webhook"] = lambda: _webhook(settings)
    return all([await _is_in_order(name, look, say) for name, look in parts.items()])


async def _is_in_order(name: str, look: Callable[[], Awaitable[str]], say: Callable[[str], None]) -> bool:
    try:
        say(f"{name}: ok, {await look()}")
    except OperatorError as error:
        say(f"{name}: failed, {error}")
        return False
    return True


async def _database(settings: Settings) -> str:
    keys = settings.keys
    database = Database.open(settings.database_url.get_secret_value(), keys)
    try:
        if not database.is_embedded:
            database.require_current()
        is_current = database.is_current()
        if is_current:
            with database.begin() as connection:
                keys_in_use.require(connection, keys)
    finally:
        database.close()
    schema = "its schema is current" if is_current else "its schema will be migrated at startup"
    encryption = (
        f"encrypted with the key {keys.first}" if keys.first else "not encrypted, since COACH_DATA_KEY is not set"
    )
    return f"{database.place}; {schema}; {encryption}"


async def _files(settings: Settings) -> str:
    place = make_url(settings.database_url.get_secret_value())
    is_file = place.get_backend_name() == "sqlite"
    permissions.require_private(Path(place.database) if is_file and place.database else None)
    return "only their owner can read or change them"


async def _texts() -> str:
    Languages.load()
    return "Norwegian and English"


async def _telegram(settings: Settings) -> str:
    if settings.telegram_bot_token is None:
        return "no TELEGRAM_BOT_TOKEN, so the coach talks in the terminal only"
    from bot.telegram import service  # noqa: PLC0415  # loaded only if it is needed

    username = await service.check(settings.telegram_bot_token.get_secret_value(), settings.telegram_api_base)
    return f"this is @{username}"


async def _webhook(settings: Settings) -> str:
    """Ask Telegram whether it can deliver updates to the webhook."""
    from bot import app_telegram  # noqa: PLC0415  # as above
    from bot.telegram.inbound.webhook import info_of, is_set  # noqa: PLC0415
    from bot.telegram.service import make_bot  # noqa: PLC0415

    hook = app_telegram.hook_of(settings)
    bot = make_bot(app_telegram.token_of(settings), settings.telegram_api_base)
    info = await info_of(bot)
    if (why := _trouble(info)) is not None:
        raise TelegramError(
            f"Telegram cannot deliver updates ({why}): check COACH_WEBHOOK_URL, and the proxy in front of the coach"
        )
    place = settings.listen or app_telegram.LISTEN
    state = "registered" if hook and is_set(info, hook) else "will be registered at startup"
    return f"{settings.webhook_url}, served at {place}; {state}; {info.get('pending_update_count', 0)} updates wait"


def _trouble(info: dict[str, Any]) -> str | None:
    is_recent = time.time() - info.get("last_error_date", 0) < RECENT_S
    return info.get("last_error_message") if is_recent and info.get("pending_update_count") else None
