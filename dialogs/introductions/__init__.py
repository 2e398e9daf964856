"""Step 3 of the method: ask somebody you know to introduce you, and find who works somewhere."""

from enum import StrEnum

from dialogs.engine.dialog_set import GO_HOME, Follow
from dialogs.introductions import dialog, who_works_at

DIALOGS = (
    dialog,
    who_works_at,
)

FOLLOWS: dict[StrEnum, Follow] = {
    dialog.Step.DONE: GO_HOME,
    who_works_at.Step.TO_INTRODUCTIONS: Follow(dialog.Step.KNOWN, are_slots_kept=True),
    who_works_at.Step.DONE: GO_HOME,
}
