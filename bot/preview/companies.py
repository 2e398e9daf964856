"""Companies of the register in the preview: task results, and sample persons who choose from them."""

from collections.abc import Iterator
from typing import Final

from bot.preview import sample
from dialogs.engine.script import FAILED, FOUND
from dialogs.model.companies import Company, FindCompanies, FoundCompanies
from dialogs.model.facts import Goal, Target
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.events import Heard, TaskDone, TaskFailed

COMPANIES: Final = (
    Company("900000001", "Nordbygg ASA", "Bergen", 900),
    Company("900000002", "Fjellheim Entreprenør AS", "Bergen", 1),
    Company("900000003", "Lodd AS", "Bergen"),
)
PAGE: Final = FoundCompanies(COMPANIES, 0, 11, sample.NOW.date(), has_more=True)
LAST: Final = replace(PAGE, companies=COMPANIES[:1], total=1, has_more=False)
TASK: Final = 3


def results() -> Iterator[tuple[str, Heard]]:
    """Yield the events other than text and presses, each with its description."""
    yield from ((FOUND, TaskDone(TASK, found)) for found in (PAGE, replace(PAGE, companies=())))
    yield FOUND, TaskDone(TASK, replace(LAST, companies=(), total=0))
    yield FAILED, TaskFailed(TASK, FindCompanies(("41",)))


def with_companies(person: Person) -> Iterator[Person]:
    """Yield the person with a page of companies, after a choice, and waiting for a page."""
    picking = person.with_company_search(companies=PAGE)
    yield picking
    yield replace(picking, goals=(*person.goals, Goal(person.serial + 1, COMPANIES[0].name)))
    yield person.with_company_search(companies=LAST)
    yield person.with_company_search(companies=replace(PAGE, companies=()))
    yield person.with_company_search(companies=replace(LAST, companies=()))
    yield person.with_company_search(companies=replace(LAST, page=1))
    yield replace(person, tasks=(TASK,)).with_company_search(is_asked=True)
    yield replace(person, tasks=(TASK,)).with_company_search(is_asked=True, page=1)
    yield person.with_company_search(is_asked=False)
    yield replace(person, target=Target()).with_company_search(is_asked=False)
