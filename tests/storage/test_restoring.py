import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.address import Address
from bot.languages import Languages
from bot.wants import export
from bot.wants.restoring import LARGEST, NotAnExportError, restored, told_in
from dialogs.person import Person
from tests.chat import CoachAlone, Transcript
from tests.storage.persons import persons
from tests.test_personas import PERSONAS

HERE = Address("telegram", "1")
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def languages() -> Languages:
    return Languages.load()


def content(person: Person) -> bytes:
    return export.document(person, HERE, NOW).content


def facts(person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in Person.__struct_fields__ if name not in export.BOOKKEEPING}


async def lived(path: Path, languages: Languages) -> CoachAlone:
    transcript = Transcript.read(path)
    stage = CoachAlone(transcript.language, transcript.name, languages, house=transcript.house)
    await transcript.played(stage)
    return stage


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(persons())
def test_whatever_was_told_comes_back(person: Person) -> None:
    assert facts(told_in(content(person))) == facts(person)


@pytest.mark.parametrize("path", PERSONAS, ids=lambda path: path.stem)
async def test_whole_lives_come_back_and_go_on(path: Path, languages: Languages) -> None:
    stage = await lived(path, languages)
    assert stage.person
    back = restored(content(stage.person))
    assert facts(back) == facts(stage.person)
    assert back.serial >= max((contact.n for contact in back.contacts), default=0)
    stage.person = back
    assert await stage.type("/menu")


@pytest.mark.parametrize(
    "change",
    [
        {"contacts": []},
        {"goals": [{"number": 1, "company": "A"}, {"number": 1, "company": "B"}]},
        {"goals": [{"number": -1, "company": "A"}]},
        {"goals": [{"number": 1}]},
        {"goals": "Equinor"},
        {"goals": [[]]},
        {"plans": [{"number": 1, "outreach": 77777, "words": "i morgen"}]},
        {"consent": {"at": "2026-11-23T09:00:00", "version": "1"}},
        {"language": "sv"},
        {"id": "1"},
        {"step": 3},
    ],
    ids=str,
)
async def test_what_does_not_fit_together_is_refused(change: dict[str, Any], languages: Languages) -> None:
    stage = await lived(PERSONAS[0], languages)
    assert stage.person
    whole = json.loads(content(stage.person))
    whole["person"] |= change
    with pytest.raises(NotAnExportError):
        restored(json.dumps(whole).encode())


@pytest.mark.parametrize(
    "other",
    [b"", b"{}", b"[]", b"null", b'{"version": 2}', b'{"version": 1}', b"\xff", b"[" * 100_000, b" " * (LARGEST + 1)],
    ids=lambda other: str(other[:20]),
)
def test_another_file_is_refused(other: bytes) -> None:
    with pytest.raises(NotAnExportError):
        restored(other)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_any_document_is_a_person_or_refused(told: object) -> None:
    with pytest.raises(NotAnExportError):
        restored(json.dumps({"version": 1, "person": told}).encode())
