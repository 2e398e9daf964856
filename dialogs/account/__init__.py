"""The dialogs about the user's account: welcome and consent, privacy, deletion of all data, and about the coach."""

from enum import StrEnum

from dialogs.account import about, privacy, welcome
from dialogs.engine.dialog_set import GO_HOME, Follow

DIALOGS = (
    welcome,
    privacy,
    about,
)

FOLLOWS: dict[StrEnum, Follow] = {
    privacy.Step.DONE: GO_HOME,
    about.Step.DONE: GO_HOME,
}
