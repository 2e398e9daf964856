"""Sample persons after a message was sent: by time since then, outcome, and other events."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from bot.preview import sample
from dialogs.model.facts import Advice, Application, Category, Check, Contact, Search, Work
from dialogs.model.outreach import Event, Outreach, OutreachEvent, Purpose
from dialogs.model.person import Person
from dialogs.model.person_line import PersonLine
from dialogs.model.records import replace
from dialogs.rules.contacts import add_people
from dialogs.rules.outreach import OUTCOMES, prepare_message
from dialogs.text import Speak

LONG_AGO: Final = timedelta(weeks=4)
MANY: Final = 7
"""A number of messages that does not fit on one page of the plan."""


def situations_after_sending(person: Person, speak: Speak) -> Iterator[Person]:
    """Yield the person with a message to the first contact, at each point after it was sent."""
    contact = person.contacts[0]
    for purpose in Purpose:
        for what in OUTCOMES:
            yield _with(person, replace(_sent(person, contact, speak, OutreachEvent.SENT, what), purpose=purpose))
        yield _with(person, replace(_sent(person, contact, speak, OutreachEvent.SENT), purpose=purpose))
    asked, followed = OutreachEvent.SENT, OutreachEvent.FOLLOWED_UP
    this_week = (Event(what, sample.NOW) for what in (OutreachEvent.DRAFTED, *OutreachEvent))
    busy = _with(person, replace(_sent(person, contact, speak, asked), events=tuple(this_week)))
    busy = replace(busy, applications=(Application(4001, "Skanska", at=sample.NOW),))
    yield busy
    yield busy.with_week_report(has_names=True)
    full = tuple(
        replace(_sent(person, contact, speak, asked), n=2000 + n) for n in range(sample.OPERATOR.open_requests)
    )
    yield (_with(person, *full).with_subject(outreach=None).with_message(closing=full[0].n, purpose=Purpose.OPENINGS))
    for then in ((), (followed,), (followed, followed), (OutreachEvent.RESTED,)):
        yield from _beside_others(_with(person, _sent(person, contact, speak, asked, *then)), contact)
    for days in (1, 3):
        late = LONG_AGO - timedelta(days=days)
        events = tuple(replace(one, at=one.at + late) for one in _sent(person, contact, speak, asked).events)
        yield from _beside_others(_with(person, replace(_sent(person, contact, speak, asked), events=events)), contact)
    yield _with(person, replace(_sent(person, contact, speak, asked), look_at=sample.NOW - timedelta(days=1)))
    yield _with(person, replace(_sent(person, contact, speak, asked), look_at=sample.NOW + timedelta(days=9)))
    yield from _at_other_times(person, contact, speak)
    yield from _with_jobs(person, contact)
    one = _sent(person, contact, speak, asked)
    yield _with(person, *(replace(one, n=one.n + n) for n in range(MANY)))
    yield prepare_message(person, contact.n, None)


def _at_other_times(person: Person, contact: Contact, speak: Speak) -> Iterator[Person]:
    """Yield the person with a contact who has helped: while they look, after they stopped, with a job; and profiles."""
    helped = _with(person, _sent(person, contact, speak, OutreachEvent.SENT, OutreachEvent.OFFER))
    for search in Search:
        for has_signed in (True, False):
            yield helped.with_me(search=search, has_signed=has_signed)
    for days in (-9, 9):
        last_day = (sample.NOW + timedelta(days=days)).date()
        yield helped.with_me(search=Search.FOUND, has_signed=True, last_day=last_day)
    for done_at, until in ((sample.NOW, None), (None, sample.NOW + timedelta(days=7))):
        checks = tuple(Check(3000 + n, item, done_at, until) for n, item in enumerate(Advice))
        for item in Advice:
            yield replace(helped, checks=checks).with_profile_slots(item=item)
    quiet = helped.with_me(work=Work.DISCREET)
    yield from (one.with_profile_slots(item=item) for one in (helped, quiet) for item in Advice)
    for category in Category:
        yield helped.with_contact(replace(contact, category=category))
    referee = helped.with_contact(replace(contact, is_referee=True))
    yield referee
    yield replace(referee, contacts=tuple(one for one in referee.contacts if one.n == contact.n))


def _with_jobs(person: Person, contact: Contact) -> Iterator[Person]:
    """Yield the person with applications at the contact's employer and elsewhere, for public and other jobs."""
    tie = person.tie_of(contact)
    for place in (tie.company if tie else "Veidekke", "Bergen kommune"):
        for role in ("", sample.said_in(person.language, sample.POSITION)):
            for is_public in (True, False, None):
                stress = sample.said_in(person.language, sample.STRESS) if role else ""
                job = Application(4000, place, role, is_public, sample.NOW, stress=stress)
                known = person.with_contact(replace(contact, is_referee=True))
                yield replace(known, applications=(job,), outreaches=()).with_subject(application=job.n, outreach=None)
                yield (
                    replace(known, applications=(replace(job, at=None),), outreaches=())
                    .with_subject(application=job.n, outreach=None)
                    .with_application_slots(place=place)
                )
                yield replace(person, applications=(job,), me=replace(person.me, name="")).with_subject(
                    application=job.n
                )


def _beside_others(person: Person, contact: Contact) -> Iterator[Person]:
    """Yield the person, and the same person with another contact at the same workplace."""
    yield person
    tie = person.tie_of(contact)
    yield add_people(person, [PersonLine("Bjarne Fjell", tie.company if tie else "Veidekke")], contact.category)[0]


def _sent(person: Person, contact: Contact, speak: Speak, *what: OutreachEvent) -> Outreach:
    """Return a message with these events, one a day, the last of them four weeks ago."""
    told = sample.message(person, contact, speak)
    first = sample.NOW - LONG_AGO - timedelta(days=len(what))
    events = (Event(one, first + timedelta(days=n)) for n, one in enumerate((OutreachEvent.DRAFTED, *what)))
    return replace(told, events=tuple(events))


def _with(person: Person, *written: Outreach) -> Person:
    return replace(person, outreaches=written, plans=()).with_subject(outreach=written[0].n, contact=written[0].contact)
