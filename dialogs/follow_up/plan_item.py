"""One message of the plan: its text, and what to do with it."""

from dialogs.engine.script import Turn
from dialogs.follow_up.plan_overview import name_of
from dialogs.model.outreach import Outreach, OutreachEvent
from dialogs.model.person import Person
from dialogs.protocol.replies import Button, Copy, Reply, Title, rows, say
from dialogs.rules.outreach import is_kindness, is_ready, record_event, record_sent
from dialogs.text import Text, label, t
from dialogs.understanding.people.naming import first_name, listed_name
from dialogs.wording.labels import PURPOSES


def is_under_way(turn: Turn) -> bool:
    """Return whether the message was sent."""
    outreach = turn.person.outreach(turn.person.slots.subject.outreach)
    return outreach is not None and not is_ready(outreach)


def ask_one(turn: Turn) -> Reply:
    """Show a message that is ready to send: its purpose, its text, and what to do with it."""
    outreach = _outreach(turn.person)
    return say(
        Title(listed_name(name_of(turn.person, outreach))),
        PURPOSES[outreach.purpose],
        Copy(outreach.text),
        buttons=rows(
            Button(label("what came of a message", "I've sent it"), "sent"),
            Button(label("what came of a message", "Plan when to send it"), "when"),
            Button(label("what came of a message", "Change it"), "change"),
            Button(label("what came of a message", "Let it rest"), "rest"),
            Button(label("what came of a message", "Back to the plan"), "back"),
        ),
    )


def keep_sent(turn: Turn) -> Person:
    """Record that the message was sent."""
    outreach = _outreach(turn.person)
    return record_sent(turn.person, outreach, turn.now).with_subject(contact=outreach.contact)


def keep_taken_up(turn: Turn) -> Person:
    """Copy the facts of the draft to the slots, so that the user can continue it."""
    outreach = _outreach(turn.person)
    return turn.person.with_subject(contact=outreach.contact, introduction=outreach.introduction).with_message(
        purpose=outreach.purpose,
        own_line=outreach.own_line,
        job=outreach.job,
        occasion=outreach.occasion,
        about=outreach.about,
    )


def keep_rested(turn: Turn) -> Person:
    """Record that the message rests."""
    return record_event(turn.person, _outreach(turn.person), OutreachEvent.RESTED, turn.now)


def say_sent(turn: Turn) -> Text:
    """Praise the user, and say what to expect."""
    if is_kindness(_outreach(turn.person)):
        return t("Well done. That's how people remember you well.")
    return t("Well done. Most people like to help. Give {name} a few days to answer.", name=_name(turn))


def say_rested(_turn: Turn) -> Text:
    """Say that it is fine to let go."""
    return t("Fine, we'll leave that one. You can write to them again whenever you like.")


def _outreach(person: Person) -> Outreach:
    outreach = person.outreach(person.slots.subject.outreach)
    assert outreach is not None  # noqa: S101  # a precondition
    return outreach


def _name(turn: Turn) -> str:
    return first_name(name_of(turn.person, _outreach(turn.person)))
