"""Deletion of all data about a user: the confirmation, the goodbye, and the warning before inactive data expires.

The steps are in `dialogs.account.privacy`; `bot.storage.people.deletion` deletes the rows.
"""

from datetime import date

from dialogs.engine.script import Turn
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.text import Day, Text, label, t


def say_expires(on: date) -> Reply:
    """Warn a long inactive user that their data will be deleted.

    The first line reveals nothing on a locked screen.
    """
    return say(
        t("It's been a while."),
        t(
            "On {day} I delete everything you've told me, so that it doesn't lie here unused. Do you want to keep it? "
            "Just write /menu before then. /export gives it to you as a file.",
            day=Day(on),
        ),
    )


def ask_delete(_turn: Turn) -> Reply:
    """Ask for confirmation of the deletion."""
    return say(
        t(
            "Delete everything you have told me, for good? What stands in this chat stays until "
            "you clear the chat yourself."
        ),
        buttons=rows(
            Button(label("delete", "Yes, delete everything"), "yes"),
            Button(label("delete", "No, keep it"), "no"),
        ),
    )


def say_gone(_turn: Turn) -> Text:
    """Say that everything was deleted."""
    return t("Everything is deleted. If you write to me again, we'll start afresh. Good luck!")
