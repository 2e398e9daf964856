"""The next person: the coach proposes a single contact with the reason, not a list."""

from enum import StrEnum

from dialogs.engine.script import ARRIVED, Script, Transition, Turn, press
from dialogs.model.person import Person
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.rules.ranking import next_proposal
from dialogs.text import Text, label, t
from dialogs.understanding.people.naming import whole_name


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    PROPOSE = "whom.propose"
    TO_DRAFT = "whom.to_draft"
    TO_INTRODUCTIONS = "whom.to_introductions"
    DONE = "whom.done"


def is_nobody_left(turn: Turn) -> bool:
    """Return whether there is nobody left to propose."""
    return next_proposal(turn.person, turn.person.slots.subject.queue) is None


def say_nobody_left(turn: Turn) -> Text:
    """Say that nobody is left, and lead to step 3, introductions."""
    if turn.person.contacts:
        return t("That's everybody I can suggest for now. Perhaps one of them knows somebody who can help.")
    return t("There is nobody on your list yet.")


def keep_proposed(turn: Turn) -> Person:
    """Store the proposed contact in the slots."""
    proposal = next_proposal(turn.person, turn.person.slots.subject.queue)
    return turn.person.with_subject(contact=proposal.contact.n if proposal else None)


def is_not_proposed(turn: Turn) -> bool:
    """Return whether the contact in the slots is not the one to propose."""
    proposal = next_proposal(turn.person, turn.person.slots.subject.queue)
    return proposal is not None and proposal.contact.n != turn.person.slots.subject.contact


def ask_propose(turn: Turn) -> Reply:
    """Propose one person, with the reason."""
    proposal = next_proposal(turn.person, turn.person.slots.subject.queue)
    assert proposal is not None  # noqa: S101  # checked by the transition before
    return say(
        t("I'd write to {name} next.", name=whole_name(proposal.contact.name)),
        proposal.reason,
        buttons=rows(
            Button(label("whom first", "Yes, let's write"), "write"),
            Button(label("whom first", "Somebody else"), "other"),
            Button(label("whom first", "Not now"), "enough"),
        ),
    )


def keep_passed_over(turn: Turn) -> Person:
    """Pass over this person and propose somebody else."""
    slots = turn.person.slots
    passed_over = (*slots.subject.queue, *([slots.subject.contact] if slots.subject.contact else ()))
    return turn.person.with_subject(queue=passed_over, contact=None)


def keep_chosen(turn: Turn) -> Person:
    """Choose this person, and clear the list of those passed over."""
    return turn.person.with_subject(queue=())


SCRIPT = Script(
    "whom",
    Step,
    asks={Step.PROPOSE: ask_propose},
    lines=[
        Transition(Step.PROPOSE, ARRIVED, to=Step.TO_INTRODUCTIONS, when=is_nobody_left, say=say_nobody_left),
        Transition(Step.PROPOSE, ARRIVED, to=Step.PROPOSE, when=is_not_proposed, keep=keep_proposed),
        Transition(Step.PROPOSE, press("write"), to=Step.TO_DRAFT, keep=keep_chosen),
        Transition(Step.PROPOSE, press("other"), to=Step.PROPOSE, keep=keep_passed_over),
        Transition(Step.PROPOSE, press("enough"), to=Step.DONE),
    ],
    resting=frozenset({Step.PROPOSE}),
)
