"""The states of an outreach: ready, waiting or done. Events are recorded once, and the newest can be removed."""

from datetime import datetime
from typing import Final

from dialogs.model.facts import Contact
from dialogs.model.outreach import Event, Occasion, Outreach, OutreachEvent, Purpose
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.slots import MessageSlots, Slots, SubjectSlots

QUIET: Final = frozenset({Purpose.FOLLOW_UP, Purpose.THANKS, Purpose.GIVE_BACK, Purpose.HEADS_UP})
"""Purposes that make no request of their own, so no answer is expected."""

OUTCOMES: Final = (
    OutreachEvent.ANSWERED,
    OutreachEvent.YES,
    OutreachEvent.NO,
    OutreachEvent.MET,
    OutreachEvent.INTRODUCED,
    OutreachEvent.REFERRED,
    OutreachEvent.INTERVIEW,
    OutreachEvent.OFFER,
)
"""Possible outcomes of a request."""

HELP: Final = frozenset(OUTCOMES) - {OutreachEvent.NO}
"""Outcomes that count as help. A no deserves thanks too, but is no help."""

OCCASIONS: Final = {
    OutreachEvent.MET: Occasion.TALK,
    OutreachEvent.INTRODUCED: Occasion.INTRODUCTION,
    OutreachEvent.REFERRED: Occasion.INTRODUCTION,
    OutreachEvent.OFFER: Occasion.OFFER,
}
"""The occasion of the thanks for an outcome; for any other outcome it is the answer."""

ANSWERS: Final = frozenset({OutreachEvent.YES, OutreachEvent.NO})
"""Answers that decide whether a contact is a referee."""

AGAIN: Final = frozenset({OutreachEvent.FOLLOWED_UP, OutreachEvent.RESTED})
"""Events that may be recorded on a message more than once."""

ON_ANOTHER: Final = {Purpose.FOLLOW_UP: OutreachEvent.FOLLOWED_UP, Purpose.THANKS: OutreachEvent.THANKED}
"""The event on a request when a message of this purpose about it is sent."""


def is_request(outreach: Outreach) -> bool:
    """Return whether the message makes a request, so that an answer is expected."""
    return outreach.purpose not in QUIET


def is_kindness(outreach: Outreach) -> bool:
    """Return whether the message only gives: thanks, a heads-up, something in return."""
    return not is_request(outreach) and outreach.purpose is not Purpose.FOLLOW_UP


def is_ready(outreach: Outreach) -> bool:
    """Return whether the message is written but not sent."""
    return outreach.stands_at is OutreachEvent.DRAFTED


def is_waiting(outreach: Outreach) -> bool:
    """Return whether the message is a request that was sent and has no outcome yet."""
    return is_request(outreach) and outreach.stands_at in {OutreachEvent.SENT, OutreachEvent.FOLLOWED_UP}


def is_open(outreach: Outreach) -> bool:
    """Return whether the message is ready or waiting."""
    return is_ready(outreach) or is_waiting(outreach)


def event(outreach: Outreach, *what: OutreachEvent) -> Event | None:
    """Return the newest event of these kinds, or None."""
    return next((one for one in reversed(outreach.events) if one.what in what), None)


def outcome(outreach: Outreach) -> Event | None:
    """Return the newest outcome, or None."""
    return event(outreach, *OUTCOMES)


def silences(outreach: Outreach) -> int:
    """Return the number of follow-ups without an answer; 0 if there is any outcome."""
    return 0 if outcome(outreach) else sum(one.what is OutreachEvent.FOLLOWED_UP for one in outreach.events)


def record_event(person: Person, outreach: Outreach, what: OutreachEvent, now: datetime) -> Person:
    """Record an event of a message. An event that was recorded before changes nothing, except those of `AGAIN`."""
    is_known = outreach.stands_at is what or (what not in AGAIN and event(outreach, what) is not None)
    if is_known and what is not OutreachEvent.FOLLOWED_UP:
        return person
    changed = replace(outreach, events=(*outreach.events, Event(what, now)), look_at=_look_at(outreach, what))
    person = person.with_outreach(changed)
    return _with_referee(person, changed) if what in ANSWERS else person


def record_sent(person: Person, outreach: Outreach, now: datetime) -> Person:
    """Record that a message was sent. A follow-up or thank-you is also recorded on the message that it is about."""
    if event(outreach, OutreachEvent.SENT):
        return person
    person = record_event(person, outreach, OutreachEvent.SENT, now)
    about, what = person.outreach(outreach.about), ON_ANOTHER.get(outreach.purpose)
    return record_event(person, about, what, now) if about and what else person


def without_newest_event(person: Person, outreach: Outreach) -> Person:
    """Remove the newest event of a message, unless it is still a draft."""
    if is_ready(outreach):
        return person
    *events, last = outreach.events
    changed = replace(outreach, events=tuple(events), look_at=_look_at(outreach, last.what))
    person = person.with_outreach(changed)
    if last.what in ANSWERS:
        person = _with_referee(person, changed)
    about, what = person.outreach(outreach.about), ON_ANOTHER.get(outreach.purpose)
    if last.what is OutreachEvent.SENT and about and what:
        kept = tuple(one for one in about.events if one != Event(what, last.at))
        person = person.with_outreach(replace(about, events=kept))
    return person


def _look_at(outreach: Outreach, what: OutreachEvent) -> datetime | None:
    """Return the time of the next check. Sending clears it; an outcome keeps it, because it may be undone."""
    return None if what in {OutreachEvent.SENT, OutreachEvent.FOLLOWED_UP} else outreach.look_at


def _with_referee(person: Person, outreach: Outreach) -> Person:
    """Record on the contact whether they are a referee, by their newest answer."""
    contact = person.contact(outreach.contact)
    if outreach.purpose is not Purpose.REFEREE or contact is None:
        return person
    answer = event(outreach, *ANSWERS)
    says = answer.what is OutreachEvent.YES if answer else None
    return person.with_contact(replace(contact, is_referee=says))


def to_thank(person: Person) -> list[tuple[Contact, Outreach]]:
    """Return the contacts who helped and were not thanked, each with the newest message with which they helped."""
    found: dict[int, Outreach] = {}
    written = {one.about for one in person.outreaches if one.purpose is Purpose.THANKS and is_ready(one)}
    for outreach in person.outreaches:
        if outreach.n not in written and is_request(outreach) and event(outreach, *HELP):
            found.pop(outreach.contact, None)
            if not event(outreach, OutreachEvent.THANKED):
                found[outreach.contact] = outreach
    pairs = ((person.contact(n), outreach) for n, outreach in found.items())
    return [(contact, outreach) for contact, outreach in pairs if contact]


def owed(person: Person) -> list[tuple[Contact, Outreach]]:
    """Return whom to thank when the search ends: those who helped, and referees who got a heads-up."""
    helped = to_thank(person)
    known = {contact.n for contact, _ in helped}
    told = {one.contact: one for one in person.outreaches if one.purpose is Purpose.HEADS_UP and _is_unthanked(one)}
    pairs = ((person.contact(n), outreach) for n, outreach in told.items() if n not in known)
    return [*helped, *((contact, outreach) for contact, outreach in pairs if contact)]


def _is_unthanked(outreach: Outreach) -> bool:
    return event(outreach, OutreachEvent.SENT) is not None and event(outreach, OutreachEvent.THANKED) is None


def prepare_thanks(person: Person, outreach: Outreach) -> Person:
    """Prepare the slots for a thank-you for the newest outcome of a message."""
    known = outcome(outreach)
    occasion = OCCASIONS.get(known.what, Occasion.ANSWER) if known else Occasion.ANSWER
    return prepare_message(person, outreach.contact, Purpose.THANKS, outreach, occasion)


def prepare_message(
    person: Person,
    contact: int,
    purpose: Purpose | None,
    about: Outreach | None = None,
    occasion: Occasion | None = None,
) -> Person:
    """Replace the slots by those of the message to write, in the language of the one that it is about, if any."""
    number, language = (about.n, about.language) if about else (None, None)
    slots = Slots(
        subject=SubjectSlots(contact=contact),
        message=MessageSlots(purpose=purpose, about=number, occasion=occasion, language=language),
    )
    return replace(person, slots=slots)
