"""Data without activity is deleted after two warnings; any answer keeps it."""

from collections.abc import AsyncIterator
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

from bot.address import Address
from bot.background.retention import RetentionJob
from bot.i18n import Languages
from bot.storage.people import people
from bot.storage.queue import outbox
from bot.storage.queue.messages import QueuedKind, QueuedMessage
from bot.turns.dispatcher import TurnDispatcher
from dialogs.protocol.replies import Para
from tests.support.stand_ins import KARI, NOW, OLA, Place, claimed, said

OSLO = ZoneInfo("Europe/Oslo")
MONTHS = 6


@pytest.fixture
async def dispatcher(place: Place) -> AsyncIterator[TurnDispatcher]:
    async with TurnDispatcher(place.database, place.exchange) as opened:
        await opened.handle(said("consent"))
        await opened.handle(said("Per Hansen"))
        send_all(place)
        yield opened


def send_all(place: Place) -> list[QueuedMessage]:
    sent = []
    with place.database.begin() as connection:
        while batch := claimed(connection, place.clock(), 1):
            outbox.sent(connection, batch[0], "1", place.clock())
            sent += batch
    return sent


def keeper(place: Place, dispatcher: TurnDispatcher) -> RetentionJob:
    return RetentionJob(dispatcher, Languages.load(), place.clock, OSLO, MONTHS, place.database.tidy)


async def look(place: Place, dispatcher: TurnDispatcher, **later: float) -> list[str]:
    """Let time pass, run the retention job, and return the messages sent, without their first lines."""
    place.clock.wait(**later)
    await keeper(place, dispatcher).look()
    return [str(block.words) for one in send_all(place) for block in one.reply.blocks[1:] if isinstance(block, Para)]


async def test_somebody_silent_is_told_twice_and_then_erased(place: Place, dispatcher: TurnDispatcher) -> None:
    assert await look(place, dispatcher, days=152) == []
    (first,) = await look(place, dispatcher, days=1)
    assert first.startswith("On 25 May I delete everything you've told me")
    assert await look(place, dispatcher, days=22) == []
    (last,) = await look(place, dispatcher, days=1)
    assert last.startswith("On 25 May I delete")
    assert await look(place, dispatcher, days=6) == []
    assert place.count("person") == 1
    with capture_logs() as logs:
        assert await look(place, dispatcher, days=1) == []
    assert logs == [{"event": "unused data erased", "persons": 1, "log_level": "info"}]
    assert (place.count("person"), place.count("fact"), place.count("address")) == (0, 0, 0)


async def test_it_is_a_nudge_whose_first_line_tells_a_locked_screen_nothing(
    place: Place, dispatcher: TurnDispatcher
) -> None:
    await dispatcher.handle(said("norsk"))
    send_all(place)
    place.clock.wait(days=160)
    await keeper(place, dispatcher).look()
    (sent,) = send_all(place)
    assert sent.kind is QueuedKind.NUDGE
    assert sent.reply.blocks[0] == Para("Det er en stund siden sist.")
    assert "sletter jeg alt du har fortalt meg" in str(sent.reply.blocks[1])


@pytest.mark.parametrize("days", [153, 176])
async def test_whoever_answers_stays_and_is_told_anew_much_later(
    place: Place, dispatcher: TurnDispatcher, days: int
) -> None:
    await look(place, dispatcher, days=153)
    await look(place, dispatcher, days=days - 153)
    await dispatcher.handle(said("hi"))
    send_all(place)
    assert await look(place, dispatcher, days=152) == []
    assert len(await look(place, dispatcher, days=1)) == 1
    assert place.count("person") == 1


async def test_after_a_long_stop_nobody_goes_unwarned(place: Place, dispatcher: TurnDispatcher) -> None:
    assert len(await look(place, dispatcher, days=1000)) == 1
    assert await look(place, dispatcher, days=22) == []
    assert len(await look(place, dispatcher, days=1)) == 1
    assert await look(place, dispatcher, days=6) == []
    assert place.count("person") == 1
    await look(place, dispatcher, days=1)
    assert place.count("person") == 0


async def test_two_processes_tell_it_once(place: Place, dispatcher: TurnDispatcher) -> None:
    place.clock.wait(days=153)
    async with TurnDispatcher(place.database, place.exchange) as other:
        await keeper(place, dispatcher).look()
        await keeper(place, other).look()
    assert len(send_all(place)) == 1


async def test_a_result_of_a_want_is_no_sign_of_life(place: Place, dispatcher: TurnDispatcher) -> None:
    await dispatcher.handle(said("/export"))
    send_all(place)
    place.clock.wait(days=153)
    with place.database.begin() as connection:
        known = people.lock(connection, KARI)
        assert known
        people.save(connection, known, known.person, place.clock())
    assert len(await look(place, dispatcher)) == 1


async def test_whoever_lets_nobody_in_is_erased_without_having_read_it(
    place: Place, dispatcher: TurnDispatcher
) -> None:
    await dispatcher.handle(said("hi"))
    with place.database.begin() as connection:
        (waiting,) = claimed(connection, place.clock())
        outbox.blocked(connection, waiting, place.clock())
    assert await look(place, dispatcher, days=160) == []
    assert place.count("outbox") == 2
    await look(place, dispatcher, days=30)
    await look(place, dispatcher, days=8)
    assert (place.count("person"), place.count("outbox")) == (0, 0)


async def test_whoever_never_consented_goes_without_a_word(place: Place, dispatcher: TurnDispatcher) -> None:
    await dispatcher.handle(said("hi", OLA))
    send_all(place)
    place.clock.wait(days=184)
    await dispatcher.handle(said("hi"))
    send_all(place)
    assert await look(place, dispatcher) == []
    with place.database.begin() as connection:
        assert people.find(connection, OLA) is None
        assert people.find(connection, KARI) is not None


async def test_many_are_told_and_erased_in_one_look(place: Place, dispatcher: TurnDispatcher) -> None:
    for n in range(60):
        await dispatcher.handle(said("hi", Address("telegram", str(n))))
    place.clock.wait(days=184)
    await keeper(place, dispatcher).look()
    assert place.count("person") == 1  # the one who consented


def test_the_day_is_that_of_utc_and_stored_once() -> None:
    assert people.day_of(NOW.astimezone(OSLO)) == NOW.replace(hour=0)
