"""Operations on contacts that several dialogs share: adding, looking up, and removing."""

from collections.abc import Sequence, Sized

from dialogs.model.conversation import Unclear
from dialogs.model.fact_kinds import MOST_CONTACTS
from dialogs.model.facts import Category, Contact, ContactEmployment, Work
from dialogs.model.outreach import Outreach
from dialogs.model.person import Person
from dialogs.model.person_line import PersonLine
from dialogs.model.records import replace
from dialogs.model.slots import Slots
from dialogs.rules.outreach import is_open
from dialogs.understanding.people.naming import first_name, whole_name
from dialogs.understanding.people.relations import category_of
from dialogs.understanding.target.industries import find_industries


def contact_of(person: Person) -> Contact:
    """Return the contact in the slots. An earlier transition must have set it."""
    contact = person.contact(person.slots.subject.contact)
    assert contact is not None  # noqa: S101  # a precondition
    return contact


def add_people(
    person: Person, lines: Sequence[PersonLine], category: Category | None = None
) -> tuple[Person, tuple[int, ...]]:
    """Add contacts. Return the person and the numbers of the new contacts.

    Equal names make separate contacts. Without a category, the description may imply one (“my wife”). The caller must
    check `is_full` first.
    """
    contacts, ties, numbers, serial = list(person.contacts), list(person.ties), [], person.serial
    for line in lines:
        serial += 1
        numbers.append(serial)
        told = category or category_of(line, is_working=person.me.work is not Work.NONE)
        contacts.append(Contact(serial, person.uid(serial), line.name, told, note=line.note or ""))
        if line.workplace or line.role:
            serial += 1
            ties.append(employment(serial, numbers[-1], line))
    added = replace(person, contacts=tuple(contacts), ties=tuple(ties), serial=serial)
    return added, tuple(numbers)


def employment(n: int, contact: int, line: PersonLine) -> ContactEmployment:
    """Return the employment of a contact, with the industry that the words imply."""
    told = [find_industries(words) for words in (line.workplace, line.role) if words]
    clear = [findings.best[0].code for findings in told if findings.best and not findings.is_ambiguous]
    return ContactEmployment(n, contact, line.workplace or "", line.role or "", industry=clear[0] if clear else "")


def contacts_of_name(person: Person, name: str) -> list[Contact]:
    """Return the contacts with this full name or, if there are none, with this first name."""
    wanted = whole_name(name).casefold()
    whole = [contact for contact in person.contacts if whole_name(contact.name).casefold() == wanted]
    return whole or [contact for contact in person.contacts if first_name(contact.name).casefold() == wanted]


def is_full(person: Person, lines: Sized) -> bool:
    """Return whether adding these people would exceed the limit."""
    return len(person.contacts) + len(lines) > MOST_CONTACTS


def workplace(person: Person, contact: Contact) -> str:
    """Return the present workplace of a contact, or "" if it is unknown."""
    tie = person.tie_of(contact)
    return tie.company if tie else ""


EASIEST_FIRST = (
    Category.FORMER,
    Category.ACQUAINTANCE,
    Category.SAME_PLACE,
    Category.CLOSE,
    Category.PERIPHERAL,
    Category.COLLEAGUE,
)
"""The order in which the coach proposes the categories; the user may choose any."""


def next_category(person: Person) -> Category | None:
    """Return the easiest category that the user has not gone through, or None."""
    return next((category for category in EASIEST_FIRST if category not in person.me.walked), None)


def record_group_done(person: Person) -> Person:
    """Record that the user has gone through the category in the slots."""
    category = person.slots.contacts.category
    if category is None or category in person.me.walked:
        return person
    return person.with_me(walked=(*person.me.walked, category))


def without_contact(person: Person, n: int) -> Person:
    """Remove contact `n` with everything about them, and the history, which could restore them."""
    messages = {outreach.n for outreach in person.outreaches if outreach.contact == n}
    return replace(
        person,
        contacts=tuple(contact for contact in person.contacts if contact.n != n),
        ties=tuple(tie for tie in person.ties if tie.contact != n),
        introductions=tuple(way for way in person.introductions if way.introducer != n),
        outreaches=tuple(outreach for outreach in person.outreaches if outreach.contact != n),
        plans=tuple(plan for plan in person.plans if plan.outreach not in messages),
        slots=Slots(),
        where=replace(person.where, trail=(), interrupted=(), aside=(), unclear=Unclear()),
    )


def open_messages(person: Person) -> list[Outreach]:
    """Return the messages that are ready to send or wait for an answer, oldest first."""
    return [outreach for outreach in person.outreaches if is_open(outreach)]
