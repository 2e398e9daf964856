"""What people say of reminders at any step: be quiet for a while, stop, remind me then, leave that one."""

import re
from datetime import datetime
from typing import Final

from dialogs.engine.acts import ActRule, ActRules, AskWhom, Change, Go, InterpretedAct, Reaction, whom
from dialogs.engine.script import Turn
from dialogs.model.facts import Contact
from dialogs.model.outreach import Outreach, Plan
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.replies import say
from dialogs.reminders import settings
from dialogs.rules.outreach import is_ready, is_waiting
from dialogs.rules.reminders.quiet_hours import hours_of
from dialogs.text import Day, label, t
from dialogs.understanding.interpretation.acts import Act
from dialogs.understanding.people.naming import first_name
from dialogs.understanding.times.date_and_time import Understood, time_in_words, understand

_UNTIL: Final = re.compile(r"\b(?:fram til|frem til|til|till|until|before|før|tilbake|back)\b", re.IGNORECASE)
"""Words before the day that a pause ends on; the reader of times takes none with them."""


def take_pause(turn: Turn, act: InterpretedAct) -> Reaction | None:
    """Be quiet until the day that is named; without one, ask for how long."""
    time = _time(turn, act)
    if time is None:
        return Go(settings.Step.PAUSE)
    hours = hours_of(turn.person.nudging, turn.person.me.work, turn.zone)
    until = hours.begin(time.at.date())
    person = turn.person.with_nudging(is_stopped=False, quiet_until=until)
    day = Day(until.astimezone(turn.zone).date(), has_weekday=True)
    return Change(person, say(t("I'll be quiet until {day}. Have a good break.", day=day)))


def take_stop(turn: Turn, act: InterpretedAct) -> Reaction | None:
    """Stop reminding of the message to a contact; without a name, ask how long the pause is to be."""
    if not act.contacts:
        return Go(settings.Step.PAUSE)
    contact = whom(act)
    if not isinstance(contact, Contact):
        return contact
    outreach = _open_to(turn.person, contact)
    if outreach is None:
        return None
    person = turn.person.with_outreach(replace(outreach, is_unwatched=True))
    return Change(person, say(t("I won't remind you of {name} again.", name=first_name(contact.name))))


def take_remind(turn: Turn, act: InterpretedAct) -> Reaction | None:
    """Plan the message that is ready for the time that is named, or look at one that waits again then."""
    contact = whom(act, _spoken_of(turn.person))
    if isinstance(contact, AskWhom):
        return contact
    outreach = _open_to(turn.person, contact) if contact else None
    time = _time(turn, act)
    if contact is None or outreach is None or time is None:
        return None
    at = time.at if time.has_hour else _begin(turn, time.at)
    if is_ready(outreach):
        person = _planned(turn.person, outreach, act.text, at, has_hour=time.has_hour)
    else:
        person = turn.person.with_outreach(replace(outreach, look_at=at, is_unwatched=False))
    when = time_in_words(at.astimezone(turn.zone), turn.now, has_hour=time.has_hour)
    words = t("I'll remind you of {name}: {when}.", name=first_name(contact.name), when=when)
    return Change(person, say(words))


def take_cancel(turn: Turn, act: InterpretedAct) -> Reaction | None:
    """Drop the plan for a message; the draft stays."""
    contact = whom(act, _spoken_of(turn.person))
    if not isinstance(contact, Contact):
        return contact
    outreach = _open_to(turn.person, contact)
    if outreach is None:
        return None
    plans = tuple(plan for plan in turn.person.plans if plan.outreach != outreach.n)
    person = replace(turn.person, plans=plans).with_outreach(replace(outreach, look_at=None, is_unwatched=True))
    name = first_name(contact.name)
    return Change(person, say(t("No plan for {name} any more. The message is kept.", name=name)))


def _time(turn: Turn, act: InterpretedAct) -> Understood | None:
    time = understand(_UNTIL.sub(" ", act.text), turn.now.astimezone(turn.zone), turn.person.language)
    if isinstance(time, Understood):
        return time
    return time.options[0] if time else None


def _begin(turn: Turn, at: datetime) -> datetime:
    return hours_of(turn.person.nudging, turn.person.me.work, turn.zone).begin(at.date())


def _open_to(person: Person, contact: Contact) -> Outreach | None:
    """Return the newest message to a contact that is ready or waits."""
    to_contact = [one for one in reversed(person.outreaches) if one.contact == contact.n]
    return next((one for one in to_contact if is_ready(one) or is_waiting(one)), None)


def _spoken_of(person: Person) -> tuple[Contact, ...]:
    outreach = person.outreach(person.slots.subject.outreach)
    contact = person.contact(outreach.contact if outreach else person.slots.subject.contact)
    return (contact,) if contact else ()


def _planned(person: Person, outreach: Outreach, words: str, at: datetime, *, has_hour: bool) -> Person:
    plan = Plan(person.serial + 1, outreach.n, words, at, has_hour)
    kept = tuple(one for one in person.plans if one.outreach != outreach.n)
    return replace(person, plans=(*kept, plan), serial=person.serial + 1)


ACTS: Final[ActRules] = {
    Act.PAUSE: ActRule(take_pause, label("what a message means", "A pause from reminders")),
    Act.STOP: ActRule(take_stop, label("what a message means", "Fewer reminders, or none")),
    Act.REMIND: ActRule(take_remind, label("what a message means", "Remind me of a message")),
    Act.MOVE: ActRule(take_remind, label("what a message means", "Move a reminder or plan")),
    Act.NOT_YET: ActRule(take_remind, label("what a message means", "Wait with somebody")),
    Act.CANCEL_PLAN: ActRule(take_cancel, label("what a message means", "Drop a plan")),
}
