"""Own voice: separate consent, a writing sample of three sentences, and the task that rewrites the draft."""

from enum import StrEnum
from typing import Final

from dialogs.engine.script import ARRIVED, SAID, SKIPPED, Script, Transition, Turn, press
from dialogs.messages.composing import outreach_of
from dialogs.messages.draft_card import show
from dialogs.messages.letters.masking import masked
from dialogs.messages.letters.policy import LIMITS
from dialogs.model.outreach import OutreachEvent
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.replies import Button, Copy, Reply, rows, say
from dialogs.protocol.tasks import Rewrite, Rewritten
from dialogs.rules.contacts import contact_of
from dialogs.text import Text, label, t
from dialogs.understanding.people.people_in_text import is_nobody


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    ASK = "voice.ask"
    SAMPLE = "voice.sample"
    TO_READY = "voice.to_ready"


FEWEST_WORDS: Final = 15
"""Minimum words of a sample; fewer show no personal style."""

LONGEST: Final = 1500
"""Maximum characters of a sample."""


def ask_consent(turn: Turn) -> Reply:
    """Ask for consent: say which data goes to the language model, and where that is."""
    return say(
        t(
            "I can have the draft said in your own voice. Then it goes to a language model at {host}, with three "
            "sentences of yours. Names of people and workplaces stay here.",
            host=turn.operator.model_host,
        ),
        t("You can take it back in /privacy. Shall I?"),
        buttons=rows(
            Button(label("own voice", "Yes, do that"), "yes"),
            Button(label("own voice", "No, keep the draft as it is"), "no"),
        ),
    )


def has_agreed(turn: Turn) -> bool:
    """Return whether the user consented before."""
    return turn.person.me.voice_at is not None


def keep_consent(turn: Turn) -> Person:
    """Store the consent and its time."""
    return turn.person.with_me(voice_at=turn.now)


def ask_sample(_turn: Turn) -> Reply:
    """Ask for three sentences in the user's own style."""
    return say(
        t("Write three sentences to me as you'd write to somebody you know. What did you do yesterday, for example?"),
        buttons=rows(Button(label("own voice", "Keep the draft as it is"), "no")),
    )


def has_sample(turn: Turn) -> bool:
    """Return whether a sample is stored."""
    return bool(turn.person.me.voice)


def is_sample(turn: Turn) -> bool:
    """Return whether the text is a sufficient sample."""
    return len(turn.text.split()) >= FEWEST_WORDS and len(turn.text) <= LONGEST


def is_nothing(turn: Turn) -> bool:
    """Return whether the answer is that nothing comes to mind."""
    return turn.reading(is_nobody)


def say_too_little(_turn: Turn) -> Text:
    """Say how much text is needed."""
    return t("Three whole sentences are needed to hear how you write, about twenty words in all.")


def keep_sample(turn: Turn) -> Person:
    """Store the sample."""
    return turn.person.with_me(voice=turn.text)


def request_rewrite(turn: Turn) -> Rewrite:
    """Request a rewrite of the draft in the slots in the user's voice, with tokens in place of names."""
    person = turn.person
    outreach = outreach_of(person)
    (draft, sample), tokens = masked([outreach.text, person.me.voice], _names(person))
    limit = LIMITS[outreach.channel]
    return Rewrite(outreach.n, outreach.text, draft, sample, tuple(tokens.items()), outreach.language, limit)


def _names(person: Person) -> list[str]:
    """Return all names of people and companies among the facts."""
    return [
        person.me.name,
        person.me.employer,
        *(contact.name for contact in person.contacts),
        *(tie.company for tie in person.ties),
        *(goal.company for goal in person.goals),
        *(employment.company for employment in person.employments),
        *(way.receiver for way in person.introductions),
    ]


def say_coming(_turn: Turn) -> Text:
    """Say that the rewritten draft will follow."""
    return t("I'll have it said in your voice. It comes in a moment; until then, here is the draft.")


def take_rewritten(turn: Turn, made: Rewritten) -> tuple[Person, Reply]:
    """Store and show the rewritten draft, if the draft has not changed since then.

    If it has changed, nothing is said. If the rewrite failed, the user is told.
    """
    person = turn.person
    outreach = person.outreach(made.outreach)
    if outreach is None or outreach.stands_at is not OutreachEvent.DRAFTED or outreach.text != made.draft:
        return person, say()
    if not made.text:
        return person, say(t("It didn't work in your voice this time, so your draft stands as it was."))
    voiced = replace(outreach, text=made.text, is_own=True)
    person = person.with_outreach(voiced)
    if person.where.step == READY and person.slots.subject.outreach == voiced.n:
        return person, show(person, contact_of(person), voiced, has_model=True)
    return person, say(t("Here is your draft in your own voice:"), Copy(voiced.text))


READY: Final = "writing.ready"
"""The step that shows the draft; the rewritten draft is shown there in the same way."""

SCRIPT = Script(
    "voice",
    Step,
    asks={Step.ASK: ask_consent, Step.SAMPLE: ask_sample},
    lines=[
        Transition(Step.ASK, ARRIVED, to=Step.SAMPLE, when=has_agreed),
        Transition(Step.ASK, press("yes"), to=Step.SAMPLE, keep=keep_consent),
        Transition(Step.ASK, press("no"), to=Step.TO_READY),
        Transition(Step.ASK, SKIPPED, to=Step.TO_READY),
        Transition(Step.SAMPLE, ARRIVED, to=Step.TO_READY, when=has_sample, say=say_coming, task=request_rewrite),
        Transition(Step.SAMPLE, press("no"), to=Step.TO_READY),
        Transition(Step.SAMPLE, SKIPPED, to=Step.TO_READY),
        Transition(Step.SAMPLE, SAID, to=Step.TO_READY, when=is_nothing),
        Transition(
            Step.SAMPLE, SAID, to=Step.TO_READY, when=is_sample, keep=keep_sample, say=say_coming, task=request_rewrite
        ),
        Transition(Step.SAMPLE, SAID, to=Step.SAMPLE, say=say_too_little),
    ],
    long_answers=frozenset({Step.SAMPLE}),
    free_lines=frozenset({Step.SAMPLE}),
)
