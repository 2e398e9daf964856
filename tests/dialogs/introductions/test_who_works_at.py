"""“Do I know anyone there?”: the forms of the question, when it is understood, and what follows the answer “nobody”."""

from uuid import UUID

import pytest

from dialogs.coach import Coach
from dialogs.protocol.events import Said
from dialogs.protocol.replies import Reply
from dialogs.text import Language
from dialogs.understanding.company_names import is_same
from dialogs.understanding.who_works_at import place_asked_about
from tests.project.test_patterns import LANGUAGES, PERSONS, hear


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("kjenner jeg noen i Equinor?", "Equinor"),
        ("Hei, kjenner eg nokon hos Tine", "Tine"),
        ("do I know anybody who works at Aker?", "Aker"),
        ("Anyone at DNB?", "DNB"),
        ("noen i DNB?", "DNB"),
        ("Hvem jobber i Rema 1000?", "Rema 1000"),
        ("who works at Equinor?", "Equinor"),
        ("noen i DNB", None),
        ("someone at DNB", None),
        ("anyone at work?", None),
        ("who works there?", None),
        ("", None),
    ],
)
def test_which_workplace_is_asked_about(text: str, place: str | None) -> None:
    assert place_asked_about(text) == place


@pytest.mark.parametrize("language", Language)
def test_before_consent_it_says_what_is_missing(language: Language) -> None:
    new = Coach().meet(UUID(int=7), language)
    greeted = hear(new, Said("/start")).person
    assert greeted
    outcome = hear(greeted, Said("do I know anyone at Equinor?"))
    (reply,) = (said for said in outcome.says if isinstance(said, Reply))
    first = str(LANGUAGES.spoken(reply, language).blocks[0])
    assert ("your yes" if language is Language.EN else "si ja") in first
    assert outcome.person
    assert outcome.person.where.step == greeted.where.step
    assert not outcome.tasks


@pytest.mark.parametrize("text", ["nobody", "ingen", "kjenner ingen der"])
def test_nobody_leads_to_somebody_who_knows_somebody(text: str) -> None:
    here = PERSONS["anyone.here"]
    person = hear(here, Said(text)).person
    assert person
    assert person.where.step == "introductions.who"
    assert is_same(here.slots.who_works_at.place, person.goals[-1].company)
