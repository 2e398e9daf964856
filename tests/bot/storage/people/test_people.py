"""A person is stored in rows and loaded without loss."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import fields
from sqlalchemy import Connection, LargeBinary, literal, type_coerce, update

from bot.address import Address
from bot.storage.db.database import Database
from bot.storage.db.tables import FACT
from bot.storage.people import facts, people
from bot.storage.people.deletion import delete_person
from dialogs.model.conversation import Checkpoint, Position
from dialogs.model.facts import Category, Consent, Contact, Goal, Target
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.slots import Slots, WhoWorksAtSlots
from dialogs.text import Language
from tests.support.persons import persons
from tests.support.stand_ins import KARI, NOW, OLA, Place

NUMBERS = count(1)
CONSENTED = Person(UUID(int=7), Language.NB, Position("target.size", 3), Consent(NOW, "1"), serial=2)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with ExitStack() as stack:
        if request.param == "sqlite":
            url = f"sqlite:///{tmp_path_factory.mktemp('people')}/coach.db"
        else:
            url = stack.enter_context(request.getfixturevalue("postgres").database())
        opened = Database.open(url)
        opened.migrate()
        yield opened
        opened.close()


def found(connection: Connection, address: Address) -> Person:
    person = people.find(connection, address)
    assert person is not None
    return person


def saved(connection: Connection, address: Address, person: Person) -> None:
    known = people.lock(connection, address)
    assert known is not None
    people.save(connection, known, person, NOW)


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(persons())
def test_whoever_is_stored_comes_back_the_same(database: Database, person: Person) -> None:
    address = Address("terminal", str(next(NUMBERS)))
    person = replace(person, id=uuid4())
    with database.begin() as connection:
        people.add(connection, person, address, NOW)
        assert found(connection, address) == person


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(persons(), persons())
def test_whatever_a_turn_changes_comes_back_changed(database: Database, before: Person, after: Person) -> None:
    address = Address("terminal", str(next(NUMBERS)))
    before = replace(before, id=uuid4())
    after = replace(after, id=before.id)
    with database.begin() as connection:
        people.add(connection, before, address, NOW)
        saved(connection, address, after)
        assert found(connection, address) == after


def test_every_field_of_a_person_has_its_place_in_storage() -> None:
    columns = {"id", "language", "where", "consent", "serial", "tasks"}
    kept = {field for field, _ in [*facts.SINGLES.values(), *facts.MANY.values()]}
    assert {field.name for field in fields(Person)} == columns | kept


def test_before_consent_only_address_language_and_step_are_stored(place: Place) -> None:
    told = replace(
        CONSENTED,
        consent=None,
        where=Position("welcome", 1, trail=(Checkpoint("welcome"),)),
        slots=Slots(who_works_at=WhoWorksAtSlots(place="secret")),
        target=Target(sentence="secret"),
        contacts=(Contact(1, uuid4(), "secret", Category.CLOSE),),
    )
    with place.database.begin() as connection:
        people.add(connection, told, KARI, NOW)
        saved(connection, KARI, replace(told, serial=3))
        assert found(connection, KARI) == Person(told.id, Language.NB, Position("welcome", 1), serial=3)
    assert place.count("fact") == 0
    if place.database.is_embedded:
        assert b"secret" not in place.stored_bytes()


def test_what_was_on_the_notepad_is_stored_with_the_consent(place: Place) -> None:
    before = replace(CONSENTED, consent=None, slots=Slots(who_works_at=WhoWorksAtSlots(place="a word")))
    with place.database.begin() as connection:
        people.add(connection, before, KARI, NOW)
        saved(connection, KARI, replace(before, consent=Consent(NOW, "1")))
        assert found(connection, KARI).slots == Slots(who_works_at=WhoWorksAtSlots(place="a word"))


def test_only_facts_that_changed_are_written() -> None:
    contacts = tuple(Contact(n, uuid4(), f"Person {n}", Category.CLOSE) for n in range(1, 11))
    before = replace(CONSENTED, contacts=contacts, goals=(Goal(20, "Aker"), Goal(21, "DNB")))
    after = replace(
        before.with_contact(replace(contacts[3], note="met in May")),
        goals=(Goal(21, "DNB"), Goal(22, "NAV")),
        target=Target(sentence="a harbour"),
    )
    made = facts.changes(before, after)
    assert [(kind, n) for kind, n, _ in made.new] == [("target", 0), ("goal", 22)]
    assert [(kind, n) for kind, n, _ in made.changed] == [("contact", 4)]
    assert [(kind, n) for kind, n, _ in made.gone] == [("goal", 20)]


def test_rows_of_an_earlier_and_of_a_later_version_are_read(place: Place) -> None:
    with place.database.begin() as connection:
        people.add(connection, replace(CONSENTED, goals=(Goal(1, "Aker"),)), KARI, NOW)
        body = json.dumps({"n": 1, "company": "Aker", "born": "in a later version"}).encode()
        connection.execute(
            update(FACT).where(FACT.c.kind == "goal").values(body=type_coerce(literal(body), LargeBinary))
        )
        connection.exec_driver_sql(
            "INSERT INTO fact SELECT person_id, 'horoscope', 9, body FROM fact WHERE kind = 'goal'"
        )
        assert found(connection, KARI).goals == (Goal(1, "Aker"),)


def test_times_come_back_aware(place: Place) -> None:
    with place.database.begin() as connection:
        people.add(connection, CONSENTED, KARI, NOW)
        consent = found(connection, KARI).consent
    assert consent is not None
    assert consent.at == NOW
    assert consent.at.tzinfo is not None


def test_a_time_without_a_zone_is_refused(place: Place) -> None:
    with pytest.raises(ValueError, match="without a zone"), place.database.begin() as connection:
        people.add(connection, CONSENTED, KARI, NOW.replace(tzinfo=None))
    assert place.count("person") == 0


def test_a_turn_that_was_overtaken_is_refused(place: Place) -> None:
    with place.database.begin() as connection:
        people.add(connection, CONSENTED, KARI, NOW)
        known = people.lock(connection, KARI)
        assert known is not None
        people.save(connection, known, CONSENTED, NOW)
        with pytest.raises(people.OvertakenError):
            people.save(connection, known, CONSENTED, NOW)


def test_two_persons_do_not_mix(place: Place) -> None:
    other = replace(CONSENTED, id=UUID(int=8), goals=(Goal(1, "DNB"),))
    with place.database.begin() as connection:
        people.add(connection, replace(CONSENTED, goals=(Goal(1, "Aker"),)), KARI, NOW)
        people.add(connection, other, OLA, NOW)
        delete_person(connection, CONSENTED.id)
        assert people.find(connection, KARI) is None
        assert found(connection, OLA) == other
