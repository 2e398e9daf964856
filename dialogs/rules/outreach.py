"""What happens to messages: which are ready, waiting or done. Nothing happens to one twice; all can be taken back."""

from datetime import datetime
from typing import Final

from dialogs.model.facts import Contact, Event, Occasion, Outreach, OutreachEvent, Purpose
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.slots import MessageSlots, Slots, SubjectSlots

QUIET: Final = frozenset({Purpose.FOLLOW_UP, Purpose.THANKS, Purpose.GIVE_BACK, Purpose.HEADS_UP})
"""Messages that ask for nothing of their own, so nothing is waited for."""

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
"""What can come of a request."""

HELP: Final = frozenset(OUTCOMES) - {OutreachEvent.NO}
"""What one says thanks for; for a no as well, but not as for help."""

OCCASIONS: Final = {
    OutreachEvent.MET: Occasion.TALK,
    OutreachEvent.INTRODUCED: Occasion.INTRODUCTION,
    OutreachEvent.REFERRED: Occasion.INTRODUCTION,
    OutreachEvent.OFFER: Occasion.OFFER,
}
"""What thanks are for, where not for an answer."""

ANSWERS: Final = frozenset({OutreachEvent.YES, OutreachEvent.NO})
"""What makes a referee of somebody, or makes them one no more."""

AGAIN: Final = frozenset({OutreachEvent.FOLLOWED_UP, OutreachEvent.RESTED})
"""What may happen to a message more than once."""

ON_ANOTHER: Final = {Purpose.FOLLOW_UP: OutreachEvent.FOLLOWED_UP, Purpose.THANKS: OutreachEvent.THANKED}
"""What happens to a request when a message about it is sent."""


def is_request(outreach: Outreach) -> bool:
    """Return whether it asks for something, so that an answer is waited for."""
    return outreach.purpose not in QUIET


def is_kindness(outreach: Outreach) -> bool:
    """Return whether it only gives: thanks, a word before, something in return."""
    return not is_request(outreach) and outreach.purpose is not Purpose.FOLLOW_UP


def is_ready(outreach: Outreach) -> bool:
    """Return whether it is written, and not sent."""
    return outreach.stands_at is OutreachEvent.DRAFTED


def is_waiting(outreach: Outreach) -> bool:
    """Return whether it was sent, and an answer may come."""
    return is_request(outreach) and outreach.stands_at in {OutreachEvent.SENT, OutreachEvent.FOLLOWED_UP}


def is_open(outreach: Outreach) -> bool:
    """Return whether there is something left to do: to send it, or to see what comes of it."""
    return is_ready(outreach) or is_waiting(outreach)


def open_requests(person: Person) -> list[Outreach]:
    """Return the requests that are on the go; the oldest first."""
    return [outreach for outreach in person.outreaches if is_request(outreach) and is_open(outreach)]


def event(outreach: Outreach, *what: OutreachEvent) -> Event | None:
    """Return the newest event of these kinds, or None."""
    return next((one for one in reversed(outreach.events) if one.what in what), None)


def outcome(outreach: Outreach) -> Event | None:
    """Return the newest thing that came of it."""
    return event(outreach, *OUTCOMES)


def silences(outreach: Outreach) -> int:
    """Return how many follow-ups were sent without any outcome."""
    return 0 if outcome(outreach) else sum(one.what is OutreachEvent.FOLLOWED_UP for one in outreach.events)


def happened(person: Person, outreach: Outreach, what: OutreachEvent, now: datetime) -> Person:
    """Record an event of a message; an event that is known already changes nothing."""
    is_known = outreach.stands_at is what or (what not in AGAIN and event(outreach, what) is not None)
    if is_known and what is not OutreachEvent.FOLLOWED_UP:
        return person
    changed = replace(outreach, events=(*outreach.events, Event(what, now)), look_at=_look_at(outreach, what))
    person = person.with_outreach(changed)
    return _with_referee(person, changed) if what in ANSWERS else person


def sent(person: Person, outreach: Outreach, now: datetime) -> Person:
    """Record that a message was sent; a follow-up or thanks is also recorded on the message that it is about."""
    if event(outreach, OutreachEvent.SENT):
        return person
    person = happened(person, outreach, OutreachEvent.SENT, now)
    about, what = person.outreach(outreach.about), ON_ANOTHER.get(outreach.purpose)
    return happened(person, about, what, now) if about and what else person


def taken_back(person: Person, outreach: Outreach) -> Person:
    """Remove the newest event of a message; that it was drafted stays."""
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
    """Return the day to check again. Sending clears it; an outcome keeps it, as the outcome may be undone."""
    return None if what in {OutreachEvent.SENT, OutreachEvent.FOLLOWED_UP} else outreach.look_at


def _with_referee(person: Person, outreach: Outreach) -> Person:
    """Record whether a contact is a referee, by their newest answer."""
    contact = person.contact(outreach.contact)
    if outreach.purpose is not Purpose.REFEREE or contact is None:
        return person
    answer = event(outreach, *ANSWERS)
    says = answer.what is OutreachEvent.YES if answer else None
    return person.with_contact(replace(contact, is_referee=says))


def to_thank(person: Person) -> list[tuple[Contact, Outreach]]:
    """Return those who have helped and have no thanks yet, each with the newest message that they helped with."""
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
    """Return whom to thank when the search ends: those who helped, and referees who were told of a call."""
    helped = to_thank(person)
    known = {contact.n for contact, _ in helped}
    told = {one.contact: one for one in person.outreaches if one.purpose is Purpose.HEADS_UP and _is_unthanked(one)}
    pairs = ((person.contact(n), outreach) for n, outreach in told.items() if n not in known)
    return [*helped, *((contact, outreach) for contact, outreach in pairs if contact)]


def _is_unthanked(outreach: Outreach) -> bool:
    return event(outreach, OutreachEvent.SENT) is not None and event(outreach, OutreachEvent.THANKED) is None


def thanking(person: Person, outreach: Outreach) -> Person:
    """Start a thank-you for what came of a message."""
    known = outcome(outreach)
    occasion = OCCASIONS.get(known.what, Occasion.ANSWER) if known else Occasion.ANSWER
    return writing(person, outreach.contact, Purpose.THANKS, outreach, occasion)


def writing(
    person: Person,
    contact: int,
    purpose: Purpose | None,
    about: Outreach | None = None,
    occasion: Occasion | None = None,
) -> Person:
    """The person, with nothing in the slots but what is to be written next, and in which language if it is known."""
    number, language = (about.n, about.language) if about else (None, None)
    slots = Slots(
        subject=SubjectSlots(contact=contact),
        message=MessageSlots(purpose=purpose, about=number, occasion=occasion, language=language),
    )
    return replace(person, slots=slots)
