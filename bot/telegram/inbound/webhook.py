"""Updates by webhook: Telegram is told where to bring them, and brings each until its effect is committed."""

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
"""How many updates Telegram may bring at the same time: its most, since each waits for a commit of many."""

DRAIN: Final = 2.0
"""Seconds after the stop in which updates are still taken: a balancer needs to notice."""

STRANGERS: Final = 60.0
"""Seconds after which somebody with a wrong secret makes us ask Telegram again whether it was Telegram."""

Take: TypeAlias = Callable[[Any], Awaitable[None]]


class EndpointSettings(Protocol):
    """Where updates come in; `bot.web.webhook_endpoint.WebhookEndpoint` is one."""

    take: Take | None
    strange: asyncio.Event


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram is to bring updates, and the secret by which it is known."""

    url: str
    secret: str


def derived_secret(token: str) -> str:
    """Make a secret of the bot's token: all replicas have the same, and nobody need set it."""
    return hmac.new(token.encode(), b"the webhook of network-coach", sha256).hexdigest()


class Webhook:
    """Receives updates through a door, which `close` shuts once those that came through it are answered."""

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
        self._reception = reception
        self._door = door
        self._close = close
        self._drain_s = drain_s
        self._strangers_s = strangers_s

    async def run(self, stop: asyncio.Event) -> None:
        """Take updates until `stop` is set and what came is done. The webhook stays set, since others may serve it.

        Raises bot.errors.TelegramError where Telegram does not accept the address.
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
        await self._reception.take(self._reception.read(data))

    async def _keep_set(self) -> None:
        """Set the webhook; again when Telegram comes with another secret, which was the one before."""
        await ensure(self._bot, self._hook)
        while True:
            self._door.strange.clear()
            await self._door.strange.wait()
            await asyncio.sleep(1)  # until Telegram tells how it went
            await ensure(self._bot, self._hook)
            await asyncio.sleep(self._strangers_s)


async def ensure(bot: Bot, hook: Hook) -> None:
    """Set the webhook if it is not set so. Several replicas may do it at once; Telegram's pauses are kept.

    Raises bot.errors.TelegramError where Telegram does not accept the address.
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
    """Ask how the webhook is set, and how deliveries go. Raises bot.errors.TelegramError where nobody answers."""
    try:
        async with bot.request:
            info: dict[str, Any] = await call(bot, "getWebhookInfo", {})
    except TelegramError:
        raise errors.TelegramError("Telegram does not say how the webhook is set") from None
    return info


def is_set(info: dict[str, Any], hook: Hook) -> bool:
    """Whether Telegram has it so. It does not tell the secret, only that we refused what it brought."""
    is_refused = "401" in info.get("last_error_message", "") and bool(info.get("pending_update_count"))
    is_same = all(_sorted(info.get(name)) == _sorted(value) for name, value in _wanted(hook).items())
    return is_same and not is_refused


def _wanted(hook: Hook) -> dict[str, Any]:
    return {"url": hook.url, "max_connections": AT_ONCE, "allowed_updates": list(UPDATES)}


def _sorted(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) else value
