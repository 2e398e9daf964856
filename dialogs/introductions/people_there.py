"""The people at a workplace: who works there, who used to, and who may know somebody."""

from dialogs.contacts.own_workplace import warning
from dialogs.engine.script import Turn
from dialogs.model.address_book import Match
from dialogs.model.facts import Contact
from dialogs.model.person import Person
from dialogs.protocol.choices import encoded
from dialogs.protocol.replies import Button, Items, Reply, Title, rows, say
from dialogs.rules.discretion import contacts_to_suggest, is_held_back
from dialogs.text import Words, join, label, t, tn
from dialogs.understanding.company_names import is_same
from dialogs.understanding.people.naming import listed_name, whole_name
from dialogs.wording.matches import match_buttons, search_link

MOST = 4  # buttons with names


MAY_KNOW = 3  # names of people who may know somebody there


CONTACT = "c"


def ask_here(turn: Turn) -> Reply:
    """Show who works there, who used to and who may know somebody, and ask what to do next."""
    slots = turn.person.slots
    known = listed_at(turn.person, slots.who_works_at.place)
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


def listed_at(person: Person, place: str) -> list[Contact]:
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
