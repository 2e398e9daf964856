"""Where one rests: the three steps, what comes next, and the way to everything else."""

from enum import StrEnum

from dialogs.asides import HIDE
from dialogs.contact_book import open_messages, working_at
from dialogs.facts import Category
from dialogs.person import Person
from dialogs.ranking import whom_first
from dialogs.script import Line, Script, Turn, press
from dialogs.speech import Button, Items, Reply, Title, rows, say
from dialogs.text import Text, label, t, tn
from dialogs.wording import target_in_short


class Step(StrEnum):
    """The steps of this dialog; the values are stored: add, never rename."""

    HOME = "menu.home"
    TO_TARGET = "menu.to_target"
    TO_FIRST = "menu.to_first"
    TO_CONTACTS = "menu.to_contacts"
    TO_WHOM = "menu.to_whom"
    TO_INTRODUCTIONS = "menu.to_introductions"
    TO_PLAN = "menu.to_plan"
    RESUME = "menu.resume"


WAYS: dict[str, Text] = {
    "target": label("menu", "Say what I'm looking for"),
    "first": label("menu", "Find one person to write to"),
    "contacts": label("menu", "Go through the people I know"),
    "whom": label("menu", "Who should I write to next?"),
    "introductions": label("menu", "Find somebody who knows somebody"),
    "plan": label("menu", "See my plan"),
}

NEXT: dict[str, Text] = {
    "target": t("Next: say what you're looking for."),
    "first": t("Next: one person who is easy to write to."),
    "contacts": t("Next: the people you know, one group at a time. Two minutes a group."),
    "whom": t("Next: one more person to write to."),
    "introductions": t("Next: places where you know nobody yet."),
    "plan": t("Next: look at what is waiting for an answer."),
}


def next_thing(person: Person) -> str:
    """The one thing that helps most now."""
    if not person.target.is_confirmed:
        return "target"
    if not person.contacts and not person.me.walked:
        return "first"
    if len(person.me.walked) < len(Category):
        return "contacts"
    if whom_first(person):
        return "whom"
    if any(not goal.is_settled and not working_at(person, goal) for goal in person.goals):
        return "introductions"
    return "plan"


def ask_home(turn: Turn) -> Reply:
    """Where one is in the three steps, and what comes next."""
    person = turn.person
    next_way = next_thing(person)
    others = [way for way in ("whom", "contacts", "introductions", "plan", "target") if way != next_way]
    resume = [Button(label("menu", "Go on where I was"), "resume")] if person.where.interrupted else []
    return say(
        Title(t("Where you are")),
        Items(
            (
                t("You're looking for: {target}", target=target_in_short(person)),
                tn("People you know: {count}", "People you know: {count}", len(person.contacts)),
                tn(
                    "People who can put you in touch: {count}",
                    "People who can put you in touch: {count}",
                    len(person.introductions),
                ),
                tn(
                    "Messages on the go: {count}",
                    "Messages on the go: {count}",
                    len(open_messages(person)),
                ),
            )
        ),
        NEXT[next_way],
        buttons=rows(*resume, *(Button(_label(person, way), way) for way in (next_way, *others[:4])), HIDE),
        card="menu",
    )


def _label(person: Person, way: str) -> Text:
    if way == "target" and person.target.is_confirmed:
        return label("menu", "Change what I'm looking for")
    return WAYS[way]


def can_resume(turn: Turn) -> bool:
    """Whether something was interrupted."""
    return bool(turn.person.where.interrupted)


SCRIPT = Script(
    "menu",
    Step,
    asks={Step.HOME: ask_home},
    lines=[
        Line(Step.HOME, press("target"), to=Step.TO_TARGET),
        Line(Step.HOME, press("first"), to=Step.TO_FIRST),
        Line(Step.HOME, press("contacts"), to=Step.TO_CONTACTS),
        Line(Step.HOME, press("whom"), to=Step.TO_WHOM),
        Line(Step.HOME, press("introductions"), to=Step.TO_INTRODUCTIONS),
        Line(Step.HOME, press("plan"), to=Step.TO_PLAN),
        Line(Step.HOME, press("resume"), to=Step.RESUME, when=can_resume),
    ],
    cards=frozenset({Step.HOME}),
    resting=frozenset({Step.HOME}),
)
