"""The limit of open requests: which requests are open, and whether one more is within the limit."""

from dialogs.model.outreach import Outreach, Purpose
from dialogs.model.person import Person
from dialogs.rules.outreach import QUIET, is_open, is_ready, is_request

ABOUT_A_JOB = frozenset({Purpose.UNOFFICIAL, Purpose.HEADS_UP})
"""Purposes that may be repeated to one person for different jobs."""


def open_requests(person: Person) -> list[Outreach]:
    """Return the open requests, oldest first."""
    return [outreach for outreach in person.outreaches if is_request(outreach) and is_open(outreach)]


def is_below_limit(person: Person, most: int) -> bool:
    """Return whether fewer than `most` requests are open (the setting COACH_OPEN_REQUESTS)."""
    return len(open_requests(person)) < most


def draft_of_same_message(person: Person) -> Outreach | None:
    """Return the unsent draft of the same message, if there is one; it is continued instead of duplicated."""
    slots = person.slots
    wanted = (slots.subject.contact, slots.message.purpose, slots.message.about, slots.subject.introduction)
    return next(
        (
            one
            for one in person.outreaches
            if is_ready(one)
            and (one.contact, one.purpose, one.about, one.introduction) == wanted
            and (one.purpose not in ABOUT_A_JOB or one.job == slots.message.job)
        ),
        person.outreach(slots.subject.outreach),
    )


def fits_in_limit(person: Person, most: int) -> bool:
    """Return whether the message in the slots is within the limit, makes no request, or exists as a draft."""
    return (
        draft_of_same_message(person) is not None
        or person.slots.message.purpose in QUIET
        or is_below_limit(person, most)
    )
