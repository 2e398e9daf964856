"""The welcome: what this is, consent, and whether those at work may know."""

from enum import StrEnum

from dialogs.engine.script import SAID, Script, Transition, Turn, press
from dialogs.model.facts import CONSENT_VERSION, Consent, Work
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.target.answers import (
    keep_sentence,
    keep_unclear_sentence,
    names_several,
    names_unclear_industry,
    seeks_something,
)
from dialogs.text import Both, Text, label, t
from dialogs.understanding.work_status import is_working, openness_in, work_in


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    HELLO = "welcome.hello"
    STORED = "welcome.stored"
    WORK = "welcome.work"
    MAY_KNOW = "welcome.may_know"
    DONE = "welcome.done"


OTHER_LANGUAGE = Both(nb="English", en="Norsk")
"""The button to the other language bears that language's own name."""


def ask_consent(_turn: Turn) -> Reply:
    """The first message of all."""
    return say(
        t(
            "Hi! If you want a new job, people you know can help. In a few minutes you'll have a message ready for "
            "one of them. I have to store what you write here; /delete removes it all."
        ),
        buttons=rows(
            Button(label("consent", "Yes, store it and start"), "yes"),
            Button(label("consent", "What is stored?"), "what"),
            Button(OTHER_LANGUAGE, "language"),
        ),
    )


def ask_consent_after_telling(_turn: Turn) -> Reply:
    """What consent is about, before it is given."""
    return say(
        t(
            "I store what you write about yourself, your target and the people you know, and the drafts we make. It is "
            "used only for this, and I pass it on to nobody."
        ),
        t(
            "I'm a program, and chats with bots are not end-to-end encrypted: in principle Telegram can read along. "
            "The rest is in /privacy, where you can also withdraw your consent."
        ),
        buttons=rows(
            Button(label("consent", "Yes, store it and start"), "yes"),
            Button(OTHER_LANGUAGE, "language"),
        ),
    )


def keep_consent(turn: Turn) -> Person:
    """The yes, its time and the version of the text; from here on the name that the channel gives is kept."""
    person = replace(turn.person, consent=Consent(turn.now, CONSENT_VERSION))
    return person.with_me(name=turn.called)


def keep_other_language(turn: Turn) -> Person:
    """The conversation goes on in the other language."""
    return replace(turn.person, language=turn.person.language.other)


def ask_work(_turn: Turn) -> Reply:
    """In a job now, and must they not know?"""
    return say(
        t("Are you working now? If nobody there should know that you're looking, I won't suggest anyone from there."),
        buttons=rows(
            Button(label("work now", "Yes, and they mustn't know"), Work.DISCREET),
            Button(label("work now", "Yes, and they may know"), Work.OPEN),
            Button(label("work now", "Not working now"), Work.NONE),
        ),
    )


def keep_work(turn: Turn) -> Person:
    """The answer, and with it the rule of discretion."""
    return turn.person.with_me(work=Work(turn.choice))


def tells_work(turn: Turn) -> bool:
    """Return whether the words tell it, as a button would."""
    return turn.reading(work_in) is not None


def keep_told_work(turn: Turn) -> Person:
    """The answer in words, and the target where they tell it, too."""
    return keep_told_target(turn).with_me(work=turn.reading(work_in))


def tells_target(turn: Turn) -> bool:
    """Return whether the words tell what is looked for; a position and a place may well be those of today's job."""
    return seeks_something(turn) or (names_several(turn) and not (tells_work(turn) or tells_of_a_job(turn)))


def keep_told_target(turn: Turn) -> Person:
    """What is looked for, where the words tell it before it was asked; what is unclear of it is asked about then."""
    if not tells_target(turn):
        return turn.person
    return keep_unclear_sentence(turn) if names_unclear_industry(turn) else keep_sentence(turn)


def say_noted(_turn: Turn) -> Text:
    """It is kept, and this question comes first."""
    return t("Noted; we'll come back to that in a moment. First this:")


def tells_of_a_job(turn: Turn) -> bool:
    """Return whether there is a job, but not whether those there may know."""
    return turn.reading(is_working)


def say_one_thing_more(_turn: Turn) -> Text:
    """There is another half of the question."""
    return t("So you have a job. One more thing:")


def ask_may_know(_turn: Turn) -> Reply:
    """The other half alone: may they know?"""
    return say(
        t("May they know at work that you're looking? If not, I won't suggest anyone from there."),
        buttons=rows(
            Button(label("may those at work know", "No, they mustn't know"), Work.DISCREET),
            Button(label("may those at work know", "Yes, they may know"), Work.OPEN),
        ),
    )


def tells_openness(turn: Turn) -> bool:
    """Return whether the words answer that half."""
    return turn.reading(openness_in) is not None


def keep_told_openness(turn: Turn) -> Person:
    """The answer in words."""
    return turn.person.with_me(work=turn.reading(openness_in))


def say_small_steps(turn: Turn) -> Text:
    """Looking for a job is demanding (W0); and from the first day, own time and own phone (W2)."""
    if turn.person.me.work is Work.NONE:
        return t("Looking for a job is demanding, so we'll take it in small steps.")
    return t(
        "Looking for a job is demanding, so we'll take it in small steps. Use your own phone and your own time for it."
    )


SCRIPT = Script(
    "welcome",
    Step,
    asks={
        Step.HELLO: ask_consent,
        Step.STORED: ask_consent_after_telling,
        Step.WORK: ask_work,
        Step.MAY_KNOW: ask_may_know,
    },
    lines=[
        Transition(Step.HELLO, press("yes"), to=Step.WORK, keep=keep_consent),
        Transition(Step.HELLO, press("what"), to=Step.STORED),
        Transition(Step.HELLO, press("language"), to=Step.HELLO, keep=keep_other_language),
        Transition(Step.STORED, press("yes"), to=Step.WORK, keep=keep_consent),
        Transition(Step.STORED, press("language"), to=Step.STORED, keep=keep_other_language),
        Transition(Step.WORK, press(Work.DISCREET), to=Step.DONE, keep=keep_work, say=say_small_steps),
        Transition(Step.WORK, press(Work.OPEN), to=Step.DONE, keep=keep_work, say=say_small_steps),
        Transition(Step.WORK, press(Work.NONE), to=Step.DONE, keep=keep_work, say=say_small_steps),
        Transition(Step.WORK, SAID, to=Step.DONE, when=tells_work, keep=keep_told_work, say=say_small_steps),
        Transition(Step.WORK, SAID, to=Step.WORK, when=tells_target, keep=keep_told_target, say=say_noted),
        Transition(Step.WORK, SAID, to=Step.MAY_KNOW, when=tells_of_a_job, say=say_one_thing_more),
        Transition(Step.MAY_KNOW, press(Work.DISCREET), to=Step.DONE, keep=keep_work, say=say_small_steps),
        Transition(Step.MAY_KNOW, press(Work.OPEN), to=Step.DONE, keep=keep_work, say=say_small_steps),
        Transition(
            Step.MAY_KNOW, SAID, to=Step.DONE, when=tells_openness, keep=keep_told_openness, say=say_small_steps
        ),
        Transition(Step.MAY_KNOW, SAID, to=Step.MAY_KNOW, when=tells_target, keep=keep_told_target, say=say_noted),
    ],
)
