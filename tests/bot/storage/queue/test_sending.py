"""The outbox sender on a real database: in order, once, concurrently, and with every response of Telegram."""

import asyncio
import sys
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from time import monotonic
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from telegram.error import Forbidden, NetworkError, RetryAfter

from bot.address import Address
from bot.errors import DatabaseError
from bot.storage.queue import outbox
from bot.storage.queue.messages import Claims, Envelope, QueuedKind, QueuedMessage, RenderedReply
from bot.storage.queue.rate_limits import RateLimits
from bot.telegram.outbound import outbox_sender as pumping
from bot.telegram.outbound.outbox_sender import OutboxSender
from bot.telegram.outbound.sender import Receipt, Sender
from bot.turns.dispatcher import TurnDispatcher
from bot.turns.turn import TurnHandler
from dialogs.engine.operator_settings import OperatorSettings
from dialogs.model.records import replace
from dialogs.protocol.replies import Para, say
from tests.support.stand_ins import KARI, OLA, Languages, Place, in_another_process, said


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Telegram(Sender):
    """The common server of all senders: it takes a moment, records messages, and can be made to fail or be slow."""

    took: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    times: list[float] = field(default_factory=list)
    under_way: Counter[str] = field(default_factory=Counter)
    fails: Callable[[str, str], Exception | None] = lambda _chat, _text: None
    moment: Callable[[str], float] = lambda _text: 0.0
    most: int = 0

    async def send(self, waiting: QueuedMessage, hidden: Sequence[str] = ()) -> Receipt:  # noqa: ARG002  # the signature of the sender
        chat, (para,) = waiting.address.external_id, waiting.reply.blocks
        assert isinstance(para, Para)
        text = str(para.words)
        self.under_way[chat] += 1
        assert self.under_way[chat] == 1, "two messages of one chat at once"
        self.most = max(self.most, self.under_way.total())
        try:
            await asyncio.sleep(self.moment(text))
            if error := self.fails(chat, text):
                raise error
        finally:
            self.under_way[chat] -= 1
        self.took[chat].append(text.removeprefix("en: "))
        self.times.append(monotonic())
        return Receipt("1")

    async def until(self, count: int, seconds: float = 60.0) -> None:
        async with asyncio.timeout(seconds):
            while len(self.times) < count:  # noqa: ASYNC110  # the sender has no event for it
                await asyncio.sleep(0.005)


@asynccontextmanager
async def running(place: Place, telegram: Telegram, **more: Any) -> AsyncIterator[TurnDispatcher]:
    """Run a process: a turn dispatcher on the database, and an outbox sender that is killed at the end."""
    clock = more.pop("clock", place.clock)
    exchange = TurnHandler(place.coach, Languages(), ZoneInfo("Europe/Oslo"), OperatorSettings(), clock, uuid4)
    async with TurnDispatcher(place.database, exchange) as dispatcher:
        task = asyncio.create_task(OutboxSender(telegram, dispatcher, clock, **more).run(asyncio.Event()))
        try:
            while dispatcher.sender is None:  # noqa: ASYNC110  # there is no event for it
                await asyncio.sleep(0.001)
            yield dispatcher
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def put(
    dispatcher: TurnDispatcher, chats: Sequence[str], texts: Sequence[str], kind: QueuedKind = QueuedKind.REPLY
) -> None:
    for chat in chats:
        envelope = Envelope(Address("telegram", chat), None, kind)
        words = [RenderedReply(say(text)) for text in texts]
        await dispatcher.run(lambda connection, e=envelope, w=words: outbox.add(connection, e, w, now()))  # type: ignore[misc]


async def empty(place: Place) -> None:
    async with asyncio.timeout(60):
        while await asyncio.to_thread(place.count, "outbox"):  # noqa: ASYNC110  # there is no event for it
            await asyncio.sleep(0.02)


async def test_a_turns_reply_is_sent_without_being_looked_for(place: Place) -> None:
    telegram = Telegram()
    async with running(place, telegram) as dispatcher:
        taken = await dispatcher.handle(said("hi"))
        assert (len(taken.claimed), taken.has_messages) == (1, False)
        await telegram.until(1)
        await empty(place)
    assert telegram.took == {KARI.external_id: ["hi"]}


async def test_two_processes_send_each_message_once_and_each_chats_in_order(place: Place) -> None:
    chance = Random(1)  # noqa: S311  # reproducible
    telegram = Telegram(moment=lambda _: chance.uniform(0, 0.02))
    telegram.fails = lambda _chat, _text: NetworkError("x") if chance.random() < 0.1 else None
    chats = [Address("telegram", str(n)) for n in range(8)]
    async with running(place, telegram, clock=now) as one, running(place, telegram, clock=now) as two:
        for n in range(6):
            await asyncio.gather(
                *(dispatcher.handle(said(f"{n}", chat)) for dispatcher, chat in zip([one, two] * 4, chats, strict=True))
            )
            await asyncio.gather(
                *(
                    dispatcher.handle(said(f"{n}b", chat))
                    for dispatcher, chat in zip([two, one] * 4, chats, strict=True)
                )
            )
        await empty(place)
    expected = [text for n in range(6) for text in (f"{n}", f"{n}b")]
    assert telegram.took == {chat.external_id: expected for chat in chats}


async def test_what_a_killed_process_had_claimed_is_sent_by_another_when_its_time_is_over(place: Place) -> None:
    stuck, telegram = Telegram(moment=lambda _: 3600.0), Telegram()
    async with running(place, stuck) as dispatcher:
        await dispatcher.handle(said("one"))
        await dispatcher.handle(said("two"))
        await asyncio.sleep(0.05)
        assert stuck.under_way.total() == 1
    async with running(place, telegram) as dispatcher:
        await dispatcher.handle(said("hi", OLA))
        await empty_but(place, 2)
        place.clock.wait(seconds=60)
        dispatcher.said.set()
        await telegram.until(3)
        await empty(place)
    assert telegram.took == {OLA.external_id: ["hi"], KARI.external_id: ["one", "two"]}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it cannot be told, and the claim is waited for")
async def test_a_survivor_soon_sends_what_a_dead_process_of_its_machine_had_claimed(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pumping, "BEREAVED_S", 0.1)
    monkeypatch.setattr(pumping, "LONGEST_REST", 0.05)
    telegram = Telegram()
    async with running(place, telegram) as dispatcher:
        with in_another_process() as holder:
            claims = Claims("telegram", holder)
            envelope = Envelope(KARI, None, claims=claims)
            add = partial(
                outbox.add,
                envelope=envelope,
                replies=[RenderedReply(say("one")), RenderedReply(say("two"))],
                now=place.clock(),
            )
            assert (await dispatcher.run(add)).claimed
            await asyncio.sleep(0.3)
            assert not telegram.took
        await telegram.until(2)
        await empty(place)
    assert telegram.took == {KARI.external_id: ["one", "two"]}


async def empty_but(place: Place, rows: int) -> None:
    async with asyncio.timeout(60):
        while await asyncio.to_thread(place.count, "outbox") != rows:  # noqa: ASYNC110  # there is no event for it
            await asyncio.sleep(0.02)


async def test_nudges_leave_room_to_replies(place: Place) -> None:
    telegram = Telegram(moment=lambda text: 3600.0 if text == "nudge" else 0.0)
    async with running(place, telegram, at_once=4, clock=now) as dispatcher:
        await put(dispatcher, [str(n) for n in range(50)], ["nudge"], QueuedKind.NUDGE)
        dispatcher.said.set()
        await asyncio.sleep(0.1)
        assert telegram.under_way.total() == 2
        begun = monotonic()
        for n in range(20):
            await dispatcher.handle(said(f"{n}"))
        await telegram.until(20)
        assert monotonic() - begun < 5
    assert telegram.took == {KARI.external_id: [f"{n}" for n in range(20)]}


async def test_replies_go_at_once_while_many_nudges_drain_slowly(place: Place) -> None:
    telegram = Telegram()
    async with running(place, telegram, clock=now, allowed=RateLimits(30)) as dispatcher:
        await put(dispatcher, [str(n) for n in range(500)], ["nudge"], QueuedKind.NUDGE)
        dispatcher.said.set()
        await telegram.until(20)
        waits = []
        for n in range(20):
            begun, chat = monotonic(), f"9{n:06}"
            await dispatcher.handle(said("hi", Address("telegram", chat)))
            while not telegram.took.get(chat):  # noqa: ASYNC110  # there is no event for it
                await asyncio.sleep(0.001)
            waits.append(monotonic() - begun)
            await asyncio.sleep(0.1)
    nudges = [texts for texts in telegram.took.values() if texts == ["nudge"]]
    assert 20 < len(nudges) < 500
    assert sorted(waits)[-3] < 0.5  # behind the reminders it would wait for many seconds
    assert max(sum(at <= other < at + 1 for other in telegram.times) for at in telegram.times) <= 33


async def test_no_more_are_under_way_than_allowed_and_what_is_waits_its_turn(place: Place) -> None:
    telegram = Telegram(moment=lambda _: 0.01)
    async with running(place, telegram, at_once=3, clock=now) as dispatcher:
        await asyncio.gather(*(dispatcher.handle(said("hi", Address("telegram", str(n)))) for n in range(40)))
        await empty(place)
    assert (telegram.most, len(telegram.took)) == (3, 40)


async def test_where_two_chats_are_refused_everything_waits_as_long_as_telegram_wants(place: Place) -> None:
    refused = {KARI.external_id, OLA.external_id}

    def fails(chat: str, _text: str) -> Exception | None:
        if chat not in refused:
            return None
        refused.discard(chat)
        return RetryAfter(timedelta(seconds=1))

    telegram = Telegram(fails=fails)
    async with running(place, telegram, clock=now, allowed=RateLimits(30)) as dispatcher:
        await dispatcher.handle(said("hi"))
        await dispatcher.handle(said("hi", OLA))
        async with asyncio.timeout(5):
            while refused:  # noqa: ASYNC110  # there is no event for it
                await asyncio.sleep(0.001)
        begun = monotonic()
        await dispatcher.handle(said("hi", Address("telegram", "3")))
        await telegram.until(3)
    assert telegram.times[0] - begun > 0.8
    assert telegram.times[-1] - begun < 4
    assert sorted(telegram.took) == sorted([KARI.external_id, OLA.external_id, "3"])


async def test_whoever_blocks_us_waits_and_the_others_do_not(place: Place) -> None:
    blocked = {KARI.external_id}
    telegram = Telegram(fails=lambda chat, _: Forbidden("blocked by the user") if chat in blocked else None)
    async with running(place, telegram, clock=now) as dispatcher:
        await dispatcher.handle(said("one"))
        await dispatcher.handle(said("hi", OLA))
        await telegram.until(1)
        await empty_but(place, 1)
        blocked.clear()
        await dispatcher.handle(said("back"))
        await empty(place)
    assert telegram.took == {OLA.external_id: ["hi"], KARI.external_id: ["one", "back"]}


async def test_what_is_sent_while_the_database_is_away_is_marked_when_it_is_back(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    telegram = Telegram(moment=lambda _: 0.05)
    async with running(place, telegram, clock=now) as dispatcher:
        taken = await dispatcher.handle(said("hi"))
        run, away = dispatcher.run, 2

        async def broken(*arguments: Any) -> Any:
            nonlocal away
            if away:
                away -= 1
                raise DatabaseError("away")
            return await run(*arguments)

        monkeypatch.setattr(dispatcher, "run", broken)
        await telegram.until(1)
        await empty(place)
    assert len(taken.claimed) == 1
    assert telegram.took == {KARI.external_id: ["hi"]}


async def test_what_is_claimed_and_not_begun_is_given_back_at_the_end(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pumping, "LAST_CALL", 0.05)
    telegram, stop = Telegram(moment=lambda _: 0.3), asyncio.Event()
    async with TurnDispatcher(place.database, place.exchange) as dispatcher:
        task = asyncio.create_task(OutboxSender(telegram, dispatcher, place.clock, at_once=1).run(stop))
        while dispatcher.sender is None:  # noqa: ASYNC110  # there is no event for it
            await asyncio.sleep(0.001)
        for chat in (KARI, OLA):
            await dispatcher.handle(said("hi", chat))
        stop.set()
        await asyncio.wait_for(task, 5)
        assert telegram.took == {KARI.external_id: ["hi"]}
        waiting = await dispatcher.run(lambda connection: outbox.first_of(connection, OLA, place.clock()))
    assert waiting is not None
    assert replace(waiting, leased_by=None) == waiting
