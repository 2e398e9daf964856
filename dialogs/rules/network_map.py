"""The network map as data (P3): contacts, goals, and the ways from contacts to goals."""

from typing import Final

from msgspec import Struct

from dialogs.model.facts import Category, Contact
from dialogs.model.person import Person
from dialogs.rules.contacts import workplace
from dialogs.rules.discretion import is_held_back
from dialogs.rules.ranking import next_proposal
from dialogs.text import Text, label
from dialogs.understanding.company_names import is_same


class Point(Struct, frozen=True, gc=False):
    """A contact in the network. `works_at` and `leads_to` are indices into `Network.goals`."""

    name: str
    category: Category | None = None
    company: str = ""
    works_at: int | None = None
    leads_to: int | None = None
    is_next: bool = False


class Network(Struct, frozen=True, gc=False):
    """The contacts, and the workplaces of the goals."""

    points: tuple[Point, ...] = ()
    goals: tuple[str, ...] = ()


SHORT: Final[dict[Category | None, Text]] = {
    Category.CLOSE: label("map", "Family and friends"),
    Category.ACQUAINTANCE: label("map", "Acquaintances"),
    Category.COLLEAGUE: label("map", "At work now"),
    Category.FORMER: label("map", "Former colleagues"),
    Category.PERIPHERAL: label("map", "Other teams"),
    Category.SAME_PLACE: label("map", "Same place, other years"),
    None: label("map", "Not in a group yet"),
}
"""Short names of the six groups, and of contacts without one."""

LEGEND: Final = {
    "you": label("map", "You"),
    "next": label("map", "Next to write to"),
    "goal": label("map", "Workplace you aim for"),
    "unreached": label("map", "Nobody there yet"),
    "way": label("map", "Works there"),
    "through": label("map", "Can put you in touch"),
}


def network_of(person: Person) -> Network:
    """Return the network of a person. A contact who is held back leads to no goal."""
    proposal = next_proposal(person)
    following = proposal.contact.n if proposal else None
    points = tuple(_point(person, contact, is_next=contact.n == following) for contact in person.contacts)
    return Network(points, tuple(goal.company for goal in person.goals))


def _point(person: Person, contact: Contact, *, is_next: bool) -> Point:
    company = workplace(person, contact)
    if is_held_back(person, contact):
        return Point(contact.name, contact.category, company)
    works_at = next((n for n, goal in enumerate(person.goals) if is_same(company, goal.company)), None)
    asked = {way.goal for way in person.introductions if way.introducer == contact.n}
    leads_to = next((n for n, goal in enumerate(person.goals) if goal.n in asked), None)
    return Point(contact.name, contact.category, company, works_at, leads_to, is_next=is_next)
