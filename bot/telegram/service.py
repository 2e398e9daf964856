"""The Telegram service: it starts and stops receiving, sending and registration together."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol, TypeAlias

import structlog
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot import errors
from bot.observability.metrics import Metrics
from bot.storage.queue.rate_limits import RateLimits
from bot.telegram.client.outage import Outage
from bot.telegram.client.request import AioRequest, Watch
from bot.telegram.client.timeouts import Timeouts
from bot.telegram.inbound.polling import REFUSED, Poller
from bot.telegram.inbound.update_handler import UpdateHandler
from bot.telegram.outbound.outbox_sender import OutboxSender
from bot.telegram.outbound.sender import Sender
from bot.telegram.registration import Sign, register
from bot.turns.dispatcher import TurnDispatcher
from dialogs.text import Speak

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

GRACE: Final = 10.0
"""Seconds to finish the updates that were received, and again to finish the messages that are being sent."""


class WayIn(Protocol):
    """A source of updates: polling or webhook."""

    async def run(self, stop: asyncio.Event) -> None:
        """Receive updates until `stop` is set, then finish those that were received."""


MakeWayIn: TypeAlias = Callable[[Bot, UpdateHandler], WayIn]


@dataclass(frozen=True, slots=True)
class Ways:
    """The options of a service.

    `way_in` makes the source of updates; `limits` are the rate limits of sending, or None for no limit. `met` is set
    once Telegram has returned the bot's identity (`getMe`).
    """

    way_in: MakeWayIn = Poller
    limits: RateLimits | None = None
    metrics: Metrics = field(default_factory=Metrics)
    met: asyncio.Event = field(default_factory=asyncio.Event)


def make_bot(token: str, base: str, watch: Watch | None = None) -> Bot:
    """Return a bot for the Bot API server at `base`, without a request yet. `watch` is called after each request."""
    request = AioRequest(timeouts=Timeouts(read=10.0, pool=10.0), watch=watch)
    return Bot(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=request,
        get_updates_request=request,
    )


async def check(token: str, base: str) -> str:
    """Return the bot's username.

    Raise bot.errors.TelegramError if Telegram rejects the token or cannot be reached.
    """
    bot = make_bot(token, base)
    try:
        await bot.initialize()
    except InvalidToken:
        raise errors.TelegramError(REFUSED) from None
    except TelegramError:
        raise errors.TelegramError(
            "Telegram cannot be reached: check the network, and TELEGRAM_API_BASE if it is set"
        ) from None
    else:
        return bot.username
    finally:
        await bot.shutdown()


class TelegramService:
    """Serves one bot. `clock` is the database's, which all processes share."""

    def __init__(
        self,
        bot: Bot,
        dispatcher: TurnDispatcher,
        speak: Speak,
        sign: Sign,
        clock: Callable[[], datetime],
        ways: Ways | None = None,
    ) -> None:
        ways = ways or Ways()
        self._met = ways.met
        self._bot = bot
        self._speak = speak
        self._sign = sign
        self._handler = UpdateHandler(bot, dispatcher, speak, clock, ways.metrics)
        self._way_in = ways.way_in(bot, self._handler)
        self._outbox = OutboxSender(Sender(bot), dispatcher, clock, ways.limits, ways.metrics)

    @property
    def buried(self) -> int:
        """The number of undeliverable messages since the start."""
        return self._outbox.buried

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set, then finish the updates that were received and send the messages that are due.

        While Telegram cannot be reached, wait. Raise bot.errors.TelegramError if Telegram rejects the token.
        """
        try:
            if await self._meet(stop):
                await self._serve(stop)
        finally:
            await self._bot.shutdown()

    async def _meet(self, stop: asyncio.Event) -> bool:
        """Get the bot's identity, with retries. Return False if `stop` is set before that succeeds."""
        outage = Outage("start")
        while not stop.is_set():
            try:
                await self._bot.initialize()
            except InvalidToken:
                raise errors.TelegramError(REFUSED) from None
            except TelegramError as error:
                await _first(asyncio.create_task(stop.wait()), after=outage.goes_on(error))
            else:
                outage.is_over()
                self._met.set()
                log.info("talking in Telegram", bot=self._bot.username)
                return True
        return False

    async def _serve(self, stop: asyncio.Event) -> None:
        is_done = asyncio.Event()
        registering = asyncio.create_task(register(self._bot, self._sign, self._speak))
        receiving = asyncio.create_task(self._way_in.run(stop))
        sending = asyncio.create_task(self._outbox.run(is_done))
        late = asyncio.create_task(_later(stop, GRACE))
        tasks = (registering, receiving, sending, late)
        try:
            await asyncio.wait({receiving, sending, late}, return_when=asyncio.FIRST_COMPLETED)
            receiving.cancel()
            await self._handler.close()
            is_done.set()
            await asyncio.wait({sending}, timeout=GRACE)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        for task in (receiving, sending):
            if not task.cancelled() and (error := task.exception()):
                raise error


async def _later(stop: asyncio.Event, seconds: float) -> None:
    """Wait for `stop`, and then for some seconds."""
    await stop.wait()
    await asyncio.sleep(seconds)


async def _first(task: asyncio.Task[bool], after: float) -> None:
    """Wait for the task for at most `after` seconds, then cancel it."""
    await asyncio.wait({task}, timeout=after)
    task.cancel()
