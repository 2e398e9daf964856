"""Changes of a contact: nothing that was told is lost, and the more careful answer stays."""

from dialogs.model.facts import Category, Comfort, Contact, Introduction, MayKnow
from dialogs.model.outreach import Outreach, Purpose
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.rules.contact_changes import (
    former_workplaces,
    merged,
    with_role,
    with_workplace,
    without_former_workplaces,
    without_workplace,
)
from dialogs.rules.contacts import workplace
from dialogs.rules.undo import apply_undo, undo_of
from dialogs.text import Language
from tests.support.people_told import knowing, somebody


def kari_twice() -> tuple[Person, Contact, Contact]:
    """Return a person with two contacts who are one: each has facts, a message and an introduction."""
    person = knowing(somebody(), "Kari", None, None, "Veidekke", "rådgiver")
    person = knowing(person, "Kari Nordmann", Category.FORMER, Comfort.HARD, "Statnett")
    first, second = person.contacts
    second = replace(second, note="fra korpset", may_know=MayKnow.NO, has_worked_together=True)
    person = person.with_contact(second)
    messages = tuple(
        Outreach(200 + at, one.n, Purpose.OPENINGS, Language.NB, "Hei!") for at, one in enumerate((first, second))
    )
    ways = (Introduction(300, None, second.n),)
    return replace(person, outreaches=messages, introductions=ways, serial=301), first, second


def test_a_workplace_that_changes_is_kept_as_a_former_one() -> None:
    person = knowing(somebody(), "Kari", Category.FORMER, workplace="Veidekke", role="rådgiver")
    (kari,) = person.contacts
    changed = with_workplace(with_workplace(person, kari, "Statnett"), kari, "NAV", "leder")
    assert workplace(changed, kari) == "NAV"
    assert former_workplaces(changed, kari) == ["Statnett", "Veidekke"]
    assert {tie.company: tie.role for tie in changed.ties} == {"Veidekke": "rådgiver", "Statnett": "", "NAV": "leder"}
    assert len({tie.n for tie in changed.ties}) == 3
    assert former_workplaces(without_former_workplaces(changed, kari), kari) == []


def test_the_same_workplace_in_another_spelling_is_no_former_one() -> None:
    person = knowing(somebody(), "Kari", Category.FORMER, workplace="veidekke as", role="rådgiver")
    (kari,) = person.contacts
    changed = with_workplace(person, kari, "Veidekke")
    assert [(tie.company, tie.role, tie.is_former) for tie in changed.ties] == [("Veidekke", "rådgiver", False)]


def test_whoever_has_left_has_no_workplace() -> None:
    person = knowing(somebody(), "Kari", Category.FORMER, workplace="Veidekke")
    (kari,) = person.contacts
    changed = without_workplace(person, kari)
    assert (workplace(changed, kari), former_workplaces(changed, kari)) == ("", ["Veidekke"])
    assert without_workplace(changed, kari) == changed


def test_a_role_is_told_changed_and_removed() -> None:
    person = knowing(somebody(), "Kari", Category.FORMER)
    (kari,) = person.contacts
    assert with_role(person, kari, "") == person
    told = with_role(person, kari, "sykepleier")
    assert [(tie.role, tie.company) for tie in told.ties] == [("sykepleier", "")]
    changed = with_role(with_workplace(told, kari, "Haukeland"), kari, "leder")
    assert [(tie.company, tie.role) for tie in changed.ties] == [("Haukeland", "leder")]
    assert with_role(told, kari, "").ties == ()


def test_two_contacts_become_one_with_the_facts_of_both() -> None:
    person, first, second = kari_twice()
    one = merged(person, first, second)
    (kari,) = one.contacts
    assert kari == Contact(
        first.n,
        first.uid,
        "Kari Nordmann",
        Category.FORMER,
        Comfort.HARD,
        MayKnow.NO,
        has_worked_together=True,
        note="fra korpset",
    )
    assert workplace(one, kari) == "Statnett"
    assert former_workplaces(one, kari) == ["Veidekke"]
    assert [outreach.contact for outreach in one.outreaches] == [first.n, first.n]
    assert [way.introducer for way in one.introductions] == [first.n]


def test_what_both_have_stays_as_it_is_with_the_one_that_is_kept() -> None:
    person, first, second = kari_twice()
    kept = replace(first, category=Category.CLOSE, comfort=Comfort.EASY, note="nabo", may_know=MayKnow.YES)
    (kari,) = merged(person.with_contact(kept), kept, second).contacts
    assert (kari.category, kari.comfort, kari.note) == (Category.CLOSE, Comfort.EASY, "nabo, fra korpset")
    assert kari.may_know is MayKnow.NO


def test_whoever_is_at_work_stays_at_work() -> None:
    person, first, second = kari_twice()
    at_work = replace(second, category=Category.COLLEAGUE)
    kept = replace(first, category=Category.FORMER)
    (kari,) = merged(person.with_contact(at_work).with_contact(kept), kept, at_work).contacts
    assert kari.category is Category.COLLEAGUE


def test_the_same_workplace_of_both_is_one_with_the_role() -> None:
    person = knowing(somebody(), "Kari", Category.FORMER, workplace="Veidekke AS", role="rådgiver")
    person = knowing(person, "Kari N", Category.FORMER, workplace="Veidekke")
    one = merged(person, *person.contacts)
    assert [(tie.company, tie.role, tie.is_former) for tie in one.ties] == [("Veidekke", "rådgiver", False)]


def test_a_merge_is_undone_whole() -> None:
    person, first, second = kari_twice()
    for kept, other in ((first, second), (second, first)):
        one = merged(person, kept, other)
        back = apply_undo(one, undo_of(person, one))
        assert (back.contacts, back.ties, back.outreaches, back.introductions) == (
            person.contacts,
            person.ties,
            person.outreaches,
            person.introductions,
        )
