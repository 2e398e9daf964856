"""The dialog about the user's LinkedIn profile: a checklist and its advice."""

from enum import StrEnum

from dialogs.engine.dialog_set import GO_HOME, Follow
from dialogs.profile import checklist

DIALOGS = (checklist,)

FOLLOWS: dict[StrEnum, Follow] = {
    checklist.Step.DONE: GO_HOME,
}
