"""Who works at a workplace, who used to, who may know somebody there, and what to do next."""

from enum import StrEnum

from dialogs.contacts.adding_people import say_no_room
from dialogs.contacts.own_workplace import ask_employer, is_to_be_told, lines_of_employer, warning
from dialogs.engine.script import ARRIVED, FAILED, FOUND, PICKED, SAID, SKIPPED, Script, Transition, Turn, press
from dialogs.model.address_book import FindPeopleAt, FoundPeopleAt, Match
from dialogs.model.facts import Contact, Goal
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.slots import Slots, WhoWorksAtSlots
from dialogs.protocol.choices import decoded, encoded, read
from dialogs.protocol.events import TaskDone
from dialogs.protocol.replies import Button, Items, Reply, Title, rows, say
from dialogs.rules.contacts import is_full
from dialogs.rules.discretion import contacts_to_suggest, is_held_back
from dialogs.text import Text, Words, join, label, t, tn
from dialogs.understanding.company_names import is_same, may_be_related
from dialogs.understanding.people.naming import listed_name, whole_name
from dialogs.understanding.people.people_in_text import is_nobody
from dialogs.understanding.who_works_at import place_asked_about
from dialogs.wording.matches import match_buttons, search_link


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    PLACE = "anyone.place"
    EMPLOYER = "anyone.employer"
    LOOKING = "anyone.looking"
    HERE = "anyone.here"
    TO_RELATION = "anyone.to_relation"
    TO_DRAFT = "anyone.to_draft"
    TO_INTRODUCTIONS = "anyone.to_introductions"
    DONE = "anyone.done"


MOST = 4  # buttons with names
MAY_KNOW = 3  # names of people who may know somebody there
CONTACT = "c"


def asks_about_place(turn: Turn) -> Slots | None:
    """Return the slots if the text asks “do I know anyone at X?”, at any step."""
    place = turn.reading(place_asked_about)
    return Slots(who_works_at=WhoWorksAtSlots(place=place)) if place else None


def ask_place(_turn: Turn) -> Reply:
    """Ask for the workplace."""
    leave = Button(label("who works there", "Not now"), "leave")
    return say(t("Which workplace? Write its name, and I look for whom you know there."), buttons=rows(leave))


def names_nothing(turn: Turn) -> bool:
    """Return whether the answer names no workplace."""
    return turn.reading(is_nobody)


def keep_place(turn: Turn) -> Person:
    """Store the workplace."""
    return turn.person.with_who_works_at(place=turn.text)


def has_place(turn: Turn) -> bool:
    """Return whether the question already named the workplace."""
    return bool(turn.person.slots.who_works_at.place)


def is_work(turn: Turn) -> bool:
    """Return whether it is the user's own workplace, where nobody may know of the search."""
    me = turn.person.me
    return turn.person.is_discreet and bool(me.employer) and is_same(turn.person.slots.who_works_at.place, me.employer)


def say_is_work(_turn: Turn) -> Text:
    """Say that the coach names nobody from there."""
    return t("That's where you work. As long as they mustn't know, I name nobody from there.")


def may_be_work(turn: Turn) -> bool:
    """Return whether it may be related to the user's own workplace, where nobody may know of the search."""
    return turn.person.is_discreet and may_be_related(turn.person.slots.who_works_at.place, turn.person.me.employer)


def say_may_be_work(turn: Turn) -> Text:
    """Say that the coach names nobody from there either, because it may be the same workplace."""
    return t(
        "{place} may be part of where you work. As long as they mustn't know, I name nobody from there.",
        place=turn.person.slots.who_works_at.place,
    )


def needs_employer(turn: Turn) -> bool:
    """Return whether the employer must be known first, so that the coach names no colleague."""
    has_anybody = turn.person.book is not None or bool(_listed(turn.person, turn.person.slots.who_works_at.place))
    return has_anybody and is_to_be_told(turn)


def is_to_be_asked(turn: Turn) -> bool:
    """Return whether the search has not started."""
    return not turn.person.slots.who_works_at.is_asked


def keep_asked(turn: Turn) -> Person:
    """Store that the search has started."""
    return turn.person.with_who_works_at(is_asked=True)


def request_people(turn: Turn) -> FindPeopleAt:
    """Request a search of the address book."""
    return FindPeopleAt(turn.person.slots.who_works_at.place)


def ask_looking(_turn: Turn) -> Reply:
    """Say that the search is running."""
    return say(
        t("I'm looking for whom you know there."),
        buttons=rows(Button(label("who works there", "Leave it"), "leave")),
    )


def is_found(turn: Turn) -> bool:
    """Return whether the event is the result of this search."""
    found = _found(turn)
    return found is not None and found.place == turn.person.slots.who_works_at.place


def keep_found(turn: Turn) -> Person:
    """Store present and former employees."""
    found = _found(turn)
    if found is None:
        return turn.person
    fits, person = (*found.now, *found.before), turn.person.with_who_works_at(related=found.akin)
    return person.with_network_slots(matches=fits[:MOST], found=len(fits))


def say_failed(_turn: Turn) -> Text:
    """Say that the search failed and may work later."""
    return t("I couldn't look just now. Please try again in a while.")


def ask_here(turn: Turn) -> Reply:
    """Show who works there, who used to and who may know somebody, and ask what to do next."""
    slots = turn.person.slots
    known = _listed(turn.person, slots.who_works_at.place)
    lines = [*(_told_of_contact(turn.person, one) for one in known), *map(_told, slots.network.matches)]
    writes = [
        Button(label("who works there", "Write to {name}", name=whole_name(one.name)[:30]), encoded(one.n, CONTACT))
        for one in known[:MOST]
    ]
    ask = Button(label("who works there", "Find somebody who knows somebody"), "introductions")
    return say(
        Title(t("Do you know anyone at {place}?", place=slots.who_works_at.place)),
        *([Items(tuple(lines)), *warning(turn.person)] if lines else _nobody(turn)),
        *_more(slots.network.found - len(slots.network.matches)),
        *_akin(slots.who_works_at.related),
        buttons=rows(
            *writes,
            *match_buttons(slots.network.matches),
            search_link(slots.who_works_at.place),
            ask,
            Button(label("who works there", "Go back to where I was"), "leave"),
        ),
    )


def _nobody(turn: Turn) -> list[Words]:
    place = turn.person.slots.who_works_at.place
    nobody = t(
        "As far as I can see, nobody you've told me of works there. "
        "LinkedIn can show whether people you know have contacts there."
    )
    private = t("Choose private mode before you open a profile, or they can see that you looked.")
    likely = _may_know(turn.person, place)
    some = [t("May know somebody there: {names}.", names=join(likely))] if likely else []
    return [nobody, *some, *([private] if turn.person.is_discreet else [])]


def _more(number: int) -> list[Words]:
    if number <= 0:
        return []
    return [tn("There is {count} more in your address book.", "There are {count} more in your address book.", number)]


def _akin(companies: tuple[str, ...]) -> list[Words]:
    if not companies:
        return []
    return [t("I also see {names}. If you meant that, write the whole name.", names=join(companies, is_choice=True))]


def _told(fit: Match) -> Words:
    if fit.why == "was_at_goal":
        return t("{name} has worked there", name=fit.name)
    return t("{name} works there: {position}", name=fit.name, position=fit.position) if fit.position else fit.name


def _told_of_contact(person: Person, contact: Contact) -> Words:
    tie = person.tie_of(contact)
    if tie and is_same(tie.company, person.slots.who_works_at.place):
        return t("{name} works there, and is on your list", name=listed_name(contact.name))
    return t("{name} has worked there, and is on your list", name=listed_name(contact.name))


def _listed(person: Person, place: str) -> list[Contact]:
    """Return the contacts who work or worked there, without those held back."""
    there = {tie.contact: tie.is_former for tie in reversed(person.ties) if is_same(tie.company, place)}
    return sorted((one for one in contacts_to_suggest(person) if one.n in there), key=lambda one: there[one.n])


def _may_know(person: Person, place: str) -> list[str]:
    """Return the names of introducers to this workplace, and of contacts from a shared workplace."""
    goals = {goal.n for goal in person.goals if is_same(goal.company, place)}
    asked = [way.introducer for way in person.introductions if way.goal in goals]
    shared = [tie.contact for tie in person.ties for job in person.employments if is_same(tie.company, job.company)]
    found = [person.contact(n) for n in dict.fromkeys((*asked, *shared))]
    return [whole_name(one.name) for one in found if one and not is_held_back(person, one)][:MAY_KNOW]


def is_contact(turn: Turn) -> bool:
    """Return whether the button is a contact on the list."""
    known = _listed(turn.person, turn.person.slots.who_works_at.place)
    return read(int, turn.choice, CONTACT) in {contact.n for contact in known}


def keep_contact(turn: Turn) -> Person:
    """Prepare a message to the contact."""
    return turn.person.with_subject(contact=decoded(int, turn.choice, CONTACT))


def is_fit(turn: Turn) -> bool:
    """Return whether the button is a person in the address book."""
    return read(int, turn.choice) in range(len(turn.person.slots.network.matches))


def has_no_room(turn: Turn) -> bool:
    """Return whether the list of contacts is full."""
    return is_fit(turn) and is_full(turn.person, [turn.choice])


def keep_fit(turn: Turn) -> Person:
    """Add the person to the contacts; the relation is asked for next."""
    matches = (turn.person.slots.network.matches[decoded(int, turn.choice)],)
    return turn.person.with_network_slots(matches=matches, match=0, found=1, seen=1)


def keep_goal(turn: Turn) -> Person:
    """Store the workplace as a goal, to ask for an introduction."""
    person, place = turn.person, turn.person.slots.who_works_at.place
    goal = next((goal for goal in person.goals if is_same(goal.company, place)), None)
    if goal:
        return person.with_subject(goal=goal.n)
    serial = person.serial + 1
    return replace(person, goals=(*person.goals, Goal(serial, place)), serial=serial).with_subject(goal=serial)


def _found(turn: Turn) -> FoundPeopleAt | None:
    made = turn.heard.made if isinstance(turn.heard, TaskDone) else None
    return made if isinstance(made, FoundPeopleAt) else None


SCRIPT = Script(
    "anyone",
    Step,
    asks={
        Step.PLACE: ask_place,
        Step.EMPLOYER: ask_employer,
        Step.LOOKING: ask_looking,
        Step.HERE: ask_here,
    },
    lines=[
        Transition(Step.PLACE, ARRIVED, to=Step.LOOKING, when=has_place),
        Transition(Step.PLACE, press("leave"), to=Step.DONE),
        Transition(Step.PLACE, SKIPPED, to=Step.DONE),
        Transition(Step.PLACE, SAID, to=Step.DONE, when=names_nothing),
        Transition(Step.PLACE, SAID, to=Step.LOOKING, keep=keep_place),
        Transition(Step.LOOKING, ARRIVED, to=Step.DONE, when=is_work, say=say_is_work),
        Transition(Step.LOOKING, ARRIVED, to=Step.DONE, when=may_be_work, say=say_may_be_work),
        Transition(Step.LOOKING, ARRIVED, to=Step.EMPLOYER, when=needs_employer),
        *lines_of_employer(Step.EMPLOYER, Step.LOOKING),
        Transition(Step.LOOKING, ARRIVED, to=Step.LOOKING, when=is_to_be_asked, keep=keep_asked, task=request_people),
        Transition(Step.LOOKING, FOUND, to=Step.HERE, when=is_found, keep=keep_found),
        Transition(Step.LOOKING, FAILED, to=Step.DONE, say=say_failed),
        Transition(Step.LOOKING, press("leave"), to=Step.DONE),
        Transition(Step.HERE, press("leave"), to=Step.DONE),
        Transition(Step.HERE, press("introductions"), to=Step.TO_INTRODUCTIONS, keep=keep_goal),
        Transition(Step.HERE, PICKED, to=Step.TO_DRAFT, when=is_contact, keep=keep_contact),
        Transition(Step.HERE, PICKED, to=Step.HERE, when=has_no_room, say=say_no_room),
        Transition(Step.HERE, PICKED, to=Step.TO_RELATION, when=is_fit, keep=keep_fit),
        Transition(Step.HERE, SAID, to=Step.TO_INTRODUCTIONS, when=names_nothing, keep=keep_goal),
        Transition(Step.HERE, SKIPPED, to=Step.DONE),
    ],
    resting=frozenset({Step.HERE}),
    waiting=frozenset({Step.LOOKING}),
)
