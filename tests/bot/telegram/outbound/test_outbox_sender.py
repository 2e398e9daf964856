"""The outbox sender delivers messages in order, once unless a process dies, with every response of Telegram."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

import pytest
from sqlalchemy import Connection, func, select

from bot.address import Address
from bot.storage.db.tables import OUTBOX, PERSON
from bot.storage.people import people
from bot.storage.people.deletion import delete_person
from bot.storage.queue import outbox
from bot.storage.queue.messages import Claims, Envelope, QueuedKind, QueuedMessage, RenderedReply
from bot.turns.dispatcher import TurnDispatcher
from dialogs.protocol.replies import say
from tests.bot.telegram.conftest import Serve, now
from tests.support.parrot import Parrot
from tests.support.telegram.server import TelegramServer, User


async def waiting(dispatcher: TurnDispatcher) -> int:
    count: int = await dispatcher.run(
        lambda connection: connection.execute(select(func.count(OUTBOX.c.id))).scalar_one()
    )
    return count


async def paused(dispatcher: TurnDispatcher) -> list[bool]:
    return await dispatcher.run(lambda connection: list(connection.execute(select(PERSON.c.is_paused)).scalars()))


async def texts(server: TelegramServer, user: User, expect: int) -> list[str]:
    return [reply.text for reply in await server.replies(user, expect=expect)]


@pytest.mark.parametrize("status", [500, 502, 0])
async def test_what_fails_on_the_way_is_sent_later_and_in_order(
    server: TelegramServer, serve: Serve, dispatcher: TurnDispatcher, status: int
) -> None:
    kari = server.user()
    server.fail("sendMessage", status)
    async with serve():
        server.say(kari, "/two")
        assert await texts(server, kari, 2) == ["one", "two"]
    assert await waiting(dispatcher) == 0


async def test_a_reply_whose_answer_was_lost_may_come_twice_but_is_never_lost(
    server: TelegramServer, serve: Serve
) -> None:
    kari = server.user()
    server.fail("sendMessage", 0, is_after=True)
    async with serve():
        server.say(kari, "hei")
        assert await texts(server, kari, 2) == ["echo: hei", "echo: hei"]


async def test_telegram_is_left_alone_for_as_long_as_it_wants(server: TelegramServer, serve: Serve) -> None:
    kari, ola = server.user("Kari"), server.user("Ola")
    server.fail("sendMessage", 429, retry_after=1, chat=kari.id)
    loop = asyncio.get_running_loop()
    async with serve():
        server.say(kari, "/two")
        server.say(ola, "hi")
        began = loop.time()
        assert await texts(server, ola, 1) == ["echo: hi"]
        assert loop.time() - began < 0.9
        assert await texts(server, kari, 2) == ["one", "two"]
        assert loop.time() - began >= 0.9


async def test_what_can_never_be_sent_is_buried_and_the_next_goes(
    server: TelegramServer, serve: Serve, dispatcher: TurnDispatcher
) -> None:
    kari = server.user()
    server.fail("sendMessage", 400, description="Bad Request: TEXT_IS_BAD")
    async with serve() as service:
        server.say(kari, "/two")
        assert await texts(server, kari, 1) == ["two"]
        assert service.buried == 1
    assert await waiting(dispatcher) == 0


async def test_somebody_who_blocks_us_is_paused_and_gets_it_all_when_back(
    server: TelegramServer, serve: Serve, dispatcher: TurnDispatcher
) -> None:
    kari = server.user()
    server.fail("sendMessage", 403, description="Forbidden: bot was blocked by the user")
    async with serve():
        server.say(kari, "/two")
        await server.until(lambda: not server.updates)
        while await paused(dispatcher) != [True]:  # noqa: ASYNC110 (the database has no event for it)
            await asyncio.sleep(0.01)
        assert await waiting(dispatcher) == 2
        server.say(kari, "back")
        assert await texts(server, kari, 3) == ["one", "two", "echo: back"]
    assert await paused(dispatcher) == [False]


async def test_a_nudge_that_was_claimed_does_not_go_to_somebody_erased(
    server: TelegramServer, serve: Serve, dispatcher: TurnDispatcher
) -> None:
    kari, ola = server.user("Kari"), server.user("Ola")
    async with serve():
        for user in (kari, ola):
            server.say(user, "hei")
            await server.replies(user)
        sender = dispatcher.sender
        assert sender
        claimed = await dispatcher.run(lambda connection: nudges_claimed(connection, sender.claims, (kari, ola)))
        await dispatcher.run(lambda connection: delete_person(connection, claimed[0].person_id or UUID(int=0)))
        sender.begin(claimed)
        assert await texts(server, ola, 1) == ["How did it go?"]
    assert [shown.text for shown in server.shown[kari.id]] == ["echo: hei"]


def nudges_claimed(connection: Connection, claims: Claims, users: Sequence[User]) -> list[QueuedMessage]:
    """Store a reminder for each user, and return them as claimed."""
    for user in users:
        address = Address("telegram", str(user.id))
        known = people.find(connection, address)
        assert known
        outbox.add(
            connection, Envelope(address, known.id, QueuedKind.NUDGE), [RenderedReply(say("How did it go?"))], now()
        )
    found, _ = outbox.claim(connection, claims, now(), 2, 2)
    return sorted(found, key=lambda one: one.id)


async def test_somebody_who_stops_the_bot_is_paused_until_they_let_it_go_on(
    server: TelegramServer, serve: Serve, dispatcher: TurnDispatcher
) -> None:
    kari = server.user()
    async with serve():
        server.say(kari, "hei")
        await server.replies(kari)
        server.stand(kari, "kicked")
        await server.until(lambda: not server.updates)
        assert await paused(dispatcher) == [True]
        server.stand(kari, "member")
        await server.until(lambda: not server.updates)
        assert await paused(dispatcher) == [False]


async def test_what_was_committed_before_a_crash_is_sent_at_the_next_start(
    server: TelegramServer, serve: Serve, dispatcher: TurnDispatcher, parrot: Parrot
) -> None:
    kari = server.user()
    server.fail("sendMessage", 500, times=3)
    async with serve():
        server.say(kari, "hei")
        await server.until(lambda: not server.updates and bool(parrot.heard))
    assert await waiting(dispatcher) == 1
    async with serve():
        assert await texts(server, kari, 1) == ["echo: hei"]


async def test_at_the_end_what_is_due_is_sent(server: TelegramServer, serve: Serve, dispatcher: TurnDispatcher) -> None:
    people = [server.user() for _ in range(30)]
    for user in people:
        server.say(user, "/two")
    async with serve():
        await server.until(lambda: server.polls == 1)
    assert await waiting(dispatcher) == 0
    assert all(len(server.shown[user.id]) == 2 for user in people)
