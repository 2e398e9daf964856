"""The referee sheet: a page that prepares referees for the call, with the job and what to stress."""

from enum import StrEnum

from dialogs.applications.referee_sheet_text import briefing
from dialogs.engine import takes
from dialogs.engine.script import ARRIVED, PICKED, SAID, SKIPPED, Script, Transition, Turn, press
from dialogs.model.facts import Application
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.choices import decoded
from dialogs.protocol.replies import Button, Copy, Reply, rows, say
from dialogs.protocol.tasks import Document
from dialogs.rules.applications import is_open_job, job_buttons, open_jobs
from dialogs.text import Both, label, t
from dialogs.understanding.people.people_in_text import is_nobody


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    JOB = "kit.job"
    STRESS = "kit.stress"
    PAGE = "kit.page"
    TO_REFEREES = "kit.to_referees"


def ask_job(turn: Turn) -> Reply:
    """Ask for which job."""
    jobs = job_buttons(open_jobs(turn.person))
    back = Button(label("page for a referee, buttons", "Back"), "back")
    if not jobs:
        return say(t("Which job is it for? Write place and position, such as: Rema, controller."), buttons=rows(back))
    return say(t("Which job is it for? Pick, or write place and position."), buttons=rows(*jobs, back))


def is_job(turn: Turn) -> bool:
    """Return whether the button is one of the jobs."""
    return is_open_job(turn.person, turn.choice)


def keep_job(turn: Turn) -> Person:
    """Store the chosen job."""
    return turn.person.with_subject(application=decoded(int, turn.choice))


def keep_new_job(turn: Turn) -> Person:
    """Add a job that was not noted before."""
    place, _, role = " ".join(turn.text.split()).partition(",")
    person, serial = turn.person, turn.person.serial + 1
    new = Application(serial, place.strip(), role.strip())
    return replace(person, applications=(*person.applications, new), serial=serial).with_subject(application=serial)


def ask_stress(_turn: Turn) -> Reply:
    """Ask what the referees should stress."""
    return say(
        t("What should they stress? Two or three things that this job asks for, and that they have seen."),
        t("For example: month-end on time; trains new people; calm when it's busy."),
        buttons=rows(Button(label("page for a referee, buttons", "Leave it out"), "skip")),
    )


def keep_stress(turn: Turn) -> Person:
    """Store it in the user's own words."""
    return _stressing(turn.person, turn.text.strip())


def keep_no_stress(turn: Turn) -> Person:
    """Store that there is nothing in particular."""
    return _stressing(turn.person, "")


def _stressing(person: Person, words: str) -> Person:
    application = person.application(person.slots.subject.application)
    changed = [replace(one, stress=words) if one is application else one for one in person.applications]
    return replace(person, applications=tuple(changed))


def says_nothing(turn: Turn) -> bool:
    """Return whether nothing comes to the user's mind."""
    return turn.reading(is_nobody)


def has_no_job(turn: Turn) -> bool:
    """Return whether there is no job in the slots."""
    return turn.person.application(turn.person.slots.subject.application) is None


def ask_page(turn: Turn) -> Reply:
    """Show the sheet, to be copied or sent as a file."""
    return say(
        t("This is for your referees. Send it with a short word before they are rung."),
        Copy(_page(turn)),
        buttons=rows(
            Button(label("page for a referee, buttons", "As a file"), "file"),
            Button(label("page for a referee, buttons", "Change what they should stress"), "stress"),
            Button(label("page for a referee, buttons", "Back to the referees"), "referees"),
        ),
    )


def _page(turn: Turn) -> str:
    application = turn.person.application(turn.person.slots.subject.application)
    assert application is not None  # noqa: S101  # checked on arrival
    return briefing(application, turn.person.me.name, turn.said, turn.zone)


def say_file(turn: Turn) -> Reply:
    """Send the sheet as a text file, with a byte-order mark so that every phone detects UTF-8."""
    name = turn.said(Both("til-referansen-min.txt", "for-my-referee.txt"))
    document = Document(name, f"\N{BYTE ORDER MARK}{_page(turn)}\n".encode())
    return Reply(say(t("Here it is.")).blocks, document=document)


SCRIPT = Script(
    "kit",
    Step,
    asks={Step.JOB: ask_job, Step.STRESS: ask_stress, Step.PAGE: ask_page},
    lines=[
        Transition(Step.JOB, press("back"), to=Step.TO_REFEREES),
        Transition(Step.JOB, PICKED, to=Step.STRESS, when=is_job, keep=keep_job),
        Transition(Step.JOB, SAID, to=Step.STRESS, keep=keep_new_job),
        Transition(Step.STRESS, ARRIVED, to=Step.JOB, when=has_no_job),
        Transition(Step.STRESS, press("skip"), to=Step.PAGE, keep=keep_no_stress),
        Transition(Step.STRESS, SKIPPED, to=Step.PAGE, keep=keep_no_stress),
        Transition(Step.STRESS, SAID, to=Step.PAGE, when=says_nothing, keep=keep_no_stress),
        Transition(Step.STRESS, SAID, to=Step.PAGE, keep=keep_stress),
        Transition(Step.PAGE, ARRIVED, to=Step.JOB, when=has_no_job),
        Transition(Step.PAGE, press("file"), to=Step.TO_REFEREES, say=say_file),
        Transition(Step.PAGE, press("stress"), to=Step.STRESS),
        Transition(Step.PAGE, press("referees"), to=Step.TO_REFEREES),
    ],
    resting=frozenset({Step.PAGE}),
    free_lines=frozenset({Step.STRESS}),
    takes={
        Step.JOB: takes.POSITION,
        Step.STRESS: takes.OWN_LINE,
    },
)
