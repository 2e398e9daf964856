"""The search in the company register: pages of companies that fit the target, to be picked as goals."""

from enum import StrEnum

from dialogs.engine.script import ARRIVED, FAILED, FOUND, PICKED, SKIPPED, Script, Transition, Turn, press, unless
from dialogs.model.companies import Company, FindCompanies, FoundCompanies
from dialogs.model.facts import Goal
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.events import TaskDone, TaskFailed
from dialogs.protocol.replies import Button, Items, Reply, rows, say
from dialogs.target.company_page import (
    are_all_picked,
    ask_leave_out,
    has_emptied_all,
    has_emptied_page,
    is_unpicked,
    keep_left_out,
    page_of,
    picked,
    say_left_out,
    unpicked,
)
from dialogs.target.register_query import mark_of, search_for
from dialogs.text import Day, Text, Words, label, t, tn
from dialogs.understanding.company_names import is_same


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    SEARCH = "register.search"
    PAGE = "register.page"
    LEAVE_OUT = "register.leave_out"
    DONE = "register.done"


# --- the request -----------------------------------------------------------------------------------------------------


def can_search(turn: Turn) -> bool:
    """Return whether the target has an industry to search for."""
    return search_for(turn.person.target) is not None


def say_industry_first(_turn: Turn) -> Text:
    """Say that the search needs an industry."""
    return t("Tell me the industry first. Then I can look in the company register.")


def is_asked(turn: Turn) -> bool:
    """Return whether the task for this page was requested."""
    return turn.person.slots.company_search.is_asked


def keep_asked(turn: Turn) -> Person:
    """Store that the search was requested; it continues at the last page, unless the target has changed."""
    target = turn.person.target
    page = target.looked_through if target.looked_for == mark_of(target) else 0
    return turn.person.with_company_search(is_asked=True, page=page, companies=None)


def request_page(turn: Turn) -> FindCompanies:
    """Request the page in the slots."""
    search = search_for(turn.person.target, turn.person.slots.company_search.page)
    assert search is not None  # noqa: S101  # checked by the transition before
    return search


def ask_search(_turn: Turn) -> Reply:
    """Say that the search takes a moment."""
    return say(
        t("I'm looking in the company register. It takes a moment."),
        buttons=rows(Button(label("looking in the company register", "Go on meanwhile"), "leave")),
    )


# --- the result ------------------------------------------------------------------------------------------------------


def is_found(turn: Turn) -> bool:
    """Return whether there are companies on the page."""
    return bool(_others(turn, _found(turn)))


def has_only_more(turn: Turn) -> bool:
    """Return whether this page is empty and there is another."""
    found = _found(turn)
    return found is not None and found.has_more and not is_found(turn)


def is_answered(turn: Turn) -> bool:
    """Return whether the event is a result of the register, and not of another task."""
    return _found(turn) is not None


def is_down(turn: Turn) -> bool:
    """Return whether the task for the register failed."""
    return isinstance(turn.heard, TaskFailed) and isinstance(turn.heard.of, FindCompanies)


def keep_found(turn: Turn) -> Person:
    """Store the page, without the user's own workplace."""
    found = _found(turn)
    assert found is not None  # noqa: S101  # checked by the guard
    return turn.person.with_company_search(
        is_asked=False, page=found.page, companies=replace(found, companies=_others(turn, found))
    )


def keep_next(turn: Turn) -> Person:
    """Turn to the next page; companies that were not picked on this page do not come again."""
    return _looked_through(turn.person, turn.person.slots.company_search.page + 1)


def keep_first(turn: Turn) -> Person:
    """Return to the first page."""
    return _looked_through(turn.person, 0)


def _looked_through(person: Person, pages: int) -> Person:
    mark = mark_of(person.target)
    return person.with_target(looked_for=mark, looked_through=pages).with_company_search(is_asked=False)


def say_none(turn: Turn) -> Text:
    """Say that nothing fits, or nothing more."""
    found = _found(turn)
    if turn.person.slots.company_search.page or (found and found.total and turn.person.target.left_out):
        return say_all_seen(turn)
    return t("I found none that fit in the company register. A larger area or another size may help.")


def say_all_seen(_turn: Turn) -> Text:
    """Say that there are no more companies."""
    return t("You've looked through all that fit. Next time we'll begin again.")


def say_down(_turn: Turn) -> Text:
    """Say that the register is not available, and that the conversation continues."""
    return t("The company register doesn't answer just now. Try again later, or write the names yourself.")


def has_no_page(turn: Turn) -> bool:
    """Return whether there is no page to pick from."""
    return turn.person.slots.company_search.companies is None


def ask_page(turn: Turn) -> Reply:
    """Show the companies, the largest first; each button picks one or undoes the pick."""
    found = page_of(turn.person)
    buttons = [Button(_name(turn.person, company), company.number) for company in found.companies]
    more = [Button(label("companies in the register", "Show others"), "more")] if found.has_more else []
    again = [Button(label("companies in the register", "Begin again"), "again")] if found.page and not more else []
    out = [Button(label("companies in the register", "Leave some out"), "out")] if unpicked(turn.person) else []
    return say(
        tn(
            "The company register has {count} workplace that fits, as of {day}:",
            "The company register has {count} workplaces that fit, as of {day}. The largest first:",
            found.total,
            day=Day(found.as_of),
        ),
        Items(tuple(_described(company) for company in found.companies)),
        t("Which would you like to work at? Press as many as you like."),
        buttons=rows(*buttons, *more, *again, *out, Button(label("companies in the register", "Done"), "done")),
        card="register",
    )


def is_company(turn: Turn) -> bool:
    """Return whether the button is one of the companies on the page."""
    return picked(turn) is not None


def keep_toggled(turn: Turn) -> Person:
    """Add the company to the goals, or remove it."""
    company, person = picked(turn), turn.person
    if company is None:
        return person
    left = tuple(goal for goal in person.goals if not is_same(goal.company, company.name))
    if len(left) < len(person.goals):
        return replace(person, goals=left)
    n = person.serial + 1
    return replace(person, goals=(*left, Goal(n, company.name)), serial=n)


def _found(turn: Turn) -> FoundCompanies | None:
    made = turn.heard.made if isinstance(turn.heard, TaskDone) else None
    return made if isinstance(made, FoundCompanies) else None


def _others(turn: Turn, found: FoundCompanies | None) -> tuple[Company, ...]:
    """Return the companies without the user's own workplace and those removed earlier."""
    employer, left_out = turn.person.me.employer, turn.person.target.left_out
    shown = [one for one in found.companies if one.number not in left_out] if found else []
    return tuple(one for one in shown if not employer or not is_same(one.name, employer))


def _name(person: Person, company: Company) -> Words:
    is_aimed_for = any(is_same(goal.company, company.name) for goal in person.goals)
    if is_aimed_for:
        return label("companies in the register", "✓ {name}", name=company.name)
    return company.name


def _described(company: Company) -> Text:
    if company.employees is None:
        return t("{name}, {place}: fewer than 5 employees", name=company.name, place=company.place)
    return tn(
        "{name}, {place}: {count} employee",
        "{name}, {place}: {count} employees",
        company.employees,
        name=company.name,
        place=company.place,
    )


SCRIPT = Script(
    "register",
    Step,
    asks={Step.SEARCH: ask_search, Step.PAGE: ask_page, Step.LEAVE_OUT: ask_leave_out},
    lines=[
        Transition(Step.SEARCH, ARRIVED, to=Step.DONE, when=unless(can_search), say=say_industry_first),
        Transition(Step.SEARCH, ARRIVED, to=Step.SEARCH, when=unless(is_asked), keep=keep_asked, task=request_page),
        Transition(Step.SEARCH, FOUND, to=Step.PAGE, when=is_found, keep=keep_found),
        Transition(Step.SEARCH, FOUND, to=Step.SEARCH, when=has_only_more, keep=keep_next),
        Transition(Step.SEARCH, FOUND, to=Step.DONE, when=is_answered, keep=keep_first, say=say_none),
        Transition(Step.SEARCH, FAILED, to=Step.DONE, when=is_down, say=say_down),
        Transition(Step.SEARCH, press("leave"), to=Step.DONE),
        Transition(Step.SEARCH, SKIPPED, to=Step.DONE),
        Transition(Step.PAGE, ARRIVED, to=Step.SEARCH, when=has_no_page),
        Transition(Step.PAGE, ARRIVED, to=Step.SEARCH, when=has_emptied_page, keep=keep_next),
        Transition(Step.PAGE, ARRIVED, to=Step.DONE, when=has_emptied_all, keep=keep_first, say=say_all_seen),
        Transition(Step.PAGE, press("out"), to=Step.LEAVE_OUT),
        Transition(Step.PAGE, press("more"), to=Step.SEARCH, keep=keep_next),
        Transition(Step.PAGE, press("again"), to=Step.SEARCH, keep=keep_first),
        Transition(Step.PAGE, press("done"), to=Step.DONE),
        Transition(Step.PAGE, SKIPPED, to=Step.DONE),
        Transition(Step.PAGE, PICKED, to=Step.PAGE, when=is_company, keep=keep_toggled),
        Transition(Step.LEAVE_OUT, ARRIVED, to=Step.PAGE, when=are_all_picked),
        Transition(Step.LEAVE_OUT, press("list"), to=Step.PAGE),
        Transition(Step.LEAVE_OUT, SKIPPED, to=Step.PAGE),
        Transition(Step.LEAVE_OUT, PICKED, to=Step.LEAVE_OUT, when=is_unpicked, keep=keep_left_out, say=say_left_out),
    ],
    waiting=frozenset({Step.SEARCH}),
)
