"""Acts: what a message does besides answering the question, at any step.

The interpretation (`dialogs.understanding.interpretation`) says what a message may be, and how sure that is. The
set of dialogs has a table with a rule for each act: what is done, and how sure one must be. `act_policy` chooses the
rule and carries it out; an act that is not sure is asked about, and every change of the facts is shown with a button
that undoes it.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Final, TypeAlias

from msgspec import Struct

from dialogs.engine.script import Turn
from dialogs.model.facts import Contact
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.slots import Slots
from dialogs.protocol.replies import ANYWHERE, Button, Reply
from dialogs.protocol.tasks import Task
from dialogs.text import Text, label
from dialogs.understanding.interpretation.acts import ActReading
from dialogs.understanding.interpretation.interpret import Interpretation

UNDO: Final = Button(label("undoes what was noted", "Undo"), "undo", ANYWHERE)


class InterpretedAct(Struct, frozen=True, gc=False):
    """One act of a message: the reading that was chosen, and the contacts that the message names for sure.

    `contacts` holds one entry for each name; an entry with several contacts is a name that fits several.
    """

    reading: ActReading
    interpretation: Interpretation
    contacts: tuple[tuple[Contact, ...], ...] = ()

    @property
    def kind(self) -> str:
        """The kind of the act, such as the outcome."""
        return self.reading.kind

    @property
    def contact(self) -> Contact | None:
        """The contact, if one is named and no other."""
        return self.contacts[0][0] if len(self.contacts) == 1 and len(self.contacts[0]) == 1 else None

    @property
    def text(self) -> str:
        """The message."""
        return self.interpretation.text


class Go(Struct, frozen=True, gc=False):
    """Interrupt the dialog, and go to a step of another one with these slots, after a few words."""

    step: StrEnum
    slots: Slots = Slots()
    say: Reply | None = None
    person: Person | None = None
    """The person with changed facts, if anything was noted on the way."""


class Change(Struct, frozen=True, gc=False):
    """Change the facts, say what was changed, and stay at the question. The button for undoing is added."""

    person: Person
    say: Reply


class Tell(Struct, frozen=True, gc=False):
    """Say something, and stay at the question."""

    say: Reply
    want: Task | None = None


class RunCommand(Struct, frozen=True, gc=False):
    """Do what a command does."""

    command: str


class PressButton(Struct, frozen=True, gc=False):
    """PressButton a button of the current question."""

    choice: str


class AskWhom(Struct, frozen=True, gc=False):
    """Ask which contact is meant; the act is done for the one that is chosen."""

    contacts: tuple[Contact, ...]


Reaction: TypeAlias = Go | Change | Tell | RunCommand | PressButton | AskWhom
Handler: TypeAlias = Callable[[Turn, InterpretedAct], Reaction | None]
"""Decides what an act does for this person. None: it does nothing here, and the message is read otherwise."""

SURE: Final = 0.7
"""From this certainty on an act is done; below it, it is asked about. Measured on examples of unknown writers."""

SURE_ENOUGH: Final = 0.5
"""The same for an act that changes nothing by itself: it shows something, or leads to a question."""


class ActRule(Struct, frozen=True, gc=False):
    """What an act does, how it is named on a button, and how sure it must be.

    `needs_consent` is false for what may be done before anything is stored. A message of more than `most_words` says
    more than this act.
    """

    do: Handler
    words: Text | Callable[[InterpretedAct], Text]
    sure: float = SURE
    needs_consent: bool = True
    most_words: int = 60

    def is_sure(self, reading: ActReading, text: str) -> bool:
        """Whether the act may be done without asking."""
        return reading.certainty >= self.sure and len(text.split()) <= self.most_words

    def label(self, act: InterpretedAct) -> Text:
        """Return the words on a button that asks whether this act is meant."""
        return self.words if isinstance(self.words, Text) else self.words(act)


ActRules: TypeAlias = Mapping[str, ActRule]
"""The rule of each act, or of an act of one kind (`show:plan`)."""


def rule_for(rules: ActRules, reading: ActReading) -> ActRule | None:
    """Return the rule of a reading: of its kind, else of the act."""
    return rules.get(reading.label) or rules.get(reading.act)


def with_undo(reply: Reply) -> Reply:
    """Add the button that undoes what was noted."""
    return replace(reply, buttons=(*reply.buttons, (UNDO,)))


def contacts_named(person: Person, interpretation: Interpretation) -> tuple[tuple[Contact, ...], ...]:
    """Return the contacts that a message names, an entry for each name."""
    found = (tuple(one for n in numbers if (one := person.contact(n))) for numbers in interpretation.people)
    return tuple(contacts for contacts in found if contacts)


def whom(act: InterpretedAct, otherwise: Sequence[Contact] = ()) -> Contact | AskWhom | None:
    """Return the contact that is meant, the question which one it is, or None if nobody can be meant.

    `otherwise` are those who may be meant where nobody is named, the likeliest first.
    """
    if act.contacts:
        first = act.contacts[0]
        return first[0] if len(first) == 1 else AskWhom(first)
    if len(otherwise) == 1:
        return otherwise[0]
    return AskWhom(tuple(otherwise)) if otherwise else None
