"""Contacts picked in the channel: their names are added to the list, and nothing else is requested of them."""

from enum import StrEnum

from dialogs.contacts.adding_people import keep_named, names_nobody, names_somebody, no_room, say_on_list
from dialogs.engine import takes
from dialogs.engine.script import SAID, SKIPPED, Script, Transition, Turn, press
from dialogs.protocol.replies import Button, Choose, Reply, rows, say
from dialogs.text import label, t


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    PEOPLE = "choosing.people"
    TO_CONTACTS = "choosing.to_contacts"
    TO_IMPORT = "choosing.to_import"


MOST = 10
"""Maximum number of users that Telegram lets a user pick at once (KeyboardButtonRequestUsers)."""


def ask_people(_turn: Turn) -> Reply:
    """Ask the user to pick contacts."""
    return say(
        t(
            "Who would you like on your list? Choose up to ten at a time. I only get their names, and write to "
            "none of them."
        ),
        buttons=rows(
            # Translators: said where the channel has no such button, after its label and a colon.
            Choose(label("choosing", "Choose people"), MOST, instead=t("write their names here")),
            Button(label("choosing", "Not now"), "enough"),
        ),
    )


SCRIPT = Script(
    "choosing",
    Step,
    asks={Step.PEOPLE: ask_people},
    lines=[
        Transition(Step.PEOPLE, press("enough"), to=Step.TO_IMPORT),
        Transition(Step.PEOPLE, SKIPPED, to=Step.TO_IMPORT),
        Transition(Step.PEOPLE, SAID, to=Step.TO_IMPORT, when=names_nobody),
        no_room(Step.PEOPLE),
        Transition(Step.PEOPLE, SAID, to=Step.TO_CONTACTS, when=names_somebody, keep=keep_named, say=say_on_list),
    ],
    resting=frozenset({Step.PEOPLE}),
    choosing=frozenset({Step.PEOPLE}),
    takes={Step.PEOPLE: takes.NAMES},
)
