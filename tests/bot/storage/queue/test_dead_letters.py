"""An event that raises becomes a dead letter, gets an apology, and is replayed after the fix."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import pytest

from bot.storage.people import people
from bot.storage.people.deletion import delete_person
from bot.storage.queue import dead_letters, outbox
from bot.storage.queue.dead_letters import KINDS, DeadLetter
from bot.turns.dead_letter_replay import ReplayResult, replay
from bot.turns.dispatcher import TurnDispatcher
from bot.turns.incoming import IncomingEvent, TurnOutcome
from dialogs.model.address_book import File
from dialogs.model.events import Pressed
from dialogs.protocol.events import Edited, Garbled, Handed, Heard, MessageKind, Said, Sent, Shared
from dialogs.protocol.replies import Para
from dialogs.text import Language
from tests.support.stand_ins import KARI, PLAYS, Place, claimed, said

HEARD: list[Heard] = [
    Said("Hei på deg 🎉"),
    Pressed("target.size", "m", 7),
    Garbled(),
    Sent(MessageKind.VOICE),
    Handed(File("f", "Connections.csv", 9)),
    Shared("Per\nPål"),
    Edited("Hei"),
]


@pytest.fixture
async def dispatcher(place: Place) -> AsyncIterator[TurnDispatcher]:
    async with TurnDispatcher(place.database, place.exchange) as opened:
        yield opened


def put_aside(place: Place, incoming: IncomingEvent) -> TurnOutcome:
    with place.database.begin() as connection:
        return place.exchange.set_aside(connection, incoming, "PoisonError at coach.py:1", "Sorry!")


def play(place: Place, *texts: str) -> None:
    for text in texts:
        with place.database.begin() as connection:
            place.exchange.turn(connection, said(text))


def send_all(place: Place) -> list[str]:
    found: list[str] = []
    with place.database.begin() as connection:
        while batch := claimed(connection, place.clock(), 1):
            found += [str(block.words) for block in batch[0].reply.blocks if isinstance(block, Para)]
            outbox.sent(connection, batch[0], "1", place.clock())
    return found


@pytest.mark.parametrize("heard", HEARD)
def test_what_was_heard_comes_back_the_same(place: Place, heard: Heard) -> None:
    aside = DeadLetter("telegram:1", KARI, heard, Language.NB, "77")
    with place.database.begin() as connection:
        dead_letters.add(connection, aside, None, "why", place.clock())
        assert dead_letters.all_letters(connection) == [aside]


def test_there_is_a_stored_name_for_all_that_a_person_can_send() -> None:
    assert {type(heard) for heard in HEARD} == set(KINDS.values())


def test_it_is_kept_with_the_apology_and_handled_once(place: Place) -> None:
    play(place, "consent", "norsk")
    send_all(place)
    incoming = said("poison", key="telegram:9")
    assert not put_aside(place, incoming).is_repeat
    assert put_aside(place, incoming).is_repeat
    with place.database.begin() as connection:
        assert place.exchange.turn(connection, incoming).is_repeat
    assert place.count("set_aside") == 1
    assert send_all(place) == ["nb: Sorry!"]


@pytest.mark.parametrize("text", ["Kristoffer Haugland", "/start Kristoffer"])
def test_of_somebody_who_has_not_consented_no_words_are_kept(place: Place, text: str) -> None:
    put_aside(place, said(text, key="telegram:9"))
    assert (place.count("set_aside"), send_all(place)) == (0, ["en: Sorry!"])


def test_a_command_or_a_press_of_somebody_new_is_kept_and_becomes_theirs(place: Place) -> None:
    put_aside(place, said("/start", key="telegram:9"))
    assert place.count("set_aside") == 1
    play(place, "hi", "/delete")
    assert place.count("set_aside") == 0


def test_it_goes_with_its_person(place: Place) -> None:
    play(place, "consent")
    put_aside(place, said("poison", key="telegram:9"))
    with place.database.begin() as connection:
        person = people.find(connection, KARI)
        assert person is not None
        delete_person(connection, person.id)
    assert place.count("set_aside") == 0


def test_it_is_forgotten_after_two_weeks(place: Place) -> None:
    play(place, "consent")
    put_aside(place, said("poison", key="telegram:9"))
    for days, count in ((13, 1), (2, 0)):
        place.clock.wait(days=days)
        with place.database.begin() as connection:
            place.exchange.turn(connection, said("hi", key=f"telegram:{days}"))
        assert place.count("set_aside") == count


def test_somebody_paused_gets_the_apology_when_they_are_back(place: Place) -> None:
    play(place, "consent")
    with place.database.begin() as connection:
        outbox.blocked(connection, claimed(connection, place.clock())[0], place.clock())
    put_aside(place, said("poison", key="telegram:9"))
    assert send_all(place) == []
    play(place, "back")
    assert send_all(place) == ["en: thanks", "en: Sorry!", "en: back"]


async def test_a_replay_has_the_effect_once_and_keeps_what_fails_again(
    place: Place, dispatcher: TurnDispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    await dispatcher.handle(said("consent"))
    for number, text in enumerate(("Per", "poison", "Pål")):
        await dispatcher.set_aside(said(text, key=f"telegram:{number}"), "why", "Sorry!")
        place.clock.now += timedelta(seconds=1)
    assert await replay(dispatcher) == ReplayResult(handled=2, failed=1)
    with place.database.begin() as connection:
        known = people.find(connection, KARI)
        rows = connection.exec_driver_sql("SELECT why, tries FROM set_aside").fetchall()
    assert known is not None
    assert [contact.name for contact in known.contacts] == ["Per", "Pål"]
    ((why, tries),) = rows
    assert why.startswith("PoisonError at ")
    assert tries == 2
    monkeypatch.setitem(PLAYS, "poison", PLAYS["norsk"])
    assert await replay(dispatcher) == ReplayResult(handled=1)
    assert await replay(dispatcher) == ReplayResult()


async def test_two_replays_at_once_have_the_effect_once(place: Place, dispatcher: TurnDispatcher) -> None:
    await dispatcher.handle(said("consent"))
    await dispatcher.set_aside(said("Per", key="telegram:1"), "why", "Sorry!")
    counts = await asyncio.gather(replay(dispatcher), replay(dispatcher))
    assert sum(one.handled for one in counts) == 1
    with place.database.begin() as connection:
        known = people.find(connection, KARI)
    assert known is not None
    assert len(known.contacts) == 1
    assert known.id == UUID(int=1)
