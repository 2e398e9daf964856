"""The two ways in which updates reach the bot in tests: polling, and a webhook over real HTTP."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial

from bot.setting_values import Place
from bot.telegram.inbound.polling import Poller
from bot.telegram.inbound.webhook import Hook, Webhook
from bot.telegram.service import MakeWayIn
from bot.web.asgi import Pages
from bot.web.server import serving
from bot.web.webhook_endpoint import WebhookEndpoint

SECRET = "a-secret_of_tests"  # noqa: S105  # not a secret


@asynccontextmanager
async def by_polling() -> AsyncIterator[MakeWayIn]:
    yield Poller


@asynccontextmanager
async def by_webhook() -> AsyncIterator[MakeWayIn]:
    door = WebhookEndpoint(SECRET)
    async with serving(Pages({"/telegram": ("POST", door)}), Place("127.0.0.1", 0)) as web:
        hook = Hook(f"http://{web.place}/telegram", SECRET)
        yield partial(Webhook, hook=hook, door=door, close=web.close, drain_s=0)


WAYS: dict[str, Callable[[], AbstractAsyncContextManager[MakeWayIn]]] = {"polling": by_polling, "webhook": by_webhook}
