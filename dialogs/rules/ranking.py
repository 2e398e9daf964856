"""Ranking of contacts: relevance to the target × comfort × value of the category, with the reason in words.

Relevance is between 1 and 3, comfort and category are at most 1; the score is their product, so of two equally useful
contacts, the one who is easier to write to comes first. Close contacts do not always come first: moderately weak ties
lead to the most job moves (Rajkumar et al. 2022), and easy messages are sent more often (Aknin & Sandstrom 2024).
tests/tables/next_person.tsv is the specification.
"""

from enum import Enum

from msgspec import Struct

from dialogs.model.facts import Category, Comfort, Contact, ContactEmployment
from dialogs.model.person import Person
from dialogs.rules.discretion import contacts_to_suggest
from dialogs.rules.outreach import is_waiting
from dialogs.text import Text, t
from dialogs.understanding.company_names import is_same
from dialogs.understanding.people.naming import at_start, first_name
from dialogs.understanding.target.industries import divisions_of

CATEGORY = {
    Category.FORMER: 1.0,
    Category.ACQUAINTANCE: 0.8,
    Category.SAME_PLACE: 0.75,
    Category.CLOSE: 0.6,
    Category.PERIPHERAL: 0.5,
    Category.COLLEAGUE: 0.45,
}
"""The value of a category, in the order of the method."""

COMFORT = {Comfort.EASY: 1.0, Comfort.FINE: 0.8, Comfort.HARD: 0.35, None: 0.6}

HIRING = (
    "leder",
    "sjef",
    "direktør",
    "manager",
    "head",
    "chief",
    "hr",
    "rekrutter",
    "recruit",
    "ceo",
    "cto",
    "partner",
)


class Proposal(Struct, frozen=True, gc=False):
    """The contact to write to next, with the reason in words."""

    contact: Contact
    score: float
    reason: Text


class Relevance(Enum):
    """The relation of a contact to the target; the value is its weight in the score."""

    AT_GOAL = 3.0
    IN_INDUSTRY = 1.8
    HIRES = 1.4
    NEAR_ROLE = 1.25
    UNKNOWN = 1.0


def next_proposal(person: Person, passed_over: tuple[int, ...] = ()) -> Proposal | None:
    """Return the next person, or None.

    Excluded are contacts who are held back, passed over or written to, and those at the workplace of an open request.
    """
    busy = {*passed_over, *(outreach.contact for outreach in person.outreaches)}
    waiting = {outreach.contact for outreach in person.outreaches if is_waiting(outreach)}
    places = [tie.company for tie in person.ties if tie.contact in waiting and tie.company and not tie.is_former]
    ranked = [
        (score, contact)
        for score, contact in _scored(person)
        if contact.n not in busy and not (places and _is_at_one_of(person, contact, places))
    ]
    if not ranked:
        return None
    score, contact = ranked[0]
    return Proposal(contact, score, _reason(person, contact))


def _is_at_one_of(person: Person, contact: Contact, places: list[str]) -> bool:
    tie = person.tie_of(contact)
    return tie is not None and any(is_same(tie.company, place) for place in places)


def ranking(person: Person) -> list[Contact]:
    """Return the contacts who may be suggested, best first; equal scores in the order of entry."""
    return [contact for _, contact in _scored(person)]


def _scored(person: Person) -> list[tuple[float, Contact]]:
    wanted = frozenset(division for code in person.target.industries for division in divisions_of(code))
    ties = {tie.contact: tie for tie in person.ties if not tie.is_former}
    scored = [
        (_relevance(person, ties.get(contact.n), wanted).value * _ease(contact), contact)
        for contact in contacts_to_suggest(person)
        if contact.category
    ]
    return sorted(scored, key=lambda one: (-one[0], one[1].n))


def _ease(contact: Contact) -> float:
    return COMFORT[contact.comfort] * CATEGORY[contact.category or Category.ACQUAINTANCE]


def _relevance(person: Person, tie: ContactEmployment | None, wanted: frozenset[str]) -> Relevance:
    if tie is None:
        return Relevance.UNKNOWN
    if any(is_same(tie.company, goal.company) for goal in person.goals):
        return Relevance.AT_GOAL
    if tie.industry and not wanted.isdisjoint(divisions_of(tie.industry)):
        return Relevance.IN_INDUSTRY
    work = tie.role.casefold()
    if any(word in work for word in HIRING):
        return Relevance.HIRES
    if any(_shares_word(position, work) for position in person.target.positions):
        return Relevance.NEAR_ROLE
    return Relevance.UNKNOWN


def _reason(person: Person, contact: Contact) -> Text:
    """Return the strongest reason for a proposal, in words."""
    tie, name = person.tie_of(contact), at_start(first_name(contact.name))
    wanted = frozenset(division for code in person.target.industries for division in divisions_of(code))
    match _relevance(person, tie, wanted):
        case Relevance.AT_GOAL:
            place = tie.company if tie else ""
            return t("{name} works at {place}, where you'd like to be.", name=name, place=place)
        case Relevance.IN_INDUSTRY:
            return t("{name} works in the industry you aim for.", name=name)
        case Relevance.HIRES:
            return t("{name} often hears who is hiring.", name=name)
        case Relevance.NEAR_ROLE:
            return t("{name} does the kind of work you're looking for.", name=name)
        case Relevance.UNKNOWN:
            return _reason_of_category(contact)


def _shares_word(position: str, work: str) -> bool:
    words = {word for word in position.casefold().split() if len(word) > 3}
    return any(word in work for word in words)


def _reason_of_category(contact: Contact) -> Text:
    name, begins = first_name(contact.name), at_start(first_name(contact.name))
    match contact.category:
        case Category.FORMER:
            return t("{name} knows your work, and knows what it's like to move on.", name=begins)
        case Category.ACQUAINTANCE:
            return t("Acquaintances like {name} hear of jobs that you don't.", name=name)
        case Category.SAME_PLACE:
            return t("{name} knows where the road can lead from a place you know too.", name=begins)
        case Category.CLOSE:
            return t("{name} wants the best for you, and can mention you to others.", name=begins)
        case _:
            return t("{name} knows how things are done where you work.", name=begins)
