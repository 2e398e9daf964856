"""The next person: thirty pairs with their reasons are the specification."""

from pathlib import Path

import pytest

from bot.i18n import Languages
from dialogs.model.facts import Category, Comfort, MayKnow, Work
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.rules.ranking import next_proposal, ranking
from dialogs.text import Language
from tests.support.people_told import aiming, knowing, somebody

CATEGORIES = {
    "close": Category.CLOSE,
    "acquaintance": Category.ACQUAINTANCE,
    "colleague": Category.COLLEAGUE,
    "former": Category.FORMER,
    "peripheral": Category.PERIPHERAL,
    "same_place": Category.SAME_PLACE,
}
COMFORTS = {"easy": Comfort.EASY, "fine": Comfort.FINE, "hard": Comfort.HARD, "unsaid": None}

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent.parent.parent / "tables" / "next_person.tsv")
    .read_text(encoding="utf-8")
    .splitlines()[1:]
]


def told(person: Person, name: str, words: str) -> Person:
    """Return the person with another contact, described as `former easy @Veidekke =prosjektleder`."""
    kind, _, rest = words.partition(" ")
    comfort, _, rest = rest.partition(" ")
    workplace = rest.partition("@")[2].partition(" =")[0]
    role = rest.partition("=")[2]
    return knowing(person, name, CATEGORIES[kind], COMFORTS[comfort], workplace, role)


@pytest.mark.parametrize(("before", "after", "because"), ROWS)
@pytest.mark.parametrize("is_told_first", [True, False])
def test_one_comes_before_the_other(before: str, after: str, because: str, is_told_first: bool) -> None:  # noqa: FBT001
    person = aiming(somebody(), "Equinor")
    names = [("Aa", before), ("Bb", after)] if is_told_first else [("Bb", after), ("Aa", before)]
    for name, words in names:
        person = told(person, name, words)
    assert [contact.name for contact in ranking(person)] == ["Aa", "Bb"], because


def test_there_are_at_least_thirty_pairs() -> None:
    assert len(ROWS) >= 30


@pytest.mark.parametrize("category", [Category.COLLEAGUE, Category.PERIPHERAL])
def test_nobody_at_work_is_proposed_while_they_must_not_know(category: Category) -> None:
    assert next_proposal(knowing(somebody(work=Work.DISCREET), "Per", category)) is None
    assert next_proposal(knowing(somebody(work=Work.OPEN), "Per", category)) is not None


def test_a_friend_who_works_where_i_work_is_held_back_too() -> None:
    person = knowing(
        somebody(work=Work.DISCREET, employer="Rema 1000"), "Tone", Category.CLOSE, workplace="REMA 1000 AS"
    )
    assert next_proposal(person) is None


def test_whoever_must_not_know_is_never_proposed() -> None:
    person = knowing(somebody(work=Work.OPEN), "Per", Category.COLLEAGUE)
    (per,) = person.contacts
    assert next_proposal(person.with_contact(replace(per, may_know=MayKnow.NO))) is None


def test_somebody_passed_over_makes_room_for_the_next() -> None:
    person = knowing(knowing(somebody(), "Aa", Category.FORMER), "Bb", Category.CLOSE)
    first = next_proposal(person)
    assert first
    second = next_proposal(person, (first.contact.n,))
    assert second
    assert [first.contact.name, second.contact.name] == ["Aa", "Bb"]


@pytest.mark.parametrize("language", list(Language))
def test_every_reason_names_the_person(language: Language) -> None:
    speak = Languages.load().speak
    person = aiming(somebody(language), "Equinor")
    for n, (before, after, _) in enumerate(ROWS):
        person = told(told(person, f"Aa{n}", before), f"Bb{n}", after)
    passed: tuple[int, ...] = ()
    while proposal := next_proposal(person, passed):
        assert proposal.contact.name in speak(proposal.reason, language)
        passed = (*passed, proposal.contact.n)
    assert len(passed) == len(person.contacts)
