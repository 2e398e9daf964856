"""Whether a contact may know of the search, and how comfortable the user is with writing to them."""

from dialogs.engine.script import Turn
from dialogs.model.facts import Category, Comfort, MayKnow
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.choices import decoded, encoded, is_choice
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.rules.contacts import contact_of
from dialogs.rules.discretion import is_held_back
from dialogs.text import label, t
from dialogs.understanding.people.naming import first_name, whole_name
from dialogs.wording.labels import COMFORTS


def needs_no_trust(turn: Turn) -> bool:
    """Return whether the next person works elsewhere."""
    return not category_of(turn.person).is_at_work


def is_everybody_asked(turn: Turn) -> bool:
    """Return whether every person was asked about."""
    return not turn.person.slots.subject.queue


def ask_trust(turn: Turn) -> Reply:
    """Ask whether a present colleague may know, the questions of C3 and C5 in one."""
    return say(
        t(
            "Can {name} know that you're looking? Only if it's somebody who wishes you well, can keep a secret and "
            "won't hold it against you.",
            name=first_name(contact_of(turn.person).name),
        ),
        buttons=rows(
            Button(label("may they know", "Yes, they may know"), MayKnow.YES),
            Button(label("may they know", "No, they mustn't know"), MayKnow.NO),
            Button(label("may they know", "Not sure"), MayKnow.ASK),
        ),
    )


def keep_trust(turn: Turn) -> Person:
    """Store whether this person may know."""
    return turn.person.with_contact(replace(contact_of(turn.person), may_know=MayKnow(turn.choice)))


def is_next_held_back(turn: Turn) -> bool:
    """Return whether the next person is held back, so that the comfort is irrelevant."""
    return is_held_back(turn.person, contact_of(turn.person))


def ask_comfort(turn: Turn) -> Reply:
    """Ask how comfortable the user is with writing to this person."""
    buttons = [Button(words, encoded(comfort)) for comfort, words in COMFORTS.items()]
    name = whole_name(contact_of(turn.person).name)
    return say(t("How does it feel to write to {name}?", name=name), buttons=rows(*buttons, width=3))


def is_comfort(turn: Turn) -> bool:
    """Return whether the button is one of the three degrees of comfort."""
    return is_choice(Comfort, turn.choice)


def keep_comfort(turn: Turn) -> Person:
    """Store the comfort, and move to the next person."""
    contact = replace(contact_of(turn.person), comfort=decoded(Comfort, turn.choice))
    return _on_to_next(turn.person.with_contact(contact))


def keep_no_comfort(turn: Turn) -> Person:
    """Leave the comfort unknown, and move to the next person."""
    return _on_to_next(turn.person)


def _on_to_next(person: Person) -> Person:
    queue = person.slots.subject.queue[1:]
    return person.with_subject(queue=queue, contact=queue[0] if queue else None)


def category_of(person: Person) -> Category:
    """Return the group that the user goes through now."""
    category = person.slots.contacts.category
    assert category is not None  # noqa: S101  # `Step.HUB` of `groups` sets it
    return category
