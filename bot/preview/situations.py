"""The situations in which the questions are asked: variants of the sample person, each with one difference."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Final

from msgspec import Struct

from bot.preview import sample
from bot.preview.after_sending import situations_after_sending
from bot.preview.companies import with_companies
from bot.preview.files import with_export, with_files, with_full_list
from dialogs.engine.operator_settings import OperatorSettings
from dialogs.model.conversation import Checkpoint
from dialogs.model.fact_kinds import MOST_CONTACTS
from dialogs.model.facts import Category, Contact, Size, Target, Work
from dialogs.model.outreach import Channel, Purpose, Tone
from dialogs.model.person import Person
from dialogs.model.person_line import PersonLine
from dialogs.model.records import replace
from dialogs.model.reminders import ReminderFrequency
from dialogs.model.slots import ContactSlots, PlanTime, Slots, SubjectSlots
from dialogs.rules.contacts import add_people
from dialogs.text import Language, Speak
from dialogs.understanding.target.industries import find_industries

LINES: Final = (PersonLine("Kari Nordmann", "Veidekke", None, "nabo"), PersonLine("Jonas Lie"))
"""The interpretation of a list of people that was just typed."""

PAGES: Final = 6


class PreviewCase(Struct, frozen=True, gc=False):
    """A person in a dialog, and the settings of the operator."""

    person: Person
    operator: OperatorSettings


def situations(language: Language, speak: Speak) -> Iterator[PreviewCase]:
    """Yield all situations, the most usual first, and the same ones in each language.

    Some are impossible at a step; its guards or its question show that.
    """
    for work in (Work.OPEN, Work.DISCREET, Work.NONE):
        person = sample.told(language, work, speak)
        yield from (PreviewCase(one, sample.OPERATOR) for one in _with_each_contact(person, speak))
        yield from (PreviewCase(one, sample.OPERATOR) for one in _with_other_facts(person, speak))
        yield from (PreviewCase(one, sample.OPERATOR) for one in _with_other_slots(person, speak))
        yield from (PreviewCase(one, sample.OPERATOR) for one in with_files(_about(person, person.contacts[0], speak)))
        yield from (
            PreviewCase(one, sample.OPERATOR) for one in with_companies(_about(person, person.contacts[0], speak))
        )
        yield from (PreviewCase(one, sample.OPERATOR) for one in with_export(sample.somebody(language, work)))
        yield from (PreviewCase(one, OperatorSettings()) for one in _at_the_beginning(sample.somebody(language, work)))
    usual = sample.told(language, Work.OPEN, speak)
    yield from (PreviewCase(one, sample.OPERATOR) for one in _with_each_purpose(usual, speak))
    yield from (PreviewCase(one, sample.OPERATOR) for one in _with_other_drafts(usual, speak))
    yield from (PreviewCase(one, sample.OPERATOR) for one in _with_each_hint(usual, speak))
    crowded = _crowded(usual, speak)
    yield from (PreviewCase(one, sample.OPERATOR) for one in (crowded, with_full_list(crowded)))
    yield from (PreviewCase(one, sample.OPERATOR) for one in situations_after_sending(usual, speak))


def _with_each_contact(person: Person, speak: Speak) -> Iterator[Person]:
    for contact in person.contacts:
        yield _about(person, contact, speak)
        alone = _knowing_only(person, contact)
        yield replace(
            alone,
            slots=Slots(contacts=ContactSlots(category=contact.category), subject=SubjectSlots(contact=contact.n)),
        )


def _about(person: Person, contact: Contact, speak: Speak) -> Person:
    """Return the person in the middle of a message to a contact, with all slots filled."""
    written = {one.contact: one for one in person.outreaches}
    mine = written.get(contact.n) or sample.message(person, contact, speak)
    others = tuple(one for one in person.outreaches if one is not mine)
    slots = Slots(
        contacts=ContactSlots(category=contact.category or Category.FORMER, lines=LINES, line=0),
        subject=SubjectSlots(
            contact=contact.n,
            queue=(contact.n,),
            goal=person.goals[-1].n if person.goals else None,
            introduction=person.introductions[0].n if person.introductions else None,
            outreach=mine.n,
        ),
    )
    return replace(sample.with_messages(person, (*others, mine)), slots=slots)


def _knowing_only(person: Person, contact: Contact) -> Person:
    ties = tuple(tie for tie in person.ties if tie.contact == contact.n)
    return replace(person, contacts=(contact,), ties=ties, outreaches=(), plans=(), introductions=())


def _with_other_facts(person: Person, speak: Speak) -> Iterator[Person]:
    usual = _about(person, person.contacts[0], speak)
    unsorted = replace(person, contacts=(*person.contacts, sample.UNSORTED))
    yield _about(unsorted, sample.UNSORTED, speak)
    yield _about(_knowing_only(person, sample.UNSORTED), sample.UNSORTED, speak)
    yield usual.with_me(employer="", is_employer_asked=False)
    yield usual.with_me(are_employments_asked=False)
    walked = usual.with_me(walked=tuple(Category))
    yield walked
    yield sample.with_messages(walked, tuple(sample.message(person, one, speak) for one in person.contacts))
    all_sent = tuple(sample.message(person, one, speak, is_sent=True) for one in person.contacts)
    yield sample.with_messages(walked, all_sent)
    yield replace(sample.with_messages(walked, all_sent), goals=())
    yield replace(usual, goals=person.goals[:1]).with_subject(goal=person.goals[0].n)
    yield replace(usual, goals=()).with_subject(goal=None)
    yield replace(usual, where=replace(usual.where, interrupted=(Checkpoint("target.size"),)))
    yield replace(usual, consent=replace(sample.CONSENT, withdrawn_at=sample.NOW))
    yield replace(usual, consent=None)
    yield from (usual.with_nudging(pace=pace, days=(day,)) for day, pace in enumerate(ReminderFrequency))
    yield usual.with_nudging(is_stopped=True, days=tuple(range(7)), small_since=sample.NOW, look_back=None)
    yield usual.with_nudging(quiet_until=sample.NOW + timedelta(days=3))
    yield from (replace(usual, target=target) for target in _other_targets(person))
    one = sample.PEOPLE[0]
    yield add_people(usual, [PersonLine(one.name, one.workplace)], one.category)[0]


def _other_targets(person: Person) -> Iterator[Target]:
    target = person.target
    yield replace(target, sizes=(), is_any_size=True, places=(), is_any_place=True)
    yield replace(target, positions=(), sizes=(Size.MICRO, Size.SMALL, Size.MEDIUM))
    yield replace(target, positions=(*target.positions, "HR"), sizes=(Size.SMALL, Size.LARGE))
    yield replace(target, industries=(), sizes=(Size.LARGE,))
    yield replace(target, positions=(), industries=())
    yield replace(target, is_confirmed=False)


def _with_other_slots(person: Person, speak: Speak) -> Iterator[Person]:
    usual = _about(person, person.contacts[0], speak)
    yield usual.with_subject(outreach=None, queue=())
    unclear = sample.said_in(person.language, sample.UNCLEAR)
    yield usual.with_target_slots(words=unclear, codes=tuple(found.code for found in find_industries(unclear).best))
    yield usual.with_target_slots(words=sample.said_in(person.language, sample.UNKNOWN))
    days = tuple(sample.NOW + timedelta(days=n) for n in (4, 11))
    times = tuple(map(PlanTime, days))
    yield _about(person, person.contacts[2], speak).with_follow_up(
        words=sample.said_in(person.language, sample.PLAN), days=days, times=times
    )
    yield _about(person, person.contacts[1], speak).with_follow_up(days=days, times=times)
    heard = usual.with_me(voice_at=sample.NOW)
    yield from (heard, heard.with_me(voice=sample.said_in(person.language, sample.OWN_LINE)))
    yield usual.with_contact_slots(lines=LINES[:1])
    yield usual.with_contact_slots(page=1, prompt=1, is_sorting_put_off=True).with_follow_up(page=1)
    yield usual.with_contact_slots(is_from_card=True)
    yield usual.with_week_report(weeks_back=1)
    yield usual.with_contact_slots(is_first=True).with_subject(goal=person.goals[0].n)
    later = (sample.NOW + timedelta(days=3), sample.NOW + timedelta(days=10))
    yield usual.with_reminder_slots(times=later).with_follow_up(days=later, times=tuple(map(PlanTime, later)))
    hard = person.contacts[2]
    other = sample.message(person, hard, speak, language=person.language.other)
    yield replace(_about(person, hard, speak), outreaches=(other,)).with_subject(outreach=other.n)


def _with_each_purpose(person: Person, speak: Speak) -> Iterator[Person]:
    """Yield the person with each purpose for a contact of each group, even if it does not fit."""
    one_of_each = {contact.category: contact for contact in reversed(person.contacts)}
    for contact in one_of_each.values():
        about = _about(person, contact, speak)
        yield from (about.with_message(purpose=purpose) for purpose in Purpose)
    job = sample.said_in(person.language, sample.PUBLIC_JOB)
    yield (_about(person, person.contacts[1], speak).with_message(purpose=Purpose.UNOFFICIAL, job=job))


def _with_other_drafts(person: Person, speak: Speak) -> Iterator[Person]:
    """Yield the person with a draft for each channel, in each tone, in their own words, and too long."""
    for contact in person.contacts[:3]:
        usual = _about(person, contact, speak)
        draft = usual.outreaches[-1]
        for channel, tone in product(Channel, Tone):
            subject = sample.said_in(person.language, sample.SUBJECT) if channel is Channel.EMAIL else ""
            yield usual.with_outreach(replace(draft, channel=channel, tone=tone, subject=subject))
        yield usual.with_outreach(replace(draft, is_own=True, is_short=True))
        yield usual.with_outreach(replace(draft, text=" ".join([draft.text] * 3)))
        note = replace(draft, channel=Channel.NOTE, purpose=Purpose.CONNECT, is_own=True)
        yield usual.with_outreach(replace(note, text=draft.text[:250]))
        discreet = replace(usual, me=replace(person.me, work=Work.DISCREET))
        yield discreet.with_outreach(replace(draft, channel=Channel.EMAIL))


def _with_each_hint(person: Person, speak: Speak) -> Iterator[Person]:
    usual = _about(person, person.contacts[0], speak)
    for category in Category:
        for page in range(PAGES):
            yield replace(usual, employments=()).with_contact_slots(category=category, prompt=page)
        for page in range(PAGES // 2):
            yield usual.with_contact_slots(category=category, prompt=page)


def _at_the_beginning(person: Person) -> Iterator[Person]:
    """Yield a person without any facts, and one with a target but no contacts."""
    slots = Slots(contacts=ContactSlots(category=Category.FORMER, lines=LINES))
    for category in (Category.FORMER, Category.COLLEAGUE):
        yield replace(person, slots=slots).with_contact_slots(category=category)
    yield replace(person, slots=slots, target=sample.target(person.language))
    yield replace(person, slots=Slots())
    yield replace(person, consent=None, slots=Slots())


def _crowded(person: Person, speak: Speak) -> Person:
    many = tuple(Contact(n, person.id, f"Navn {n}", Category.FORMER) for n in range(2001, 2001 + MOST_CONTACTS))
    usual = _about(person, person.contacts[0], speak)
    return replace(usual, contacts=(*person.contacts, *many)[:MOST_CONTACTS], outreaches=usual.outreaches[-1:])
