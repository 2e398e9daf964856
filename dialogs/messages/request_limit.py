"""The dialog at the limit of open requests: why there is a limit, and which request to close first."""

from enum import StrEnum

from dialogs.engine.script import ARRIVED, PICKED, Script, Transition, Turn, press
from dialogs.model.outreach import Outreach, OutreachEvent
from dialogs.model.person import Person
from dialogs.protocol.choices import decoded, encoded, read
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.rules.open_requests import draft_of_same_message, fits_in_limit, open_requests
from dialogs.rules.outreach import event, record_event
from dialogs.text import Text, label, t, tn
from dialogs.understanding.people.naming import at_start, first_name
from dialogs.wording.labels import PURPOSES, distinct_labels


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    FULL = "room.full"
    ONE = "room.one"
    TO_WRITING = "room.to_writing"
    DONE = "room.done"


MOST_SHOWN = 5
"""Maximum number of requests shown, oldest first."""


def keep_draft(turn: Turn) -> Person:
    """Continue the existing draft."""
    draft = draft_of_same_message(turn.person)
    return turn.person.with_subject(outreach=draft.n if draft else None)


def is_within_limit(turn: Turn) -> bool:
    """Return whether the message is within the limit, makes no request, or exists as a draft."""
    return fits_in_limit(turn.person, turn.operator.open_requests)


def ask_full(turn: Turn) -> Reply:
    """Say how many requests are open and why there is a limit, and ask which to close."""
    requests = open_requests(turn.person)
    shown = requests[:MOST_SHOWN]
    labels = distinct_labels([_described(turn.person, outreach) for outreach in shown])
    buttons = [Button(words, encoded(outreach.n)) for words, outreach in zip(labels, shown, strict=True)]
    return say(
        tn("You have {count} request on the go.", "You have {count} requests on the go.", len(requests)),
        t("More are hard to keep track of, and each deserves thanks. Which one can we close first?"),
        buttons=rows(*buttons, Button(label("requests on the go", "Not now"), "enough")),
    )


def _described(person: Person, outreach: Outreach) -> Text:
    contact = person.contact(outreach.contact)
    name = at_start(first_name(contact.name)) if contact else ""
    return t("{name}: {what}", name=name, what=PURPOSES[outreach.purpose])


def is_request(turn: Turn) -> bool:
    """Return whether the button is one of the open requests."""
    return read(int, turn.choice) in {outreach.n for outreach in open_requests(turn.person)}


def keep_request(turn: Turn) -> Person:
    """Store the request to close; the message to write stays in the slots."""
    return turn.person.with_message(closing=decoded(int, turn.choice))


def is_closed(turn: Turn) -> bool:
    """Return whether no open request is chosen; it may have been closed since then."""
    return _chosen(turn.person) is None


def _chosen(person: Person) -> Outreach | None:
    return next((outreach for outreach in open_requests(person) if outreach.n == person.slots.message.closing), None)


def ask_one(turn: Turn) -> Reply:
    """Ask how to close the chosen request."""
    outreach = _chosen(turn.person)
    assert outreach is not None  # noqa: S101  # checked on arrival
    answered = Button(label("requests on the go", "I've had an answer"), "answered")
    return say(
        t("{what}. Shall we close this one?", what=_described(turn.person, outreach)),
        buttons=rows(
            *([answered] if event(outreach, OutreachEvent.SENT) else []),
            Button(label("requests on the go", "Let it rest"), "rest"),
            Button(label("requests on the go", "Another one"), "other"),
        ),
    )


def keep_answered(turn: Turn) -> Person:
    """Record that an answer came."""
    return _closed(turn, OutreachEvent.ANSWERED)


def keep_rested(turn: Turn) -> Person:
    """Record that the request rests."""
    return _closed(turn, OutreachEvent.RESTED)


def _closed(turn: Turn, what: OutreachEvent) -> Person:
    outreach = _chosen(turn.person)
    person = record_event(turn.person, outreach, what, turn.now) if outreach else turn.person
    return person.with_message(closing=None)


def say_closed(_turn: Turn) -> Text:
    """Say that there is room now."""
    return t("Closed. You can take it up again in /plan.")


SCRIPT = Script(
    "room",
    Step,
    asks={Step.FULL: ask_full, Step.ONE: ask_one},
    lines=[
        Transition(Step.FULL, ARRIVED, to=Step.TO_WRITING, when=is_within_limit, keep=keep_draft),
        Transition(Step.FULL, PICKED, to=Step.ONE, when=is_request, keep=keep_request),
        Transition(Step.FULL, press("enough"), to=Step.DONE),
        Transition(Step.ONE, ARRIVED, to=Step.FULL, when=is_closed),
        Transition(Step.ONE, press("answered"), to=Step.FULL, keep=keep_answered, say=say_closed),
        Transition(Step.ONE, press("rest"), to=Step.FULL, keep=keep_rested, say=say_closed),
        Transition(Step.ONE, press("other"), to=Step.FULL),
    ],
    resting=frozenset({Step.FULL, Step.ONE}),
)
