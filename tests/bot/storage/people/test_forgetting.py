"""A person whom users wrote about can be removed everywhere, and nobody else is."""

import asyncio
import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.background.forgetting import Forgetting
from bot.storage.encryption.keys import NO_KEYS, Keys
from bot.storage.key_rotation.encrypted_rows import columns, next_rows
from bot.storage.people import address_books, people
from bot.storage.people.name_redaction import NameRedactor
from bot.storage.people.pages import packed, unpacked
from bot.turns.dispatcher import TurnDispatcher
from dialogs.model.address_book import Acquaintance
from dialogs.model.conversation import Checkpoint, Position
from dialogs.model.facts import Contact, ContactEmployment, Goal, Import, Introduction, Profile, Target
from dialogs.model.outreach import Event, Outreach, OutreachEvent, Plan, Purpose
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.slots import MessageSlots, Slots, SubjectSlots, WhoWorksAtSlots
from dialogs.model.undo_record import Undo
from dialogs.text import Language
from tests.support.stand_ins import KARI, NOW, OLA, Place, said
from tests.support.stand_ins import place as make_place

NAME = "Nina Aas"
KEYS = Keys([b"k" * 32])


@pytest.fixture(params=["sqlite", "postgresql", "plain"])
def there(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    made = make_place(tmp_path / "coach.db", url, NO_KEYS if request.param == "plain" else KEYS)
    yield made
    made.database.close()


def contact(person: Person, n: int, name: str, note: str = "") -> Contact:
    return Contact(n, person.uid(n), name, note=note)


def outreach(n: int, whom: int, text: str) -> Outreach:
    return Outreach(n, whom, Purpose.OPENINGS, Language.NB, text, events=(Event(OutreachEvent.SENT, NOW),))


def full(person: Person) -> Person:
    """Return the person with a mention of Nina in every place for text."""
    nina, pia = contact(person, 1, NAME), contact(person, 2, "Pia Ek", "sits beside nina  AAS, not Nina Aasen")
    trail = (
        Checkpoint(
            "contacts.hub", Slots(who_works_at=WhoWorksAtSlots(place=f"{NAME} at Aker")), Undo(contacts=(nina, pia))
        ),
    )
    return replace(
        person,
        me=Profile(name=NAME),
        where=Position("writing.own_line", 7, trail, trail),
        slots=Slots(subject=SubjectSlots(contact=1), message=MessageSlots(own_line=f"Hi {NAME}!")),
        contacts=(nina, pia, contact(person, 3, "Nina Aasen")),
        ties=(ContactEmployment(4, 1, "Aker", "head"), ContactEmployment(5, 2, "Veidekke")),
        introductions=(Introduction(6, None, 1), Introduction(7, None, 2, receiver=NAME)),
        outreaches=(outreach(8, 1, "Hei Nina"), outreach(9, 2, f"Hei Pia, kjenner du {NAME}?")),
        plans=(Plan(10, 8, "Monday"), Plan(11, 9, f"after lunch with {NAME}")),
        goals=(Goal(12, "Aker"),),
        target=Target(sentence=f"where {NAME} works"),
    )


@pytest.fixture
def told(there: Place) -> Place:
    with there.database.begin() as connection:
        for address in (KARI, OLA):
            there.exchange.turn(connection, said("consent", address))
        known = people.lock(connection, KARI)
        assert known
        people.save(connection, known, full(known.person), NOW)
        there.exchange.turn(connection, said(f"I met {NAME}", OLA))
        there.exchange.set_aside(connection, said(f"Is {NAME} there?", key="telegram:1"), "PoisonError", "Sorry!")
    return there


def stored_texts(there: Place) -> bytes:
    with there.database.begin() as connection:
        return b"\n".join(
            row.text(column, there.keys) for column in columns() for row in next_rows(connection, column, None)[1]
        )


def found(there: Place) -> Person:
    with there.database.begin() as connection:
        person = people.find(connection, KARI)
    assert person
    return person


async def test_all_of_them_goes_and_all_else_stays(told: Place) -> None:
    async with TurnDispatcher(told.database, told.exchange) as dispatcher:
        forgetting = Forgetting(dispatcher, told.keys, told.clock, NAME.upper())
        traces = await forgetting.traces()
        assert (len(traces.knowers), len(traces.texts)) == (1, 10)
        with capture_logs() as logs:
            assert await forgetting.forget()
        assert not await forgetting.traces()
    assert logs == []
    left = found(told)
    assert [one.name for one in left.contacts] == ["Pia Ek", "Nina Aasen"]
    assert left.contacts[0].note == "sits beside …, not Nina Aasen"
    assert (left.ties, left.goals) == ((ContactEmployment(5, 2, "Veidekke"),), (Goal(12, "Aker"),))
    assert left.introductions == (Introduction(7, None, 2, receiver="…"),)
    assert [one.text for one in left.outreaches] == ["Hei Pia, kjenner du …?"]
    assert left.plans == (Plan(11, 9, "after lunch with …"),)
    assert left.target.sentence == "where … works"
    assert (left.slots, left.where.trail, left.where.interrupted) == (Slots(), (), ())
    assert left.me.name == NAME, "the user's own, by chance the same"
    texts = stored_texts(told).replace(b'"name":"Nina Aas","work"', b"")
    assert NAME.encode() not in texts.replace(b"Nina Aasen", b"")
    assert "I met …".encode() in texts


async def test_turns_go_on_meanwhile(told: Place) -> None:
    async with (
        TurnDispatcher(told.database, told.exchange) as dispatcher,
        TurnDispatcher(told.database, told.exchange) as other,
    ):
        forgetting = Forgetting(dispatcher, told.keys, told.clock, NAME)
        await asyncio.gather(forgetting.forget(), *(other.handle(said(f"Per {n}")) for n in range(10)))
        assert await forgetting.forget()
    names = [one.name for one in found(told).contacts]
    assert NAME not in names
    assert {f"Per {n}" for n in range(10)} <= set(names)


async def test_one_that_was_broken_off_goes_on(told: Place) -> None:
    async with TurnDispatcher(told.database, told.exchange) as dispatcher:
        forgetting = Forgetting(dispatcher, told.keys, told.clock, NAME)
        broken = asyncio.create_task(forgetting.forget())
        while NAME in [one.name for one in found(told).contacts]:  # noqa: ASYNC110  # there is no event for it
            await asyncio.sleep(0.001)
        broken.cancel()
        assert await forgetting.forget()


async def test_an_address_book_is_counted_without_them(told: Place) -> None:
    book = [Acquaintance(NAME), Acquaintance("Pia Ek", "Aker"), Acquaintance("Per Li", NAME)]
    with told.database.begin() as connection:
        known = people.lock(connection, KARI)
        assert known
        shelved = replace(known.person, books=(Import(20, NOW, 3, 3, 0), Import(21, NOW, 3, 1, 2)))
        people.save(connection, known, shelved, NOW)
        for number in (20, 21):
            address_books.add(connection, known.person.id, number, packed(book))
    async with TurnDispatcher(told.database, told.exchange) as dispatcher:
        assert await Forgetting(dispatcher, told.keys, told.clock, NAME).forget()
    left = found(told)
    assert left.books == (Import(20, NOW, 2, 2, 0), Import(21, NOW, 2, 1, 2))
    with told.database.begin() as connection:
        kept = unpacked(address_books.pages_of(connection, left.id, 20))
    assert kept == [Acquaintance("Pia Ek", "Aker"), Acquaintance("Per Li", "…")]


def test_people_in_packed_books_are_left_out() -> None:
    book = zlib.compress(msgspec.json.encode([{"name": NAME, "company": "Aker"}, {"name": "Pia Ek", "company": NAME}]))
    cleaned = NameRedactor(NAME).without(book)
    assert cleaned
    assert msgspec.json.decode(zlib.decompress(cleaned)) == [{"name": "Pia Ek", "company": "…"}]


@pytest.mark.parametrize("text", ["Nina Aasen", "Karnina Aas", "Nina", "Aas Nina", "Nina B. Aas"])
def test_others_are_not_taken_for_them(text: str) -> None:
    assert NameRedactor(NAME).without(msgspec.json.encode([text, {"name": text}])) is None


@given(st.text(min_size=1, max_size=12), st.text(max_size=40))
def test_a_name_of_any_letters_is_found_in_any_text(name: str, rest: str) -> None:
    if not any(letter.isalpha() for letter in name):
        return
    named = NameRedactor(name)
    cleaned = named.without(msgspec.json.encode({"words": f"{rest} {name} {rest}", "items": [{"name": name}]}))
    assert cleaned
    assert named.without(cleaned) is None
