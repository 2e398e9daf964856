"""Reading the coach's own export: all facts or a clear refusal, never an error and never a part of it."""

import asyncio
import json
import tracemalloc
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.address import Address
from bot.i18n import Languages
from bot.importers import coach_export
from bot.importers.files import read
from bot.importers.validation import is_sound
from bot.storage.people.pages import packed
from bot.tasks import export
from bot.tasks.address_book_work import AddressBookSnapshot
from bot.tasks.network_map import drawing
from dialogs.model.address_book import MOST_PEOPLE, Acquaintance, Source, Unread
from dialogs.model.fact_kinds import MANY_KINDS, Snapshot
from dialogs.model.facts import Import
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.snapshot import Exported
from tests.bot.importers.odd_files import locked, zipped
from tests.dialogs.test_personas import PERSONAS
from tests.support.chat import CoachAlone, Transcript
from tests.support.persons import persons

HERE = Address("telegram", "1")
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
LANGUAGES = Languages.load()
PEOPLE = (
    Acquaintance("Kari Ødegård", "Ålesund Bygg", "Leder", NOW.date(), "https://example.no/k", source=Source.LINKEDIN),
    Acquaintance("Jon Lie", email="jon@example.no", phone="+47 900 00 000", mark="urn:1", former=("DNB", "Ulven")),
)
FUZZ = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])


def facts(of: Person | Snapshot) -> dict[str, Any]:
    return {name: getattr(of, name) for name in Snapshot.__struct_fields__}


def content(person: Person, people: tuple[Acquaintance, ...] = ()) -> bytes:
    return export.document(person, HERE, NOW, packed(people)).content


def whole(person: Person, people: tuple[Acquaintance, ...] = ()) -> bytes:
    snapshot = AddressBookSnapshot(person, person.book.n if person.book else 0, packed(people))
    return export.archive(snapshot, HERE, NOW, LANGUAGES.speak, b"picture").content


async def test_an_export_is_made_elsewhere_and_is_the_same(lived: Person) -> None:
    snapshot = AddressBookSnapshot(lived, 1, packed(PEOPLE))
    drawn = (await drawing.pictured(lived, LANGUAGES.speak, NOW)).content
    made = await export.everything(snapshot, HERE, NOW, LANGUAGES.speak)
    assert made == export.archive(snapshot, HERE, NOW, LANGUAGES.speak, drawn)


async def test_an_export_of_a_full_address_book_takes_little_memory_here(lived: Person) -> None:
    random = Random(7)  # noqa: S311  # reproducible people
    people = [
        Acquaintance(
            f"Kari {random.getrandbits(64):x}", f"{random.getrandbits(64):x} AS", f"{random.getrandbits(64):x}"
        )
        for _ in range(MOST_PEOPLE)
    ]
    snapshot = AddressBookSnapshot(lived, 1, packed(people))
    del people
    tracemalloc.start()
    try:
        await export.everything(snapshot, HERE, NOW, LANGUAGES.speak)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 10 * 2**20


async def played(path: Path) -> Person:
    transcript = Transcript.read(path)
    stage = CoachAlone(transcript.language, transcript.name, LANGUAGES, operator=transcript.operator)
    await transcript.played(stage)
    assert stage.person
    return stage.person


@pytest.fixture(scope="module")
def lived() -> Person:
    """Return a person who has used the whole product, with an address book."""
    person = asyncio.run(played(next(path for path in PERSONAS if path.stem == "maria")))
    n = person.serial + 1
    book = Import(n, NOW, len(PEOPLE), len(PEOPLE), 0, has_details=True)
    return replace(person, serial=n, books=(book,))


@pytest.fixture(scope="module")
def document(lived: Person) -> bytes:
    return content(lived, PEOPLE)


@pytest.mark.parametrize("path", PERSONAS, ids=lambda path: path.stem)
async def test_whole_lives_come_back(path: Path) -> None:
    person = replace(await played(path), books=())
    back = read(content(person))
    assert isinstance(back, Exported)
    assert facts(back.past) == facts(person)


def test_it_is_known_in_any_form_that_an_editor_or_a_packer_makes_of_it(lived: Person, document: bytes) -> None:
    text = document.decode()
    spoken = json.dumps(json.loads(document), ensure_ascii=True, indent=1).encode()
    for form in (document, b"\xef\xbb\xbf" + document, text.encode("utf-16"), b"\r\n " + document, spoken):
        assert isinstance(read(form), Exported)
    nested = {"__MACOSX/._coach.json": b"\0\5\x16\7", "coach-export/coach.json": document, "coach-export/log.txt": b"x"}
    for packed_again in (whole(lived, PEOPLE), zipped(nested), zipped({"renamed.json": document})):
        found = read(packed_again)
        assert isinstance(found, Exported)
        assert (facts(found.past), found.people, found.at) == (facts(lived), PEOPLE, NOW)


def test_of_two_the_newer_is_meant(lived: Person) -> None:
    later = export.document(lived, HERE, NOW.replace(day=26), packed(PEOPLE)).content
    found = read(zipped({"a.json": content(lived, PEOPLE), "b.json": later}))
    assert isinstance(found, Exported)
    assert found.at.day == 26


@FUZZ
@given(persons())
def test_whatever_was_told_stands_in_it_and_comes_back_where_it_is_sound(person: Person) -> None:
    person = replace(person, books=())
    past = Snapshot(**facts(person))
    found = read(content(person))
    assert found == Exported(NOW, past) if is_sound(Exported(NOW, past)) else isinstance(found, Unread)


def test_an_export_has_the_fields_of_a_person() -> None:
    kept = {"id", "language", "consent", "slots"}
    assert set(Snapshot.__struct_fields__) == set(Person.__struct_fields__) - coach_export.BOOKKEEPING - kept


# --- refused files ---------------------------------------------------------------------------------------------------

Change = Callable[[dict[str, Any]], object]

BROKEN: dict[str, Change] = {
    "contacts gone, that others refer to": lambda told: told["person"].update(contacts=[]),
    "a number twice": lambda told: told["person"]["goals"].extend([{"number": 900, "company": "A"}] * 2),
    "a number below one": lambda told: told["person"]["goals"].append({"number": -1, "company": "A"}),
    "a number beyond any button": lambda told: told["person"]["goals"].append({"number": 10**9, "company": "A"}),
    "no name": lambda told: told["person"]["goals"].append({"number": 900}),
    "no number": lambda told: told["person"]["goals"].append({"n": 900, "company": "A"}),
    "no list": lambda told: told["person"].update(goals="Equinor"),
    "a list of lists": lambda told: told["person"].update(goals=[[]]),
    "a plan for nothing": lambda told: told["person"]["plans"].append({"number": 900, "outreach": 7, "words": "nå"}),
    "a time without its zone": lambda told: told["person"]["outreaches"][0]["events"][0].update(
        at="2026-11-23T09:00:00"
    ),
    "a time out of mind": lambda told: told["person"]["outreaches"][0]["events"][0].update(at="9999-11-23T09:00:00Z"),
    "another language": lambda told: told["person"].update(language="sv"),
    "no id": lambda told: told["person"].update(id="1"),
    "no step": lambda told: told["person"].update(step=3),
    "a text without end": lambda told: told["person"]["target"].update(sentence="x" * 20_001),
    "hours that no clock has": lambda told: told["person"]["nudging"].update(begins=10**8),
    "an eighth day of the week": lambda told: told["person"]["nudging"].update(days=[7]),
    "an industry that there is not": lambda told: told["person"]["target"].update(industries=["ZZ"]),
    "a message that thanks for itself": lambda told: told["person"]["outreaches"][0].update(
        about=told["person"]["outreaches"][0]["number"]
    ),
    "somebody twice": lambda told: told["person"]["contacts"][0].update(uid=told["person"]["contacts"][1]["uid"]),
    "people gone from the address book": lambda told: told["address_book"].pop(),
    "nobody's name": lambda told: told["address_book"][0].update(name=" "),
    "a name of control characters": lambda told: told["address_book"][0].update(name="\x1b[2J"),
    "no person": lambda told: told.pop("person"),
    "no version": lambda told: told.pop("version"),
    "an older version": lambda told: told.update(version=0),
    "half a version": lambda told: told.update(version=1.5),
}
NEWER: dict[str, Change] = {
    "a newer version": lambda told: told.update(version=2),
    "a new kind of fact": lambda told: told["person"].update(dreams=[]),
    "a new field": lambda told: told["person"]["contacts"][0].update(nickname="Kaja"),
    "a new field deep in it": lambda told: told["person"]["outreaches"][0]["events"][0].update(where="Oslo"),
    "a new column": lambda told: told["address_book"][0].update(nickname="Kaja"),
    "another part": lambda told: told.update(drawings=[]),
}
TOO_MUCH: dict[str, Change] = {
    "a list of 301": lambda told: told["person"]["contacts"].extend(
        {"number": n, "uid": f"00000000-0000-0000-0000-{n:012}", "name": "Kari"} for n in range(1000, 1300)
    ),
    "an address book of 30,001": lambda told: told["address_book"].extend([{"name": "Kari"}] * 30_000),
    "facts of a hundred years": lambda told: told["person"]["goals"].extend(
        {"number": n, "company": "A"} for n in range(1000, 11_001)
    ),
}
CASES = [
    pytest.param(change, why, id=name)
    for why, changes in (
        (Unread.EXPORT_BROKEN, BROKEN),
        (Unread.EXPORT_NEWER, NEWER),
        (Unread.EXPORT_TOO_MUCH, TOO_MUCH),
    )
    for name, change in changes.items()
]


@pytest.mark.parametrize(("change", "why"), CASES)
def test_what_was_changed_is_refused_and_said_why(change: Change, why: Unread, document: bytes) -> None:
    told = json.loads(document)
    change(told)
    changed = json.dumps(told).encode()
    assert [read(form) for form in (changed, zipped({"coach.json": changed}))] == [why, why]


def test_one_from_before_the_address_book_was_in_it_has_none(document: bytes) -> None:
    told = json.loads(document)
    del told["address_book"]
    found = read(json.dumps(told).encode())
    assert isinstance(found, Exported)
    assert (found.past.books, found.people) == ((), ())


def test_one_from_before_a_field_was_added_has_its_default(document: bytes) -> None:
    told = json.loads(document)
    for outreach in told["person"]["outreaches"]:
        del outreach["is_unwatched"]
    del told["person"]["checks"]
    assert isinstance(read(json.dumps(told).encode()), Exported)


def test_a_part_of_it_is_known_for_what_it_was(lived: Person, document: bytes) -> None:
    packed_whole = whole(lived, PEOPLE)
    for part in (document[:-2], document[: len(document) // 2], document[:100], packed_whole[: len(packed_whole) // 2]):
        assert read(part) is Unread.EXPORT_BROKEN


def test_a_locked_one_and_a_bomb_are_refused(document: bytes) -> None:
    assert read(locked(zipped({"coach.json": document}))) is Unread.LOCKED
    bomb = zipped({"coach.json": document + b" " * (41 * 2**20)})
    assert len(bomb) < 100_000
    assert read(bomb) is Unread.EXPORT_BROKEN


@pytest.mark.parametrize(
    "other", [b'{"version": 1}', b'{"version": 1, "contacts": []}', b"[]", b"null", b"{}", b"[" * 9999]
)
def test_other_json_is_not_taken_for_it(other: bytes) -> None:
    assert read(other) is Unread.UNKNOWN


@pytest.mark.parametrize("deep", [b"[" * 100_000, b'{"a":' * 100_000])
def test_one_without_end_is_refused(deep: bytes) -> None:
    assert read(b'{"version": 1, "exported_at": ' + deep) is Unread.EXPORT_BROKEN


@FUZZ
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_any_document_is_refused(told: object) -> None:
    assert isinstance(read(json.dumps({"exported_at": "now", "version": 1, "person": told}).encode()), Unread)


def _damaged(base: bytes, data: st.DataObject) -> bytes:
    damaged = bytearray(base)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    return bytes(damaged)


@settings(FUZZ, max_examples=300)
@given(data=st.data())
def test_damage_never_raises_and_never_takes_a_part_away(data: st.DataObject, lived: Person, document: bytes) -> None:
    """Letters may change, but no fact is lost or added."""
    found = read(_damaged(document, data))
    if isinstance(found, Exported):
        mine, its = facts(lived), facts(found.past)
        for name in {kind.field for kind in MANY_KINDS} - {"books"}:
            assert len(its[name]) == len(mine[name])
        assert len(found.people) in {len(PEOPLE), 0}
        assert its.keys() == mine.keys()
    else:
        assert isinstance(found, Unread)


@settings(FUZZ, max_examples=300)
@given(data=st.data())
def test_a_damaged_archive_is_the_same_or_refused(data: st.DataObject, lived: Person) -> None:
    found = read(_damaged(whole(lived, PEOPLE), data))
    assert isinstance(found, Unread) or (isinstance(found, Exported) and facts(found.past) == facts(lived))


def test_an_archive_whose_sums_do_not_hold_is_refused(document: bytes) -> None:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as bundle:
        bundle.writestr("coach.json", document)
    changed = made.getvalue().replace(b'"language": "nb"', b'"language": "en"')
    assert zlib.crc32(changed) != zlib.crc32(made.getvalue())
    assert read(changed) is Unread.EXPORT_BROKEN
