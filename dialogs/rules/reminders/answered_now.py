"""The reminder that a message answers: the newest one, if the user has written nothing since it was sent."""

from datetime import datetime, timedelta
from typing import Final

from dialogs.model.person import Person
from dialogs.model.reminders import ReminderTime

FRESH: Final = timedelta(days=3)
"""After this time a message is not taken for an answer to a reminder."""


def reminder_answered_now(person: Person, now: datetime) -> tuple[ReminderTime, ...]:
    """Return the topics of the newest reminder, or nothing if it is old or something was written since."""
    newest = max((one.at for one in person.nudges.told), default=None)
    heard_at = person.where.heard_at
    if newest is None or now - newest > FRESH or (heard_at is not None and heard_at >= newest):
        return ()
    return tuple(one for one in person.nudges.told if one.at == newest)
