"""A one-minute rehearsal of a message that is hard to send: the coach answers yes, maybe and no as the recipient."""

from enum import StrEnum

from dialogs.engine.script import SAID, SKIPPED, Script, Transition, Turn, press
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.text import Text, label, t
from dialogs.understanding.people.naming import first_name


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    READ = "rehearsal.read"
    YES = "rehearsal.yes"
    MAYBE = "rehearsal.maybe"
    NO = "rehearsal.no"
    DONE = "rehearsal.done"


ENOUGH = Button(label("rehearsal", "Enough practice"), "enough")


def ask_read(turn: Turn) -> Reply:
    """Ask the user to read the message aloud, and say how such messages are usually received (P4)."""
    return say(
        t(
            "One minute of practice. Read your message aloud once, as if {name} stood in front of you.",
            name=_name(turn),
        ),
        t("In a survey by Econa, eight in ten said that they like to give a little of their time when it helps."),
        buttons=rows(Button(label("rehearsal", "I've read it aloud"), "read"), ENOUGH),
    )


def ask_yes(turn: Turn) -> Reply:
    """Play the most likely answer, a yes."""
    return say(
        t(
            "Say {name} answers: “How nice to hear from you! Of course.” What do you write back?",
            name=_name(turn),
        ),
        buttons=rows(Button(label("rehearsal", "“Thank you so much!”"), "answer"), ENOUGH),
    )


def ask_maybe(turn: Turn) -> Reply:
    """Play the second most likely answer, a maybe."""
    return say(
        t("Or {name} answers: “It's hectic right now. Can I come back to you?” What do you write?", name=_name(turn)),
        buttons=rows(Button(label("rehearsal", "“Of course, no hurry.”"), "answer"), ENOUGH),
    )


def ask_no(turn: Turn) -> Reply:
    """Play the answer that the user fears, a no."""
    return say(
        t("And the worst: “Sorry, I can't help with that.” What do you write to {name}?", name=_name(turn)),
        buttons=rows(Button(label("rehearsal", "“Thanks for telling me. All the best!”"), "answer"), ENOUGH),
    )


def say_good(_turn: Turn) -> Text:
    """Say that a short and kind reply is enough."""
    return t("Good: short and kind is all it takes.")


def say_done(turn: Turn) -> Text:
    """Say that nothing worse can happen."""
    return t(
        "That was all that can happen, and you had an answer each time. The real {name} is kinder.", name=_name(turn)
    )


def _name(turn: Turn) -> str:
    contact = turn.person.contact(turn.person.slots.subject.contact)
    return first_name(contact.name) if contact else ""


SCRIPT = Script(
    "rehearsal",
    Step,
    asks={Step.READ: ask_read, Step.YES: ask_yes, Step.MAYBE: ask_maybe, Step.NO: ask_no},
    lines=[
        Transition(Step.READ, press("read"), to=Step.YES),
        Transition(Step.READ, SKIPPED, to=Step.DONE),
        Transition(Step.YES, press("answer"), to=Step.MAYBE, say=say_good),
        Transition(Step.YES, SAID, to=Step.MAYBE, say=say_good),
        Transition(Step.MAYBE, press("answer"), to=Step.NO, say=say_good),
        Transition(Step.MAYBE, SAID, to=Step.NO, say=say_good),
        Transition(Step.NO, press("answer"), to=Step.DONE, say=say_done),
        Transition(Step.NO, SAID, to=Step.DONE, say=say_done),
        *(Transition(step, press("enough"), to=Step.DONE) for step in (Step.READ, Step.YES, Step.MAYBE, Step.NO)),
    ],
    free_lines=frozenset({Step.YES, Step.MAYBE, Step.NO}),
)
