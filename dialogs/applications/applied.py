"""An application, sent or planned: who can put in a good word, or what a public employer permits."""

from enum import StrEnum
from typing import Final

from dialogs.applications.endorsers import application_of, ask_help, is_public, is_there, keep_asked, keep_goal_there
from dialogs.applications.job_details import (
    ask_known,
    changed,
    is_goal,
    is_known,
    is_told_before,
    is_without_role,
    keep_goal,
    keep_known,
    keep_named,
    keep_new,
    keep_new_role,
    keep_place,
    keep_place_told,
    keep_role,
    names_known,
    names_no_place,
)
from dialogs.engine import takes
from dialogs.engine.script import ARRIVED, PICKED, SAID, SKIPPED, Script, Transition, Turn, press, unless
from dialogs.model.facts import ApplicationStatus
from dialogs.model.person import Person
from dialogs.protocol.choices import encoded
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.text import Text, label, t
from dialogs.wording.labels import distinct_labels


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    PLACE = "applied.place"
    KNOWN = "applied.known"
    ROLE = "applied.role"
    PUBLIC = "applied.public"
    SENT = "applied.sent"
    HELP = "applied.help"
    TO_DRAFT = "applied.to_draft"
    TO_WHO = "applied.to_who"
    TO_REFEREES = "applied.to_referees"
    DONE = "applied.done"


MOST_GOALS: Final = 4

# --- the job ---------------------------------------------------------------------------------------------------------


def ask_place(turn: Turn) -> Reply:
    """Ask for the employer."""
    goals = turn.person.goals[:MOST_GOALS]
    labels = distinct_labels([goal.company for goal in goals])
    buttons = [Button(words, encoded(goal.n)) for words, goal in zip(labels, goals, strict=True)]
    return say(
        t("Where have you applied, or are about to? Write the workplace."),
        buttons=rows(*buttons, Button(label("job applied for", "Not now"), "enough")),
    )


def was_sent(turn: Turn) -> bool:
    """Return whether the application is known to have been sent."""
    return application_of(turn.person).at is not None


def ask_role(_turn: Turn) -> Reply:
    """Ask for the position."""
    return say(
        t("Which position? The title is enough, such as: controller."),
        buttons=rows(Button(label("job applied for", "Leave the title out"), "skip")),
    )


# --- a public employer -----------------------------------------------------------------------------------------------


def is_known_as_public(turn: Turn) -> bool:
    """Return whether the employer's name shows that it is public."""
    return application_of(turn.person).is_public is not None


def ask_public(turn: Turn) -> Reply:
    """Ask whether the employer is public, because other rules apply there."""
    return say(
        t("{place}: is that the state, a municipality or another public employer?", place=_place(turn)),
        buttons=rows(
            Button(label("public employer", "Yes, public"), "yes"),
            Button(label("public employer", "No, private or voluntary"), "no"),
            Button(label("public employer", "Not sure"), "unsure"),
        ),
    )


def keep_public(turn: Turn) -> Person:
    """Store that the employer is public."""
    return changed(turn.person, is_public=True)


def keep_private(turn: Turn) -> Person:
    """Store that the employer is not public."""
    return changed(turn.person, is_public=False)


def ask_sent(turn: Turn) -> Reply:
    """Ask whether the application was sent, and say what becomes public (offentleglova § 25)."""
    may_be_public = application_of(turn.person).is_public is not False
    warning = [
        t("A public employer's list of applicants is open to anybody who asks for it."),
        t("You can ask to be left off, but not wanting your boss to know is normally no ground."),
    ]
    return say(
        *(warning if may_be_public else []),
        t("Have you sent the application?"),
        buttons=rows(
            Button(label("job applied for", "Yes, it's sent"), "sent"),
            Button(label("job applied for", "Not yet"), "later"),
            Button(label("job applied for", "I won't apply there"), "dropped"),
        ),
    )


def keep_sent(turn: Turn) -> Person:
    """Store that the application was sent, and when."""
    return changed(turn.person, at=application_of(turn.person).at or turn.now)


def keep_dropped(turn: Turn) -> Person:
    """Store that the application was withdrawn."""
    return changed(turn.person, standing=ApplicationStatus.WITHDRAWN)


def say_dropped(_turn: Turn) -> Text:
    """Say that this is a choice too."""
    return t("Fine, we'll let that one go.")


def _place(turn: Turn) -> str:
    return application_of(turn.person).place


SCRIPT = Script(
    "applied",
    Step,
    asks={
        Step.PLACE: ask_place,
        Step.KNOWN: ask_known,
        Step.ROLE: ask_role,
        Step.PUBLIC: ask_public,
        Step.SENT: ask_sent,
        Step.HELP: ask_help,
    },
    lines=[
        Transition(Step.PLACE, press("enough"), to=Step.DONE),
        Transition(Step.PLACE, PICKED, to=Step.KNOWN, when=is_told_before, keep=keep_place_told),
        Transition(Step.PLACE, PICKED, to=Step.ROLE, when=is_goal, keep=keep_goal),
        Transition(Step.PLACE, SKIPPED, to=Step.DONE),
        Transition(Step.PLACE, SAID, to=Step.DONE, when=names_no_place),
        Transition(Step.PLACE, SAID, to=Step.KNOWN, when=is_told_before, keep=keep_place_told),
        Transition(Step.PLACE, SAID, to=Step.ROLE, keep=keep_place),
        Transition(Step.KNOWN, press("new"), to=Step.ROLE, keep=keep_new),
        Transition(Step.KNOWN, PICKED, to=Step.ROLE, when=is_without_role, keep=keep_known),
        Transition(Step.KNOWN, PICKED, to=Step.PUBLIC, when=is_known, keep=keep_known),
        Transition(Step.KNOWN, SAID, to=Step.PUBLIC, when=names_known, keep=keep_named),
        Transition(Step.KNOWN, SAID, to=Step.PUBLIC, keep=keep_new_role),
        Transition(Step.KNOWN, SKIPPED, to=Step.ROLE, keep=keep_new),
        Transition(Step.ROLE, press("skip"), to=Step.PUBLIC),
        Transition(Step.ROLE, SKIPPED, to=Step.PUBLIC),
        Transition(Step.ROLE, SAID, to=Step.PUBLIC, when=names_no_place),
        Transition(Step.ROLE, SAID, to=Step.PUBLIC, keep=keep_role),
        Transition(Step.PUBLIC, ARRIVED, to=Step.SENT, when=is_known_as_public),
        Transition(Step.PUBLIC, press("yes"), to=Step.SENT, keep=keep_public),
        Transition(Step.PUBLIC, press("no"), to=Step.SENT, keep=keep_private),
        Transition(Step.PUBLIC, press("unsure"), to=Step.SENT),
        Transition(Step.PUBLIC, SKIPPED, to=Step.SENT),
        Transition(Step.SENT, ARRIVED, to=Step.HELP, when=was_sent),
        Transition(Step.SENT, press("sent"), to=Step.HELP, keep=keep_sent),
        Transition(Step.SENT, press("later"), to=Step.HELP),
        Transition(Step.SENT, press("dropped"), to=Step.DONE, keep=keep_dropped, say=say_dropped),
        Transition(Step.HELP, press("referees"), to=Step.TO_REFEREES),
        Transition(Step.HELP, press("who"), to=Step.TO_WHO, when=unless(is_public), keep=keep_goal_there),
        Transition(Step.HELP, press("done"), to=Step.DONE),
        Transition(Step.HELP, PICKED, to=Step.TO_DRAFT, when=is_there, keep=keep_asked),
    ],
    resting=frozenset({Step.HELP}),
    takes={
        Step.PLACE: takes.WORKPLACES,
        Step.ROLE: takes.POSITION,
    },
)
