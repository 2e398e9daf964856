"""Step 2 of the method, whom you know: the dialogs that list contacts by group, rate, propose and remove them."""

from enum import StrEnum

from dialogs.contacts import first_person, forget, groups, names, next_person, people, picker
from dialogs.engine.dialog_set import GO_HOME, Follow

DIALOGS = (
    first_person,
    groups,
    names,
    picker,
    next_person,
    forget,
    people,
)

FOLLOWS: dict[StrEnum, Follow] = {
    first_person.Step.TO_CONTACTS: Follow(groups.Step.HUB),
    groups.Step.TO_NAMES: Follow(names.Step.NAMES, are_slots_kept=True),
    groups.Step.TO_TRUST: Follow(names.Step.TRUST, are_slots_kept=True),
    groups.Step.TO_FORGET: Follow(forget.Step.WHO),
    groups.Step.DONE: GO_HOME,
    forget.Step.DONE: Follow(groups.Step.HUB, is_final=True),
    forget.Step.TO_CARD: Follow(people.Step.CARD, are_slots_kept=True),
    forget.Step.TO_LIST: Follow(people.Step.LIST),
    people.Step.TO_ADD: Follow(groups.Step.HUB),
    people.Step.TO_FORGET: Follow(forget.Step.SURE, are_slots_kept=True),
    people.Step.DONE: GO_HOME,
    names.Step.TO_HUB: Follow(groups.Step.HUB),
    names.Step.TO_WHOM: Follow(next_person.Step.PROPOSE),
    names.Step.DONE: GO_HOME,
    next_person.Step.DONE: GO_HOME,
    picker.Step.TO_CONTACTS: Follow(groups.Step.HUB),
}
