"""The queries to the company register are correct and few, and its withheld or missing data is handled."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from bot.tasks.company_register import FORMS, KEPT, REST, Register, RegisterError, answer, question, readable
from dialogs.model.companies import PAGE, Company, FindCompanies
from dialogs.model.facts import Size, Target
from dialogs.model.records import replace
from dialogs.target.register_query import current, search_for
from dialogs.understanding.target.industries import industries
from dialogs.understanding.target.municipalities import numbers_of
from dialogs.understanding.target.places import NamedPlace, PlaceKind, all_places
from tests.support.register_server import RegisterServer, register, unit
from tests.support.stand_ins import NOW, Clock

UNITS = [
    unit(900000001, "STORBYGG ASA", "41.000", "4601", 900),
    unit(900000002, "FJORDBYGG ENTREPRENØR AS", "41.000", "4601", 60),
    unit(900000003, "LITE BYGG AS", "41.000", "4601", 3),
    unit(900000004, "PER HANSEN", "41.000", "4601", 12, form="ENK"),
    unit(900000005, "KONKURS BYGG AS", "41.000", "4601", 70, konkurs=True),
    unit(900000006, "AVVIKLET BYGG AS", "41.000", "4601", 80, underAvvikling=True),
    unit(900000007, "OSLO BYGG OG ANLEGG AS", "41.000", "0301", 55),
    unit(900000008, "FRISØR1 AS", "96.210", "4601", 8),
]
BUILDING = FindCompanies(("41",), ("4601",))


@pytest.fixture
async def server() -> AsyncIterator[RegisterServer]:
    async with register(list(UNITS)) as opened:
        yield opened


def asking(server: RegisterServer, clock: Clock | None = None) -> Register:
    return Register(server.url, clock or Clock(), pause_s=0.01, try_s=1)


async def names(server: RegisterServer, search: FindCompanies) -> list[str]:
    return [company.name for company in (await asking(server).find(search)).companies]


async def test_companies_of_an_industry_and_a_place_the_largest_first(server: RegisterServer) -> None:
    found = await asking(server).find(BUILDING)
    assert [company.name for company in found.companies] == ["Storbygg ASA", "Fjordbygg Entreprenør AS", "Lite Bygg AS"]
    assert found.companies[0] == Company("900000001", "Storbygg ASA", "Bergen", 900)
    assert found.companies[2].employees is None, "withheld, since there are fewer than 5"
    assert (found.page, found.as_of, found.has_more) == (0, NOW.date(), False)


async def test_persons_and_whoever_ends_are_left_out(server: RegisterServer) -> None:
    found = await names(server, BUILDING)
    assert not {"Per Hansen", "Konkurs Bygg AS", "Avviklet Bygg AS"} & set(found)
    assert "ENK" not in FORMS.split(",")


@pytest.mark.parametrize(
    ("sizes", "found"),
    [
        ((Size.LARGE,), ["Storbygg ASA"]),
        ((Size.MEDIUM,), ["Fjordbygg Entreprenør AS"]),
        ((Size.MICRO,), ["Lite Bygg AS"]),
        ((Size.MICRO, Size.LARGE), ["Storbygg ASA", "Lite Bygg AS"]),
        ((Size.SMALL,), []),
    ],
)
async def test_sizes_are_kept_to(server: RegisterServer, sizes: tuple[Size, ...], found: list[str]) -> None:
    assert await names(server, replace(BUILDING, sizes=sizes)) == found


async def test_it_is_asked_once_for_each_page_and_once_a_day(server: RegisterServer) -> None:
    server.units += [unit(910000000 + n, f"BYGG {n} AS", "41.000", "4601", 50) for n in range(20)]
    clock = Clock()
    asked = asking(server, clock)
    pages = [await asked.find(replace(BUILDING, page=n)) for n in (0, 1, 2, 0, 1)]
    assert [len(page.companies) for page in pages] == [PAGE - 1, PAGE, PAGE, PAGE - 1, PAGE]
    assert [page.has_more for page in pages[:3]] == [True, True, False]
    assert [one["page"] for one in server.asked] == ["0", "1", "2"]
    clock.wait(hours=KEPT.total_seconds() / 3600)
    await asked.find(BUILDING)
    assert len(server.asked) == 4


async def test_it_is_told_who_asks_and_which_form_is_wanted(server: RegisterServer) -> None:
    await asking(server).find(BUILDING)
    (headers,) = server.headers
    assert headers["User-Agent"].startswith("network-coach/")
    assert "enhet.v2+json" in headers["Accept"]


async def test_many_who_ask_do_so_one_after_another(server: RegisterServer) -> None:
    asked = asking(server)
    found = await asyncio.gather(*(asked.find(BUILDING) for _ in range(10)))
    assert len(set(found)) == len(server.asked) == 1


@pytest.mark.parametrize("wrong", [500, 503, 429])
async def test_it_is_asked_once_more_after_a_moment(server: RegisterServer, wrong: int) -> None:
    server.instead = [wrong]
    assert (await asking(server).find(BUILDING)).total == 4
    assert len(server.asked) == 2


async def test_while_it_is_down_it_is_left_alone(server: RegisterServer) -> None:
    server.instead = [503, 503]
    clock = Clock()
    asked = asking(server, clock)
    with capture_logs() as logs, pytest.raises(RegisterError):
        await asked.find(BUILDING)
    assert logs == [{"event": "the company register does not answer", "why": "503", "log_level": "warning"}]
    with pytest.raises(RegisterError):
        await asked.find(BUILDING)
    assert len(server.asked) == 2
    clock.wait(seconds=REST.total_seconds())
    assert (await asked.find(BUILDING)).total == 4


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"page": {}}', b"\xff\xfe", b'{"page": 1}'])
async def test_an_answer_of_another_form_is_no_answer(server: RegisterServer, body: bytes) -> None:
    server.instead = [body]
    with pytest.raises(RegisterError):
        await asking(server).find(BUILDING)


async def test_out_of_reach_is_said_soon() -> None:
    with pytest.raises(RegisterError):
        await Register("http://127.0.0.1:9/enhetsregisteret/api", Clock(), pause_s=0.01, try_s=0.5).find(BUILDING)


def test_it_is_never_asked_for_what_lies_too_deep() -> None:
    deep = replace(BUILDING, page=10_000 // PAGE - 1)
    body = b'{"page": {"size": 8, "totalElements": 50000, "totalPages": 6250, "number": 1249}}'
    assert not answer(body, deep, NOW).has_more
    assert answer(body, replace(deep, page=deep.page - 1), NOW).has_more


def test_a_unit_that_was_deleted_has_hardly_a_field() -> None:
    body = b'{"_embedded": {"enheter": [{"organisasjonsnummer": "1", "slettedato": "2026-01-01"}]},'
    body += b'"page": {"size": 8, "totalElements": 1, "totalPages": 1, "number": 0}}'
    assert answer(body, BUILDING, NOW).companies == ()


def test_only_what_is_known_is_asked_for() -> None:
    assert "forretningsadresse.kommunenummer" not in question(FindCompanies(("41",)))
    assert "tilAntallAnsatte" not in question(FindCompanies(("41",), sizes=(Size.LARGE,)))
    asked = question(FindCompanies(("41", "42"), ("0301", "4601"), (Size.SMALL, Size.MEDIUM)))
    assert asked["naeringskode"] == "41,42"
    assert asked["forretningsadresse.kommunenummer"] == "0301,4601"
    assert (asked["fraAntallAnsatte"], asked["tilAntallAnsatte"]) == ("10", "249")


@pytest.mark.parametrize(
    ("code", "codes"),
    [("41", ("41",)), ("F", ("41", "42", "43")), ("96.02", ("96.210", "96.220", "96.230")), ("45", None), ("00", ())],
)
def test_codes_that_are_no_more_are_translated(code: str, codes: tuple[str, ...] | None) -> None:
    if codes is None:
        assert current(code)
        assert not any(new.startswith("45") for new in current(code))
    elif code == "96.02":
        assert "96.210" in current(code)
    else:
        assert current(code) == codes


def test_a_target_says_what_to_look_for() -> None:
    target = Target(industries=("F",), places=("Bergensområdet", "hjemmekontor"), sizes=(Size.MEDIUM,))
    search = search_for(target, 2)
    assert search == FindCompanies(
        ("41", "42", "43"), ("4601", "4626", "4627", "4631", "4624", "4630"), (Size.MEDIUM,), 2
    )
    assert search_for(replace(target, industries=())) is None


@pytest.mark.parametrize(
    "place", [place for place in all_places() if place.kind in {PlaceKind.MUNICIPALITY, PlaceKind.COUNTY}]
)
def test_every_municipality_and_county_has_its_number(place: NamedPlace) -> None:
    assert numbers_of(place.name)


def test_every_town_and_region_is_part_of_some() -> None:
    within = [place.name for place in all_places() if place.kind in {PlaceKind.TOWN, PlaceKind.REGION}]
    assert [name for name in within if not numbers_of(name)] == []


def test_there_are_as_many_municipalities_as_in_norway() -> None:
    counties = [place.name for place in all_places() if place.kind is PlaceKind.COUNTY]
    numbers = {number for county in (*counties, "Oslo") for number in numbers_of(county)}
    assert len(numbers) == 357


def test_the_list_of_industries_is_whole() -> None:
    codes = {one.code for one in industries()}
    assert {code for code in codes if code.isalpha()} == set("ABCDEFGHIJKLMNOPQRSTUV")
    divisions = {code for code in codes if code.isdecimal()}
    gaps = {"04", "34", "40", "44", "45", "48", "54", "57", "67", "76", "83", "89"}
    assert divisions == {f"{n:02}" for n in range(1, 100)} - gaps
    assert len(divisions) == 87
    assert all(one.nb and one.en for one in industries())


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("EQUINOR ASA", "Equinor ASA"),
        ("DNB BANK ASA", "DNB Bank ASA"),
        ("SØRLANDET SYKEHUS HF", "Sørlandet Sykehus HF"),
        ("MØRE OG ROMSDAL FYLKESKOMMUNE", "Møre og Romsdal Fylkeskommune"),
        ("Sopra Steria AS", "Sopra Steria AS"),
        ("NORD-ODAL", "Nord-Odal"),
    ],
)
def test_names_in_capitals_are_written_as_people_do(name: str, shown: str) -> None:
    assert readable(name) == shown
