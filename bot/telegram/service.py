"""The bot in Telegram as a whole: receiving, sending and registration, started and ended together."""

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
from bot.telegram.client.request import AioRequest, Timeouts, Watch
from bot.telegram.inbound.polling import REFUSED, Poller
from bot.telegram.inbound.update_handler import UpdateHandler
from bot.telegram.outbound.outbox_sender import OutboxSender
from bot.telegram.outbound.sender import Sender
from bot.telegram.registration import Sign, register
from bot.turns.dispatcher import TurnDispatcher
from dialogs.text import Speak

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

GRACE: Final = 10.0
"""Seconds to finish what was received, and again to send what is under way."""


class WayIn(Protocol):
    """How updates come: by polling, or by webhook."""

    async def run(self, stop: asyncio.Event) -> None:
        """Take updates until `stop` is set, and finish what came."""


MakeWayIn: TypeAlias = Callable[[Bot, UpdateHandler], WayIn]


@dataclass(frozen=True, slots=True)
class Ways:
    """How a service does what can be done in several ways.

    How updates come, how fast messages may go (none: as they come), where both are counted. `met` is set as soon as
    Telegram has told who we are.
    """

    way_in: MakeWayIn = Poller
    limits: RateLimits | None = None
    metrics: Metrics = field(default_factory=Metrics)
    met: asyncio.Event = field(default_factory=asyncio.Event)


def make_bot(token: str, base: str, watch: Watch | None = None) -> Bot:
    """Make a bot that talks with the Bot API server at `base`; nothing is sent yet. `watch` is told of each call."""
    request = AioRequest(timeouts=Timeouts(read=10.0, pool=10.0), watch=watch)
    return Bot(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=request,
        get_updates_request=request,
    )


async def check(token: str, base: str) -> str:
    """Ask Telegram who we are: the bot's username.

    Raises bot.errors.TelegramError where the token is not accepted, or nobody answers.
    """
    bot = make_bot(token, base)
    try:
        await bot.initialize()
    except InvalidToken:
        raise errors.TelegramError(REFUSED) from None
    except TelegramError:
        raise errors.TelegramError(
            "Telegram cannot be reached: look at the network, and at TELEGRAM_API_BASE if it is set"
        ) from None
    else:
        return bot.username
    finally:
        await bot.shutdown()


class TelegramService:
    """Serves one bot. `clock` gives aware times, the same to all processes."""

    def __init__(
        self,
        bot: Bot,
        desk: TurnDispatcher,
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
        self._reception = UpdateHandler(bot, desk, speak, clock, ways.metrics)
        self._way_in = ways.way_in(bot, self._reception)
        self._pump = OutboxSender(Sender(bot), desk, clock, ways.limits, ways.metrics)

    @property
    def buried(self) -> int:
        """How many messages could never be sent, since the start."""
        return self._pump.buried

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set; then finish what was received, and send what is due.

        Telegram out of reach is waited for. Raises bot.errors.TelegramError where the token is not accepted.
        """
        try:
            if await self._meet(stop):
                await self._serve(stop)
        finally:
            await self._bot.shutdown()

    async def _meet(self, stop: asyncio.Event) -> bool:
        """Learn who we are, however long it takes; false where we are to stop before that."""
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
        pumping = asyncio.create_task(self._pump.run(is_done))
        late = asyncio.create_task(_later(stop, GRACE))
        tasks = (registering, receiving, pumping, late)
        try:
            await asyncio.wait({receiving, pumping, late}, return_when=asyncio.FIRST_COMPLETED)
            receiving.cancel()
            await self._reception.close()
            is_done.set()
            await asyncio.wait({pumping}, timeout=GRACE)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        for task in (receiving, pumping):
            if not task.cancelled() and (error := task.exception()):
                raise error


async def _later(stop: asyncio.Event, seconds: float) -> None:
    """Wait until so long after the stop."""
    await stop.wait()
    await asyncio.sleep(seconds)


async def _first(task: asyncio.Task[bool], after: float) -> None:
    """Wait for the task, but no longer than this."""
    await asyncio.wait({task}, timeout=after)
    task.cancel()
