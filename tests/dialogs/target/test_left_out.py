"""Companies that the user excludes do not come again, and picked ones stay."""

from datetime import date

import pytest

from dialogs.model.companies import Company, FoundCompanies
from dialogs.model.events import Pressed
from dialogs.model.facts import Goal, Target
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.events import Said, TaskDone
from tests.dialogs.network.test_import_file import after, press
from tests.support.people_told import somebody

STOR, LITE, MELLOM = (
    Company(f"90000000{n}", name, "Bergen", 9) for n, name in enumerate(["Stor AS", "Lite AS", "Mellom AS"])
)
PAGE = FoundCompanies((STOR, LITE, MELLOM), 0, 3, date(2026, 11, 23), has_more=False)


def looking(page: FoundCompanies = PAGE) -> Person:
    """Return a person with a page of companies."""
    person = replace(somebody(), target=Target(industries=("F",), places=("Bergen",), is_confirmed=True))
    person = after(person, Said("/target"))
    return searched(after(person, press(person, "register")), page)


def searched(person: Person, page: FoundCompanies = PAGE) -> Person:
    assert person.where.step == "register.search"
    return after(person, TaskDone(person.tasks[-1], page))


def test_what_is_left_out_is_gone_from_this_search_and_later_ones() -> None:
    person = looking()
    person = after(person, press(person, "out"))
    person = after(person, press(person, LITE.number))
    assert person.slots.company_search.companies
    assert person.slots.company_search.companies.companies == (STOR, MELLOM)
    person = after(person, Said("/target"))
    again = searched(after(person, press(person, "register")))
    assert again.slots.company_search.companies
    assert again.slots.company_search.companies.companies == (STOR, MELLOM)


def test_what_is_picked_cannot_be_left_out_not_even_by_a_forged_button() -> None:
    person = looking()
    person = after(person, press(person, STOR.number))
    person = after(person, press(person, "out"))
    forged = after(person, Pressed("register.leave_out", STOR.number, person.where.asking))
    assert [goal.company for goal in forged.goals] == ["Stor AS"]
    assert forged.target.left_out == ()


def test_back_brings_it_back() -> None:
    person = looking()
    person = after(person, press(person, "out"))
    back = after(person, press(person, LITE.number), Said("/back"))
    assert back.target.left_out == ()
    assert back.slots.company_search.companies == PAGE


@pytest.mark.parametrize(("has_more", "step"), [(True, "register.search"), (False, "target.card")])
def test_an_emptied_page_leads_to_the_next_or_back_to_the_target(*, has_more: bool, step: str) -> None:
    person = looking(replace(PAGE, has_more=has_more))
    person = after(person, press(person, "out"))
    for company in (STOR, LITE, MELLOM):
        person = after(person, press(person, company.number))
    assert person.where.step == step


def test_a_goal_of_the_same_name_counts_as_picked() -> None:
    person = replace(looking(), goals=(Goal(900, "LITE"),))
    person = after(person, press(person, "out"))
    assert after(person, press(person, LITE.number)).target.left_out == ()
