"""The list of the kinds of facts: everything that is derived from it covers each kind."""

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bot.importers import coach_export
from bot.storage.people import facts
from dialogs.model.fact_kinds import FACT_KINDS, MANY_KINDS, FactKind, Snapshot
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.undo_record import Undo
from dialogs.rules.storage_limits import MOST, say_full
from dialogs.rules.undo import apply_undo, undo_of
from tests.support.people_told import somebody

EXPORT = (Path(__file__).parents[3] / "docs" / "export.md").read_text(encoding="utf-8")

kinds = pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.field) for kind in FACT_KINDS])
many = pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.field) for kind in MANY_KINDS])

SOMEBODY = somebody()


def sample(kind: FactKind) -> Any:
    """Return a value of the field that is not its default."""
    if kind.is_many:
        return (msgspec.convert(TOLD | {"n": 1}, kind.shape, strict=False),)
    default = kind.shape()
    changed = {"name": "Ola", "sentence": "nurse", "days": [0], "unanswered": 1}
    named = {name: value for name, value in changed.items() if name in kind.shape.__struct_fields__}
    made = msgspec.convert(named, kind.shape)
    assert made != default
    return made


TOLD: dict[str, Any] = {
    "uid": "00000000-0000-0000-0000-000000000001",
    "at": "2026-11-23T16:00:00Z",
    "item": "note",
    "contact": 1,
    "name": "Kari",
    "company": "DNB",
    "introducer": 1,
    "goal": None,
    "purpose": "openings",
    "language": "nb",
    "text": "Hei",
    "outreach": 1,
    "words": "i dag",
    "place": "DNB",
    "people": 1,
    "new": 1,
    "changed": 0,
}


def with_sample(kind: FactKind) -> Person:
    fields: dict[str, Any] = {kind.field: sample(kind)}
    return replace(SOMEBODY, **fields)


def test_kinds_and_fields_are_unique() -> None:
    assert len({kind.field for kind in FACT_KINDS}) == len({kind.stored.kind for kind in FACT_KINDS}) == len(FACT_KINDS)
    assert [kind.field for kind in FACT_KINDS] == list(Snapshot.__struct_fields__)


@kinds
def test_a_fact_is_stored_under_its_kind_and_read_back(kind: FactKind) -> None:
    told = with_sample(kind)
    made = facts.changes(None, told)
    assert (kind.stored.kind, int(kind.is_many)) in {(row[0], row[1]) for row in made.new}
    fields, _ = facts.gathered(made.new)
    assert fields[kind.field] == getattr(told, kind.field)


@kinds
def test_what_changed_is_undone_where_the_kind_says_so(kind: FactKind) -> None:
    told = with_sample(kind)
    undo = undo_of(SOMEBODY, told)
    assert (undo != Undo()) == kind.stored.is_undone
    assert msgspec.json.decode(msgspec.json.encode(undo), type=Undo) == undo
    back = apply_undo(told, undo)
    assert (getattr(back, kind.field) == getattr(SOMEBODY, kind.field)) == kind.stored.is_undone


@kinds
def test_an_export_tells_the_fact(kind: FactKind) -> None:
    told = coach_export.told(with_sample(kind))[kind.field]
    assert told
    assert not kind.is_many or told[0]["number"] == 1


@kinds
def test_the_page_about_the_export_names_the_field(kind: FactKind) -> None:
    assert re.search(rf"`{kind.field}`", EXPORT)


@many
def test_many_facts_have_a_ceiling_and_a_text_for_it(kind: FactKind) -> None:
    assert MOST[kind.field] == kind.stored.most > 1
    assert say_full(kind.field).blocks
