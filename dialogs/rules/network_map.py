"""The network map as data (P3): contacts, goals, and the ways from contacts to goals."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from dialogs.model.facts import Category, Contact
from dialogs.model.person import Person
from dialogs.rules.contacts import workplace
from dialogs.rules.discretion import is_held_back
from dialogs.rules.ranking import whom_first
from dialogs.text import Count, Row, Text, label, t
from dialogs.understanding.company_names import is_same
from dialogs.understanding.people.naming import first_name

NAMED: Final = 3
"""Maximum number of names of a group in the description of the picture."""


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
    proposal = whom_first(person)
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


def _group(category: Category | None, network: Network) -> Text | None:
    names = [first_name(point.name) for point in network.points if point.category is category]
    if not names:
        return None
    return t("{group}, {count}: {names}", group=SHORT[category], count=Count(len(names)), names=_in_a_row(names))


def _ways(network: Network, n: int) -> Text:
    goal = network.goals[n]
    there = _named([point for point in network.points if point.works_at == n])
    through = _named([point for point in network.points if point.leads_to == n])
    if there:
        return t("{goal}: you know {names} there", goal=goal, names=there)
    if through:
        return t("{goal}: the way goes through {names}", goal=goal, names=through)
    return t("{goal}: nobody yet", goal=goal)


def _named(points: Sequence[Point]) -> Row | None:
    names = [first_name(point.name) for point in points]
    return _in_a_row(names) if names else None


def _in_a_row(names: Sequence[str]) -> Row:
    more = " …" if len(names) > NAMED else ""
    return Row((*names[: NAMED - 1], *(name + more for name in names[NAMED - 1 : NAMED])))
