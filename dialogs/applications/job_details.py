"""Job details: employer and position of a job, and whether it was noted before, so that none is noted twice."""

from typing import Final

from dialogs.applications.endorsers import application_of
from dialogs.engine.script import Turn
from dialogs.messages.letters.public_employers import is_public as sounds_public
from dialogs.model.facts import Application
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.choices import decoded, read
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.rules.applications import job_buttons, jobs_at
from dialogs.text import label, t
from dialogs.understanding.intents import is_refusal

MOST_SHOWN: Final = 4


def is_goal(turn: Turn) -> bool:
    """Return whether the button is a goal."""
    return turn.person.goal(read(int, turn.choice)) is not None


def keep_goal(turn: Turn) -> Person:
    """Store the workplace of the goal as the employer."""
    return _begun(turn, _place_named(turn))


def keep_place(turn: Turn) -> Person:
    """Store the employer as typed."""
    return _begun(turn, _place_named(turn))


def is_told_before(turn: Turn) -> bool:
    """Return whether an open application at this employer exists."""
    return bool(jobs_at(turn.person, _place_named(turn)))


def _place_named(turn: Turn) -> str:
    if not turn.choice:
        return " ".join(turn.text.split())
    goal = turn.person.goal(decoded(int, turn.choice)) if is_goal(turn) else None
    return goal.company if goal else ""


def keep_place_told(turn: Turn) -> Person:
    """Store the employer until the user has said whether it is the same job."""
    return turn.person.with_application_slots(place=_place_named(turn))


def ask_known(turn: Turn) -> Reply:
    """Ask whether it is one of the known jobs, so that none is noted twice."""
    jobs = jobs_at(turn.person, turn.person.slots.applications.place)[:MOST_SHOWN]
    return say(
        t("You've told me of a job there before. Which one is it now? Pick it, or write the title."),
        buttons=rows(*job_buttons(jobs), Button(label("job applied for", "A new one"), "new")),
    )


def is_known(turn: Turn) -> bool:
    """Return whether the button is one of the jobs at this employer."""
    return read(int, turn.choice) in {job.n for job in jobs_at(turn.person, turn.person.slots.applications.place)}


def keep_known(turn: Turn) -> Person:
    """Store the known job, to which the news applies."""
    return turn.person.with_subject(application=decoded(int, turn.choice)).with_application_slots(place="")


def keep_new(turn: Turn) -> Person:
    """Store another job at the same employer."""
    known = jobs_at(turn.person, turn.person.slots.applications.place)
    return _begun(turn, known[0].place if known else turn.person.slots.applications.place).with_application_slots(
        place=""
    )


def names_known(turn: Turn) -> bool:
    """Return whether the text is the position of exactly one of the jobs at this employer."""
    return len(_of_role(turn)) == 1


def keep_named(turn: Turn) -> Person:
    """Store the job with this position."""
    return turn.person.with_subject(application=_of_role(turn)[0].n).with_application_slots(place="")


def _of_role(turn: Turn) -> list[Application]:
    role = " ".join(turn.text.split()).casefold()
    return [job for job in jobs_at(turn.person, turn.person.slots.applications.place) if job.role.casefold() == role]


def keep_new_role(turn: Turn) -> Person:
    """Store another job at the same employer, with the typed position."""
    return keep_role(turn.of(keep_new(turn)))


def is_without_role(turn: Turn) -> bool:
    """Return whether the position of the job is unknown."""
    return is_known(turn) and not any(job.role for job in turn.person.applications if job.n == read(int, turn.choice))


def _begun(turn: Turn, place: str) -> Person:
    person, serial = turn.person, turn.person.serial + 1
    new = Application(serial, place, is_public=True if sounds_public(place) else None)
    added = replace(person, applications=(*person.applications, new), serial=serial)
    return added.with_subject(application=serial)


def names_no_place(turn: Turn) -> bool:
    """Return whether the user declines to name the employer."""
    return is_refusal(turn.text)


def keep_role(turn: Turn) -> Person:
    """Store the position."""
    return changed(turn.person, role=" ".join(turn.text.split()))


def changed(person: Person, **changes: object) -> Person:
    """Change fields of the application in the slots."""
    application = application_of(person)
    changed = replace(application, **changes)  # type: ignore[arg-type]  # `replace` checks the names
    kept = tuple(changed if one.n == changed.n else one for one in person.applications)
    return replace(person, applications=kept)
