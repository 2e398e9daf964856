"""Invented people for tests, with given facts."""

from datetime import UTC, datetime
from uuid import UUID

from dialogs.coach import Coach
from dialogs.model.conversation import Position
from dialogs.model.facts import CONSENT_VERSION, Category, Comfort, Consent, Goal, Profile, Target, Work
from dialogs.model.person import Person
from dialogs.model.person_line import PersonLine
from dialogs.model.records import replace
from dialogs.rules.contacts import add_people
from dialogs.text import Language

NOW = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)


def somebody(language: Language = Language.NB, work: Work = Work.OPEN, employer: str = "") -> Person:
    """Return a user who has consented and looks for project management in construction, medium-sized, in Bergen."""
    met = Coach().meet(UUID(int=7), language)
    return replace(
        met,
        where=Position("menu.home", 1),
        consent=Consent(NOW, CONSENT_VERSION),
        me=Profile("Ola", work, employer),
        target=Target(("prosjektleder",), ("F",), places=("Bergen",), is_confirmed=True),
        serial=100,
    )


def knowing(  # each parameter is one fact of a contact
    person: Person,
    name: str,
    category: Category | None,
    comfort: Comfort | None = Comfort.EASY,
    workplace: str = "",
    role: str = "",
) -> Person:
    """Return the person with another contact."""
    line = PersonLine(name, workplace or None, role or None)
    known, (n,) = add_people(person, (line,), category)
    return known.with_contact(replace(known.contacts[-1], comfort=comfort)) if n else known


def aiming(person: Person, company: str) -> Person:
    """Return the person with another goal."""
    n = person.serial + 1
    return replace(person, goals=(*person.goals, Goal(n, company)), serial=n)
