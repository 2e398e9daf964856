"""Loading of people as earlier versions stored them."""

from typing import Any

import msgspec

from bot.storage.people.notepad_migration import position_from, slots_from
from dialogs.model.person import Person


def stored(person: dict[str, Any]) -> Person:
    """Load a person as storage does, and convert notepads from versions before `Slots`."""
    step = person["where"]["step"]
    slots = person["slots"] if "slots" in person else slots_from(person["notepad"], step)
    tasks = person["tasks"] if "tasks" in person else person["wants"]
    position = position_from(person["where"])
    return msgspec.convert(person | {"slots": slots, "where": position, "tasks": tasks}, Person, strict=False)
