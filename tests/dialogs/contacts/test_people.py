"""The list of people: its pages, and who is not offered a message."""

from zoneinfo import ZoneInfo

import pytest

from bot.i18n import Languages
from dialogs.coach import Coach
from dialogs.contacts.people import EDITS, Step
from dialogs.contacts.people_list import PAGE
from dialogs.engine.script import Turn
from dialogs.engine.turn_result import TurnResult
from dialogs.model.events import Pressed
from dialogs.model.facts import Category, Work
from dialogs.model.person import Person
from dialogs.protocol.events import Heard, Said
from dialogs.protocol.replies import ANYWHERE, Button, Reply
from dialogs.text import Language
from tests.support.people_told import NOW, knowing, somebody

LANGUAGES = Languages.load()
COACH = Coach()


def play(person: Person, heard: Heard) -> TurnResult:
    return COACH.play(Turn(person, heard, NOW, ZoneInfo("Europe/Oslo"), LANGUAGES.speak, called="Ola"))


def hear(person: Person, heard: Heard) -> tuple[Person, list[Button]]:
    """Return the person after an event, and the buttons of the replies."""
    result = play(person, heard)
    assert result.person is not None
    replies = [said for said in result.says if isinstance(said, Reply)]
    return result.person, [one for reply in replies for row in reply.buttons for one in row if isinstance(one, Button)]


def press(person: Person, buttons: list[Button], choice: str) -> tuple[Person, list[Button]]:
    """Return the person after a press of the button with this choice."""
    button = next(one for one in buttons if one.choice == choice)
    return hear(person, Pressed(button.step, button.choice, button.asking))


def crowd(count: int) -> Person:
    """Return a person with this many contacts, spread over the groups."""
    groups = [*Category, None]
    person = somebody(Language.EN)
    for at in range(count):
        person = knowing(person, f"Person {at:03}", groups[at % len(groups)])
    return person


@pytest.mark.parametrize("count", [1, PAGE, PAGE + 1, 3 * PAGE, 300])
def test_each_contact_is_on_one_page_and_no_page_has_more_than_eight(count: int) -> None:
    person, buttons = hear(crowd(count), Said("/people"))
    seen: list[str] = []
    for _ in range(-(-count // PAGE)):
        shown = [one.choice for one in buttons if one.choice.isdecimal()]
        assert 1 <= len(shown) <= PAGE
        seen += shown
        if count > PAGE:
            person, buttons = press(person, buttons, "more")
    assert sorted(map(int, seen)) == sorted(contact.n for contact in person.contacts)
    if count > PAGE:
        assert [one.choice for one in buttons if one.choice.isdecimal()] == seen[:PAGE]


@pytest.mark.parametrize(
    "said",
    [
        "/people",
        "/folk",
        "who is on my list",
        "Who's on my list?",
        "hvem er på lista mi",
        "Hvem står på lista?",
        "show my list",
        "vis lista mi",
    ],
)
def test_the_list_is_shown_on_demand(said: str) -> None:
    person, _ = hear(crowd(2), Said(said))
    assert person.where.step == Step.LIST


def test_an_empty_list_leads_to_where_people_are_added() -> None:
    person, _ = hear(somebody(), Said("/people"))
    assert person.where.step == "contacts.hub"


@pytest.mark.parametrize("said", ["who is Kari?", "hvem er kari igjen?", "show me Kari", "endre Kari Nordmann"])
def test_whoever_is_named_has_a_card(said: str) -> None:
    person, _ = hear(knowing(somebody(), "Kari Nordmann", Category.FORMER), Said(said))
    assert person.where.step == Step.CARD
    assert person.slots.subject.contact == person.contacts[0].n


def test_nobody_at_work_is_offered_a_message() -> None:
    person = knowing(somebody(work=Work.DISCREET, employer="Fjordbygg"), "Kari", Category.CLOSE, workplace="Fjordbygg")
    person, buttons = hear(person, Said("vis Kari"))
    assert "write" not in {one.choice for one in buttons}
    asking = buttons[0].asking
    person, _ = hear(person, Pressed(Step.CARD, "write", asking))
    assert person.where.step == Step.CARD
    assert "write" in {one.choice for one in hear(person.with_me(work=Work.OPEN), Said("vis Kari"))[1]}


def test_a_told_change_is_undone_by_its_button() -> None:
    before = knowing(somebody(Language.EN), "Kari", Category.FORMER, workplace="Veidekke")
    changed, buttons = hear(before, Said("Kari left Veidekke, she works at Statnett now"))
    assert [(tie.company, tie.is_former) for tie in changed.ties] == [("Veidekke", True), ("Statnett", False)]
    back, _ = press(changed, [one for one in buttons if one.step == ANYWHERE], "undo")
    assert (back.ties, back.contacts) == (before.ties, before.contacts)


def test_whoever_turns_out_to_work_where_i_do_gets_no_message() -> None:
    person = knowing(somebody(Language.EN, Work.DISCREET, "Statnett"), "Kari", Category.FORMER, workplace="Veidekke")
    person, _ = hear(person, Said("/draft"))
    person, _ = hear(person, Said("Kari"))
    assert person.where.step == "drafts.purpose"
    person, buttons = hear(person, Said("Kari works at Statnett now"))
    if person.where.step != "drafts.held":  # it is asked whether this is meant
        person, _ = press(person, buttons, "act-0")
    assert person.where.step == "drafts.held"


def test_what_is_not_clear_opens_the_card() -> None:
    person, _ = hear(knowing(somebody(Language.EN), "Kari", Category.FORMER), Said("Kari has changed jobs"))
    assert person.where.step == Step.CARD


def test_a_merge_is_undone_by_its_button() -> None:
    before = knowing(knowing(somebody(), "Kari", None), "Kari Nordmann", Category.FORMER, workplace="Veidekke")
    person, buttons = hear(before, Said("/people"))
    person, buttons = press(person, buttons, str(before.contacts[0].n))
    person, buttons = press(person, buttons, "same")
    merged, buttons = press(person, buttons, str(before.contacts[1].n))
    assert [contact.name for contact in merged.contacts] == ["Kari Nordmann"]
    back, _ = press(merged, [one for one in buttons if one.step == ANYWHERE], "undo")
    assert (back.contacts, back.ties) == (before.contacts, before.ties)


@pytest.mark.parametrize("step", sorted(EDITS))
def test_a_question_about_a_fact_can_be_left(step: Step) -> None:
    person = knowing(somebody(), "Kari", Category.COLLEAGUE)
    person, buttons = hear(knowing(person, "Per", Category.CLOSE), Said("vis Kari"))
    asked, buttons = press(person, buttons, step.name.lower())
    assert asked.where.step == step
    left, _ = press(asked, buttons, "leave")
    assert left.where.step == Step.CARD
    assert (left.contacts, left.ties) == (person.contacts, person.ties)
