"""The application to which a message belongs, and its status: never guessed, and undone together with the outcome."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from dialogs.model.conversation import Position
from dialogs.model.facts import Application, ApplicationStatus, Category, Contact, ContactEmployment
from dialogs.model.outreach import Event, Outreach, OutreachEvent, Purpose
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.rules.applications import came_not_of, came_of, job_of
from dialogs.text import Language

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SENT = (Event(OutreachEvent.DRAFTED, NOW), Event(OutreachEvent.SENT, NOW))
CONTROLLER = Application(3, "Norconsult", "controller")
MANAGER = Application(4, "Norconsult AS", "økonomisjef")
ELSEWHERE = Application(5, "Havila", "kokk")


def told(*jobs: Application, job: str = "", works_at: str = "Norconsult") -> tuple[Person, Outreach]:
    """Return a person with these applications, and a message to Kari."""
    kari = Contact(1, UUID(int=1), "Kari", Category.ACQUAINTANCE)
    message = Outreach(2, 1, Purpose.UNOFFICIAL, Language.NB, "Hei Kari", job=job, events=SENT)
    ties = (ContactEmployment(6, 1, works_at),) if works_at else ()
    person = Person(UUID(int=7), Language.NB, Position("menu.home"), contacts=(kari,), ties=ties, outreaches=(message,))
    return replace(person, applications=jobs), message


@pytest.mark.parametrize(
    ("jobs", "job", "works_at", "found"),
    [
        ((CONTROLLER, ELSEWHERE), "", "Norconsult", CONTROLLER),
        ((CONTROLLER, MANAGER), "", "Norconsult", None),
        ((CONTROLLER, MANAGER), "økonomisjef", "Norconsult", MANAGER),
        ((CONTROLLER, ELSEWHERE), "Kokk, Havila", "", ELSEWHERE),
        ((CONTROLLER, ELSEWHERE), "", "", None),
        ((replace(CONTROLLER, standing=ApplicationStatus.WITHDRAWN),), "controller", "Norconsult", None),
        ((), "controller", "Norconsult", None),
    ],
)
def test_a_message_is_about_a_job_only_where_it_is_sure_which(
    jobs: tuple[Application, ...], job: str, works_at: str, found: Application | None
) -> None:
    assert job_of(*told(*jobs, job=job, works_at=works_at)) == found


def test_an_interview_and_an_offer_are_noted_on_the_job_and_taken_back_one_after_the_other() -> None:
    person, message = told(CONTROLLER, ELSEWHERE)
    standings = []
    for what in (OutreachEvent.ANSWERED, OutreachEvent.INTERVIEW, OutreachEvent.OFFER):
        person = came_of(person, message, what, NOW)
        message = person.outreaches[0]
        standings.append(person.applications[0].standing)
    assert standings == [ApplicationStatus.APPLIED, ApplicationStatus.INTERVIEW, ApplicationStatus.OFFER]
    back = []
    for _ in range(2):
        person = came_not_of(person, message)
        message = person.outreaches[0]
        back.append(person.applications[0].standing)
    assert back == [ApplicationStatus.INTERVIEW, ApplicationStatus.APPLIED]
    assert person.applications[1] == ELSEWHERE


def test_what_was_told_of_the_job_elsewhere_is_not_taken_back_with_a_message() -> None:
    person, message = told(CONTROLLER)
    person = came_of(person, message, OutreachEvent.INTERVIEW, NOW)
    person = replace(person, applications=(replace(person.applications[0], standing=ApplicationStatus.OFFER),))
    assert came_not_of(person, person.outreaches[0]).applications[0].standing is ApplicationStatus.OFFER
