"""The reminders, which the coach sends by itself: texts, settings, schedule, actions and snooze."""

from enum import StrEnum

from dialogs.engine.dialog_set import GO_HOME, Follow
from dialogs.reminders import reminder, settings

DIALOGS = (
    reminder,
    settings,
)

FOLLOWS: dict[StrEnum, Follow] = {
    reminder.Step.TO_OFTEN: Follow(settings.Step.OFTEN),
    reminder.Step.TO_DAYS: Follow(settings.Step.DAYS),
    reminder.Step.TO_HOURS: Follow(settings.Step.HOURS),
    reminder.Step.TO_ZONE: Follow(settings.Step.ZONE),
    reminder.Step.TO_LOOK_BACK: Follow(settings.Step.LOOK_BACK),
    reminder.Step.TO_PAUSE: Follow(settings.Step.PAUSE),
    reminder.Step.DONE: GO_HOME,
    settings.Step.DONE: Follow(reminder.Step.CARD),
}
