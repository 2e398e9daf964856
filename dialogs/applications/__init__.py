"""The dialogs about job applications: news, endorsers, referees, and a new job."""

from enum import StrEnum

from dialogs.applications import applied, new_job, news, referee_sheet, referees
from dialogs.engine.dialog_set import GO_HOME, Follow

DIALOGS = (
    news,
    applied,
    referees,
    referee_sheet,
    new_job,
)

FOLLOWS: dict[StrEnum, Follow] = {
    news.Step.TO_APPLIED: Follow(applied.Step.PLACE),
    news.Step.TO_REFEREES: Follow(referees.Step.HUB),
    news.Step.TO_NEW_JOB: Follow(new_job.Step.SIGNED),
    news.Step.DONE: GO_HOME,
    applied.Step.TO_REFEREES: Follow(referees.Step.HUB),
    applied.Step.DONE: GO_HOME,
    referees.Step.TO_PAGE: Follow(referee_sheet.Step.JOB),
    referees.Step.DONE: GO_HOME,
    referee_sheet.Step.TO_REFEREES: Follow(referees.Step.HUB),
    new_job.Step.TO_NEWS: Follow(news.Step.HUB),
    new_job.Step.DONE: GO_HOME,
}
