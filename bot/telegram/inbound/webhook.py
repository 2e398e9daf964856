"""Updates by webhook: it registers the URL with Telegram, which repeats each update until its effect is committed."""

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final, Protocol, TypeAlias

import structlog
from telegram import Bot
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot import errors
from bot.telegram.client.outage import Outage, wait_asked_for
from bot.telegram.client.raw_calls import call
from bot.telegram.inbound.events import UPDATES
from bot.telegram.inbound.update_handler import UpdateHandler

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

AT_ONCE: Final = 100
"""Telegram's limit of concurrent deliveries. Each waits for a group commit, so more at once are faster."""

DRAIN: Final = 2.0
"""Seconds after the stop in which updates are still accepted, until a load balancer has noticed the stop."""

STRANGERS: Final = 60.0
"""Minimum interval, in seconds, between checks of the registration that requests with a wrong secret cause."""

Take: TypeAlias = Callable[[Any], Awaitable[None]]


class EndpointSettings(Protocol):
    """The part of `bot.web.webhook_endpoint.WebhookEndpoint` that the webhook needs."""

    take: Take | None
    strange: asyncio.Event


@dataclass(frozen=True, slots=True)
class Hook:
    """The URL to which Telegram delivers updates, and the secret that authenticates it."""

    url: str
    secret: str


def derived_secret(token: str) -> str:
    """Derive the secret from the bot's token by HMAC, so that all replicas agree on it without a setting."""
    return hmac.new(token.encode(), b"the webhook of network-coach", sha256).hexdigest()


class Webhook:
    """Receives updates through the endpoint `door`. `close` answers the running requests and closes the server."""

    def __init__(
        self,
        bot: Bot,
        reception: UpdateHandler,
        hook: Hook,
        door: EndpointSettings,
        close: Callable[[], Awaitable[None]],
        *,
        drain_s: float = DRAIN,
        strangers_s: float = STRANGERS,
    ) -> None:
        self._bot = bot
        self._hook = hook
        self._handler = reception
        self._door = door
        self._close = close
        self._drain_s = drain_s
        self._strangers_s = strangers_s

    async def run(self, stop: asyncio.Event) -> None:
        """Receive updates until `stop` is set, then finish those that were received.

        The webhook stays registered, since other replicas may serve it. Raise bot.errors.TelegramError if Telegram
        rejects the URL.
        """
        self._door.take = self._take
        stopping = asyncio.create_task(stop.wait())
        setting = asyncio.create_task(self._keep_set())
        try:
            await asyncio.wait({stopping, setting}, return_when=asyncio.FIRST_COMPLETED)
            if setting.done():
                setting.result()
            await asyncio.sleep(self._drain_s)
            await self._close()
        finally:
            stopping.cancel()
            setting.cancel()

    async def _take(self, data: Any) -> None:
        await self._handler.take(self._handler.read(data))

    async def _keep_set(self) -> None:
        """Register the webhook. After a request with a wrong secret, check it again: Telegram may have an old one."""
        await ensure(self._bot, self._hook)
        while True:
            self._door.strange.clear()
            await self._door.strange.wait()
            await asyncio.sleep(1)  # until Telegram reports the refused delivery
            await ensure(self._bot, self._hook)
            await asyncio.sleep(self._strangers_s)


async def ensure(bot: Bot, hook: Hook) -> None:
    """Register the webhook unless it is registered already, with retries. Several replicas may do so at once.

    Raise bot.errors.TelegramError if Telegram rejects the URL.
    """
    outage = Outage("setting the webhook")
    while True:
        try:
            if is_set(await call(bot, "getWebhookInfo", {}), hook):
                return
            await call(bot, "setWebhook", _wanted(hook) | {"secret_token": hook.secret})
        except RetryAfter as error:
            await asyncio.sleep(wait_asked_for(error).total_seconds())
        except BadRequest as error:
            raise errors.TelegramError(f"Telegram does not accept COACH_WEBHOOK_URL: {error.message}") from None
        except TelegramError as error:
            await asyncio.sleep(outage.goes_on(error))
        else:
            log.info("webhook set")
            return


async def info_of(bot: Bot) -> dict[str, Any]:
    """Return Telegram's `WebhookInfo`, with errors of deliveries. Raise bot.errors.TelegramError if a call fails."""
    try:
        async with bot.request:
            info: dict[str, Any] = await call(bot, "getWebhookInfo", {})
    except TelegramError:
        raise errors.TelegramError(
            "Telegram does not answer when asked for the webhook: check the network, and TELEGRAM_API_BASE if it is set"
        ) from None
    return info


def is_set(info: dict[str, Any], hook: Hook) -> bool:
    """Whether the webhook is registered as `hook`.

    Telegram does not reveal the secret: a delivery that this server refused with 401 shows that it is different.
    """
    is_refused = "401" in info.get("last_error_message", "") and bool(info.get("pending_update_count"))
    is_same = all(_sorted(info.get(name)) == _sorted(value) for name, value in _wanted(hook).items())
    return is_same and not is_refused


def _wanted(hook: Hook) -> dict[str, Any]:
    return {"url": hook.url, "max_connections": AT_ONCE, "allowed_updates": list(UPDATES)}


def _sorted(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) else value
