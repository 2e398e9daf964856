"""The composition root of Telegram: it builds the receiver, the sender, the metrics and the web server for an `App`.

A module of its own, so that `coach chat` does not load any of this.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from functools import partial
from typing import Final
from urllib.parse import urlsplit

import structlog

from bot.app import App, nudging, working
from bot.errors import SettingsError
from bot.observability.metrics import Metrics
from bot.setting_values import Place
from bot.settings import Settings
from bot.storage.queue.rate_limits import RateLimits
from bot.telegram.client.channel import CHANNEL
from bot.telegram.client.downloads import FromTelegram
from bot.telegram.inbound.leader import Lease
from bot.telegram.inbound.polling import Poller
from bot.telegram.inbound.webhook import Hook, Webhook, derived_secret
from bot.telegram.registration import Sign
from bot.telegram.service import MakeWayIn, TelegramService, Ways, make_bot
from bot.web.asgi import Page, Pages
from bot.web.health import Health
from bot.web.server import serving
from bot.web.webhook_endpoint import WebhookEndpoint
from dialogs.coach import DESCRIPTION, NAME, SHORT_DESCRIPTION
from dialogs.commands import MENU

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

LISTEN: Final = Place("127.0.0.1", 8080)
"""Where the webhook is served if COACH_LISTEN is not set: for a reverse proxy on the same machine."""

SIGN: Final = Sign(NAME, DESCRIPTION, SHORT_DESCRIPTION, MENU)


async def serve_telegram(app: App, stop: asyncio.Event) -> None:
    """Serve Telegram until `stop` is set, by webhook if COACH_WEBHOOK_URL is set, else by polling.

    Raise SettingsError if there is no token, and TelegramError if Telegram rejects it.
    """
    settings, clock = app.settings, app.database.clock
    token = token_of(settings)
    if settings.keys.first is None:
        log.warning("what people write is not encrypted at rest", setting="COACH_DATA_KEY")
    metrics, met = Metrics(), asyncio.Event()
    limits = RateLimits(settings.messages_per_second) if settings.messages_per_second else None
    health = Health(app.dispatcher, clock, metrics, CHANNEL, stop, met.is_set)
    bot = make_bot(token, settings.telegram_api_base, metrics.called)
    async with (
        working(app, {CHANNEL: FromTelegram(bot, met)}),
        _way_in(app, health, hook_of(settings)) as way_in,
        nudging(app, CHANNEL),
    ):
        service = TelegramService(
            bot,
            app.dispatcher,
            app.languages.speak,
            SIGN,
            clock,
            Ways(way_in, limits, metrics, met),
        )
        await service.run(stop)


def token_of(settings: Settings) -> str:
    """Return the bot's token. Raise SettingsError if it is not set."""
    if settings.telegram_bot_token is None:
        raise SettingsError(
            "TELEGRAM_BOT_TOKEN is not set: get one from @BotFather, or use 'coach chat' in the terminal"
        )
    return settings.telegram_bot_token.get_secret_value()


def hook_of(settings: Settings) -> Hook | None:
    """Return the webhook that the settings ask for, or None for polling. Raise SettingsError if there is no token."""
    if settings.webhook_url is None:
        return None
    secret = settings.webhook_secret
    return Hook(settings.webhook_url, secret.get_secret_value() if secret else derived_secret(token_of(settings)))


@asynccontextmanager
async def _way_in(app: App, health: Health, hook: Hook | None) -> AsyncIterator[MakeWayIn]:
    """Yield the factory of the update source (poller or webhook), and serve its HTTP pages meanwhile."""
    listen = app.settings.listen
    pages: dict[str, tuple[str, Page]] = {
        "/health": ("GET", health.live),
        "/ready": ("GET", health.ready),
        "/metrics": ("GET", health.metrics),
    }
    if hook is None:
        polls = partial(Poller, lead=Lease(app.dispatcher, app.database.clock))
        async with serving(Pages(pages), listen) if listen else nullcontext():
            yield polls
        return
    path, endpoint = urlsplit(hook.url).path or "/", WebhookEndpoint(hook.secret)
    if path in pages:
        raise SettingsError(f"COACH_WEBHOOK_URL needs another path: {path} is already in use")
    pages[path] = ("POST", endpoint)
    async with serving(Pages(pages), listen or LISTEN) as server:
        yield partial(Webhook, hook=hook, door=endpoint, close=server.close)
