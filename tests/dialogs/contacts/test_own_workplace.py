"""While colleagues must not know of the search, the coach proposes nobody from the address book who may be one."""

import pytest

from dialogs.model.address_book import Acquaintance, FindMatches, FindPeopleAt
from dialogs.model.facts import Employment, Goal, Work
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.rules import matching
from tests.support.people_told import somebody

BOOK = [Acquaintance("Kari Moe", "Aker Solutions"), Acquaintance("Ola Vik", "Aker"), Acquaintance("Pia Ek", "Veidekke")]
EVERYWHERE = (Goal(1, "Aker"), Goal(2, "Aker Solutions"), Goal(3, "Veidekke"))


def at(employer: str, work: Work = Work.DISCREET) -> Person:
    return replace(somebody(work=work, employer=employer), goals=EVERYWHERE)


@pytest.mark.parametrize("employer", ["Aker", "Aker Solutions", "AKER SOLUTIONS ASA"])
def test_nobody_is_proposed_who_may_work_at_the_same_place(employer: str) -> None:
    found = matching.find_matches(at(employer), BOOK, FindMatches())
    assert [fit.name for fit in found.fits] == ["Pia Ek"]
    assert not found.akin
    there = [matching.people_at(at(employer), BOOK, FindPeopleAt(goal.company)) for goal in EVERYWHERE]
    assert [[fit.name for fit in one.now] for one in there] == [[], [], ["Pia Ek"]]
    assert not any(one.akin for one in there)


def test_once_they_may_know_everybody_is() -> None:
    found = matching.find_matches(at("Aker", Work.OPEN), BOOK, FindMatches())
    assert {fit.name for fit in found.fits} == {"Kari Moe", "Ola Vik", "Pia Ek"}


def test_a_former_workplace_of_the_same_name_does_not_hide_who_left_it() -> None:
    left = Acquaintance("Nina Aas", "Veidekke", former=("Aker",))
    person = replace(at("Aker"), employments=(Employment(9, "Aker"),))
    assert [fit.name for fit in matching.find_matches(person, [left], FindMatches()).fits] == ["Nina Aas"]
