"""The welcome: what the coach is, consent, and whether colleagues may know of the search."""

from enum import StrEnum

from dialogs.engine import takes
from dialogs.engine.script import SAID, Script, Transition, Turn, press
from dialogs.model.facts import CONSENT_VERSION, Consent, Work
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.target.one_sentence import (
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
"""The label of the button to the other language: that language's own name."""


def ask_consent(_turn: Turn) -> Reply:
    """Introduce the coach and ask for consent; the first message to a new user."""
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
    """Explain what the consent covers, and ask for it."""
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
    """Store the consent with its time and the version of the text, and from now on the name on the channel."""
    person = replace(turn.person, consent=Consent(turn.now, CONSENT_VERSION))
    return person.with_me(name=turn.called)


def keep_other_language(turn: Turn) -> Person:
    """Continue in the other language."""
    return replace(turn.person, language=turn.person.language.other)


def ask_work(_turn: Turn) -> Reply:
    """Ask whether the user has a job, and whether colleagues must not know of the search."""
    return say(
        t("Are you working now? If nobody there should know that you're looking, I won't suggest anyone from there."),
        buttons=rows(
            Button(label("work now", "Yes, and they mustn't know"), Work.DISCREET),
            Button(label("work now", "Yes, and they may know"), Work.OPEN),
            Button(label("work now", "Not working now"), Work.NONE),
        ),
    )


def keep_work(turn: Turn) -> Person:
    """Store the work status, which decides about discretion."""
    return turn.person.with_me(work=Work(turn.choice))


def tells_work(turn: Turn) -> bool:
    """Return whether the words say what a button would."""
    return turn.reading(work_in) is not None


def keep_told_work(turn: Turn) -> Person:
    """Store the work status from the words, and the target if they name one."""
    return keep_told_target(turn).with_me(work=turn.reading(work_in))


def tells_target(turn: Turn) -> bool:
    """Return whether the words state a target, or at least two parts of one without describing the present job."""
    return seeks_something(turn) or (names_several(turn) and not (tells_work(turn) or tells_of_a_job(turn)))


def keep_told_target(turn: Turn) -> Person:
    """Store the target that the words name early. Unclear parts are asked for in step 1."""
    if not tells_target(turn):
        return turn.person
    return keep_unclear_sentence(turn) if names_unclear_industry(turn) else keep_sentence(turn)


def say_noted(_turn: Turn) -> Text:
    """Say that the target was noted, and that this question comes first."""
    return t("Noted; we'll come back to that in a moment. First this:")


def tells_of_a_job(turn: Turn) -> bool:
    """Return whether the words mention a job, but not whether colleagues may know of the search."""
    return turn.reading(is_working)


def say_one_thing_more(_turn: Turn) -> Text:
    """Say that one part of the question is still open."""
    return t("So you have a job. One more thing:")


def ask_may_know(_turn: Turn) -> Reply:
    """Ask whether colleagues may know of the search."""
    return say(
        t("May they know at work that you're looking? If not, I won't suggest anyone from there."),
        buttons=rows(
            Button(label("may those at work know", "No, they mustn't know"), Work.DISCREET),
            Button(label("may those at work know", "Yes, they may know"), Work.OPEN),
        ),
    )


def tells_openness(turn: Turn) -> bool:
    """Return whether the words say whether colleagues may know of the search."""
    return turn.reading(openness_in) is not None


def keep_told_openness(turn: Turn) -> Person:
    """Store the work status from the words."""
    return turn.person.with_me(work=turn.reading(openness_in))


def say_small_steps(turn: Turn) -> Text:
    """Say that a job search is demanding (W0), and to use one's own time and phone from the first day (W2)."""
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
    takes={
        Step.HELLO: takes.CONSENT,
        Step.STORED: takes.CONSENT,
        Step.WORK: takes.WORK,
        Step.MAY_KNOW: takes.MAY_KNOW,
    },
)
