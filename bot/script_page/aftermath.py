"""The situations after a message was sent: how long ago, what came of it, and what was written since."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.script_page import sample
from dialogs.contact_book import add_people
from dialogs.facts import Contact, Event, Happening, Outreach, Purpose
from dialogs.outreaches import OUTCOMES, writing
from dialogs.people import PersonLine
from dialogs.person import Person
from dialogs.text import Speak

LONG_AGO: Final = timedelta(weeks=4)
MANY: Final = 7
"""More messages than fit on a page of the plan."""


def aftermath(person: Person, speak: Speak) -> Iterator[Person]:
    """The person, with a message to the first contact, at each point of what follows it."""
    contact = person.contacts[0]
    for purpose in Purpose:
        for what in OUTCOMES:
            yield _with(person, replace(_sent(person, contact, speak, Happening.SENT, what), purpose=purpose))
        yield _with(person, replace(_sent(person, contact, speak, Happening.SENT), purpose=purpose))
    asked, followed = Happening.SENT, Happening.FOLLOWED_UP
    for then in ((), (followed,), (followed, followed), (Happening.RESTED,)):
        yield from _beside_others(_with(person, _sent(person, contact, speak, asked, *then)), contact)
    for days in (1, 3):
        late = LONG_AGO - timedelta(days=days)
        events = tuple(replace(one, at=one.at + late) for one in _sent(person, contact, speak, asked).events)
        yield from _beside_others(_with(person, replace(_sent(person, contact, speak, asked), events=events)), contact)
    yield _with(person, replace(_sent(person, contact, speak, asked), look_at=sample.NOW - timedelta(days=1)))
    yield _with(person, replace(_sent(person, contact, speak, asked), look_at=sample.NOW + timedelta(days=9)))
    one = _sent(person, contact, speak, asked)
    yield _with(person, *(replace(one, n=one.n + n) for n in range(MANY)))
    yield writing(person, contact.n, None)


def _beside_others(person: Person, contact: Contact) -> Iterator[Person]:
    """The person as they are, and knowing somebody else at the same place."""
    yield person
    tie = person.tie_of(contact)
    yield add_people(person, [PersonLine("Bjarne Fjell", tie.company if tie else "Veidekke")], contact.category)[0]


def _sent(person: Person, contact: Contact, speak: Speak, *what: Happening) -> Outreach:
    """A message, to which this happened, one thing a day, and the last four weeks ago."""
    told = sample.message(person, contact, speak)
    first = sample.NOW - LONG_AGO - timedelta(days=len(what))
    events = (Event(one, first + timedelta(days=n)) for n, one in enumerate((Happening.DRAFTED, *what)))
    return replace(told, events=tuple(events))


def _with(person: Person, *written: Outreach) -> Person:
    return replace(person, outreaches=written, plans=()).noting(outreach=written[0].n, contact=written[0].contact)
