"""Text that was typed at the question for a plan but is not a plan: an outcome, or words without a time."""

from typing import Final

from dialogs.engine.script import Turn
from dialogs.follow_up.plan_overview import name_of
from dialogs.follow_up.plan_time import is_timed
from dialogs.model.outreach import Outreach, OutreachEvent
from dialogs.model.person import Person
from dialogs.protocol.choices import decoded, encoded, read
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.rules.applications import came_of
from dialogs.rules.outreach import OUTCOMES, is_waiting, record_sent
from dialogs.text import Text, Words, label, t
from dialogs.understanding.intents import is_refusal
from dialogs.understanding.outcomes import outcome_in
from dialogs.understanding.people.naming import at_start, first_name
from dialogs.understanding.plans import may_be_plan
from dialogs.wording.labels import PURPOSES, distinct_labels

MOST: Final = 4
"""Maximum number of waiting messages offered, the newest first."""

THIS: Final = "this"
"""The choice of the message for which the plan was asked."""

# --- the outcome of a message ----------------------------------------------------------------------------------------


def tells_sent(turn: Turn) -> bool:
    """Return whether the words say that the message was sent."""
    return turn.reading(outcome_in) is OutreachEvent.SENT


def tells_outcome(turn: Turn) -> bool:
    """Return whether the words name an outcome of a message."""
    return turn.reading(outcome_in) is not None


def tells_outcome_of_one(turn: Turn) -> bool:
    """Return whether the words also name the recipient of exactly one waiting message."""
    return tells_outcome(turn) and len(_named(turn)) == 1


def keep_outcome_of_one(turn: Turn) -> Person:
    """Record the outcome of the message to the person named."""
    return _happened(turn, _named(turn)[0], turn.reading(outcome_in))


def keep_told(turn: Turn) -> Person:
    """Store the outcome until the user has said of which message."""
    return turn.person.with_follow_up(outcome=turn.reading(outcome_in), words=turn.text)


def ask_whose(turn: Turn) -> Reply:
    """Ask which message had this outcome; the message to plan may already have been sent."""
    person = turn.person
    ready = _planned_for(person)
    waiting = _waiting(person)[:MOST]
    labels = distinct_labels([_short(person, one) for one in waiting])
    name = first_name(name_of(person, ready))
    return say(
        t("You write “{words}”. Which message is that about?", words=person.slots.follow_up.words),
        buttons=rows(
            *(Button(words, encoded(one.n)) for words, one in zip(labels, waiting, strict=True)),
            Button(label("whose answer", "This one; I've sent it to {name}", name=name), THIS),
            Button(label("whose answer", "None of them"), "none"),
        ),
    )


def is_whose(turn: Turn) -> bool:
    """Return whether the button is one of the messages, and the outcome is known."""
    is_told = turn.person.slots.follow_up.outcome in set(OUTCOMES)
    return is_told and (turn.choice == THIS or read(int, turn.choice) in {one.n for one in _waiting(turn.person)})


def keep_whose(turn: Turn) -> Person:
    """Record the outcome of the chosen message."""
    person = turn.person
    outreach = _planned_for(person) if turn.choice == THIS else person.outreach(decoded(int, turn.choice))
    assert outreach is not None  # noqa: S101  # checked by the guard
    return _happened(turn, outreach, person.slots.follow_up.outcome)


def _happened(turn: Turn, outreach: Outreach, what: OutreachEvent | None) -> Person:
    assert what is not None  # noqa: S101  # checked by the guards
    person = record_sent(turn.person, outreach, turn.now)
    now = person.outreach(outreach.n) or outreach
    return _noting(came_of(person, now, what, turn.now), outreach)


def _noting(person: Person, outreach: Outreach) -> Person:
    return person.with_subject(outreach=outreach.n, contact=outreach.contact).with_follow_up(outcome=None, words="")


def _named(turn: Turn) -> list[Outreach]:
    """Return the waiting messages whose recipient the words name; none if that is also the recipient of the plan."""
    said = set(turn.text.casefold().replace(",", " ").replace(".", " ").split())
    person, ready = turn.person, _planned_for(turn.person)
    named = [one for one in _waiting(person) if first_name(name_of(person, one)).casefold() in said]
    return [] if first_name(name_of(person, ready)).casefold() in said else named


def _waiting(person: Person) -> list[Outreach]:
    return [one for one in reversed(person.outreaches) if is_waiting(one)]


def _short(person: Person, outreach: Outreach) -> Words:
    name = at_start(first_name(name_of(person, outreach)))
    return t("{name}: {what}", name=name, what=PURPOSES[outreach.purpose])


# --- no time and no place --------------------------------------------------------------------------------------------


def says_nothing(turn: Turn) -> bool:
    """Return whether the user does not know yet."""
    return is_refusal(turn.text)


def say_open(turn: Turn) -> Text:
    """Say that the message waits in the plan."""
    return t("That's fine. The message to {name} is waiting in /plan.", name=_name(turn))


def is_no_plan(turn: Turn) -> bool:
    """Return whether the words name neither a time nor a place."""
    return not is_timed(turn) and not may_be_plan(turn.text, turn.person.language)


def keep_words(turn: Turn) -> Person:
    """Store the words until the user has confirmed them."""
    return turn.person.with_follow_up(words=turn.text, outcome=None, times=())


def ask_sure(turn: Turn) -> Reply:
    """Ask whether the words are a plan nevertheless."""
    return say(
        t(
            "I find neither time nor place in “{words}”. Is that your plan all the same?",
            words=turn.person.slots.follow_up.words,
        ),
        buttons=rows(
            Button(label("a plan", "Yes, that's my plan"), "yes"),
            Button(label("a plan", "No, I'll pick a time"), "no"),
        ),
    )


def has_words(turn: Turn) -> bool:
    """Return whether the slots hold words that may be the plan."""
    return bool(turn.person.slots.follow_up.words)


def keep_no_words(turn: Turn) -> Person:
    """Discard the words, so that the user can write others."""
    return turn.person.with_follow_up(words="", outcome=None)


def _planned_for(person: Person) -> Outreach:
    outreach = person.outreach(person.slots.subject.outreach)
    assert outreach is not None  # noqa: S101  # checked on arrival
    return outreach


def _name(turn: Turn) -> str:
    return first_name(name_of(turn.person, _planned_for(turn.person)))
