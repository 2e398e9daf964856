"""Step 1 of the method, the target: the dialog about it, and the search in the company register."""

from enum import StrEnum

from dialogs.engine.dialog_set import Follow
from dialogs.target import company_search, dialog

DIALOGS = (
    dialog,
    company_search,
)

FOLLOWS: dict[StrEnum, Follow] = {
    dialog.Step.TO_REGISTER: Follow(company_search.Step.SEARCH),
    company_search.Step.DONE: Follow(dialog.Step.CARD),
}
