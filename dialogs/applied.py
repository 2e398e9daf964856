"""A job that one has applied for, or is about to: who can say a word there, or, in the public sector, nobody."""

from enum import StrEnum
from typing import Final

from dialogs.asides import is_refusal
from dialogs.facts import Application, Standing
from dialogs.letters.public import is_public as sounds_public
from dialogs.person import Person
from dialogs.records import replace
from dialogs.script import ARRIVED, PICKED, SAID, SKIPPED, Line, Script, Turn, press, unless
from dialogs.speech import Button, Reply, rows, say
from dialogs.text import Text, label, t
from dialogs.vouching import application_of, ask_help, is_public, is_there, keep_asked, keep_goal_there
from dialogs.wording import apart


class Step(StrEnum):
    """The steps of this dialog; the values are stored: add, never rename."""

    PLACE = "applied.place"
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
    """Where."""
    goals = turn.person.goals[:MOST_GOALS]
    labels = apart([goal.company for goal in goals])
    buttons = [Button(words, str(goal.n)) for words, goal in zip(labels, goals, strict=True)]
    return say(
        t("Where have you applied, or are about to? Write the workplace."),
        buttons=rows(*buttons, Button(label("job applied for", "Not now"), "enough")),
    )


def is_goal(turn: Turn) -> bool:
    """Whether the button is a place that one aims for."""
    return turn.choice.isdecimal() and turn.person.goal(int(turn.choice)) is not None


def keep_goal(turn: Turn) -> Person:
    """That place."""
    goal = turn.person.goal(int(turn.choice))
    return _begun(turn, goal.company if goal else "")


def keep_place(turn: Turn) -> Person:
    """The place as it was typed."""
    return _begun(turn, " ".join(turn.text.split()))


def _begun(turn: Turn, place: str) -> Person:
    person, serial = turn.person, turn.person.serial + 1
    new = Application(serial, place, is_public=True if sounds_public(place) else None)
    added = replace(person, applications=(*person.applications, new), serial=serial)
    return added.noting(application=serial)


def names_no_place(turn: Turn) -> bool:
    """Whether the answer is that one would rather not say."""
    return is_refusal(turn.text)


def ask_role(_turn: Turn) -> Reply:
    """Which position."""
    return say(
        t("Which position? The title is enough, such as: controller."),
        buttons=rows(Button(label("job applied for", "Leave the title out"), "skip")),
    )


def keep_role(turn: Turn) -> Person:
    """The title."""
    return _changed(turn.person, role=" ".join(turn.text.split()))


# --- a public employer -----------------------------------------------------------------------------------------------


def is_known_as_public(turn: Turn) -> bool:
    """Whether the name tells that it is a public employer."""
    return application_of(turn.person).is_public is not None


def ask_public(turn: Turn) -> Reply:
    """Whether it is one, since other rules hold there."""
    return say(
        t("{place}: is that the state, a municipality or another public employer?", place=_place(turn)),
        buttons=rows(
            Button(label("public employer", "Yes, public"), "yes"),
            Button(label("public employer", "No, private or voluntary"), "no"),
            Button(label("public employer", "Not sure"), "unsure"),
        ),
    )


def keep_public(turn: Turn) -> Person:
    """It is public."""
    return _changed(turn.person, is_public=True)


def keep_private(turn: Turn) -> Person:
    """It is not."""
    return _changed(turn.person, is_public=False)


def ask_sent(turn: Turn) -> Reply:
    """Whether it is sent; and before that, what becomes public (offentleglova § 25)."""
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
    """Sent, and noted when."""
    return _changed(turn.person, at=application_of(turn.person).at or turn.now)


def keep_dropped(turn: Turn) -> Person:
    """Let go."""
    return _changed(turn.person, standing=Standing.WITHDRAWN)


def say_dropped(_turn: Turn) -> Text:
    """That is a choice too."""
    return t("Fine, we'll let that one go.")


def _changed(person: Person, **changes: object) -> Person:
    application = application_of(person)
    changed = replace(application, **changes)  # type: ignore[arg-type]  # replace checks the names
    kept = tuple(changed if one.n == changed.n else one for one in person.applications)
    return replace(person, applications=kept)


def _place(turn: Turn) -> str:
    return application_of(turn.person).place


SCRIPT = Script(
    "applied",
    Step,
    asks={
        Step.PLACE: ask_place,
        Step.ROLE: ask_role,
        Step.PUBLIC: ask_public,
        Step.SENT: ask_sent,
        Step.HELP: ask_help,
    },
    lines=[
        Line(Step.PLACE, press("enough"), to=Step.DONE),
        Line(Step.PLACE, PICKED, to=Step.ROLE, when=is_goal, keep=keep_goal),
        Line(Step.PLACE, SKIPPED, to=Step.DONE),
        Line(Step.PLACE, SAID, to=Step.DONE, when=names_no_place),
        Line(Step.PLACE, SAID, to=Step.ROLE, keep=keep_place),
        Line(Step.ROLE, press("skip"), to=Step.PUBLIC),
        Line(Step.ROLE, SKIPPED, to=Step.PUBLIC),
        Line(Step.ROLE, SAID, to=Step.PUBLIC, when=names_no_place),
        Line(Step.ROLE, SAID, to=Step.PUBLIC, keep=keep_role),
        Line(Step.PUBLIC, ARRIVED, to=Step.SENT, when=is_known_as_public),
        Line(Step.PUBLIC, press("yes"), to=Step.SENT, keep=keep_public),
        Line(Step.PUBLIC, press("no"), to=Step.SENT, keep=keep_private),
        Line(Step.PUBLIC, press("unsure"), to=Step.SENT),
        Line(Step.PUBLIC, SKIPPED, to=Step.SENT),
        Line(Step.SENT, press("sent"), to=Step.HELP, keep=keep_sent),
        Line(Step.SENT, press("later"), to=Step.HELP),
        Line(Step.SENT, press("dropped"), to=Step.DONE, keep=keep_dropped, say=say_dropped),
        Line(Step.HELP, press("referees"), to=Step.TO_REFEREES),
        Line(Step.HELP, press("who"), to=Step.TO_WHO, when=unless(is_public), keep=keep_goal_there),
        Line(Step.HELP, press("done"), to=Step.DONE),
        Line(Step.HELP, PICKED, to=Step.TO_DRAFT, when=is_there, keep=keep_asked),
    ],
    resting=frozenset({Step.HELP}),
)
