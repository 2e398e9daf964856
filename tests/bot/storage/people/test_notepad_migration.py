"""Migration of notepads of earlier versions to slots: each field by its dialog, without loss."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bot.storage.people import facts, notepad_migration
from bot.storage.people.notepad_migration import slots_from
from dialogs.coach import DIALOG_SET
from dialogs.model.conversation import Checkpoint, Position
from dialogs.model.draft_changes import Wish
from dialogs.model.facts import Advice, Category
from dialogs.model.outreach import OutreachEvent, Purpose
from dialogs.model.reminders import ReminderKind
from dialogs.model.slots import (
    ApplicationSlots,
    CompanySearchSlots,
    ContactSlots,
    FollowUpSlots,
    MessageSlots,
    NetworkSlots,
    PlanTime,
    ProfileSlots,
    ReminderSlots,
    ReminderTopic,
    Slots,
    SubjectSlots,
    TargetField,
    TargetSlots,
    WeekReportSlots,
    WhoWorksAtSlots,
)

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
FOLDER = Path(__file__).parents[3] / "stored_people"
STORED = [person for path in sorted(FOLDER.glob("*.json")) for person in msgspec.json.decode(path.read_bytes())]

CONVERTED: list[tuple[str, dict[str, Any], Slots]] = [
    (
        "target.which_industry",
        {"field": "industry", "words": "bygg", "choices": ["F"], "kept": ["J"], "later": ["it"]},
        Slots(
            target=TargetSlots(field=TargetField.INDUSTRY, words="bygg", codes=("F",), kept=("J",), later=("it",)),
        ),
    ),
    ("register.page", {"words": "asked", "page": 2}, Slots(company_search=CompanySearchSlots(is_asked=True, page=2))),
    (
        "names.names",
        {"category": "c4", "page": 3, "line": 0},
        Slots(contacts=ContactSlots(category=Category.FORMER, prompt=3, line=0)),
    ),
    ("contacts.hub", {"page": 1}, Slots(contacts=ContactSlots(is_sorting_put_off=True))),
    ("drafts.whom", {"page": 2}, Slots(contacts=ContactSlots(page=2))),
    ("imports.file", {"page": 1}, Slots(network=NetworkSlots(are_others_told=True))),
    (
        "writing.ready",
        {"contact": 1, "outreach": 2, "purpose": "openings", "words": "controller", "field": "en"},
        Slots(
            subject=SubjectSlots(contact=1, outreach=2),
            message=MessageSlots(purpose=Purpose.OPENINGS, job="controller", wish=Wish.ENGLISH),
        ),
    ),
    ("drafts.unfit", {"field": "private"}, Slots(message=MessageSlots(is_private=True))),
    ("room.one", {"choices": ["12"]}, Slots(message=MessageSlots(closing=12))),
    (
        "plan.which",
        {"words": "tirsdag", "choices": ["2026-11-24T09:00:00+00:00", "2026-11-24T09:00:00+00:00 day"]},
        Slots(follow_up=FollowUpSlots(words="tirsdag", times=(PlanTime(AT), PlanTime(AT, has_hour=False)))),
    ),
    (
        "plan.whose",
        {"words": "hun svarte", "field": "answered"},
        Slots(follow_up=FollowUpSlots(words="hun svarte", outcome=OutreachEvent.ANSWERED)),
    ),
    ("looking.which", {"choices": ["2026-11-24T09:00:00+00:00"]}, Slots(follow_up=FollowUpSlots(days=(AT,)))),
    ("weekly.show", {"field": "names", "page": 2}, Slots(week_report=WeekReportSlots(weeks_back=2, has_names=True))),
    ("fits.looking", {"field": "asked", "page": 4}, Slots(network=NetworkSlots(are_related_asked=True, seen=4))),
    (
        "anyone.here",
        {"field": "anyone", "words": "DNB", "choices": ["DNB Liv"], "line": 0},
        Slots(
            who_works_at=WhoWorksAtSlots(place="DNB", is_asked=True, related=("DNB Liv",)),
            network=NetworkSlots(match=0),
        ),
    ),
    ("linkedin.item", {"field": "headline"}, Slots(profile=ProfileSlots(item=Advice.HEADLINE))),
    (
        "nudges.later",
        {"words": "p3.u0.x1"},
        Slots(
            reminders=ReminderSlots(
                topics=(ReminderTopic(ReminderKind.PLAN, 3), ReminderTopic(ReminderKind.UNFINISHED, 0))
            )
        ),
    ),
    ("applied.known", {"words": "Skanska"}, Slots(applications=ApplicationSlots(place="Skanska"))),
]


@pytest.mark.parametrize(("step", "notepad", "slots"), [pytest.param(*one, id=one[0]) for one in CONVERTED])
def test_a_field_becomes_what_it_meant_in_its_dialog(step: str, notepad: dict[str, Any], slots: Slots) -> None:
    assert notepad_migration.slots_of(msgspec.json.encode(notepad), step) == slots


def test_every_dialog_named_in_the_tables_is_there() -> None:
    names = {script.name for script in DIALOG_SET.scripts}
    assert {step.partition(".")[0] for step, _, _ in CONVERTED} <= names


def leaves(value: Any) -> list[str]:
    """Return the non-empty values in JSON."""
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in leaves(one)]
    if isinstance(value, list):
        return [leaf for one in value for leaf in leaves(one)]
    return [str(value)] if value not in (None, "", 0, False) else []


@pytest.mark.parametrize("person", [pytest.param(one, id=one["where"]["step"]) for one in STORED if one.get("notepad")])
def test_nothing_that_a_stored_person_had_noted_is_lost(person: dict[str, Any]) -> None:
    step = person["where"]["step"]
    marks = {"asked", "anyone", "fits", "names"}
    old = {name: value for name, value in person["notepad"].items() if name not in {"words", "page", "is_first"}}
    kept = leaves(slots_from(person["notepad"], step))
    noted = [one for one in leaves(old) if one not in marks and " day" not in one]
    assert set(noted) <= set(kept)


def test_rows_of_an_earlier_version_are_read() -> None:
    rows = [
        ("notepad", 0, b'{"contact":3,"words":"bygg"}'),
        (
            facts.WHERE,
            0,
            b'{"step":"","trail":[{"step":"plan.which","notepad":{"words":"i dag"}},{"step":"menu.home"}]}',
        ),
    ]
    fields, where = facts.gathered(rows, "writing.ready")
    assert fields["slots"] == Slots(subject=SubjectSlots(contact=3), message=MessageSlots(job="bygg"))
    trail = (Checkpoint("plan.which", Slots(follow_up=FollowUpSlots(words="i dag"))), Checkpoint("menu.home"))
    assert where == Position("", trail=trail)


def test_rows_of_today_are_read_as_they_are() -> None:
    slots = Slots(subject=SubjectSlots(contact=3), who_works_at=WhoWorksAtSlots(place='"notepad":{}'))
    where = Position("", trail=(Checkpoint("anyone.here", slots),))
    assert not notepad_migration.has_notepads(facts.encoded(where))
    rows = [(facts.SLOTS, 0, facts.encoded(slots)), (facts.WHERE, 0, facts.encoded(where))]
    assert facts.gathered(rows, "anyone.here") == ({"slots": slots}, where)


def test_no_record_is_named_as_a_field_of_the_notepad() -> None:
    notepads = [person["notepad"] for person in STORED if "notepad" in person]
    assert not {name for notepad in notepads for name in notepad} & set(Slots.__struct_fields__)
