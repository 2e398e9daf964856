"""Applications: their buttons, the application to which a message belongs, and its status."""

from datetime import datetime
from typing import Final

from dialogs.model.facts import Application, ApplicationStatus
from dialogs.model.outreach import Outreach, OutreachEvent
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.choices import encoded, read
from dialogs.protocol.replies import Button
from dialogs.rules.contacts import workplace
from dialogs.rules.outreach import event, record_event, without_newest_event
from dialogs.text import Words, t
from dialogs.understanding.company_names import is_same
from dialogs.wording.labels import distinct_labels

OPEN: Final = frozenset({ApplicationStatus.APPLIED, ApplicationStatus.INTERVIEW, ApplicationStatus.OFFER})

MOST: Final = 3
"""Maximum number of applications shown."""


def open_jobs(person: Person) -> list[Application]:
    """Return up to `MOST` open applications, newest first."""
    return [one for one in reversed(person.applications) if one.standing in OPEN][:MOST]


STANDINGS: Final = {OutreachEvent.INTERVIEW: ApplicationStatus.INTERVIEW, OutreachEvent.OFFER: ApplicationStatus.OFFER}
"""Outreach events that change the status of an application."""


def job_said(job: Application) -> Words:
    """Return the position, if known, and the workplace as words."""
    return t("{role}, {place}", role=job.role, place=job.place) if job.role else job.place


def job_buttons(jobs: list[Application]) -> list[Button]:
    """Return a button with a distinct label for each application."""
    return [
        Button(words, encoded(job.n))
        for words, job in zip(distinct_labels([job_said(job) for job in jobs]), jobs, strict=True)
    ]


def is_open_job(person: Person, choice: str) -> bool:
    """Return whether the choice of a button is an application of `open_jobs`."""
    return read(int, choice) in {job.n for job in open_jobs(person)}


def jobs_at(person: Person, place: str) -> list[Application]:
    """Return the open applications at this workplace, newest first."""
    return [job for job in reversed(jobs_of(person)) if place and is_same(job.place, place)]


def job_of(person: Person, outreach: Outreach) -> Application | None:
    """Return the application to which a message belongs, or None if it is unclear."""
    contact = person.contact(outreach.contact)
    there = jobs_at(person, workplace(person, contact)) if contact else []
    told = outreach.job.casefold()
    named = [job for job in there or jobs_of(person) if job.role and told.startswith(job.role.casefold())]
    found = there if len(there) == 1 else named
    return found[0] if len(found) == 1 else None


def jobs_of(person: Person) -> list[Application]:
    """Return all open applications."""
    return [job for job in person.applications if job.standing in OPEN]


def came_of(person: Person, outreach: Outreach, what: OutreachEvent, now: datetime) -> Person:
    """Record an event of a message. An interview or an offer also changes the status of its application."""
    person = record_event(person, outreach, what, now)
    job = job_of(person, outreach) if what in STANDINGS else None
    return standing(person, job, STANDINGS[what]) if job else person


def came_not_of(person: Person, outreach: Outreach) -> Person:
    """Remove the newest event of a message, and restore the status of the application that it changed."""
    what = outreach.stands_at
    job = job_of(person, outreach) if what in STANDINGS else None
    person = without_newest_event(person, outreach)
    if job is None or job.standing is not STANDINGS[what]:
        return person
    had_interview = what is OutreachEvent.OFFER and event(outreach, OutreachEvent.INTERVIEW) is not None
    return standing(person, job, ApplicationStatus.INTERVIEW if had_interview else ApplicationStatus.APPLIED)


def standing(person: Person, job: Application, now: ApplicationStatus) -> Person:
    """Set the status of an application."""
    changed = replace(job, standing=now)
    return replace(person, applications=tuple(changed if one.n == job.n else one for one in person.applications))
