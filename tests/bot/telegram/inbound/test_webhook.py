"""Updates by webhook have their effect once, and the webhook is set if it is missing."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial

import pytest
from aiohttp import ClientSession
from telegram import Bot

from bot import errors
from bot.i18n import Languages
from bot.setting_values import Place
from bot.telegram.inbound.events import UPDATES
from bot.telegram.inbound.webhook import Hook, Webhook, derived_secret, ensure
from bot.telegram.service import MakeWayIn, TelegramService, Ways, make_bot
from bot.turns.dispatcher import TurnDispatcher
from bot.web.asgi import Pages
from bot.web.server import serving
from bot.web.webhook_endpoint import WebhookEndpoint
from tests.bot.telegram.conftest import SIGN, now
from tests.support.parrot import Parrot
from tests.support.telegram.server import TelegramServer
from tests.support.telegram.ways import SECRET, by_webhook

HOOK = Hook("http://127.0.0.1:1/telegram", SECRET)


Serve = Callable[[], AbstractAsyncContextManager[None]]


@pytest.fixture
def serve_hook(server: TelegramServer, dispatcher: TurnDispatcher, languages: Languages) -> Serve:
    """Return a function that serves the server's users by webhook until its block ends."""

    @asynccontextmanager
    async def served() -> AsyncIterator[None]:
        async with by_webhook() as way_in, serving_by(way_in, server, dispatcher, languages):
            yield

    return served


@asynccontextmanager
async def serving_by(
    way_in: MakeWayIn, server: TelegramServer, dispatcher: TurnDispatcher, languages: Languages
) -> AsyncIterator[None]:
    stop = asyncio.Event()
    bot = make_bot(server.token, server.base)
    running = asyncio.create_task(TelegramService(bot, dispatcher, languages.speak, SIGN, now, Ways(way_in)).run(stop))
    try:
        await server.until(lambda: bool(server.webhook))
        yield
    finally:
        stop.set()
        await asyncio.wait_for(running, 20)


@pytest.fixture
async def running(server: TelegramServer, serve_hook: Serve) -> AsyncIterator[TelegramServer]:
    """Yield a server with a served webhook."""
    async with serve_hook():
        yield server


async def test_what_people_send_is_answered(running: TelegramServer) -> None:
    kari = running.user("Kari")
    running.say(kari, "hei")
    (reply,) = await running.replies(kari)
    assert reply.text == "echo: hei"
    assert running.courier.statuses == [200]
    assert running.of("getUpdates") == []


async def test_what_waited_before_the_start_is_taken_in_order(server: TelegramServer, serve_hook: Serve) -> None:
    kari = server.user("Kari")
    for number in range(5):
        server.say(kari, str(number))
    async with serve_hook():
        replies = await server.replies(kari, expect=5)
    assert [reply.text for reply in replies] == [f"echo: {number}" for number in range(5)]


async def test_an_update_that_comes_many_times_at_once_has_one_effect(running: TelegramServer, parrot: Parrot) -> None:
    running.courier.copies = 5
    people = [running.user(name) for name in ("Kari", "Ola", "Siri")]
    for number in range(3):
        for user in people:
            running.say(user, f"{user.id} {number}")
    for user in people:
        replies = await running.replies(user, expect=3)
        assert [reply.text for reply in replies] == [f"echo: {user.id} {number}" for number in range(3)]
    assert len(parrot.heard) == 9
    assert running.courier.statuses == [200] * 45


async def test_an_update_that_comes_again_later_has_no_second_effect(running: TelegramServer, parrot: Parrot) -> None:
    kari = running.user("Kari")
    running.say(kari, "hei")
    update = running.updates[0]
    await running.replies(kari)
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with ClientSession(headers=headers) as http, http.post(running.webhook, json=update) as response:
        assert response.status == 200
    running.say(kari, "after")
    assert [reply.text for reply in await running.replies(kari)] == ["echo: after"]
    assert parrot.heard == ["hei", "after"]


async def test_a_press_and_a_message_at_the_same_time_both_have_their_effect(running: TelegramServer) -> None:
    kari = running.user("Kari")
    running.say(kari, "/card")
    await running.replies(kari)
    running.press(kari, "Toast")
    running.say(kari, "hei")
    replies = await running.replies(kari, expect=2)
    assert sorted(reply.text for reply in replies) == ["echo: hei", "pressed toast"]
    await running.until(lambda: running.toasts == ["done"])


async def test_what_always_makes_the_code_raise_does_not_come_again(running: TelegramServer, parrot: Parrot) -> None:
    parrot.fails["boom"] = 99
    kari = running.user("Kari", "en")
    running.say(kari, "boom")
    running.say(kari, "next")
    sorry, reply = await running.replies(kari, expect=2)
    assert sorry.text.startswith("Something went wrong")
    assert reply.text == "echo: next"
    assert running.courier.statuses == [200, 200]


async def test_the_webhook_stays_set_at_the_end(server: TelegramServer, serve_hook: Serve) -> None:
    async with serve_hook():
        pass
    assert server.webhook
    assert server.of("deleteWebhook") == []


async def test_it_is_set_with_all_that_it_needs(server: TelegramServer, bot: Bot) -> None:
    await ensure(bot, HOOK)
    (params,) = server.of("setWebhook")
    assert (params["url"], params["secret_token"], params["max_connections"]) == (HOOK.url, SECRET, "100")
    assert all(kind in params["allowed_updates"] for kind in UPDATES)
    assert "drop_pending_updates" not in params


async def test_it_is_not_set_where_it_is(server: TelegramServer, bot: Bot) -> None:
    await ensure(bot, HOOK)
    await ensure(bot, HOOK)
    assert len(server.of("setWebhook")) == 1
    await ensure(bot, Hook("http://127.0.0.1:1/other", SECRET))
    assert len(server.of("setWebhook")) == 2


async def test_replicas_that_start_at_once_keep_telegrams_pauses(server: TelegramServer, bot: Bot) -> None:
    server.fail("setWebhook", 429, retry_after=1, times=2)
    begun = time.monotonic()
    await asyncio.gather(*(ensure(bot, HOOK) for _ in range(3)))
    assert server.webhook == HOOK.url
    assert time.monotonic() - begun >= 1


async def test_a_trouble_on_the_way_is_waited_for(server: TelegramServer, bot: Bot) -> None:
    server.fail("getWebhookInfo", 502)
    server.fail("setWebhook", 0)
    await ensure(bot, HOOK)
    assert server.webhook == HOOK.url


async def test_an_address_that_telegram_refuses_is_the_operators(
    server: TelegramServer, dispatcher: TurnDispatcher, languages: Languages
) -> None:
    server.fail("setWebhook", 400, description="Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
    async with by_webhook() as way_in:
        bot = make_bot(server.token, server.base)
        service = TelegramService(bot, dispatcher, languages.speak, SIGN, now, Ways(way_in))
        with pytest.raises(errors.TelegramError, match=r"COACH_WEBHOOK_URL: .*https url must be provided"):
            await service.run(asyncio.Event())


@asynccontextmanager
async def quick_way(secret: str) -> AsyncIterator[partial[Webhook]]:
    door = WebhookEndpoint(secret)
    async with serving(Pages({"/telegram": ("POST", door)}), Place("127.0.0.1", 0)) as web:
        hook = Hook(f"http://{web.place}/telegram", secret)
        yield partial(Webhook, hook=hook, door=door, close=web.close, drain_s=0, strangers_s=0.1)


async def test_telegram_is_told_a_new_secret_when_it_comes_with_the_old_one(
    server: TelegramServer, bot: Bot, dispatcher: TurnDispatcher, languages: Languages, parrot: Parrot
) -> None:
    async with quick_way("the-new-secret") as way_in:
        url = way_in.keywords["hook"].url
        await ensure(bot, Hook(url, "the-old-secret"))
        async with serving_by(way_in, server, dispatcher, languages):
            server.say(server.user(), "hei")
            await server.until(lambda: not server.updates)
    assert parrot.heard == ["hei"]
    assert 401 in server.courier.statuses


def test_every_replica_makes_the_same_secret_and_it_tells_nothing_of_the_token() -> None:
    one, other = derived_secret("42:TEST"), derived_secret("43:TEST")
    assert one == derived_secret("42:TEST")
    assert one != other
    assert "TEST" not in one
    assert len(one) == 64
