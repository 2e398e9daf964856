"""Present colleagues: whether there are any, and whether to note them while they must not know of the search."""

from dialogs.engine.script import Turn
from dialogs.model.facts import Work
from dialogs.model.person import Person
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.text import Text, label, t


def has_no_work(turn: Turn) -> bool:
    """Return whether the user has no job, so that nobody belongs to this group of colleagues."""
    return is_at_work(turn) and turn.person.me.work is Work.NONE


def say_no_work(_turn: Turn) -> Text:
    """Say that the two groups of present colleagues are empty without a job."""
    return t("You have no job now, so these people belong with former colleagues.")


def needs_employer(turn: Turn) -> bool:
    """Return whether the employer's name is needed to recognise colleagues."""
    return is_at_work(turn) and not turn.person.me.is_employer_asked


def is_gated(turn: Turn) -> bool:
    """Return whether colleagues must not know of the search."""
    return is_at_work(turn) and turn.person.is_discreet


def ask_gate(_turn: Turn) -> Reply:
    """Ask before colleagues are noted, while they must not know of the search (C3, C5)."""
    return say(
        t(
            "As long as they mustn't know, I suggest nobody from there and write nothing to "
            "them. Note somebody for later all the same?"
        ),
        buttons=rows(
            Button(label("people at work", "Yes, note them for later"), "note"),
            Button(label("people at work", "No, not now"), "no"),
            Button(label("people at work", "Everyone at work may know"), "open"),
        ),
    )


def keep_open(turn: Turn) -> Person:
    """Store that colleagues may know of the search."""
    return turn.person.with_me(work=Work.OPEN)


def is_at_work(turn: Turn) -> bool:
    """Return whether the group that the user goes through consists of present colleagues."""
    category = turn.person.slots.contacts.category
    return category is not None and category.is_at_work
