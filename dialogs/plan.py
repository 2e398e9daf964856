"""The plan: when and where a message will be sent, in the user's words; whom next, what is open, what was done."""

from dataclasses import replace
from datetime import timedelta
from enum import StrEnum

from dialogs.contact_book import open_messages
from dialogs.facts import Event, Happening, Outreach, Plan
from dialogs.people import first_name
from dialogs.person import Person
from dialogs.ranking import whom_first
from dialogs.script import ARRIVED, PICKED, SAID, SKIPPED, Line, Script, Turn, press
from dialogs.speech import Button, Copy, Items, Reply, Title, rows, say
from dialogs.text import Language, Text, Words, label, t, tn
from dialogs.wording import PURPOSES, apart


class Step(StrEnum):
    """The steps of this dialog; the values are stored: add, never rename."""

    WHEN = "plan.when"
    OVERVIEW = "plan.overview"
    ONE = "plan.one"
    TO_WHOM = "plan.to_whom"
    TO_FEELING = "plan.to_feeling"
    DONE = "plan.done"


WEEK = timedelta(days=7)

MOST_OPEN = 5
"""Open messages shown at once; more are a burden rather than a plan."""

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


def ask_overview(turn: Turn) -> Reply:
    """Who is next, what is open, and what was done this week."""
    person = turn.person
    waiting = open_messages(person)
    proposal = whom_first(person)
    lines: list[Words] = [_described(person, outreach) for outreach in waiting[:MOST_OPEN]]
    more = len(waiting) - len(lines)
    if more > 0:
        lines.append(tn("and {count} more", "and {count} more", more))
    sent = sum(_was_sent_since(turn, outreach) for outreach in person.outreaches)
    blocks = [Items(tuple(lines))] if lines else []
    is_ready = any(outreach.stands_at is Happening.DRAFTED for outreach in waiting)
    next_one = t("There's nobody you need to write to now.")
    if is_ready:
        next_one = t("Next: send the one that is ready.")
    elif proposal:
        next_one = t("Next: {name}.", name=proposal.contact.name)
    labels = apart([_short(person, outreach) for outreach in waiting[:MOST_OPEN]])
    buttons = [Button(words, str(outreach.n)) for words, outreach in zip(labels, waiting, strict=False)]
    write = [Button(label("plan", "Write to the next one"), "whom")] if proposal else []
    return say(
        Title(t("Your plan")),
        next_one,
        *blocks,
        tn("Sent in the last week: {count} message.", "Sent in the last week: {count} messages.", sent),
        buttons=rows(*buttons, *write, Button(label("plan", "That's all for now"), "done")),
        card="plan",
    )


def _described(person: Person, outreach: Outreach) -> Words:
    name = _name_of(person, outreach)
    if outreach.stands_at is Happening.SENT:
        return t("{name}: sent, waiting for an answer", name=name)
    plan = person.plan_for(outreach)
    if plan:
        return t("{name}: ready to send. Your plan: {words}", name=name, words=plan.words)
    return t("{name}: ready to send", name=name)


def _short(person: Person, outreach: Outreach) -> Words:
    return t("{name}: {what}", name=first_name(_name_of(person, outreach)), what=PURPOSES[outreach.purpose])


def _name_of(person: Person, outreach: Outreach) -> str:
    contact = person.contact(outreach.contact)
    return contact.name if contact else ""


def _was_sent_since(turn: Turn, outreach: Outreach) -> bool:
    return any(event.what is Happening.SENT and turn.now - event.at <= WEEK for event in outreach.events)


def is_outreach(turn: Turn) -> bool:
    """Whether the button is one of the person's messages."""
    return turn.choice.isdecimal() and turn.person.outreach(int(turn.choice)) is not None


def keep_outreach(turn: Turn) -> Person:
    """The message that is looked at."""
    return turn.person.noting(outreach=int(turn.choice))


def ask_one(turn: Turn) -> Reply:
    """One message: what it asks, its text, and what came of it."""
    outreach = _outreach(turn.person)
    buttons = [Button(label("what came of a message", "I've had an answer"), "answered")]
    if outreach.stands_at is Happening.DRAFTED:
        buttons = [
            Button(label("what came of a message", "I've sent it"), "sent"),
            Button(label("what came of a message", "Plan when to send it"), "when"),
        ]
    return say(
        Title(_name_of(turn.person, outreach)),
        PURPOSES[outreach.purpose],
        Copy(outreach.text),
        buttons=rows(
            *buttons,
            Button(label("what came of a message", "Let it rest"), "rest"),
            Button(label("what came of a message", "Back to the plan"), "back"),
        ),
    )


def keep_sent(turn: Turn) -> Person:
    """That it was sent."""
    return _with_event(turn, Happening.SENT).noting(contact=_outreach(turn.person).contact)


def keep_answered(turn: Turn) -> Person:
    """That an answer came."""
    return _with_event(turn, Happening.ANSWERED)


def keep_rested(turn: Turn) -> Person:
    """That it is let go."""
    return _with_event(turn, Happening.RESTED)


def _with_event(turn: Turn, what: Happening) -> Person:
    outreach = _outreach(turn.person)
    return turn.person.with_outreach(replace(outreach, events=(*outreach.events, Event(what, turn.now))))


def say_sent(turn: Turn) -> Text:
    """Well done; and what to expect."""
    return t("Well done. Most people like to help. {name} may need a few days to answer.", name=_name(turn))


def say_answered(turn: Turn) -> Text:
    """A thank-you is always right (P2)."""
    return t("Good that you heard back. Remember to thank {name}, whatever the answer was.", name=_name(turn))


def say_rested(_turn: Turn) -> Text:
    """Letting go is fine."""
    return t("Fine, we'll leave that one. You can write to them again whenever you like.")


def _outreach(person: Person) -> Outreach:
    outreach = person.outreach(person.notepad.outreach)
    assert outreach is not None  # noqa: S101  # the lines before have put one on the notepad
    return outreach


def _name(turn: Turn) -> str:
    return first_name(_name_of(turn.person, _outreach(turn.person)))


def is_nothing_to_plan(turn: Turn) -> bool:
    """Whether there is no message on the notepad."""
    return turn.person.outreach(turn.person.notepad.outreach) is None


SCRIPT = Script(
    "plan",
    Step,
    asks={Step.WHEN: ask_when, Step.OVERVIEW: ask_overview, Step.ONE: ask_one},
    lines=[
        Line(Step.WHEN, ARRIVED, to=Step.DONE, when=is_nothing_to_plan),
        Line(Step.WHEN, PICKED, to=Step.DONE, when=is_suggestion, keep=keep_suggestion, say=say_planned),
        Line(Step.WHEN, SAID, to=Step.DONE, keep=keep_words, say=say_planned),
        Line(Step.WHEN, SKIPPED, to=Step.DONE),
        Line(Step.OVERVIEW, PICKED, to=Step.ONE, when=is_outreach, keep=keep_outreach),
        Line(Step.OVERVIEW, press("whom"), to=Step.TO_WHOM),
        Line(Step.OVERVIEW, press("done"), to=Step.DONE),
        Line(Step.ONE, press("sent"), to=Step.TO_FEELING, keep=keep_sent, say=say_sent),
        Line(Step.ONE, press("answered"), to=Step.OVERVIEW, keep=keep_answered, say=say_answered),
        Line(Step.ONE, press("rest"), to=Step.OVERVIEW, keep=keep_rested, say=say_rested),
        Line(Step.ONE, press("when"), to=Step.WHEN),
        Line(Step.ONE, press("back"), to=Step.OVERVIEW),
    ],
    resting=frozenset({Step.OVERVIEW, Step.ONE}),
    free_lines=frozenset({Step.WHEN}),
)
