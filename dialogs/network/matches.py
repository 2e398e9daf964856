"""Matches: people in the address book who fit the target, chosen one by one as contacts."""

from enum import StrEnum

from dialogs.contacts.adding_people import say_no_room
from dialogs.contacts.own_workplace import ask_employer, is_to_be_told, lines_of_employer
from dialogs.engine import takes
from dialogs.engine.script import ARRIVED, FAILED, FOUND, PICKED, SKIPPED, Script, Transition, Turn, press
from dialogs.model.address_book import FindMatches, FoundMatches, RelatedCompany
from dialogs.model.facts import Goal
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.network.choose_matches import (
    ask_comfort,
    ask_relation,
    ask_who,
    has_more,
    has_no_room,
    has_nobody_left,
    is_category,
    is_comfort,
    is_fit,
    is_now_held_back,
    keep_chosen,
    keep_comfort,
    keep_contact,
    say_all_chosen,
    say_held_back,
)
from dialogs.protocol.events import TaskDone
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.text import Text, label, t


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    EMPLOYER = "fits.employer"
    LOOKING = "fits.looking"
    AKIN = "fits.akin"
    WHO = "fits.who"
    RELATION = "fits.relation"
    COMFORT = "fits.comfort"
    NOBODY = "fits.nobody"
    TO_IMPORT = "fits.to_import"
    TO_WHOM = "fits.to_whom"
    TO_INTRODUCTIONS = "fits.to_introductions"
    DONE = "fits.done"


def has_no_book(turn: Turn) -> bool:
    """Return whether there is no address book to search."""
    return turn.person.book is None


def say_no_book(_turn: Turn) -> Text:
    """Say that a file must be imported first."""
    return t("Your address book is empty, so there is nowhere to look yet.")


def is_to_be_asked(turn: Turn) -> bool:
    """Return whether the search has not started."""
    network = turn.person.slots.network
    return not (network.is_searched or network.are_related_asked)


def keep_asked(turn: Turn) -> Person:
    """Store that the search has started."""
    return turn.person.with_network_slots(is_searched=True)


def request_matches(_turn: Turn) -> FindMatches:
    """Request the first page of matches."""
    return FindMatches()


def request_more(turn: Turn) -> FindMatches:
    """Request the next page of matches."""
    return FindMatches(turn.person.slots.network.seen)


def ask_looking(_turn: Turn) -> Reply:
    """Say that the search is running."""
    leave = Button(label("who fits", "Leave it"), "leave")
    return say(t("I'm looking through your address book."), buttons=rows(leave))


def is_found(turn: Turn) -> bool:
    """Return whether the event is the result of this search."""
    return _found(turn) is not None


def has_found_akin(turn: Turn) -> bool:
    """Return whether the coach must ask about a related company first."""
    found = _found(turn)
    return found is not None and bool(found.akin) and not turn.person.slots.network.are_related_asked


def has_found_nobody(turn: Turn) -> bool:
    """Return whether nobody fits."""
    found = _found(turn)
    return found is not None and not found.fits


def keep_found(turn: Turn) -> Person:
    """Store the matches, and the related companies to ask about."""
    found = _found(turn)
    if found is None:
        return turn.person
    page = found.start + len(found.fits)
    return turn.person.with_network_slots(matches=found.fits, related=found.akin, found=found.total, seen=page)


def say_failed(_turn: Turn) -> Text:
    """Say that the search failed and may work later."""
    return t("I couldn't look just now. Please try again in a while.")


def _found(turn: Turn) -> FoundMatches | None:
    made = turn.heard.made if isinstance(turn.heard, TaskDone) else None
    return made if isinstance(made, FoundMatches) else None


# --- related companies -----------------------------------------------------------------------------------------------


def ask_akin(turn: Turn) -> Reply:
    """Ask whether a company whose name contains that of a goal is the same workplace."""
    akin = _akin(turn.person)
    goal = turn.person.goal(akin.goal)
    return say(
        t(
            "You aim for {goal}. Is this the same workplace: {place}?",
            goal=goal.company if goal else "",
            place=akin.company,
        ),
        buttons=rows(
            Button(label("the same workplace", "Yes, the same"), "yes"),
            Button(label("the same workplace", "No, another one"), "no"),
        ),
    )


def keep_same(turn: Turn) -> Person:
    """Store that it is; people who work there count from now on."""
    return _with_answer(turn.person, is_same=True)


def keep_other(turn: Turn) -> Person:
    """Store that it is another company, so that the coach does not ask again."""
    return _with_answer(turn.person, is_same=False)


def _with_answer(person: Person, *, is_same: bool) -> Person:
    akin = _akin(person)

    def told(goal: Goal) -> Goal:
        if goal.n != akin.goal:
            return goal
        also = (*goal.also, akin.company) if is_same else goal.also
        return replace(goal, also=also, apart=goal.apart if is_same else (*goal.apart, akin.company))

    goals = tuple(map(told, person.goals))
    return replace(person, goals=goals).with_network_slots(related=person.slots.network.related[1:])


def keep_all_asked(turn: Turn) -> Person:
    """Store that no more related companies are asked about in this search."""
    return turn.person.with_network_slots(are_related_asked=True)


def is_all_asked(turn: Turn) -> bool:
    """Return whether all related companies were asked about."""
    return not turn.person.slots.network.related


def _akin(person: Person) -> RelatedCompany:
    return person.slots.network.related[0]


# --- no match --------------------------------------------------------------------------------------------------------


def ask_nobody(_turn: Turn) -> Reply:
    """Say that nobody fits, and offer what helps."""
    return say(
        t(
            "Nobody in your address book fits, as far as I can see. That's common, and no bad sign: somebody you know "
            "may know somebody there."
        ),
        buttons=rows(
            Button(label("nobody fits", "Find somebody who knows somebody"), "introductions"),
            Button(label("nobody fits", "Not now"), "enough"),
        ),
    )


def say_none_of_them(_turn: Turn) -> Text:
    """Say that none of the matches was chosen."""
    return t("Fine. Then somebody you know may know somebody there.")


SCRIPT = Script(
    "fits",
    Step,
    asks={
        Step.EMPLOYER: ask_employer,
        Step.LOOKING: ask_looking,
        Step.AKIN: ask_akin,
        Step.WHO: ask_who,
        Step.RELATION: ask_relation,
        Step.COMFORT: ask_comfort,
        Step.NOBODY: ask_nobody,
    },
    lines=[
        Transition(Step.LOOKING, ARRIVED, to=Step.TO_IMPORT, when=has_no_book, say=say_no_book),
        Transition(Step.LOOKING, ARRIVED, to=Step.EMPLOYER, when=is_to_be_told),
        *lines_of_employer(Step.EMPLOYER, Step.LOOKING),
        Transition(Step.LOOKING, ARRIVED, to=Step.LOOKING, when=is_to_be_asked, keep=keep_asked, task=request_matches),
        Transition(Step.LOOKING, FOUND, to=Step.AKIN, when=has_found_akin, keep=keep_found),
        Transition(Step.LOOKING, FOUND, to=Step.NOBODY, when=has_found_nobody),
        Transition(Step.LOOKING, FOUND, to=Step.WHO, when=is_found, keep=keep_found),
        Transition(Step.LOOKING, FAILED, to=Step.DONE, say=say_failed),
        Transition(Step.LOOKING, press("leave"), to=Step.DONE),
        # Related companies, one by one; then the search runs again.
        Transition(Step.AKIN, ARRIVED, to=Step.LOOKING, when=is_all_asked, keep=keep_all_asked, task=request_matches),
        Transition(Step.AKIN, press("yes"), to=Step.AKIN, keep=keep_same),
        Transition(Step.AKIN, press("no"), to=Step.AKIN, keep=keep_other),
        Transition(Step.AKIN, SKIPPED, to=Step.AKIN, keep=keep_other),
        Transition(Step.WHO, ARRIVED, to=Step.LOOKING, when=has_more, task=request_more),
        Transition(Step.WHO, ARRIVED, to=Step.TO_WHOM, when=has_nobody_left, say=say_all_chosen),
        Transition(Step.WHO, press("more"), to=Step.LOOKING, task=request_more),
        Transition(Step.WHO, press("whom"), to=Step.TO_WHOM),
        Transition(Step.WHO, press("nobody"), to=Step.TO_INTRODUCTIONS, say=say_none_of_them),
        Transition(Step.WHO, press("enough"), to=Step.DONE),
        Transition(Step.WHO, PICKED, to=Step.WHO, when=has_no_room, say=say_no_room),
        Transition(Step.WHO, PICKED, to=Step.RELATION, when=is_fit, keep=keep_chosen),
        Transition(Step.WHO, SKIPPED, to=Step.DONE),
        Transition(Step.RELATION, PICKED, to=Step.COMFORT, when=is_category, keep=keep_contact),
        Transition(Step.COMFORT, ARRIVED, to=Step.WHO, when=is_now_held_back, say=say_held_back),
        Transition(Step.COMFORT, PICKED, to=Step.WHO, when=is_comfort, keep=keep_comfort),
        Transition(Step.COMFORT, SKIPPED, to=Step.WHO),
        Transition(Step.NOBODY, press("introductions"), to=Step.TO_INTRODUCTIONS),
        Transition(Step.NOBODY, press("enough"), to=Step.DONE),
    ],
    waiting=frozenset({Step.LOOKING}),
    takes={Step.EMPLOYER: takes.EMPLOYER, Step.RELATION: takes.TIE, Step.COMFORT: takes.COMFORT},
)
