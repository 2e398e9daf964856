"""Persons stored by earlier versions go on in today's dialogs: nothing told is lost, and something is always asked.

python -m tests.test_stored_people 0.2     keeps today's persons, one at every question, for the versions to come
"""

import sys
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from dialogs.person import Person
from dialogs.speech import Reply, Said
from tests.test_patterns import PERSONS, hear, question, told

FOLDER = Path(__file__).parent / "stored_people"

STORED = [
    pytest.param(msgspec.convert(person, Person, strict=False), id=f"{path.stem}-{person['where']['step']}")
    for path in sorted(FOLDER.glob("*.json"))
    for person in msgspec.json.decode(path.read_bytes())
]


def test_every_released_version_has_left_its_people() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} >= {"0.1"}
    assert len(STORED) >= 50


@pytest.mark.parametrize("person", STORED)
def test_a_stored_person_goes_on_where_they_were(person: Person) -> None:
    outcome = hear(person, Said("/start"))
    assert outcome.person
    assert told(outcome.person) == told(person)
    assert outcome.person.where.step == person.where.step
    assert question(outcome).blocks


@pytest.mark.parametrize("person", STORED)
def test_a_step_that_a_later_version_gave_up_loses_nothing(person: Person) -> None:
    lost = replace(person, where=replace(person.where, step="gone.for_good"))
    outcome = hear(lost, Said("hei"))
    assert outcome.person
    assert told(outcome.person) == told(person)
    first = next(said for said in outcome.says if isinstance(said, Reply))
    assert len(first.blocks) > 1, "it is said in one line that something changed"


def write(version: str) -> None:
    """Keep today's persons."""
    people = [replace(person, where=replace(person.where, trail=())) for person in PERSONS.values()]
    text = b"[\n" + b",\n".join(map(msgspec.json.encode, people)) + b"\n]\n"
    (FOLDER / f"{version}.json").write_bytes(text)


if __name__ == "__main__":
    write(sys.argv[1])
