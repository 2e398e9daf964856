"""What people tell of messages at any step: what came of one, that it was sent, and that somebody must wait."""

from collections.abc import Sequence
from typing import Final

from dialogs.engine.acts import ActRule, ActRules, Go, InterpretedAct, Reaction, whom
from dialogs.engine.script import Turn
from dialogs.follow_up import check_back, no_answer, outcome
from dialogs.model.facts import Contact
from dialogs.model.outreach import Outreach, OutreachEvent
from dialogs.model.person import Person
from dialogs.model.reminders import ReminderKind
from dialogs.model.slots import Slots, SubjectSlots
from dialogs.protocol.replies import say
from dialogs.rules.applications import came_of
from dialogs.rules.outreach import is_ready, is_waiting, record_sent
from dialogs.rules.outreach import outcome as outcome_of
from dialogs.rules.reminders.answered_now import reminder_answered_now
from dialogs.text import label, t
from dialogs.understanding.interpretation.acts import Act
from dialogs.understanding.people.naming import first_name

EVENTS: Final = {
    "answered": OutreachEvent.ANSWERED,
    "gave_name": OutreachEvent.ANSWERED,
    "yes": OutreachEvent.YES,
    "reference_yes": OutreachEvent.YES,
    "no": OutreachEvent.NO,
    "met": OutreachEvent.MET,
    "introduced": OutreachEvent.INTRODUCED,
    "referred": OutreachEvent.REFERRED,
    "interview": OutreachEvent.INTERVIEW,
    "offer": OutreachEvent.OFFER,
}
"""What came of a message, by the kind of the act."""

NO_ANSWER: Final = "no_answer"


def take_outcome(turn: Turn, act: InterpretedAct) -> Reaction | None:
    """Note what came of a message, and go to what fits next; without an answer, to what one can do about that."""
    contact = whom(act, _who_may_be_meant(turn, _waiting(turn.person)))
    if not isinstance(contact, Contact):
        return contact
    outreach = _message_to(turn.person, contact)
    if outreach is None:
        return None
    slots = _slots(outreach)
    if act.kind == NO_ANSWER:
        return Go(no_answer.Step.WHAT_NOW, slots) if is_waiting(outreach) else None
    what = EVENTS.get(act.kind, OutreachEvent.ANSWERED)
    person = record_sent(turn.person, outreach, turn.now)
    person = came_of(person, person.outreach(outreach.n) or outreach, what, turn.now)
    name = first_name(contact.name)
    return Go(outcome.Step.NEXT, slots, say(t("Noted for the message to {name}:", name=name)), person)


def take_sent(turn: Turn, act: InterpretedAct) -> Reaction | None:
    """Note that a message was sent, and ask when to look at it again."""
    ready = [one for one in reversed(turn.person.outreaches) if is_ready(one)]
    contact = whom(act, _who_may_be_meant(turn, ready))
    if not isinstance(contact, Contact):
        return contact
    outreach = next((one for one in ready if one.contact == contact.n), None)
    if outreach is None:
        return None
    words = say(t("Well done. I've noted that it's sent to {name}.", name=first_name(contact.name)))
    return Go(check_back.Step.WHEN, _slots(outreach), words, record_sent(turn.person, outreach, turn.now))


def _waiting(person: Person) -> list[Outreach]:
    """Return the messages of which something may have come, the newest first.

    These wait for an answer, or are spoken of now; if there is none, those that are ready.
    """
    newest = list(reversed(person.outreaches))
    now = person.slots.subject.outreach
    return [one for one in newest if is_waiting(one) or one.n == now] or [one for one in newest if is_ready(one)]


def _who_may_be_meant(turn: Turn, messages: Sequence[Outreach]) -> tuple[Contact, ...]:
    """Return the one whom the conversation is about, else all to whom these messages go."""
    person = turn.person
    spoken_of = (person.slots.subject.outreach, _reminded_of(turn))
    meant = [one for one in messages if one.n in spoken_of and not is_ready(one)] or list(messages)
    numbers = dict.fromkeys(one.contact for one in meant)
    return tuple(contact for n in numbers if (contact := person.contact(n)))


def _reminded_of(turn: Turn) -> int | None:
    """Return the message that the reminder which is answered now was about."""
    told = reminder_answered_now(turn.person, turn.now)
    return next((one.about for one in told if one.kind is ReminderKind.FOLLOW_UP), None)


def _message_to(person: Person, contact: Contact) -> Outreach | None:
    """Return the message to a contact of which something may have come: one that waits, has an outcome, or is ready."""
    to_contact = [one for one in reversed(person.outreaches) if one.contact == contact.n]
    for fits in (is_waiting, outcome_of, is_ready):
        if found := next((one for one in to_contact if fits(one)), None):
            return found
    return None


def _slots(outreach: Outreach) -> Slots:
    return Slots(subject=SubjectSlots(outreach=outreach.n, contact=outreach.contact))


ACTS: Final[ActRules] = {
    Act.OUTCOME: ActRule(take_outcome, label("what a message means", "News about a message I sent")),
    Act.SENT: ActRule(take_sent, label("what a message means", "I've sent a message")),
}
