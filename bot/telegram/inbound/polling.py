"""Long polling without loss: an update is confirmed to Telegram only after its effect is committed.

A `getUpdates` with a higher offset confirms all updates before it, so it waits until the whole batch is committed. The
`Updater` of python-telegram-bot (PTB) confirms updates that it has only queued.
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
"""The timeout of a long poll: the seconds after which Telegram returns an empty batch."""

SLACK: Final = 10.0
"""Seconds after that timeout at which the connection counts as broken."""

RIVAL: Final = 3.0
"""Seconds to wait if another program polls with the same token."""

LONGEST: Final = 5.0
"""The longest pause between attempts in an outage of the database, in seconds."""

RESERVE: Final = 1.0
"""Seconds between attempts of a standby process to become the leader."""

REFUSED: Final = "Telegram does not accept TELEGRAM_BOT_TOKEN: get the bot's token from @BotFather and set it"


class Poller:
    """Fetches and handles updates while this process is the leader; otherwise it stands by."""

    def __init__(
        self, bot: Bot, reception: UpdateHandler, lead: Leader | None = None, *, rival_s: float = RIVAL
    ) -> None:
        self._bot = bot
        self._lead = lead or NoLock()
        self._rival_s = rival_s
        self._handler = reception
        self._outage = Outage("polling")
        self._offset: int | None = None
        self._has_rival = False
        self._is_in_reserve = False

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop` is set, then finish and confirm the updates that were received.

        Raise bot.errors.TelegramError if Telegram rejects the token.
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
        """Try to become or stay the leader. Log each change once."""
        try:
            has_it = await self._lead.take()
        except errors.DatabaseError:
            return False
        if self._is_in_reserve is has_it:
            log.info("taking over" if has_it else "another process polls, waiting in reserve")
            self._is_in_reserve = not has_it
        return has_it

    async def _poll(self, stopping: asyncio.Task[Any]) -> None:
        """Fetch and handle updates until the stop or the loss of leadership."""
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
            self._offset = None  # the next poll then returns all updates that are not confirmed

    async def _ask(self, wait: int) -> list[object]:
        """Fetch updates, with retries until Telegram answers."""
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
        """Fetch updates as JSON. PTB's `Bot.get_updates` fails for a whole batch, and logs it, if one is malformed."""
        query: dict[str, object] = {"timeout": wait, "allowed_updates": UPDATES}
        if self._offset is not None:
            query["offset"] = self._offset
        found = await call(self._bot, "getUpdates", query, wait + SLACK)
        return found if isinstance(found, list) else []

    async def _wait_for_rival(self, error: Conflict) -> None:
        """Resolve a conflict: delete a webhook that is set, or wait for another program that polls."""
        if "webhook" in error.message.lower():
            log.warning("a webhook is set, removing it to poll")
            with suppress(TelegramError):  # the next poll shows whether it is gone
                await self._bot.delete_webhook()
        elif not self._has_rival:
            log.error("another program polls with the same token: stop one of them")
            self._has_rival = True
        await asyncio.sleep(self._rival_s)

    async def _handle(self, updates: list[object]) -> None:
        """Handle a batch: chats concurrently, the updates of a chat in order."""
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
            with suppress(msgspec.ValidationError):  # without an id, it cannot be confirmed either
                yield self._handler.read(update)

    async def _in_order(self, chat: Iterable[Received]) -> None:
        for one in chat:
            await self._take(one)

    async def _take(self, received: Received) -> None:
        """Handle an update, with retries during an outage of the database: nothing may be confirmed before."""
        failures = 0
        while True:
            try:
                return await self._handler.take(received)
            except errors.DatabaseError:
                await asyncio.sleep(pause(failures, LONGEST))
                failures += 1

    async def _confirm(self) -> None:
        """Confirm the last batch. Without this, Telegram would repeat it, and the updates be dropped as duplicates."""
        if self._offset is None:
            return
        try:
            await self._fetch(0)
        except TelegramError as error:
            log.debug("the last updates were not confirmed", error=error)


def _chat(received: Received) -> object:
    match received.heard:
        case UserEvent(incoming):
            return incoming.address
        case BotBlocked(address):
            return address
        case GroupMention(chat):
            return chat
        case None:
            return None
