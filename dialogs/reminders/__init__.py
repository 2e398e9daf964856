"""The dialogs about reminders: their texts and buttons, /nudges, settings and snooze; `rules/reminders/` times them."""

from enum import StrEnum

from dialogs.engine.dialog_set import GO_HOME, Follow
from dialogs.reminders import overview, settings

DIALOGS = (
    overview,
    settings,
)

FOLLOWS: dict[StrEnum, Follow] = {
    overview.Step.TO_OFTEN: Follow(settings.Step.OFTEN),
    overview.Step.TO_DAYS: Follow(settings.Step.DAYS),
    overview.Step.TO_HOURS: Follow(settings.Step.HOURS),
    overview.Step.TO_ZONE: Follow(settings.Step.ZONE),
    overview.Step.TO_LOOK_BACK: Follow(settings.Step.LOOK_BACK),
    overview.Step.TO_PAUSE: Follow(settings.Step.PAUSE),
    overview.Step.DONE: GO_HOME,
    settings.Step.DONE: Follow(overview.Step.CARD),
}
