"""How it felt to send a message; the answer updates the comfort with that contact."""

from enum import StrEnum

from dialogs.engine import takes
from dialogs.engine.script import ARRIVED, PICKED, SKIPPED, Script, Transition, Turn
from dialogs.model.facts import Comfort
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.choices import decoded, encoded, read
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.text import Text, label, t
from dialogs.understanding.people.naming import first_name


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    FELT = "feeling.felt"
    DONE = "feeling.done"


FEELINGS: dict[Comfort, Text] = {
    Comfort.EASY: label("how it felt to send", "Easier than I thought"),
    Comfort.FINE: label("how it felt to send", "All right"),
    Comfort.HARD: label("how it felt to send", "Hard"),
}


def ask_felt(turn: Turn) -> Reply:
    """Ask whether it felt all right."""
    contact = turn.person.contact(turn.person.slots.subject.contact)
    name = first_name(contact.name) if contact else ""
    buttons = [Button(words, encoded(comfort)) for comfort, words in FEELINGS.items()]
    return say(t("How did it feel to write to {name}?", name=name), buttons=rows(*buttons))


def is_nobody(turn: Turn) -> bool:
    """Return whether the recipient is unknown."""
    return turn.person.contact(turn.person.slots.subject.contact) is None


def is_feeling(turn: Turn) -> bool:
    """Return whether the button is one of the three answers."""
    return read(Comfort, turn.choice) in FEELINGS


def keep_feeling(turn: Turn) -> Person:
    """Store how it felt as the new comfort with the contact."""
    contact = turn.person.contact(turn.person.slots.subject.contact)
    if contact is None:
        return turn.person
    return turn.person.with_contact(replace(contact, comfort=decoded(Comfort, turn.choice)))


def say_understood(turn: Turn) -> Text:
    """Acknowledge the answer."""
    if turn.choice == Comfort.HARD:
        return t("Then it was brave to do it.")
    return t("Good to hear. The next one is often easier.")


SCRIPT = Script(
    "feeling",
    Step,
    asks={Step.FELT: ask_felt},
    lines=[
        Transition(Step.FELT, ARRIVED, to=Step.DONE, when=is_nobody),
        Transition(Step.FELT, PICKED, to=Step.DONE, when=is_feeling, keep=keep_feeling, say=say_understood),
        Transition(Step.FELT, SKIPPED, to=Step.DONE),
    ],
    resting=frozenset({Step.FELT}),
    takes={
        Step.FELT: takes.FELT,
    },
)
