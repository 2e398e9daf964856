"""People stored by earlier versions continue in the present dialogs: no fact is lost, and a question is always asked.

python -m tests.dialogs.test_stored_people 0.2    stores a present person at every question, for later versions
"""

import sys
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

from dialogs.coach import DIALOG_SET
from dialogs.engine.conversation import Conversation
from dialogs.engine.script import Script, Turn
from dialogs.engine.system_replies import say_changed
from dialogs.engine.turn_result import TurnResult
from dialogs.model.events import Pressed
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.events import Heard, Said
from dialogs.protocol.replies import Reply
from dialogs.target import dialog
from tests.project.test_patterns import LANGUAGES, PERSONS, hear, question, told
from tests.support.people_told import NOW
from tests.support.stored import stored

FOLDER = Path(__file__).parent.parent / "stored_people"


STORED = [
    pytest.param(stored(person), id=f"{path.stem}-{person['where']['step']}")
    for path in sorted(FOLDER.glob("*.json"))
    for person in msgspec.json.decode(path.read_bytes())
]


def test_every_released_version_has_left_its_people() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} >= {"0.1", "0.2.dev1", "0.2.dev2"}
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


# --- steps whose meaning has changed ----------------------------------------------------------------------------------


def later(step: str, to: StrEnum | None = None) -> Conversation:
    """Return the conversation of a later version, in which this step has another meaning."""
    scripts = [_changed(script, step) for script in DIALOG_SET.scripts]
    return Conversation(replace(DIALOG_SET, scripts=scripts, moved={step: to} if to else {}))


def _changed(script: Script, step: str) -> Script:
    found = [own for own in script.steps if own.value == step]
    lines = script.lines
    return Script(script.name, script.steps, script.asks, lines, changed={found[0]: 2}) if found else script


def play(coach: Conversation, person: Person, heard: Heard) -> TurnResult:
    now = (person.where.heard_at or NOW) + timedelta(minutes=1)
    return coach.play(Turn(person, heard, now, ZoneInfo("Europe/Oslo"), LANGUAGES.speak))


def has_changed(outcome: TurnResult) -> bool:
    """Return whether the result says that something changed."""
    (line,) = say_changed().blocks
    return any(line in said.blocks for said in outcome.says if isinstance(said, Reply))


@pytest.mark.parametrize("person", STORED)
def test_whoever_stands_at_a_step_that_means_something_else_is_told_once_and_loses_nothing(person: Person) -> None:
    coach = later(person.where.step)
    outcome = play(coach, person, Said("Kari Nordmann"))
    assert outcome.person
    assert has_changed(outcome)
    assert told(outcome.person) == told(person), "what was typed was meant for a question that is no more"
    again = play(coach, outcome.person, Said("/help"))
    assert not has_changed(again)


def test_it_leads_where_the_plot_says() -> None:
    person = PERSONS["target.size"]
    coach = later("target.size", to=dialog.Step.SIZE)
    outcome = play(coach, replace(person, where=replace(person.where, version=1)), Pressed("target.size", "any", 1))
    assert outcome.person
    assert (outcome.person.where.step, outcome.person.where.version) == ("target.size", 2)
    assert told(outcome.person) == told(person)
    assert not has_changed(play(coach, outcome.person, Said("250")))


def test_a_command_is_obeyed_at_once() -> None:
    person = PERSONS["target.size"]
    outcome = play(later("target.size"), person, Said("/delete"))
    assert outcome.person
    assert has_changed(outcome)
    assert outcome.person.where.step == "privacy.delete"


def test_what_was_interrupted_or_left_behind_is_looked_at_too() -> None:
    asked = PERSONS["target.size"]
    coach = later("target.size")
    away = hear(asked, Said("/menu")).person
    assert away
    back = play(coach, away, Pressed("menu.home", "resume", away.where.asking))
    assert has_changed(back)
    assert back.person
    assert back.person.where.step == "menu.home"
    after = hear(asked, Said("rundt 200")).person
    assert after
    assert has_changed(play(coach, after, Said("/back")))
    corrected = play(coach, after, Said("no, I meant Bergen"))
    assert corrected.person
    assert corrected.person.target.sizes == after.target.sizes


def test_every_move_leads_to_a_question_of_today() -> None:
    assert set(DIALOG_SET.moved.values()) <= {step for script in DIALOG_SET.scripts for step in script.asks}


def write(version: str) -> None:
    """Store the present people, and add the present steps to those of earlier versions."""
    people = [replace(person, where=replace(person.where, trail=())) for person in PERSONS.values()]
    text = b"[\n" + b",\n".join(map(msgspec.json.encode, people)) + b"\n]\n"
    (FOLDER / f"{version}.json").write_bytes(text)
    listed = FOLDER / "steps.txt"
    steps = {*listed.read_text(encoding="utf-8").split(), *(step for one in DIALOG_SET.scripts for step in one.steps)}
    listed.write_text("".join(f"{step}\n" for step in sorted(steps)), encoding="utf-8")


if __name__ == "__main__":
    write(sys.argv[1])
