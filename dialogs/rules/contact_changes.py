"""Changes of what is known of a contact: the workplace, the role, and two contacts that are one person."""

from dialogs.model.facts import Category, Contact, ContactEmployment, MayKnow
from dialogs.model.person import Person
from dialogs.model.person_line import PersonLine
from dialogs.model.records import replace
from dialogs.rules.contacts import employment
from dialogs.understanding.company_names import is_same

MAY_KNOW = (MayKnow.NO, MayKnow.ASK, MayKnow.YES)
"""The most careful first."""


def former_workplaces(person: Person, contact: Contact) -> list[str]:
    """Return the former workplaces of a contact, the newest first."""
    former = [tie.company for tie in person.ties if tie.contact == contact.n and tie.is_former and tie.company]
    return list(dict.fromkeys(reversed(former)))


def with_workplace(person: Person, contact: Contact, company: str, role: str = "") -> Person:
    """Return the person with another present workplace of a contact; the one before is kept as a former one."""
    present = person.tie_of(contact)
    if present and (not present.company or is_same(present.company, company)):
        return _with_employment(person, _employment(present, company, role or present.role))
    n = person.serial + 1
    new = employment(n, contact.n, PersonLine(contact.name, company, role or None))
    return replace(without_workplace(person, contact), serial=n).with_employment(new)


def without_workplace(person: Person, contact: Contact) -> Person:
    """Return the person with the present workplace of a contact as a former one."""
    present = person.tie_of(contact)
    if present is None or not present.company:
        return person
    return _with_employment(person, replace(present, is_former=True))


def with_role(person: Person, contact: Contact, role: str) -> Person:
    """Return the person with another present role of a contact, at the same workplace; "" removes it."""
    present = person.tie_of(contact)
    if present is None and not role:
        return person
    if present is None:
        n = person.serial + 1
        return replace(person, serial=n).with_employment(employment(n, contact.n, PersonLine(contact.name, None, role)))
    if not role and not present.company:
        return replace(person, ties=tuple(tie for tie in person.ties if tie.n != present.n))
    return _with_employment(person, _employment(present, present.company, role))


def without_former_workplaces(person: Person, contact: Contact) -> Person:
    """Return the person without the former workplaces of a contact."""
    return replace(person, ties=tuple(tie for tie in person.ties if tie.contact != contact.n or not tie.is_former))


def _employment(before: ContactEmployment, company: str, role: str) -> ContactEmployment:
    told = employment(before.n, before.contact, PersonLine("", company or None, role or None))
    return replace(told, source=before.source)


def _with_employment(person: Person, changed: ContactEmployment) -> Person:
    return replace(person, ties=tuple(changed if tie.n == changed.n else tie for tie in person.ties))


# --- two contacts that are one person --------------------------------------------------------------------------------


def merged(person: Person, kept: Contact, other: Contact) -> Person:
    """Return the person with `other` made part of `kept`: the facts of both, and the messages to both.

    Where both have a fact, that of `kept` stays; for who may know, the more careful one. The workplace of the contact
    who was noted last is the present one.
    """
    last = max(kept, other, key=lambda contact: contact.n)
    one = replace(
        person.with_contact(_merged_contact(kept, other)),
        ties=_merged_employments(person, kept, other, last),
        introductions=tuple(
            replace(way, introducer=kept.n) if way.introducer == other.n else way for way in person.introductions
        ),
        outreaches=tuple(
            replace(outreach, contact=kept.n) if outreach.contact == other.n else outreach
            for outreach in person.outreaches
        ),
    )
    return replace(one, contacts=tuple(contact for contact in one.contacts if contact.n != other.n))


def _merged_contact(kept: Contact, other: Contact) -> Contact:
    told = [one.may_know for one in (kept, other) if one.may_know]
    worked = [one.has_worked_together for one in (kept, other) if one.has_worked_together is not None]
    notes = [kept.note] if other.note.casefold() in kept.note.casefold() else [kept.note, other.note]
    return replace(
        kept,
        name=_fuller(kept.name, other.name),
        category=_category(kept.category, other.category),
        comfort=kept.comfort or other.comfort,
        may_know=min(told, key=MAY_KNOW.index, default=None),
        has_worked_together=any(worked) if worked else None,
        note=", ".join(filter(None, notes)),
        is_referee=other.is_referee if kept.is_referee is None else kept.is_referee,
    )


def _fuller(name: str, other: str) -> str:
    """Return the other name if it holds all words of the name, and more."""
    words, others = name.casefold().split(), other.casefold().split()
    return other if len(others) > len(words) and set(words) <= set(others) else name


def _category(kept: Category | None, other: Category | None) -> Category | None:
    """Return the group of `kept`, or the other one if only that one is at the user's workplace."""
    if kept and other and other.is_at_work and not kept.is_at_work:
        return other
    return kept or other


def _merged_employments(person: Person, kept: Contact, other: Contact, last: Contact) -> tuple[ContactEmployment, ...]:
    both = {kept.n, other.n}
    present = [tie for tie in person.ties if tie.contact in both and not tie.is_former]
    present.sort(key=lambda tie: (tie.contact != last.n, tie.n))
    of_kept = [replace(tie, contact=kept.n) for tie in (*_present(present), *_former(person, both))]
    once: list[ContactEmployment] = []
    for tie in of_kept:
        if not any(is_same(tie.company, one.company) for one in once):
            once.append(tie)
    return tuple(sorted([*(tie for tie in person.ties if tie.contact not in both), *once], key=lambda tie: tie.n))


def _former(person: Person, both: set[int]) -> list[ContactEmployment]:
    return [tie for tie in person.ties if tie.contact in both and tie.is_former]


def _present(ties: list[ContactEmployment]) -> list[ContactEmployment]:
    """Return the first employment, filled from those that may be the same one, and the others as former ones."""
    if not ties:
        return []
    first, former = ties[0], []
    for tie in ties[1:]:
        if first.company and tie.company and not is_same(first.company, tie.company):
            former.append(replace(tie, is_former=True))
        else:
            first = _employment(first, first.company or tie.company, first.role or tie.role)
    return [first, *former]
