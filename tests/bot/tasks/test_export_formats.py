"""The files of an export as other programs read them: each is parsed here by the rules of its own format."""

import csv
import re
import unicodedata
from datetime import UTC, datetime
from io import BytesIO, StringIO
from uuid import UUID
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.address import Address
from bot.i18n import Languages
from bot.importers.files import read
from bot.tasks import export_formats
from bot.tasks.address_book_work import AddressBookSnapshot
from bot.tasks.export import archive
from dialogs.model.conversation import Position
from dialogs.model.fact_kinds import Snapshot
from dialogs.model.facts import Category, Contact, ContactEmployment
from dialogs.model.outreach import Event, Outreach, OutreachEvent, Plan, Purpose
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.snapshot import Exported
from dialogs.text import Language, Value

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
LANGUAGES = Languages.load()
AASE = Contact(1, UUID(int=2), "Åse Marie Bjørnæs", Category.FORMER, note="Møtte henne på Ulven; snill, og\nrask")
SENT = Outreach(3, 1, Purpose.OPENINGS, Language.NB, "Hei Åse!", events=(Event(OutreachEvent.SENT, NOW),))
PERSON = Person(
    UUID(int=1),
    Language.NB,
    Position("menu.home", 9),
    serial=9,
    contacts=(AASE,),
    ties=(ContactEmployment(2, 1, "Fjordbygg", "leder"),),
    outreaches=(SENT,),
    plans=(Plan(4, 3, "tirsdag etter lunsj", datetime(2026, 12, 1, 11, 30, tzinfo=UTC), has_hour=True),),
)


def say(words: Value) -> str:
    return LANGUAGES.speak(words, Language.NB)


def unfolded(content: bytes) -> list[str]:
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    return content.replace(b"\r\n ", b"").decode().split("\r\n")


def test_the_archive_holds_it_all_and_can_be_restored() -> None:
    made = archive(
        AddressBookSnapshot(PERSON, 0, ()), Address("telegram", "1"), NOW.astimezone(OSLO), LANGUAGES.speak, b"png"
    )
    assert made.name == "coach-export-2026-11-25.zip"
    with ZipFile(BytesIO(made.content)) as bundle:
        names = bundle.namelist()
        assert names == ["coach.json", "contacts.csv", "contacts.vcf", "plans.ics", "log.txt", "network.png"]
        for content in (made.content, bundle.read("coach.json")):
            exported = read(content)
            assert isinstance(exported, Exported)
            assert {name: getattr(PERSON, name) for name in Snapshot.__struct_fields__} == {
                name: getattr(exported.past, name) for name in Snapshot.__struct_fields__
            }


def test_contacts_come_as_a_table() -> None:
    table = list(csv.reader(StringIO(export_formats.contacts_csv(PERSON, say).decode("utf-8-sig")), delimiter=";"))
    assert table[0] == ["Navn", "Gruppe", "Arbeidsplass", "Stilling", "Notat"]
    assert table[1] == [AASE.name, "Tidligere kolleger og ledere", "Fjordbygg", "leder", AASE.note]


@pytest.mark.parametrize("name", ["=1+1", "+47 22", "-Kari", "@SUM(A1)", " =1", "\t=1"])
def test_no_cell_is_a_formula(name: str) -> None:
    odd = replace(PERSON, contacts=(replace(AASE, name=name),))
    cell = list(csv.reader(StringIO(export_formats.contacts_csv(odd, say).decode("utf-8-sig")), delimiter=";"))[1][0]
    assert cell == f"'{name}"


SIGNS = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "−"]
HIDDEN = [
    "",
    "\u200b",
    "\u200d",
    "\ufeff",
    "\u2060",
    "\u202e",
    "\u00ad",
    "\t",
    "\r",
    "\n",
    "\x00",
    "\x1f",
    "\x7f",
    "\u00a0",
]
HIDDEN += ["\u3000", "\u2028", "\u180e", "\u3164", "\u2800", "\ufe0f", "\u0301", " \u200b\t"]


@pytest.mark.parametrize("sign", SIGNS)
def test_no_cell_is_a_formula_behind_what_is_not_seen(sign: str) -> None:
    cells = [f"{hidden}{sign}HYPERLINK(A1)" for hidden in HIDDEN]
    odd = replace(PERSON, contacts=tuple(replace(AASE, name=cell, note=cell) for cell in cells))
    rows = list(
        csv.reader(StringIO(export_formats.contacts_csv(odd, say).decode("utf-8-sig"), newline=""), delimiter=";")
    )
    assert [row[0] for row in rows[1:]] == [row[4] for row in rows[1:]] == [f"'{cell}" for cell in cells]


@given(st.text(max_size=40))
def test_a_cell_is_as_it_was_told_but_for_the_mark_before_a_formula(note: str) -> None:
    told = replace(PERSON, contacts=(replace(AASE, note=note),))
    table = StringIO(export_formats.contacts_csv(told, say).decode("utf-8-sig"), newline="")
    cell = list(csv.reader(table, delimiter=";"))[1][4]
    assert cell in {note, f"'{note}"}
    if note[:1].isalnum():
        assert cell == note


@given(st.text(st.characters(max_codepoint=0xA0), max_size=60))
def test_no_control_character_is_in_a_card_a_calendar_or_the_log(words: str) -> None:
    odd = replace(
        PERSON,
        contacts=(replace(AASE, name=f"Åse{words}", note=words),),
        ties=(ContactEmployment(2, 1, f"Fjord{words}", words),),
        plans=(replace(PERSON.plans[0], words=words),),
    )
    card, plans = export_formats.contacts_vcard(odd), export_formats.plans_calendar(odd, say, OSLO, NOW)
    log = export_formats.weekly_log(odd, say, OSLO)
    for content in (card, plans, log):
        left = content.decode().replace("\r\n", "")
        assert [letter for letter in left if unicodedata.category(letter) == "Cc"] == []


def test_contacts_come_as_cards_that_keep_their_number() -> None:
    card = unfolded(export_formats.contacts_vcard(PERSON))
    assert card[:6] == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:urn:uuid:{AASE.uid}",
        "N:Bjørnæs;Åse Marie;;;",
        "FN:Åse Marie Bjørnæs",
        "ORG:Fjordbygg",
    ]
    assert "NOTE:Møtte henne på Ulven\\; snill\\, og\\nrask" in card


@given(st.text(max_size=300))
def test_whatever_is_noted_a_card_has_its_lines_and_no_others(note: str) -> None:
    card = unfolded(export_formats.contacts_vcard(replace(PERSON, contacts=(replace(AASE, note=note),))))
    heads = [re.split("[:;]", line)[0] for line in card if line]
    assert [head for head in heads if head != "NOTE"] == ["BEGIN", "VERSION", "UID", "N", "FN", "ORG", "TITLE", "END"]


def test_plans_come_as_a_calendar_that_names_nobody_at_first_sight() -> None:
    event = unfolded(export_formats.plans_calendar(PERSON, say, OSLO, NOW))
    assert f"UID:{PERSON.uid(3)}" in event
    assert {"DTSTART:20261201T113000Z", "DTEND:20261201T120000Z", "SUMMARY:En melding å sende"} <= set(event)
    assert "DESCRIPTION:Åse Marie Bjørnæs: tirsdag etter lunsj" in event
    day = replace(PERSON, plans=(replace(PERSON.plans[0], has_hour=False),))
    assert "DTSTART;VALUE=DATE:20261201" in unfolded(export_formats.plans_calendar(day, say, OSLO, NOW))
    timeless = replace(PERSON, plans=(replace(PERSON.plans[0], at=None),))
    assert "BEGIN:VEVENT" not in unfolded(export_formats.plans_calendar(timeless, say, OSLO, NOW))


def test_the_log_tells_what_was_done_week_by_week() -> None:
    log = export_formats.weekly_log(PERSON, say, OSLO).decode().split("\r\n")
    assert log[:2] == ["Uke 48 i 2026", "onsdag 25. november: sendt, Åse Marie Bjørnæs, Si hvem som ansetter"]
