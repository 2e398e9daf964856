"""A reminder is sent once by one process; an unsent one is decided again; a deleted user gets none."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection
from structlog.testing import capture_logs

from bot.address import Address
from bot.background.reminders import ROOM, ReminderScheduler
from bot.i18n import Languages
from bot.storage.people import people, stats
from bot.storage.people.deletion import delete_person
from bot.storage.queue import outbox, reminders
from bot.storage.queue.messages import QueuedKind, QueuedMessage
from bot.telegram.inbound.blocked import stand
from bot.turns.dispatcher import TurnDispatcher
from bot.turns.incoming import IncomingEvent
from bot.turns.turn import TurnHandler
from dialogs.coach import Coach
from dialogs.engine.operator_settings import OperatorSettings
from dialogs.engine.script import Turn
from dialogs.engine.turn_result import TurnResult
from dialogs.model.outreach import Event, Outreach, OutreachEvent, Plan, Purpose
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.reminders import ReminderKind as About
from dialogs.protocol.events import ReminderCheck, Said
from dialogs.text import Language
from tests.support.people_told import knowing, somebody
from tests.support.stand_ins import CLAIMS, KARI, OLA, Place, PoisonError, claimed, in_another_process

OSLO = ZoneInfo("Europe/Oslo")
DUE = timedelta(minutes=10)


class Poison(Coach):
    """A coach that raises when it should send a reminder."""

    def play(self, turn: Turn) -> TurnResult:
        if isinstance(turn.heard, ReminderCheck):
            raise PoisonError(turn.person.contacts)
        return super().play(turn)


@pytest.fixture
def exchange(place: Place) -> TurnHandler:
    """Return a turn handler with the real coach, which the database uses from now on."""
    place.exchange = TurnHandler(Coach(), Languages.load(), OSLO, OperatorSettings(), place.clock, lambda: UUID(int=1))
    return place.exchange


@pytest.fixture
async def dispatcher(place: Place, exchange: TurnHandler) -> AsyncIterator[TurnDispatcher]:
    async with TurnDispatcher(place.database, exchange) as opened:
        yield opened


def planning(n: int, now: datetime, *, sent_at: datetime | None = None) -> Person:
    """Return a person who plans to send a message in ten minutes, and may wait for an answer to another."""
    known = knowing(somebody(Language.EN), "Kari Nordmann", None).with_nudging(look_back=None)
    contact = known.contacts[0].n
    ready = Outreach(500, contact, Purpose.OPENINGS, Language.EN, "Hi!", events=(Event(OutreachEvent.DRAFTED, now),))
    waiting = () if sent_at is None else (replace(ready, n=502, events=(Event(OutreachEvent.SENT, sent_at),)),)
    plan = Plan(501, 500, "on the bus", now + DUE, has_hour=True)
    return replace(known, id=UUID(int=n), outreaches=(ready, *waiting), plans=(plan,), serial=600)


def store(place: Place, address: Address = KARI, n: int = 7, person: Person | None = None) -> None:
    """Store a person with a plan, and the time of their next check."""
    now = place.clock()
    with place.database.begin() as connection:
        people.add(connection, person or planning(n, now), address, now)
        reminders.plan(connection, address, now + DUE)


def found(place: Place, address: Address = KARI) -> Person:
    with place.database.begin() as connection:
        person = people.find(connection, address)
    assert person
    return person


def waiting(place: Place) -> list[QueuedMessage]:
    """Claim all waiting messages."""
    with place.database.begin() as connection:
        return claimed(connection, place.clock(), 100)


def look_at(place: Place, address: Address = KARI) -> datetime | None:
    with place.database.begin() as connection:
        known = people.lock(connection, address)
    assert known
    return known.nudge_at


async def test_a_nudge_comes_when_its_time_has_come_and_once(place: Place, dispatcher: TurnDispatcher) -> None:
    store(place)
    scheduler = ReminderScheduler(dispatcher, place.clock, "telegram")
    assert not await scheduler.look()
    assert waiting(place) == []
    place.clock.wait(minutes=10)
    assert await scheduler.look()
    assert not await scheduler.look()
    (nudge,) = waiting(place)
    assert (nudge.kind, nudge.address, nudge.reply.is_silent) == (QueuedKind.NUDGE, KARI, False)
    assert look_at(place) is None
    assert [(one.kind, one.about) for one in found(place).nudges.told] == [(About.PLAN, 501)]


async def test_any_number_of_nudgers_say_it_once(place: Place, exchange: TurnHandler) -> None:
    addresses = [Address("telegram", str(n)) for n in range(20)]
    for n, address in enumerate(addresses):
        store(place, address, n)
    place.clock.wait(minutes=10)
    async with TurnDispatcher(place.database, exchange) as one, TurnDispatcher(place.database, exchange) as other:
        nudgers = [ReminderScheduler(dispatcher, place.clock, "telegram") for dispatcher in (one, other, one, other)]
        for _ in range(6):
            await asyncio.gather(*(scheduler.look() for scheduler in nudgers))
    assert sorted(one.address.external_id for one in waiting(place)) == sorted(one.external_id for one in addresses)


async def test_no_more_are_decided_on_than_go_in_about_a_second(place: Place, dispatcher: TurnDispatcher) -> None:
    for n in range(40):
        store(place, Address("telegram", str(n)), n)
    place.clock.wait(minutes=10)
    scheduler = ReminderScheduler(dispatcher, place.clock, "telegram")
    for _ in range(10):
        assert await scheduler.look()
    assert place.count("outbox") == ROOM


async def test_another_channel_is_left_to_whoever_serves_it(place: Place, dispatcher: TurnDispatcher) -> None:
    store(place, Address("terminal", "kari"))
    place.clock.wait(minutes=10)
    assert not await ReminderScheduler(dispatcher, place.clock, "telegram").look()
    assert await ReminderScheduler(dispatcher, place.clock, "terminal").look()


async def test_what_the_person_says_meanwhile_takes_back_a_nudge_that_was_not_sent(
    place: Place, dispatcher: TurnDispatcher
) -> None:
    store(place)
    place.clock.wait(minutes=10)
    await ReminderScheduler(dispatcher, place.clock, "telegram").look()
    await dispatcher.handle(IncomingEvent(KARI, Said("/menu")))
    assert [one.kind for one in waiting(place)] == [QueuedKind.REPLY]
    assert found(place).nudges.told == ()
    assert look_at(place) == place.clock(), "it is open again"
    with place.database.begin() as connection:
        assert stats.counts(connection, place.clock()).nudges_sent == 0


async def test_one_that_is_under_way_stays_said(place: Place, dispatcher: TurnDispatcher) -> None:
    store(place)
    place.clock.wait(minutes=10)
    await ReminderScheduler(dispatcher, place.clock, "telegram").look()
    (nudge,) = waiting(place)
    await dispatcher.handle(IncomingEvent(KARI, Said("/menu")))
    assert [one.about for one in found(place).nudges.told] == [501]
    await dispatcher.run(lambda connection: outbox.sent(connection, nudge, "1", place.clock()))
    with place.database.begin() as connection:
        assert stats.counts(connection, place.clock()).nudges_sent == 1


async def test_nothing_is_decided_on_while_something_waits_to_be_sent(place: Place, dispatcher: TurnDispatcher) -> None:
    store(place)
    await dispatcher.handle(IncomingEvent(KARI, Said("/menu")))
    place.clock.wait(minutes=10)
    await ReminderScheduler(dispatcher, place.clock, "telegram").look()
    assert [one.kind for one in waiting(place)] == [QueuedKind.REPLY]
    assert look_at(place) == place.clock() + timedelta(minutes=1)


async def test_days_without_telegram_end_in_one_message(place: Place, dispatcher: TurnDispatcher) -> None:
    store(place, person=planning(7, place.clock(), sent_at=place.clock() - timedelta(days=30)))
    place.clock.wait(minutes=10)
    scheduler = ReminderScheduler(dispatcher, place.clock, "telegram")
    await scheduler.look()
    place.clock.wait(days=2, hours=8)
    await scheduler.look()
    (nudge,) = waiting(place)
    assert [(one.kind, one.about) for one in found(place).nudges.told] == [(About.PLAN, 501), (About.FOLLOW_UP, 502)]
    assert "late" in str(nudge.reply.blocks)


async def test_somebody_who_blocked_us_is_not_looked_at_until_they_are_back(
    place: Place, dispatcher: TurnDispatcher
) -> None:
    store(place)
    place.clock.wait(minutes=10)
    scheduler = ReminderScheduler(dispatcher, place.clock, "telegram")
    await scheduler.look()
    (nudge,) = waiting(place)
    await dispatcher.run(lambda connection: outbox.blocked(connection, nudge, place.clock()))
    assert look_at(place) is None
    place.clock.wait(days=3)
    assert not await scheduler.look()
    await dispatcher.run(lambda connection: stand(connection, KARI, place.clock(), is_stopped=False))
    assert waiting(place) == [], "what was held is not said as it was"
    assert await scheduler.look()
    (again,) = waiting(place)
    assert "late" in str(again.reply.blocks)
    assert "late" not in str(nudge.reply.blocks)


async def test_stopping_the_bot_ends_the_looks(place: Place, dispatcher: TurnDispatcher) -> None:
    store(place)
    await dispatcher.run(lambda connection: stand(connection, KARI, place.clock(), is_stopped=True))
    place.clock.wait(minutes=10)
    assert not await ReminderScheduler(dispatcher, place.clock, "telegram").look()


async def test_nobody_erased_gets_what_was_claimed_before(place: Place, dispatcher: TurnDispatcher) -> None:
    store(place)
    store(place, OLA, 8)
    place.clock.wait(minutes=10)
    await ReminderScheduler(dispatcher, place.clock, "telegram").look()
    nudges_claimed = {one.address: one for one in waiting(place)}
    await dispatcher.run(lambda connection: delete_person(connection, UUID(int=7)))

    def may_go(connection: Connection) -> list[bool]:
        return [outbox.may_go(connection, nudges_claimed[address], place.clock()) for address in (KARI, OLA)]

    assert await dispatcher.run(may_go) == [False, True]
    assert not await ReminderScheduler(dispatcher, place.clock, "telegram").look()


async def test_one_that_waited_for_long_is_decided_on_anew_before_it_goes(
    place: Place, dispatcher: TurnDispatcher
) -> None:
    store(place)
    place.clock.wait(minutes=10)
    scheduler = ReminderScheduler(dispatcher, place.clock, "telegram")
    await scheduler.look()
    place.clock.wait(hours=30)
    (stale,) = waiting(place)
    assert not await dispatcher.run(lambda connection: outbox.may_go(connection, stale, place.clock()))
    assert waiting(place) == []
    assert await scheduler.look()
    (fresh,) = waiting(place)
    assert await dispatcher.run(lambda connection: outbox.may_go(connection, fresh, place.clock()))
    assert "late" in str(fresh.reply.blocks)
    assert place.count("outbox") == 1


async def test_one_that_fails_stops_no_other_and_is_tried_later(place: Place) -> None:
    place.exchange = TurnHandler(Poison(), Languages.load(), OSLO, OperatorSettings(), place.clock, lambda: UUID(int=1))
    store(place)
    place.clock.wait(minutes=10)
    async with TurnDispatcher(place.database, place.exchange) as dispatcher:
        with capture_logs() as logs:
            await ReminderScheduler(dispatcher, place.clock, "telegram").look()
    assert logs == [{"event": "reminder failed", "error": "PoisonError", "log_level": "error"}]
    assert look_at(place) == place.clock() + timedelta(hours=1)


async def test_a_dead_processes_nudge_is_sent_by_another(place: Place, dispatcher: TurnDispatcher) -> None:
    store(place)
    place.clock.wait(minutes=10)
    await ReminderScheduler(dispatcher, place.clock, "telegram").look()
    with in_another_process() as holder, place.database.begin() as connection:
        dead = replace(CLAIMS, holder=holder)
        ((lost,), _) = outbox.claim(connection, dead, place.clock(), 10, 10)
    place.clock.wait(seconds=61)
    assert [one.id for one in waiting(place)] == [lost.id], "the same row, and no second nudge"
    assert not await ReminderScheduler(dispatcher, place.clock, "telegram").look()


async def test_the_look_follows_what_the_person_says(place: Place, dispatcher: TurnDispatcher) -> None:
    store(place)
    stopped: list[Any] = [Said("/nudges"), Said("Pause or stop"), Said("Until I say so")]
    for heard in stopped:
        await dispatcher.handle(IncomingEvent(KARI, heard))
    assert look_at(place) is None
    for heard in (Said("Pause or stop"), Said("Start again")):
        await dispatcher.handle(IncomingEvent(KARI, heard))
    assert look_at(place) == found(place).plans[0].at


def test_counts_tell_what_is_due(place: Place) -> None:
    store(place)
    with place.database.begin() as connection:
        assert stats.counts(connection, place.clock()).nudges_due == 0
        assert stats.counts(connection, place.clock() + DUE).nudges_due == 1
