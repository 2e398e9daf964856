"""The page of companies that is shown: its companies, those not picked, and those to leave out."""

from dialogs.engine.script import Turn
from dialogs.model.companies import Company, FoundCompanies
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.text import Text, label, t
from dialogs.understanding.company_names import is_same


def ask_leave_out(turn: Turn) -> Reply:
    """Ask which companies not to show again; picked ones are not offered."""
    return say(
        t("Which shall I not show again? Those you've picked stay."),
        buttons=rows(
            *(Button(company.name, company.number) for company in unpicked(turn.person)),
            Button(label("leaving companies out", "Back to the list"), "list"),
        ),
        card="register",
    )


def is_unpicked(turn: Turn) -> bool:
    """Return whether the button is a company on the page that is not picked."""
    return picked(turn) in unpicked(turn.person)


def keep_left_out(turn: Turn) -> Person:
    """Remove the company from the page permanently."""
    company, person = picked(turn), turn.person
    if company is None:
        return person
    left = tuple(one for one in page_of(person).companies if one != company)
    left_out = (*person.target.left_out, company.number)
    return person.with_target(left_out=left_out).with_company_search(companies=replace(page_of(person), companies=left))


def say_left_out(_turn: Turn) -> Text:
    """Confirm the removal."""
    return t("Fine, that one won't come again.")


def are_all_picked(turn: Turn) -> bool:
    """Return whether no unpicked company is left on the page."""
    return not unpicked(turn.person)


def has_emptied_page(turn: Turn) -> bool:
    """Return whether every company on the page was removed, and there are more pages."""
    return _is_emptied(turn.person) and page_of(turn.person).has_more


def has_emptied_all(turn: Turn) -> bool:
    """Return whether every company on the last page was removed."""
    return _is_emptied(turn.person) and not page_of(turn.person).has_more


def _is_emptied(person: Person) -> bool:
    found = person.slots.company_search.companies
    return found is not None and not found.companies


def unpicked(person: Person) -> tuple[Company, ...]:
    """Return the companies on the page that are not picked."""
    goals = [goal.company for goal in person.goals]
    return tuple(one for one in page_of(person).companies if not any(is_same(goal, one.name) for goal in goals))


def picked(turn: Turn) -> Company | None:
    """Return the company on the page that the button names."""
    found = turn.person.slots.company_search.companies
    return next((one for one in found.companies if one.number == turn.choice), None) if found else None


def page_of(person: Person) -> FoundCompanies:
    """Return the page. An earlier transition must have stored it."""
    assert person.slots.company_search.companies is not None  # noqa: S101  # a precondition
    return person.slots.company_search.companies
