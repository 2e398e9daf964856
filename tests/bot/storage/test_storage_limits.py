"""The data of one person is bounded: every kind of fact has a limit, and so has the total."""

from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import msgspec
import pytest
from sqlalchemy import Connection, func, select

from bot.i18n import Languages
from bot.storage.db import tables
from bot.storage.people import address_books, facts, people
from bot.storage.people.storage_limit_check import FullError
from bot.storage.queue import dead_letters, deduplication, outbox, sent_messages
from bot.tasks.address_book_work import AddressBookSnapshot, kept, restored
from bot.turns.incoming import IncomingEvent
from bot.turns.turn import TurnHandler
from dialogs.coach import Coach
from dialogs.commands import COMMANDS
from dialogs.engine.operator_settings import OperatorSettings
from dialogs.model.address_book import (
    MOST_PACKED,
    MOST_PEOPLE,
    Acquaintance,
    File,
    KeepPeople,
    KeptPeople,
    NotKept,
    Unread,
)
from dialogs.model.conversation import Checkpoint
from dialogs.model.events import Pressed
from dialogs.model.fact_kinds import Snapshot
from dialogs.model.facts import Application, ApplicationStatus, Category, Contact, Goal, Import
from dialogs.model.outreach import Event, Outreach, OutreachEvent, Plan, Purpose
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.reminders import ReminderKind, ReminderTime, SentReminders
from dialogs.model.slots import NetworkSlots, Slots, WhoWorksAtSlots
from dialogs.model.snapshot import Exported, Restore
from dialogs.protocol.events import Edited, Handed, Heard, Said, Shared, TaskDone
from dialogs.rules.storage_limits import MOST, MOST_NOTED, MOST_TOLD, MOST_WAY, without_excess
from dialogs.text import Language
from tests.support.people_told import somebody
from tests.support.stand_ins import KARI, NOW, Place, said

LANGUAGES = Languages.load()
FILE = File("1", "Connections.csv")

SLACK = 2**19
"""Bytes for data with separate limits, and for a queue of short messages."""

BOUND_BY = {
    "person": "one row",
    "address": "one row for each channel",
    "fact": "dialogs.rules.storage_limits",
    "address_page": "MOST_PACKED, twice",
    "outbox": "outbox.MOST, outbox.MOST_BYTES",
    "pace": "one row for each channel",
    "set_aside": "set_aside.MOST",
    "want": "dialogs.rules.storage_limits",
    "card": "one row for each name of a card, which are ours",
    "shown": "shown.MOST",
}


def test_every_kind_of_fact_has_a_bound() -> None:
    assert {field for field, _ in facts.MANY.values()} | {"tasks"} == MOST.keys()
    assert {name for name in Person.__struct_fields__ if getattr(somebody(), name) == ()} >= MOST.keys() - {"books"}


def test_every_table_with_something_of_a_person_has_a_bound() -> None:
    owned = {table.name for table in tables.METADATA.sorted_tables if "person_id" in table.c}
    assert owned | {"person"} == BOUND_BY.keys()


def locked(connection: Connection) -> people.StoredPerson:
    known = people.lock(connection, KARI)
    assert known
    return known


def put(place: Place, **fields: Any) -> None:
    """Store fields of the person, including values that no turn would store."""
    with place.database.begin() as connection:
        known = people.lock(connection, KARI)
        if known is None:
            people.add(connection, somebody(), KARI, NOW)
            known = locked(connection)
        people.save(connection, known, replace(known.person, **fields), NOW, is_bounded=False)


def some(shape: type[Any], count: int) -> tuple[Any, ...]:
    """Return facts of a kind."""
    told: dict[str, Any] = {
        "uid": str(UUID(int=1)),
        "at": NOW.isoformat(),
        "item": "note",
        "contact": 1,
        "name": "Kari",
    }
    told |= {"company": "DNB", "introducer": 1, "goal": None, "purpose": "openings", "language": "nb", "text": "Hei"}
    told |= {"outreach": 1, "words": "i dag", "place": "DNB", "people": 1, "new": 1, "changed": 0}
    known = {name: told[name] for name in shape.__struct_fields__ if name in told}
    return tuple(msgspec.convert(known | {"n": n}, shape) for n in range(1, count + 1))


@pytest.mark.parametrize(("field", "shape"), facts.MANY.values())
def test_one_more_than_the_most_is_refused_and_what_is_there_stays(place: Place, field: str, shape: type[Any]) -> None:
    full = some(shape, MOST[field])
    more: dict[str, Any] = {field: some(shape, MOST[field] + 1)}
    fewer: dict[str, Any] = {field: full[1:]}
    put(place, **{field: full})
    with place.database.begin() as connection:
        known = locked(connection)
        with pytest.raises(FullError):
            people.save(connection, known, replace(known.person, **more), NOW)
        assert getattr(locked(connection).person, field) == full
        people.save(connection, known, replace(known.person, **fewer), NOW)
        assert len(getattr(locked(connection).person, field)) == MOST[field] - 1


def test_what_an_earlier_version_let_grow_may_shrink_and_change_but_not_grow(place: Place) -> None:
    there = some(Goal, MOST["goals"] + 5)
    put(place, goals=there)
    with place.database.begin() as connection:
        known = locked(connection)
        left = (replace(there[0], company="Obos"), *there[1:-1])
        people.save(connection, known, replace(known.person, goals=left), NOW)
        with pytest.raises(FullError):
            people.save(connection, locked(connection), replace(known.person, goals=there), NOW)


def letters(count: int, length: int) -> tuple[Outreach, ...]:
    return tuple(Outreach(n, 1, Purpose.OPENINGS, Language.NB, "x" * length) for n in range(200, 200 + count))


def test_all_facts_together_have_a_ceiling(place: Place) -> None:
    put(place, contacts=some(Contact, 1), outreaches=letters(300, 10_000))
    with place.database.begin() as connection:
        known = locked(connection)
        assert known.told < MOST_TOLD
        with pytest.raises(FullError):
            people.save(connection, known, replace(known.person, outreaches=letters(320, 10_000)), NOW)
        people.save(connection, known, replace(known.person, outreaches=letters(10, 10_000)), NOW)
        people.save(connection, locked(connection), replace(known.person, outreaches=letters(300, 10_000)), NOW)


def test_the_notepad_has_a_ceiling_and_the_way_back_lets_the_oldest_go(place: Place) -> None:
    put(place)
    way = tuple(
        Checkpoint("menu.home", Slots(who_works_at=WhoWorksAtSlots(place=f"{n:02}" + "x" * 2**17))) for n in range(12)
    )
    with place.database.begin() as connection:
        known = locked(connection)
        with pytest.raises(FullError):
            people.save(connection, known, known.person.with_who_works_at(place="x" * (MOST_NOTED + 1)), NOW)
        where = replace(known.person.where, trail=way)
        people.save(connection, known, replace(known.person, where=where), NOW)
        left = locked(connection).person.where.trail
    assert 0 < len(left) < MOST_WAY // 2**17 + 1
    assert left == way[-len(left) :]


def test_drafts_never_sent_go_where_there_are_too_many_the_oldest_first() -> None:
    sent = Event(OutreachEvent.DRAFTED, NOW), Event(OutreachEvent.SENT, NOW)
    first, *others = letters(MOST["outreaches"] + 2, 3)
    planned = replace(others[0])
    person = replace(
        somebody(), outreaches=(replace(first, events=sent), *others), plans=(Plan(9, planned.n, "i morgen"),)
    )
    left = without_excess(person).outreaches
    assert len(left) == MOST["outreaches"]
    assert [one.n for one in left[:3]] == [first.n, planned.n, planned.n + 3]


def test_jobs_that_are_over_go_and_others_do_not() -> None:
    jobs = some(Application, MOST["applications"] + 2)
    assert len(without_excess(replace(somebody(), applications=jobs)).applications) == len(jobs)
    over = tuple(replace(job, standing=ApplicationStatus.TURNED_DOWN) if job.n in {5, 9, 11} else job for job in jobs)
    left = {job.n for job in without_excess(replace(somebody(), applications=over)).applications}
    assert {job.n for job in jobs} - left == {5, 9}


def test_the_oldest_reminders_are_not_remembered() -> None:
    told = tuple(ReminderTime(ReminderKind.PLAN, n, NOW + timedelta(minutes=n)) for n in range(3000))
    left = without_excess(replace(somebody(), nudges=SentReminders(told))).nudges.told
    assert left == told[-len(left) :]
    assert len(left) == 2000


# --- the address book ------------------------------------------------------------------------------------------------


def crowd(first: int, count: int) -> list[Acquaintance]:
    return [Acquaintance(f"Per {n}", "Obos") for n in range(first, first + count)]


def test_several_files_make_no_larger_address_book_than_one() -> None:
    snapshot = AddressBookSnapshot(somebody(), 0, ())
    for n in range(3):
        made = kept(KeepPeople(FILE), crowd(n * 10_000, 10_000), snapshot)
        assert isinstance(made, KeptPeople)
        assert made.people == (n + 1) * 10_000
        snapshot = AddressBookSnapshot(somebody(), n + 1, made.pages)
    assert kept(KeepPeople(FILE), crowd(30_000, 1), snapshot) == NotKept(FILE, Unread.BOOK_FULL)
    again = kept(KeepPeople(FILE), crowd(29_990, 10), snapshot)
    assert isinstance(again, KeptPeople), "whoever is there already takes no more room"


def test_an_address_book_has_a_ceiling_of_bytes() -> None:
    random = Random(7)  # noqa: S311  # reproducible people
    people = [Acquaintance(random.randbytes(150).hex(), random.randbytes(150).hex()) for _ in range(MOST_PEOPLE)]
    assert kept(KeepPeople(FILE), people, AddressBookSnapshot(somebody(), 0, ())) == NotKept(FILE, Unread.BOOK_FULL)
    exported = Exported(NOW, Snapshot(), tuple(people))
    assert restored(Restore(FILE), exported) == NotKept(FILE, Unread.EXPORT_TOO_MUCH)


def lived(place: Place) -> TurnHandler:
    """Return a turn handler with the real coach on this database."""
    return TurnHandler(Coach(), LANGUAGES, ZoneInfo("Europe/Oslo"), OperatorSettings(), place.clock, uuid4)


@pytest.mark.parametrize(
    ("count", "pages"), [(MOST_PEOPLE + 1, (b"x",)), (1, (b"x" * MOST_PACKED, b"x"))], ids=["people", "bytes"]
)
def test_a_book_that_is_too_much_is_refused_where_it_would_be_stored(
    place: Place, count: int, pages: tuple[bytes, ...]
) -> None:
    there = Import(50, NOW, 1, 1, 0)
    put(place, books=(there,))
    with place.database.begin() as connection:
        address_books.add(connection, somebody().id, 50, (b"here",))
    exchange = lived(place)
    hear(place, exchange, Handed(FILE))
    person = person_of(place)
    put(place, where=replace(person.where, step="imports.keeping"), slots=Slots(network=NetworkSlots(file=FILE)))
    made = KeptPeople(FILE, 50, count, count, 0, has_details=False, pages=pages)
    hear(place, exchange, TaskDone(person.tasks[0], made))
    after = person_of(place)
    assert (after.books, after.tasks, after.where.step) == ((there,), (), "menu.home")
    assert place.count("address_page") == 1
    assert "30" in last_said(place)


# --- a life ----------------------------------------------------------------------------------------------------------


def hear(place: Place, exchange: TurnHandler, heard: Heard, key: str | None = None) -> None:
    place.clock.wait(seconds=1)
    with place.database.begin() as connection:
        exchange.turn(connection, IncomingEvent(KARI, heard, key, Language.NB))


def person_of(place: Place) -> Person:
    with place.database.begin() as connection:
        return locked(connection).person


def last_said(place: Place) -> str:
    with place.database.begin() as connection:
        newest = select(tables.OUTBOX.c.body).order_by(tables.OUTBOX.c.id.desc()).limit(1)
        return bytes(connection.execute(newest).scalar_one()).decode()


def test_who_wants_too_much_at_once_is_told_and_gets_the_rest(place: Place) -> None:
    put(place)
    exchange = lived(place)
    for _ in range(MOST["tasks"] + 3):
        hear(place, exchange, Said("/export"))
    assert len(person_of(place).tasks) == place.count("want") == MOST["tasks"]
    assert "Jeg holder fortsatt på" in last_said(place)


def test_who_has_told_all_that_is_kept_can_still_talk_and_make_room(place: Place) -> None:
    put(place, contacts=(Contact(1, UUID(int=1), "Kari", Category.FORMER),), outreaches=letters(300, 10_000))
    exchange = lived(place)
    with place.database.begin() as connection:
        left = MOST_TOLD - locked(connection).told
    put(place, target=replace(somebody().target, sentence="x" * (left + 1000)))
    hear(place, exchange, Said("/contacts"))
    hear(place, exchange, Said("Mona Dahl, Sparebanken"))
    assert "mer enn jeg klarer" in last_said(place)
    assert len(person_of(place).contacts) == 1
    hear(place, exchange, Said("glem Kari"))
    person = person_of(place)
    hear(place, exchange, Pressed(person.where.step, "yes", person.where.asking))
    assert (person_of(place).contacts, person_of(place).outreaches) == ((), ())


def stored(connection: Connection) -> int:
    """Return the number of bytes stored, over all tables."""
    total = 0
    for table in tables.METADATA.sorted_tables:
        for column in table.c:
            total += (
                connection.execute(select(func.sum(func.length(column)))).scalar() or 0 if _has_bytes(column) else 0
            )
    return total


def _has_bytes(column: Any) -> bool:
    return column.name in {"body", "arrival", "key", "message_id"}


WORDS = [
    "Kari Nordmann, Veidekke",
    "ja",
    "ingen",
    "Equinor",
    "i morgen",
    "tilbake",
    "prosjektleder",
    "/new",
    "hopp over",
]


@pytest.mark.parametrize("seed", range(2))
def test_a_long_life_full_of_messages_stays_below_the_ceiling(place: Place, seed: int) -> None:
    random = Random(seed)  # noqa: S311  # a reproducible life
    put(place, contacts=some(Contact, 290), outreaches=letters(250, 12_000) if seed else ())
    exchange = lived(place)
    ceiling = MOST_TOLD + MOST_NOTED + MOST_WAY + 2 * MOST_PACKED + outbox.MOST * 2**14 + SLACK
    most = 0
    for n in range(150):
        hear(place, exchange, _anything(random, place), f"telegram:{n}")
        if n % 25 == 0:
            with place.database.begin() as connection:
                most = max(most, stored(connection))
    assert 0 < most < ceiling
    assert place.count("outbox") <= outbox.MOST + 10
    person = person_of(place)
    assert all(len(getattr(person, field)) <= count for field, count in MOST.items())


def _anything(random: Random, place: Place) -> Heard:  # noqa: PLR0911  # one return for each kind of event
    where = person_of(place).where
    match random.randrange(8):
        case 0:
            return Said("/" + random.choice([one.name for one in COMMANDS if one.name not in {"delete", "privacy"}]))
        case 1 | 2:
            return Said(random.choice(WORDS), "1")
        case 3:
            return Said(", ".join(f"Ola {random.randrange(10**6)}" for _ in range(200)))
        case 4:
            return Shared("\n".join(f"Ada {random.randrange(10**6)}" for _ in range(10)))
        case 5:
            return Edited("".join(random.choices("abc ", k=4000)), "1")
        case 6:
            return Handed(FILE)
        case _:
            return Pressed(where.step, random.choice(["yes", "no", "add", "write", "send"]), where.asking)


# --- queues and records ----------------------------------------------------------------------------------------------


def test_of_too_many_messages_that_wait_the_oldest_go_but_for_the_first(place: Place) -> None:
    for n in range(outbox.MOST + 50):
        with place.database.begin() as connection:
            place.exchange.turn(connection, said(f"Per {n}"))
    bodies = waiting(place)
    assert len(bodies) == outbox.MOST
    assert "Per 0" in bodies[0]
    assert "Per 51" in bodies[1]
    assert f"Per {outbox.MOST + 49}" in bodies[-1]


def test_bytes_that_wait_have_a_ceiling_too(place: Place) -> None:
    for n in range(12):
        with place.database.begin() as connection:
            place.exchange.turn(connection, said(f"{n}" + "x" * (outbox.MOST_BYTES // 8)))
    assert sum(map(len, waiting(place))) <= outbox.MOST_BYTES


def waiting(place: Place) -> list[str]:
    with place.database.begin() as connection:
        rows = connection.execute(select(tables.OUTBOX.c.body).order_by(tables.OUTBOX.c.id)).scalars()
        return [bytes(body).decode() for body in rows]


def test_of_too_much_set_aside_the_oldest_is_forgotten_and_nobody_elses(place: Place) -> None:
    put(place)
    with place.database.begin() as connection:
        place.exchange.set_aside(
            connection, IncomingEvent(replace(KARI, external_id="9"), Pressed("a", "b", 1), "x"), "why", ""
        )
    for n in range(dead_letters.MOST + 5):
        place.clock.wait(seconds=1)
        with place.database.begin() as connection:
            place.exchange.set_aside(connection, IncomingEvent(KARI, Said(f"Per {n}"), f"telegram:{n}"), "why", "Sorry")
    with place.database.begin() as connection:
        keys = [aside.key for aside in dead_letters.all_letters(connection)]
    assert keys == ["x", *(f"telegram:{n}" for n in range(5, dead_letters.MOST + 5))]


def test_the_oldest_keys_of_too_many_are_forgotten(place: Place) -> None:
    with place.database.begin() as connection:
        for n in range(10):
            deduplication.note(connection, str(n), NOW + timedelta(seconds=n))
        deduplication.prune(connection, NOW, most=100)
        assert not deduplication.note(connection, "0", NOW)
        deduplication.prune(connection, NOW, most=3)
        assert not deduplication.note(connection, "6", NOW)
        assert deduplication.note(connection, "5", NOW)


def test_the_oldest_of_too_many_messages_shown_are_forgotten_now_and_then(place: Place) -> None:
    put(place)
    rows = [
        {"person_id": somebody().id, "channel": "telegram", "message_id": str(n), "at": NOW + timedelta(seconds=n)}
        for n in range(sent_messages.MOST + 100)
    ]
    with place.database.begin() as connection:
        connection.execute(tables.SHOWN.insert(), rows)
    exchange = lived(place)
    for _ in range(sent_messages.TRIM_EVERY):
        hear(place, exchange, Said("ja"))
    with place.database.begin() as connection:
        left = sent_messages.of(connection, somebody().id, "telegram", NOW)
    assert (len(left), left[0], left[-1]) == (sent_messages.MOST, str(sent_messages.MOST + 99), "100")
