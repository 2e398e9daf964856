"""The dialogs about the whole network: import, address book, matches, restore and map."""

from enum import StrEnum

from dialogs.engine.dialog_set import GO_HOME, Follow
from dialogs.network import import_file, matches, restore_export

DIALOGS = (
    import_file,
    restore_export,
    matches,
)

FOLLOWS: dict[StrEnum, Follow] = {
    import_file.Step.TO_FITS: Follow(matches.Step.LOOKING),
    import_file.Step.TO_RESTORING: Follow(restore_export.Step.FOUND, are_slots_kept=True),
    matches.Step.TO_IMPORT: Follow(import_file.Step.FILE),
    matches.Step.DONE: GO_HOME,
    import_file.Step.DONE: GO_HOME,
}
