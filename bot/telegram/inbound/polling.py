"""Long polling that loses nothing: an update is confirmed to Telegram only after its effect is committed.

Telegram forgets an update when one with a higher offset is asked for, so that waits for a whole batch.
PTB's own `Updater` confirms what it has merely queued.
"""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Final

import msgspec
import structlog
from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot import errors
from bot.telegram.client.outage import Outage, pause, wait_asked_for
from bot.telegram.client.raw_calls import call
from bot.telegram.inbound.events import UPDATES, BotBlocked, GroupMention, UserEvent
from bot.telegram.inbound.leader import Leader, NoLock
from bot.telegram.inbound.update_handler import Received, UpdateHandler

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

WAIT: Final = 30
"""Seconds that Telegram holds an empty answer back."""

SLACK: Final = 10.0
"""Seconds more before the connection is taken for dead."""

RIVAL: Final = 3.0
"""Seconds to leave to another program that polls."""

LONGEST: Final = 5.0
"""The longest pause, in seconds, while the database is away."""

RESERVE: Final = 1.0
"""Seconds between two looks whether the lead is free."""

REFUSED: Final = "Telegram does not accept TELEGRAM_BOT_TOKEN: ask @BotFather for the bot's token, and set it"


class Poller:
    """Asks for updates and hands them on, while it has the lead; else it waits in reserve."""

    def __init__(
        self, bot: Bot, reception: UpdateHandler, lead: Leader | None = None, *, rival_s: float = RIVAL
    ) -> None:
        self._bot = bot
        self._lead = lead or NoLock()
        self._rival_s = rival_s
        self._reception = reception
        self._outage = Outage("polling")
        self._offset: int | None = None
        self._has_rival = False
        self._is_in_reserve = False

    async def run(self, stop: asyncio.Event) -> None:
        """Go on until `stop` is set; then finish what was received, and confirm it.

        Raises bot.errors.TelegramError where the token is not accepted.
        """
        stopping = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                if await self._leads():
                    await self._poll(stopping)
                else:
                    await asyncio.wait({stopping}, timeout=RESERVE)
        finally:
            stopping.cancel()
            await self._lead.give_up()

    async def _leads(self) -> bool:
        """Take the lead, and say once that another has it."""
        try:
            has_it = await self._lead.take()
        except errors.DatabaseError:
            return False
        if self._is_in_reserve is has_it:
            log.info("taking over" if has_it else "another process polls, waiting in reserve")
            self._is_in_reserve = not has_it
        return has_it

    async def _poll(self, stopping: asyncio.Task[Any]) -> None:
        """Ask and handle until the stop, or until the lead is lost."""
        keeping = asyncio.create_task(self._lead.keep())
        ends = {stopping, keeping}
        try:
            while not stopping.done() and not keeping.done():
                asking = asyncio.create_task(self._ask(WAIT))
                await asyncio.wait({asking, *ends}, return_when=asyncio.FIRST_COMPLETED)
                if asking.done():
                    await self._handle(asking.result())
                else:
                    asking.cancel()
                    await asyncio.wait({asking})
            if not keeping.done():
                await self._confirm()
        finally:
            keeping.cancel()
            self._offset = None  # whoever leads next asks for all that is not confirmed

    async def _ask(self, wait: int) -> list[object]:
        """Ask for updates until Telegram answers."""
        while True:
            try:
                updates = await self._fetch(wait)
            except InvalidToken:
                raise errors.TelegramError(REFUSED) from None
            except RetryAfter as error:
                await asyncio.sleep(wait_asked_for(error).total_seconds())
            except Conflict as error:
                await self._wait_for_rival(error)
            except TelegramError as error:
                await asyncio.sleep(self._outage.goes_on(error))
            else:
                self._outage.is_over()
                self._has_rival = False
                return updates

    async def _fetch(self, wait: int) -> list[object]:
        """Get updates unread: `Bot.get_updates` fails for the whole batch, and logs it, if one is odd."""
        query: dict[str, object] = {"timeout": wait, "allowed_updates": UPDATES}
        if self._offset is not None:
            query["offset"] = self._offset
        found = await call(self._bot, "getUpdates", query, wait + SLACK)
        return found if isinstance(found, list) else []

    async def _wait_for_rival(self, error: Conflict) -> None:
        """Either a webhook is set, which is taken away, or another process polls, which may end."""
        if "webhook" in error.message.lower():
            log.warning("a webhook is set, removing it to poll")
            with suppress(TelegramError):  # the next try tells
                await self._bot.delete_webhook()
        elif not self._has_rival:
            log.error("another program polls with the same token: stop one of them")
            self._has_rival = True
        await asyncio.sleep(self._rival_s)

    async def _handle(self, updates: list[object]) -> None:
        """Take a batch: chats side by side, each chat's updates in their order."""
        received = sorted(self._read(updates), key=lambda one: one.update.update_id)
        if not received:
            return
        chats: dict[object, list[Received]] = {}
        for one in received:
            chats.setdefault(_chat(one), []).append(one)
        await asyncio.gather(*map(self._in_order, chats.values()))
        self._offset = 1 + received[-1].update.update_id

    def _read(self, updates: list[object]) -> Iterable[Received]:
        for update in updates:
            with suppress(msgspec.ValidationError):  # without a number it cannot even be confirmed
                yield self._reception.read(update)

    async def _in_order(self, chat: Iterable[Received]) -> None:
        for one in chat:
            await self._take(one)

    async def _take(self, received: Received) -> None:
        """Have an update take effect, however long the database is away: nothing is confirmed before."""
        failures = 0
        while True:
            try:
                return await self._reception.take(received)
            except errors.DatabaseError:
                await asyncio.sleep(pause(failures, LONGEST))
                failures += 1

    async def _confirm(self) -> None:
        """Tell Telegram at the end what is done; else it would only come again, and be known."""
        if self._offset is None:
            return
        try:
            await self._fetch(0)
        except TelegramError as error:
            log.debug("the last updates were not confirmed", error=error)


def _chat(received: Received) -> object:
    match received.heard:
        case UserEvent(arrival):
            return arrival.address
        case BotBlocked(address):
            return address
        case GroupMention(chat):
            return chat
        case None:
            return None
