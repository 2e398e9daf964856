"""Step 3, introductions: if the user knows nobody at a workplace, find an introducer and ask for an introduction."""

from enum import StrEnum

from dialogs.contacts.adding_people import no_room
from dialogs.engine import takes
from dialogs.engine.script import ARRIVED, PICKED, SAID, SKIPPED, Script, Transition, Turn, press, unless
from dialogs.introductions.introducer import (
    MOST_BUTTONS,
    ask_who,
    goal_of,
    is_contact,
    keep_introducer,
    keep_new_introducer,
    names_nobody,
    names_somebody,
    say_nobody,
)
from dialogs.model.facts import Category, Goal, Introduction
from dialogs.model.outreach import Purpose
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.choices import decoded, encoded, is_choice, read
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.rules.contacts import contact_of
from dialogs.rules.discretion import contacts_to_suggest, working_at
from dialogs.text import Text, label, t
from dialogs.understanding.company_names import is_same
from dialogs.understanding.people.naming import first_name, whole_name
from dialogs.wording.labels import CATEGORIES, distinct_labels


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    PLACE = "introductions.place"
    KNOWN = "introductions.known"
    WHO = "introductions.who"
    RELATION = "introductions.relation"
    RECEIVER = "introductions.receiver"
    TO_DRAFT = "introductions.to_draft"
    TO_KNOWN = "introductions.to_known"
    DONE = "introductions.done"


def ask_place(turn: Turn) -> Reply:
    """Ask for a goal where the user knows nobody, or the target as a whole."""
    goals = [goal for goal in turn.person.goals if not goal.is_settled][:MOST_BUTTONS]
    labels = distinct_labels([goal.company for goal in goals])
    buttons = [Button(words, encoded(goal.n)) for words, goal in zip(labels, goals, strict=True)]
    whole = Button(label("introductions", "Anywhere that fits"), "target")
    leave = Button(label("introductions", "Not now"), "enough")
    words = (
        t("Where would you like to know somebody? Pick a place, or write a new one.")
        if goals
        else t("Is there a workplace you'd like to be at, where you know nobody? Write its name.")
    )
    return say(words, buttons=rows(*buttons, whole, leave))


def is_goal(turn: Turn) -> bool:
    """Return whether the button is a goal."""
    return turn.person.goal(read(int, turn.choice)) is not None


def keep_goal(turn: Turn) -> Person:
    """Store the chosen goal."""
    return turn.person.with_subject(goal=decoded(int, turn.choice))


def is_known_goal(turn: Turn) -> bool:
    """Return whether the typed workplace is a goal already."""
    return _goal_named(turn) is not None


def keep_known_goal(turn: Turn) -> Person:
    """Store the goal with this name."""
    goal = _goal_named(turn)
    return turn.person.with_subject(goal=goal.n if goal else None)


def _goal_named(turn: Turn) -> Goal | None:
    return next((goal for goal in turn.person.goals if is_same(goal.company, turn.text)), None)


def keep_new_goal(turn: Turn) -> Person:
    """Add the typed workplace as a goal."""
    serial = turn.person.serial + 1
    goals = (*turn.person.goals, Goal(serial, turn.text))
    return replace(turn.person, goals=goals, serial=serial).with_subject(goal=serial)


def keep_whole_target(turn: Turn) -> Person:
    """Store that no particular workplace is meant."""
    return turn.person.with_subject(goal=None)


def somebody_works_there(turn: Turn) -> bool:
    """Return whether one of the contacts works at the workplace of the goal."""
    goal = turn.person.goal(turn.person.slots.subject.goal)
    return goal is not None and bool(working_at(turn.person, goal))


def ask_known(turn: Turn) -> Reply:
    """Say that a contact works there already, and ask what to do."""
    goal = goal_of(turn.person)
    assert goal is not None  # noqa: S101  # checked by the guard
    contact = working_at(turn.person, goal)[0]
    return say(
        t(
            "You already know somebody there: {name}. That's the shortest way.",
            name=whole_name(contact.name),
        ),
        buttons=rows(
            Button(label("introductions", "Write to {name}", name=first_name(contact.name)), "write"),
            Button(label("introductions", "Find another way"), "other"),
        ),
    )


def keep_known(turn: Turn) -> Person:
    """Store the contact who works there."""
    goal = goal_of(turn.person)
    assert goal is not None  # noqa: S101  # as above
    return turn.person.with_subject(contact=working_at(turn.person, goal)[0].n)


def has_relation(turn: Turn) -> bool:
    """Return whether the category of the introducer is known."""
    return contact_of(turn.person).category is not None


def ask_relation(turn: Turn) -> Reply:
    """Ask for the relation to the new contact."""
    buttons = [Button(words, encoded(category)) for category, words in CATEGORIES.items()]
    return say(t("Which group fits {name}?", name=first_name(contact_of(turn.person).name)), buttons=rows(*buttons))


def is_category(turn: Turn) -> bool:
    """Return whether the button is one of the six groups."""
    return is_choice(Category, turn.choice)


def keep_relation(turn: Turn) -> Person:
    """Store the group of the contact."""
    return turn.person.with_contact(replace(contact_of(turn.person), category=decoded(Category, turn.choice)))


def is_now_held_back(turn: Turn) -> bool:
    """Return whether the contact is now known to be a colleague who is held back."""
    return contact_of(turn.person) not in contacts_to_suggest(turn.person)


def say_held_back(_turn: Turn) -> Text:
    """Say that no colleague is asked while they must not know."""
    return t("Noted, but I ask nobody where you work as long as they mustn't know. Somebody else?")


def ask_receiver(turn: Turn) -> Reply:
    """Ask to whom the introducer could introduce the user."""
    name = first_name(contact_of(turn.person).name)
    return say(
        t(
            "Do you know who {name} could introduce you to? A name, or a role such as “the manager of the team”.",
            name=name,
        ),
        buttons=rows(Button(label("introductions", "Nobody in particular"), "skip")),
    )


def keep_receiver(turn: Turn) -> Person:
    """Store the introduction with the name of the person to reach."""
    return _with_way(turn.person, turn.text)


def keep_any_receiver(turn: Turn) -> Person:
    """Store the introduction without a particular person to reach."""
    return _with_way(turn.person, "")


def _with_way(person: Person, receiver: str) -> Person:
    slots, serial = person.slots, person.serial + 1
    way = Introduction(serial, slots.subject.goal, contact_of(person).n, receiver)
    added = replace(person, introductions=(*person.introductions, way), serial=serial)
    return added.with_subject(introduction=serial).with_message(purpose=Purpose.INTRODUCE)


SCRIPT = Script(
    "introductions",
    Step,
    asks={
        Step.PLACE: ask_place,
        Step.KNOWN: ask_known,
        Step.WHO: ask_who,
        Step.RELATION: ask_relation,
        Step.RECEIVER: ask_receiver,
    },
    lines=[
        Transition(Step.PLACE, PICKED, to=Step.KNOWN, when=is_goal, keep=keep_goal),
        Transition(Step.PLACE, press("target"), to=Step.WHO, keep=keep_whole_target),
        Transition(Step.PLACE, press("enough"), to=Step.DONE),
        Transition(Step.PLACE, SAID, to=Step.DONE, when=names_nobody, say=say_nobody),
        Transition(Step.PLACE, SAID, to=Step.KNOWN, when=is_known_goal, keep=keep_known_goal),
        Transition(Step.PLACE, SAID, to=Step.KNOWN, keep=keep_new_goal),
        Transition(Step.KNOWN, ARRIVED, to=Step.WHO, when=unless(somebody_works_there)),
        Transition(Step.KNOWN, press("write"), to=Step.TO_KNOWN, keep=keep_known),
        Transition(Step.KNOWN, press("other"), to=Step.WHO),
        Transition(Step.WHO, PICKED, to=Step.RELATION, when=is_contact, keep=keep_introducer),
        Transition(Step.WHO, press("nobody"), to=Step.DONE, say=say_nobody),
        Transition(Step.WHO, SKIPPED, to=Step.DONE, say=say_nobody),
        Transition(Step.WHO, SAID, to=Step.DONE, when=names_nobody, say=say_nobody),
        no_room(Step.WHO),
        Transition(Step.WHO, SAID, to=Step.RELATION, when=names_somebody, keep=keep_new_introducer),
        Transition(Step.RELATION, ARRIVED, to=Step.RECEIVER, when=has_relation),
        Transition(Step.RELATION, PICKED, to=Step.RECEIVER, when=is_category, keep=keep_relation),
        Transition(Step.RECEIVER, ARRIVED, to=Step.WHO, when=is_now_held_back, say=say_held_back),
        Transition(Step.RECEIVER, SAID, to=Step.TO_DRAFT, when=names_nobody, keep=keep_any_receiver),
        Transition(Step.RECEIVER, SAID, to=Step.TO_DRAFT, keep=keep_receiver),
        Transition(Step.RECEIVER, press("skip"), to=Step.TO_DRAFT, keep=keep_any_receiver),
        Transition(Step.RECEIVER, SKIPPED, to=Step.TO_DRAFT, keep=keep_any_receiver),
    ],
    free_lines=frozenset({Step.RECEIVER}),
    takes={
        Step.PLACE: takes.WORKPLACES,
        Step.WHO: takes.WHO_KNOWS,
        Step.RELATION: takes.TIE,
        Step.RECEIVER: takes.WHO_KNOWS,
    },
)
