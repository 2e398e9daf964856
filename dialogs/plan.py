"""The plan: when and where a message will be sent, in the user's words; whom next, what is open, what was done."""

from dataclasses import replace
from enum import StrEnum

from dialogs.facts import Happening, Outreach, Plan
from dialogs.outreaches import happened, is_kindness, is_ready, sent, thanking, to_thank
from dialogs.people import first_name
from dialogs.person import Person
from dialogs.plan_card import card, name_of
from dialogs.script import ARRIVED, PICKED, SAID, SKIPPED, Line, Script, Turn, press
from dialogs.speech import Button, Copy, Reply, Title, rows, say
from dialogs.text import Language, Text, label, t
from dialogs.wording import PURPOSES


class Step(StrEnum):
    """The steps of this dialog; the values are stored: add, never rename."""

    WHEN = "plan.when"
    OVERVIEW = "plan.overview"
    ONE = "plan.one"
    TO_WHOM = "plan.to_whom"
    TO_FEELING = "plan.to_feeling"
    TO_OUTCOMES = "plan.to_outcomes"
    TO_THANKS = "plan.to_thanks"
    DONE = "plan.done"


SUGGESTIONS: dict[str, Text] = {
    "tonight": label("when to send a message", "Tonight, at home"),
    "lunch": label("when to send a message", "Tomorrow at lunch, outside"),
    "weekend": label("when to send a message", "Saturday morning"),
}
"""Plans that are ready to take; a plan in one's own words holds better."""


# --- when and where --------------------------------------------------------------------------------------------------


def ask_when(turn: Turn) -> Reply:
    """When and where: a plan in words helps far more than an intention (Gollwitzer & Sheeran 2006)."""
    buttons = [Button(words, choice) for choice, words in SUGGESTIONS.items()]
    return say(
        t(
            "When and where will you send it to {name}? Write it in your own words; it makes it easier to do.",
            name=_name(turn),
        ),
        buttons=rows(*buttons),
    )


def is_suggestion(turn: Turn) -> bool:
    """Whether the button is one of the suggestions."""
    return turn.choice in SUGGESTIONS


def keep_suggestion(turn: Turn) -> Person:
    """The suggestion, in the words on its button."""
    words = turn.said(SUGGESTIONS[turn.choice])
    is_norwegian = turn.person.language is Language.NB  # where days of the week are written small
    return _with_plan(turn.person, words[:1].lower() + words[1:] if is_norwegian else words)


def keep_words(turn: Turn) -> Person:
    """The user's own words."""
    return _with_plan(turn.person, turn.text)


def _with_plan(person: Person, words: str) -> Person:
    outreach = person.notepad.outreach
    serial = person.serial + 1
    others = tuple(plan for plan in person.plans if plan.outreach != outreach)
    return replace(person, plans=(*others, Plan(serial, outreach or 0, words)), serial=serial)


def say_planned(turn: Turn) -> Text:
    """The plan, said back."""
    plan = turn.person.plans[-1]
    return t(
        "Then that's the plan: {words}. The message to {name} is waiting in /plan.",
        words=plan.words.rstrip(".!?"),
        name=_name(turn),
    )


# --- the overview ----------------------------------------------------------------------------------------------------


def keep_next_page(turn: Turn) -> Person:
    """The next page; after the last, the first."""
    return turn.person.noting(page=turn.person.notepad.page + 1)


def keep_thanks(turn: Turn) -> Person:
    """Thanks to the first who has helped."""
    return thanking(turn.person, to_thank(turn.person)[0][1])


def has_somebody_to_thank(turn: Turn) -> bool:
    """Whether somebody has helped and was not thanked."""
    return bool(to_thank(turn.person))


def is_outreach(turn: Turn) -> bool:
    """Whether the button is one of the person's messages."""
    return turn.choice.isdecimal() and turn.person.outreach(int(turn.choice)) is not None


def keep_outreach(turn: Turn) -> Person:
    """The message that is looked at."""
    return turn.person.noting(outreach=int(turn.choice))


def is_under_way(turn: Turn) -> bool:
    """Whether the message that is looked at was sent."""
    outreach = turn.person.outreach(turn.person.notepad.outreach)
    return outreach is not None and not is_ready(outreach)


def ask_one(turn: Turn) -> Reply:
    """One message that is ready: what it asks, its text, and what to do with it."""
    outreach = _outreach(turn.person)
    return say(
        Title(name_of(turn.person, outreach)),
        PURPOSES[outreach.purpose],
        Copy(outreach.text),
        buttons=rows(
            Button(label("what came of a message", "I've sent it"), "sent"),
            Button(label("what came of a message", "Plan when to send it"), "when"),
            Button(label("what came of a message", "Let it rest"), "rest"),
            Button(label("what came of a message", "Back to the plan"), "back"),
        ),
    )


def keep_sent(turn: Turn) -> Person:
    """That it was sent."""
    outreach = _outreach(turn.person)
    return sent(turn.person, outreach, turn.now).noting(contact=outreach.contact)


def keep_rested(turn: Turn) -> Person:
    """That it is let go."""
    return happened(turn.person, _outreach(turn.person), Happening.RESTED, turn.now)


def say_sent(turn: Turn) -> Text:
    """Well done; and what to expect."""
    if is_kindness(_outreach(turn.person)):
        return t("Well done. That's how people remember you well.")
    return t("Well done. Most people like to help. {name} may need a few days to answer.", name=_name(turn))


def say_rested(_turn: Turn) -> Text:
    """Letting go is fine."""
    return t("Fine, we'll leave that one. You can write to them again whenever you like.")


def _outreach(person: Person) -> Outreach:
    outreach = person.outreach(person.notepad.outreach)
    assert outreach is not None  # noqa: S101  # the lines before have put one on the notepad
    return outreach


def _name(turn: Turn) -> str:
    return first_name(name_of(turn.person, _outreach(turn.person)))


def is_nothing_to_plan(turn: Turn) -> bool:
    """Whether there is no message on the notepad."""
    return turn.person.outreach(turn.person.notepad.outreach) is None


SCRIPT = Script(
    "plan",
    Step,
    asks={Step.WHEN: ask_when, Step.OVERVIEW: card, Step.ONE: ask_one},
    lines=[
        Line(Step.WHEN, ARRIVED, to=Step.DONE, when=is_nothing_to_plan),
        Line(Step.WHEN, PICKED, to=Step.DONE, when=is_suggestion, keep=keep_suggestion, say=say_planned),
        Line(Step.WHEN, SAID, to=Step.DONE, keep=keep_words, say=say_planned),
        Line(Step.WHEN, SKIPPED, to=Step.DONE),
        Line(Step.OVERVIEW, PICKED, to=Step.ONE, when=is_outreach, keep=keep_outreach),
        Line(Step.OVERVIEW, press("more"), to=Step.OVERVIEW, keep=keep_next_page),
        Line(Step.OVERVIEW, press("whom"), to=Step.TO_WHOM),
        Line(Step.OVERVIEW, press("thank"), to=Step.TO_THANKS, when=has_somebody_to_thank, keep=keep_thanks),
        Line(Step.OVERVIEW, press("done"), to=Step.DONE),
        Line(Step.ONE, ARRIVED, to=Step.TO_OUTCOMES, when=is_under_way),
        Line(Step.ONE, press("sent"), to=Step.TO_FEELING, keep=keep_sent, say=say_sent),
        Line(Step.ONE, press("rest"), to=Step.OVERVIEW, keep=keep_rested, say=say_rested),
        Line(Step.ONE, press("when"), to=Step.WHEN),
        Line(Step.ONE, press("back"), to=Step.OVERVIEW),
    ],
    resting=frozenset({Step.OVERVIEW, Step.ONE}),
    free_lines=frozenset({Step.WHEN}),
)
