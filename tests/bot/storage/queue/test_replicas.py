"""Two replicas on one PostgreSQL: the turns of a chat run one at a time and once each, without deadlocks."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from random import Random
from time import monotonic
from uuid import uuid4
from zoneinfo import ZoneInfo

import psycopg
import pytest
from sqlalchemy import func, select

from bot.address import Address
from bot.errors import DatabaseError
from bot.storage.db.database import Database
from bot.storage.db.tables import OUTBOX
from bot.storage.people import people
from bot.storage.queue import outbox
from bot.storage.queue.messages import Claims, QueuedMessage
from bot.turns.dispatcher import TurnDispatcher
from bot.turns.incoming import IncomingEvent, TurnOutcome
from bot.turns.turn import TurnHandler
from dialogs.engine.operator_settings import OperatorSettings
from dialogs.model.person import Person
from tests.support.stand_ins import KARI, Clock, Languages, StandInCoach, said

CHATS = [Address("telegram", str(n)) for n in range(8)]
OSLO = ZoneInfo("Europe/Oslo")
CLOCK = Clock()

each_seed = pytest.mark.parametrize("seed", range(3))


@asynccontextmanager
async def replicas(url: str, count: int = 2) -> AsyncIterator[list[TurnDispatcher]]:
    """Yield turn dispatchers that share only the database, like separate processes."""
    async with AsyncExitStack() as stack:
        dispatchers = []
        for _ in range(count):
            database = Database.open(url)
            stack.callback(database.close)
            exchange = TurnHandler(StandInCoach(), Languages(), OSLO, OperatorSettings(), CLOCK, uuid4)
            dispatchers.append(await stack.enter_async_context(TurnDispatcher(database, exchange)))
        yield dispatchers


def deadlocks(url: str) -> int:
    """Return the number of deadlocks. PostgreSQL counts them when connections close, so all must be closed first."""
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        ).fetchall()
    return int(rows[0][0])


async def person(dispatcher: TurnDispatcher, address: Address) -> Person:
    found = await dispatcher.run(partial(people.find, address=address))
    assert found is not None
    return found


@each_seed
async def test_200_turns_at_once_over_both_each_take_effect_once(postgres_url: str, seed: int) -> None:
    random = Random(seed)  # noqa: S311  # reproducible
    arrivals = [said(f"name {n}", random.choice(CHATS), f"telegram:{n}") for n in range(200)]
    async with replicas(postgres_url) as dispatchers:
        await asyncio.gather(*(random.choice(dispatchers).handle(said("consent", chat)) for chat in CHATS))
        # A third of the events come twice at the same time.
        coming = arrivals + random.sample(arrivals, 70)
        random.shuffle(coming)
        taken = await asyncio.gather(*(random.choice(dispatchers).handle(incoming) for incoming in coming))
        persons = {chat: await person(dispatchers[0], chat) for chat in CHATS}
    assert sum(not one.is_repeat for one in taken) == 200
    for chat, known in persons.items():
        told = {f"name {n}" for n, incoming in enumerate(arrivals) if incoming.address == chat}
        assert {contact.name for contact in known.contacts} == told
        assert [contact.n for contact in known.contacts] == list(range(1, len(told) + 1))
        assert known.where.asking == len(told), "each turn saw what the one before it left"
    assert deadlocks(postgres_url) == 0


@each_seed
async def test_whoever_is_met_by_both_at_once_is_one_person(postgres_url: str, seed: int) -> None:
    random = Random(seed)  # noqa: S311  # reproducible
    async with replicas(postgres_url) as dispatchers:
        arrivals = [said("consent", chat, f"telegram:{chat.external_id}-{n}") for chat in CHATS for n in range(6)]
        random.shuffle(arrivals)
        taken = await asyncio.gather(*(random.choice(dispatchers).handle(incoming) for incoming in arrivals))
        count = await dispatchers[0].run(
            lambda connection: connection.exec_driver_sql("SELECT count(*) FROM person").scalar()
        )
    assert not any(one.is_repeat for one in taken)
    assert count == len(CHATS)
    assert deadlocks(postgres_url) == 0


@each_seed
async def test_turns_deletions_and_sending_go_on_beside_each_other(postgres_url: str, seed: int) -> None:
    random = Random(seed)  # noqa: S311  # reproducible
    kinds = ["consent"] * 3 + ["card"] * 3 + ["/export", "norsk", "/delete", "name", "name", "name"]
    texts = [f"{random.choice(kinds)}" for _ in range(200)]
    async with replicas(postgres_url) as dispatchers:
        is_over = asyncio.Event()
        sending = [
            asyncio.create_task(send(dispatcher, f"replica {n}", is_over)) for n, dispatcher in enumerate(dispatchers)
        ]
        arrivals = [said(text, random.choice(CHATS), f"telegram:{n}") for n, text in enumerate(texts)]
        async with asyncio.timeout(30):
            taken = await asyncio.gather(*(random.choice(dispatchers).handle(incoming) for incoming in arrivals))
            is_over.set()
            sent = Counter(id_ for ids in await asyncio.gather(*sending) for id_ in ids)
        left = await dispatchers[0].run(lambda connection: connection.scalar(select(func.count()).select_from(OUTBOX)))
    assert not any(one.is_repeat for one in taken)
    assert set(sent.values()) == {1}, "a message was claimed twice"
    assert left == 0


async def send(dispatcher: TurnDispatcher, holder: str, is_over: asyncio.Event) -> list[int]:
    """Claim and send due messages until all are sent. Return the rows sent."""
    claims = Claims("telegram", holder)
    sent: list[int] = []
    while True:
        was_over = is_over.is_set()
        due, _ = await dispatcher.run(partial(outbox.claim, claims=claims, now=CLOCK(), most=8, most_nudges=8))
        for waiting in due:
            following: QueuedMessage | None = waiting
            while following is not None:
                mark = partial(outbox.sent, waiting=following, message_id="1", now=CLOCK(), claims=claims)
                sent.append(following.id)
                following = (await dispatcher.run(mark)).claimed
        if was_over and not due:
            return sent
        await asyncio.sleep(0.001)


async def test_a_replica_that_dies_in_a_turn_lets_the_other_take_it(postgres_url: str) -> None:
    async with replicas(postgres_url) as dispatchers:
        await dispatchers[0].handle(said("consent"))
        dying = psycopg.connect(postgres_url)
        dying.execute("SELECT * FROM person FOR UPDATE")
        waiting = asyncio.create_task(dispatchers[1].handle(said("Per", key="telegram:1")))
        await asyncio.sleep(0.1)
        assert not waiting.done()
        dying.close()
        assert not (await waiting).is_repeat


async def test_whoever_is_locked_for_long_is_told_so_and_the_others_go_on(postgres_url: str) -> None:
    async with replicas(postgres_url, count=1) as (dispatcher,):
        await asyncio.gather(*(dispatcher.handle(said("consent", chat)) for chat in CHATS))
        with psycopg.connect(postgres_url) as other:
            other.execute(
                "SELECT * FROM person JOIN address ON person_id = id WHERE external_id = '3' FOR UPDATE OF person"
            )
            began = monotonic()
            results = await asyncio.gather(
                *(dispatcher.handle(said("Per", chat)) for chat in CHATS), return_exceptions=True
            )
            assert 2 < monotonic() - began < 7
        assert [isinstance(result, DatabaseError) for result in results] == [chat == CHATS[3] for chat in CHATS]
        assert not (await dispatcher.handle(said("Per", CHATS[3]))).is_repeat


async def test_a_repeat_that_waits_for_the_first_is_known(postgres_url: str) -> None:
    incoming = IncomingEvent(KARI, said("consent").heard, key="telegram:1")
    async with replicas(postgres_url, count=4) as dispatchers:
        taken: list[TurnOutcome] = await asyncio.gather(*(dispatcher.handle(incoming) for dispatcher in dispatchers))
    assert sorted(one.is_repeat for one in taken) == [False, True, True, True]


async def test_a_deletion_that_comes_twice_at_once_meets_nobody_anew(postgres_url: str) -> None:
    async with replicas(postgres_url) as dispatchers:
        await dispatchers[0].handle(said("consent"))
        taken = await asyncio.gather(
            *(dispatcher.handle(said("/delete", key="telegram:2")) for dispatcher in dispatchers)
        )
        found = await dispatchers[0].run(partial(people.find, address=KARI))
    assert sorted(one.is_repeat for one in taken) == [False, True]
    assert found is None
