"""Matches: people in the address book who fit the target. Company names are compared strictly."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final, TypeAlias

from dialogs.model.address_book import (
    Acquaintance,
    FindMatches,
    FindPeopleAt,
    FoundMatches,
    FoundPeopleAt,
    Match,
    RelatedCompany,
    Why,
)
from dialogs.model.facts import Category, Employment, Goal
from dialogs.model.person import Person
from dialogs.understanding.company_names import is_same, keys_of, may_be_related
from dialogs.understanding.job_titles_compared import hires, is_near, recruits

PAGE = 6
"""Maximum number of matches offered at a time."""

MOST_RELATED = 3
"""Maximum number of related companies to ask about at a time."""

MOST_THERE = 12

Rank: TypeAlias = tuple[int, int, int, str]
"""The order of matches: the strength of the reason, a say in hiring, a position near the target, the name."""

STRENGTH: Final = {why: n for n, why in enumerate(Why)}
"""The reasons for a match, the strongest first."""

YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def find_matches(person: Person, people: Iterable[Acquaintance], task: FindMatches) -> FoundMatches:
    """Return a page of the matches, best first, and the related companies to ask about."""
    everybody = [one for one in people if not _is_left_out(person, one)]
    found = sorted(_ranked_matches(person, everybody), key=lambda ranked: ranked[0])
    page = tuple(fit for _, fit in found[task.start : task.start + PAGE])
    return FoundMatches(task.start, page, len(found), _related_companies(person, everybody))


def people_at(person: Person, people: Iterable[Acquaintance], task: FindPeopleAt) -> FoundPeopleAt:
    """Return present and former employees of a workplace, those with a say in hiring first."""
    everybody = [one for one in people if not _is_left_out(person, one)]
    names = _names_of(person, task.place)
    now = [one for one in everybody if not names.isdisjoint(keys_of(one.company))]
    before = [one for one in everybody if any(not names.isdisjoint(keys_of(place)) for place in one.former)]
    akin = Counter(one.company for one in everybody if may_be_related(one.company, task.place))
    return FoundPeopleAt(
        task.place,
        tuple(_match(person, one, Why.AT_GOAL, task.place) for one in _hiring_first(now)),
        tuple(_match(person, one, Why.WAS_AT_GOAL, task.place) for one in _hiring_first(before)),
        tuple(company for company, _ in akin.most_common(MOST_RELATED)),
    )


def category_of(person: Person, one: Acquaintance) -> Category:
    """Return the category to propose, by shared workplaces and the years of employment."""
    if person.me.employer and is_same(one.company, person.me.employer):
        return Category.COLLEAGUE
    shared = [job for job in person.employments if any(is_same(job.company, place) for place in _places(one))]
    if not shared:
        return Category.ACQUAINTANCE
    is_apart = one.connected is not None and all(_is_outside(job, one.connected) for job in shared)
    return Category.SAME_PLACE if is_apart else Category.FORMER


def _ranked_matches(person: Person, people: Sequence[Acquaintance]) -> Iterator[tuple[Rank, Match]]:
    goals = {key: goal.company for goal in person.goals for name in (goal.company, *goal.also) for key in keys_of(name)}
    jobs = {key: job.company for job in person.employments for key in keys_of(job.company)}
    for one in people:
        if found := _why(person, one, goals, jobs):
            why, place = found
            near = is_near(one.position, person.target.positions)
            yield (STRENGTH[why], -hires(one.position), -near, one.name), _match(person, one, why, place)


def _why(person: Person, one: Acquaintance, goals: dict[str, str], jobs: dict[str, str]) -> tuple[Why, str] | None:
    """Return the strongest reason for a match and its workplace, or None if the person does not fit."""
    if place := _place_in(goals, [one.company]):
        return Why.AT_GOAL, place
    if place := _place_in(goals, one.former):
        return Why.WAS_AT_GOAL, place
    if place := _place_in(jobs, _places(one)):
        return Why.SHARED, place
    if is_near(one.position, person.target.positions):
        return Why.NEAR_ROLE, one.company
    return (Why.RECRUITS, one.company) if recruits(one.position) else None


def _place_in(names: dict[str, str], places: Iterable[str]) -> str:
    return next((names[key] for place in places for key in keys_of(place) if key in names), "")


def _related_companies(person: Person, people: Sequence[Acquaintance]) -> tuple[RelatedCompany, ...]:
    """Return the companies that may belong to a goal, most frequent first, without those already asked about."""
    companies = Counter(one.company for one in people if one.company)
    return tuple(
        RelatedCompany(goal.n, company)
        for company, _ in companies.most_common()
        for goal in person.goals
        if _may_be(goal, company)
    )[:MOST_RELATED]


def _may_be(goal: Goal, company: str) -> bool:
    is_asked = any(is_same(company, name) for name in (*goal.also, *goal.apart))
    return not is_asked and may_be_related(company, goal.company)


def _names_of(person: Person, place: str) -> frozenset[str]:
    also = (name for goal in person.goals if is_same(goal.company, place) for name in goal.also)
    return keys_of(place).union(*map(keys_of, also))


def _is_left_out(person: Person, one: Acquaintance) -> bool:
    """Return whether to exclude somebody: already a contact, or at a workplace where nobody may know."""
    employer = person.me.employer
    if person.is_discreet and employer and (is_same(one.company, employer) or may_be_related(one.company, employer)):
        return True
    name = one.name.casefold()
    return any(contact.name.casefold() == name for contact in person.contacts)


def _hiring_first(people: list[Acquaintance]) -> list[Acquaintance]:
    return sorted(people, key=lambda one: (-hires(one.position), one.name))[:MOST_THERE]


def _match(person: Person, one: Acquaintance, why: Why, place: str) -> Match:
    return Match(one.name, one.company, one.position, why, place, category_of(person, one), one.link)


def _places(one: Acquaintance) -> tuple[str, ...]:
    return (one.company, *one.former)


def _is_outside(job: Employment, connected: date) -> bool:
    """Return whether they connected before or after the years of the job, with a tolerance of one year."""
    years = [int(year) for year in YEAR.findall(job.years)]
    if not years:
        return False
    is_open = job.years.rstrip().endswith(("-", "–", "—"))
    last = connected.year if is_open else max(years)
    return not min(years) - 1 <= connected.year <= last + 1
