"""Offers to those who helped: with a new job there is something to give in return."""

from typing import Final

from dialogs.engine.script import Turn
from dialogs.model.facts import Contact
from dialogs.model.outreach import Purpose
from dialogs.model.person import Person
from dialogs.protocol.choices import decoded, encoded, read
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.rules.discretion import contacts_to_suggest
from dialogs.rules.outreach import HELP, event, is_request, prepare_message
from dialogs.text import label, t
from dialogs.understanding.people.naming import first_name
from dialogs.wording.labels import distinct_labels

MOST: Final = 4
"""Maximum number of names at a time."""


def ask_help(turn: Turn) -> Reply:
    """Ask to whom to offer something in return."""
    helpers = _helpers(turn.person)
    names = distinct_labels([first_name(contact.name) for contact in helpers])
    buttons = [
        Button(label("new job", "Offer {name} something in return", name=name), encoded(contact.n))
        for name, contact in zip(names, helpers, strict=True)
    ]
    return say(
        t("It goes both ways. You may now know of jobs, have a name to pass on, or be somebody's referee."),
        t("And if somebody writes to you as you wrote to others: fifteen minutes mean a lot."),
        buttons=rows(*buttons, Button(label("new job", "Back"), "back")),
    )


def _helpers(person: Person) -> list[Contact]:
    """Return the contacts who helped and were not offered anything in return."""
    offered = {one.contact for one in person.outreaches if one.purpose is Purpose.GIVE_BACK}
    helped = {one.contact for one in person.outreaches if is_request(one) and event(one, *HELP)}
    return [contact for contact in contacts_to_suggest(person) if contact.n in helped - offered][:MOST]


def is_helper(turn: Turn) -> bool:
    """Return whether the button is such a helper."""
    return read(int, turn.choice) in {contact.n for contact in _helpers(turn.person)}


def keep_give_back(turn: Turn) -> Person:
    """Prepare a message that offers something in return."""
    return prepare_message(turn.person, decoded(int, turn.choice), Purpose.GIVE_BACK)
