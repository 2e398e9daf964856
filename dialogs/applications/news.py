"""News about the search: an application, an interview, a rejection, a new job, or the end of the search."""

from enum import StrEnum
from typing import Final

from dialogs.engine.script import ARRIVED, PICKED, Script, Transition, Turn, press, unless
from dialogs.model.facts import ApplicationStatus, Contact, Search
from dialogs.model.person import Person
from dialogs.protocol.choices import decoded
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.rules.applications import is_open_job, job_buttons, open_jobs, standing
from dialogs.rules.discretion import thanks_owed
from dialogs.rules.outreach import prepare_thanks
from dialogs.text import Text, label, t
from dialogs.understanding.people.naming import first_name


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    HUB = "news.hub"
    INTERVIEW = "news.interview"
    DOWN = "news.down"
    AFTER_DOWN = "news.after_down"
    STOP = "news.stop"
    STOPPED = "news.stopped"
    TO_APPLIED = "news.to_applied"
    TO_REFEREES = "news.to_referees"
    TO_NEW_JOB = "news.to_new_job"
    TO_DRAFT = "news.to_draft"
    TO_WHOM = "news.to_whom"
    DONE = "news.done"


BACK: Final = Button(label("news", "Nothing now"), "nothing")


def ask_hub(turn: Turn) -> Reply:
    """Ask what has happened."""
    if turn.person.me.search is Search.STOPPED:
        buttons = [Button(label("news", "I'm looking again"), "again")]
    else:
        buttons = [
            Button(label("news", "I've applied for a job"), "applied"),
            Button(label("news", "I've got an interview"), "interview"),
            Button(label("news", "I was turned down"), "down"),
            Button(label("news", "I have a new job"), "new_job"),
            Button(label("news", "I've stopped looking"), "stop"),
        ]
    return say(t("What has happened?"), buttons=rows(*buttons, BACK))


# --- an interview or a rejection -------------------------------------------------------------------------------------


def ask_which(turn: Turn) -> Reply:
    """Ask which job the news is about."""
    buttons = job_buttons(open_jobs(turn.person))
    return say(t("Which job was it?"), buttons=rows(*buttons, Button(label("news", "Another one"), "another")))


def is_told_of_none(turn: Turn) -> bool:
    """Return whether there is no open application."""
    return not open_jobs(turn.person)


def is_job(turn: Turn) -> bool:
    """Return whether the button is one of the open applications."""
    return is_open_job(turn.person, turn.choice)


def keep_interview(turn: Turn) -> Person:
    """Record an interview on the application."""
    return _standing(turn, ApplicationStatus.INTERVIEW)


def keep_turned_down(turn: Turn) -> Person:
    """Record a rejection on the application."""
    return _standing(turn, ApplicationStatus.TURNED_DOWN)


def _standing(turn: Turn, now: ApplicationStatus) -> Person:
    job = turn.person.application(decoded(int, turn.choice))
    return standing(turn.person, job, now) if job else turn.person


def say_interview(_turn: Turn) -> Text:
    """Congratulate, and say what comes next."""
    return t("Well done! Now is the time for referees: they are often named after the first interview.")


def ask_after_down(turn: Turn) -> Reply:
    """Acknowledge that a rejection hurts, and offer a small next step."""
    contact = _to_thank(turn.person)
    name = first_name(contact.name) if contact else ""
    thank = [Button(label("news", "Write thanks to {name}", name=name), "thank")] if contact else []
    return say(
        t("I'm sorry. It stings, and it says little about you: many good people apply for each job."),
        t("You can ask them what decided. And tell those who helped how it went; they'd like to know."),
        buttons=rows(
            *thank,
            Button(label("news", "Who should I write to next?"), "whom"),
            Button(label("news", "Enough for today"), "enough"),
        ),
    )


def _to_thank(person: Person) -> Contact | None:
    return next((contact for contact, _ in thanks_owed(person)), None)


def has_somebody_to_thank(turn: Turn) -> bool:
    """Return whether somebody helped and was not thanked."""
    return _to_thank(turn.person) is not None


def keep_thanks(turn: Turn) -> Person:
    """Prepare a thank-you to the first of them."""
    return prepare_thanks(turn.person, thanks_owed(turn.person)[0][1])


# --- no longer looking -----------------------------------------------------------------------------------------------


def ask_stop(_turn: Turn) -> Reply:
    """Ask whether to stop the search, and say that nothing is lost."""
    return say(
        t("That's fine. Shall I be quiet until you come back? Everything you have told me is kept."),
        buttons=rows(
            Button(label("stop looking", "Yes, be quiet"), "yes"),
            Button(label("stop looking", "No, I'm still looking"), "no"),
        ),
    )


def keep_stopped(turn: Turn) -> Person:
    """Store that the search has stopped, and when."""
    return turn.person.with_me(search=Search.STOPPED, search_since=turn.now)


def ask_stopped(turn: Turn) -> Reply:
    """Say that no reminders come, and how to start again."""
    contact = _to_thank(turn.person)
    name = first_name(contact.name) if contact else ""
    thank = [Button(label("news", "Write thanks to {name}", name=name), "thank")] if contact else []
    return say(
        t("You're not looking now, so I ask nothing of you. Those who helped still like to hear from you."),
        buttons=rows(*thank, Button(label("news", "I'm looking again"), "again"), BACK),
    )


def is_looking(turn: Turn) -> bool:
    """Return whether the user is looking for a job."""
    return turn.person.me.search is not Search.STOPPED


def keep_looking(turn: Turn) -> Person:
    """Store that the user is looking for a job again."""
    return turn.person.with_me(search=Search.ON, search_since=turn.now)


def say_looking(_turn: Turn) -> Text:
    """Welcome the user back to the search."""
    return t("Good. Let's go on where we left off.")


SCRIPT = Script(
    "news",
    Step,
    asks={
        Step.HUB: ask_hub,
        Step.INTERVIEW: ask_which,
        Step.DOWN: ask_which,
        Step.AFTER_DOWN: ask_after_down,
        Step.STOP: ask_stop,
        Step.STOPPED: ask_stopped,
    },
    lines=[
        Transition(Step.HUB, press("applied"), to=Step.TO_APPLIED),
        Transition(Step.HUB, press("interview"), to=Step.INTERVIEW),
        Transition(Step.HUB, press("down"), to=Step.DOWN),
        Transition(Step.HUB, press("new_job"), to=Step.TO_NEW_JOB),
        Transition(Step.HUB, press("stop"), to=Step.STOP),
        Transition(Step.HUB, press("again"), to=Step.DONE, keep=keep_looking, say=say_looking),
        Transition(Step.HUB, press("nothing"), to=Step.DONE),
        Transition(Step.INTERVIEW, ARRIVED, to=Step.TO_REFEREES, when=is_told_of_none, say=say_interview),
        Transition(Step.INTERVIEW, press("another"), to=Step.TO_REFEREES, say=say_interview),
        Transition(Step.INTERVIEW, PICKED, to=Step.TO_REFEREES, when=is_job, keep=keep_interview, say=say_interview),
        Transition(Step.DOWN, ARRIVED, to=Step.AFTER_DOWN, when=is_told_of_none),
        Transition(Step.DOWN, press("another"), to=Step.AFTER_DOWN),
        Transition(Step.DOWN, PICKED, to=Step.AFTER_DOWN, when=is_job, keep=keep_turned_down),
        Transition(Step.AFTER_DOWN, press("thank"), to=Step.TO_DRAFT, when=has_somebody_to_thank, keep=keep_thanks),
        Transition(Step.AFTER_DOWN, press("whom"), to=Step.TO_WHOM),
        Transition(Step.AFTER_DOWN, press("enough"), to=Step.DONE),
        Transition(Step.STOP, ARRIVED, to=Step.STOPPED, when=unless(is_looking)),
        Transition(Step.STOP, press("yes"), to=Step.STOPPED, keep=keep_stopped),
        Transition(Step.STOP, press("no"), to=Step.DONE),
        Transition(Step.STOPPED, ARRIVED, to=Step.DONE, when=is_looking),
        Transition(Step.STOPPED, press("thank"), to=Step.TO_DRAFT, when=has_somebody_to_thank, keep=keep_thanks),
        Transition(Step.STOPPED, press("again"), to=Step.DONE, keep=keep_looking, say=say_looking),
        Transition(Step.STOPPED, press("nothing"), to=Step.DONE),
    ],
    resting=frozenset({Step.HUB, Step.AFTER_DOWN, Step.STOP, Step.STOPPED}),
)
