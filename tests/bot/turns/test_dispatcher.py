"""The turn dispatcher: concurrent events, group commit, and results only after the commit."""

import asyncio
from contextlib import AbstractContextManager
from functools import partial

import pytest
from sqlalchemy import Connection, func, select

from bot.address import Address
from bot.storage.db.tables import FACT, OUTBOX
from bot.storage.queue import outbox
from bot.turns.dispatcher import TurnDispatcher
from tests.support.stand_ins import KARI, OLA, Place, PoisonError, said


async def test_an_answer_comes_after_the_commit(place: Place) -> None:
    async with TurnDispatcher(place.database, place.exchange) as dispatcher:
        with place.held():
            heard = asyncio.create_task(dispatcher.handle(said("hi", key="telegram:1")))
            await asyncio.sleep(0.05)
            assert not heard.done()
        assert not (await heard).is_repeat
        assert place.count("outbox") == 1


async def test_many_at_once_each_take_effect_in_their_order(place: Place) -> None:
    addresses = [Address("telegram", str(n)) for n in range(10)]
    async with TurnDispatcher(place.database, place.exchange) as dispatcher:
        await asyncio.gather(*(dispatcher.handle(said("consent", address)) for address in addresses))
        waiting = [dispatcher.handle(said(f"name {n}", address)) for n in range(8) for address in addresses]
        await asyncio.gather(*waiting)
        told = select(FACT.c.body).where(FACT.c.kind == "contact").order_by(FACT.c.person_id, FACT.c.n)
        bodies = await dispatcher.run(lambda connection: connection.scalars(told).all())
    assert len(bodies) == 80
    assert [f"name {index % 8}".encode() in body for index, body in enumerate(bodies)] == [True] * 80


async def test_a_failing_turn_fails_alone(place: Place) -> None:
    async with TurnDispatcher(place.database, place.exchange) as dispatcher:
        texts = ["one", "poison", "two", "poison", "three"]
        with place.held():
            together = asyncio.gather(*map(dispatcher.handle, map(said, texts)), return_exceptions=True)
            await asyncio.sleep(0.05)
        results = await together
        assert [isinstance(result, PoisonError) for result in results] == [text == "poison" for text in texts]
        assert not (await dispatcher.handle(said("after", OLA))).is_repeat
    assert place.count("outbox") == 4


async def test_turns_that_wait_are_committed_together(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[None] = []
    begin = place.database.begin

    def counted() -> AbstractContextManager[Connection]:
        begun.append(None)
        return begin()

    async with TurnDispatcher(place.database, place.exchange, threads=1) as dispatcher:
        with place.held():
            monkeypatch.setattr(place.database, "begin", counted)
            first = asyncio.create_task(dispatcher.handle(said("first")))
            await asyncio.sleep(0.05)
            chats = [Address("telegram", str(n)) for n in range(8)]
            together = asyncio.gather(*(dispatcher.handle(said("hi", chat)) for chat in chats))
            await asyncio.sleep(0.05)
        await asyncio.gather(first, together)
    assert len(begun) == 2


async def test_others_wait_for_one_turn_of_a_chat_that_sends_many(place: Place) -> None:
    answered: list[str] = []

    async def handle(text: str, chat: Address) -> None:
        await dispatcher.handle(said(text, chat))
        answered.append(text)

    async with TurnDispatcher(place.database, place.exchange, threads=1) as dispatcher, asyncio.TaskGroup() as group:
        with place.held():
            group.create_task(handle("first", OLA))
            await asyncio.sleep(0.05)
            for n in range(5):
                group.create_task(handle(str(n), KARI))
            group.create_task(handle("other", OLA))
            await asyncio.sleep(0.05)
    assert sorted(answered[:3]) == ["0", "first", "other"]
    assert answered[3:] == ["1", "2", "3", "4"]


async def test_work_on_a_chat_keeps_its_place_among_the_turns(place: Place) -> None:
    async with TurnDispatcher(place.database, place.exchange) as dispatcher, asyncio.TaskGroup() as group:
        waiting = partial(outbox_size, chat=KARI)
        with place.held():
            group.create_task(dispatcher.handle(said("first")))
            await asyncio.sleep(0.05)
            counts: list[asyncio.Task[int]] = []
            for text in ("second", "third"):
                group.create_task(dispatcher.handle(said(text)))
                counts.append(group.create_task(dispatcher.run(waiting, KARI)))
            await asyncio.sleep(0.05)
    assert [count.result() for count in counts] == [2, 3]


def outbox_size(connection: Connection, chat: Address) -> int:
    found = connection.scalar(select(func.count()).where(OUTBOX.c.external_id == chat.external_id))
    return int(found or 0)


async def test_pump_and_worker_are_woken_only_where_there_is_something_for_them(place: Place) -> None:
    async with TurnDispatcher(place.database, place.exchange) as dispatcher:
        await dispatcher.run(lambda connection: outbox.is_empty(connection, KARI))
        assert (dispatcher.said.is_set(), dispatcher.wanted.is_set()) == (False, False)
        await dispatcher.handle(said("consent"))
        assert (dispatcher.said.is_set(), dispatcher.wanted.is_set()) == (True, False)
        await dispatcher.handle(said("/export"))
        assert dispatcher.wanted.is_set()


async def test_closing_finishes_what_was_handed_in(place: Place) -> None:
    dispatcher = TurnDispatcher(place.database, place.exchange)
    addresses = [Address("telegram", str(n % 7)) for n in range(50)]
    tasks = [asyncio.create_task(dispatcher.handle(said(str(n), address))) for n, address in enumerate(addresses)]
    await asyncio.sleep(0)
    await dispatcher.close()
    assert not any(taken.is_repeat for taken in await asyncio.gather(*tasks))
    assert place.count("outbox") == 50
    await dispatcher.close()
    with pytest.raises(RuntimeError, match="closed"):
        await dispatcher.handle(said("too late"))


async def test_whoever_stops_waiting_does_not_stop_the_others(place: Place) -> None:
    async with TurnDispatcher(place.database, place.exchange) as dispatcher:
        with place.held():
            gone = asyncio.create_task(dispatcher.handle(said("gone", KARI)))
            there = asyncio.create_task(dispatcher.handle(said("there", OLA)))
            await asyncio.sleep(0.05)
            gone.cancel()
        await there
        with pytest.raises(asyncio.CancelledError):
            await gone
    assert place.count("outbox") == 2


async def test_a_database_that_takes_writes_is_ready(place: Place) -> None:
    assert place.database.is_ready()
    async with TurnDispatcher(place.database, place.exchange) as dispatcher:
        assert await dispatcher.is_ready()
        with place.held():
            assert await dispatcher.is_ready(timeout_s=0.05), "a look counts for a second"
