"""The menu: the position in the three steps, what comes next, and the entry to everything else."""

from enum import StrEnum

from dialogs.engine.script import Script, Transition, Turn, press
from dialogs.engine.system_replies import HIDE
from dialogs.model.facts import Category, Search
from dialogs.model.person import Person
from dialogs.protocol.replies import Button, Items, Reply, Title, rows, say
from dialogs.rules.contacts import open_messages
from dialogs.rules.discretion import working_at
from dialogs.rules.open_requests import is_below_limit
from dialogs.rules.ranking import next_proposal
from dialogs.text import Text, label, t, tn
from dialogs.wording.labels import target_in_short


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    HOME = "menu.home"
    TO_TARGET = "menu.to_target"
    TO_FIRST = "menu.to_first"
    TO_CONTACTS = "menu.to_contacts"
    TO_WHOM = "menu.to_whom"
    TO_INTRODUCTIONS = "menu.to_introductions"
    TO_PLAN = "menu.to_plan"
    RESUME = "menu.resume"
    MORE = "menu.more"
    TO_NEWS = "menu.to_news"
    TO_NEW_JOB = "menu.to_new_job"
    TO_STOPPED = "menu.to_stopped"
    TO_LINKEDIN = "menu.to_linkedin"
    TO_REFEREES = "menu.to_referees"
    TO_WEEK = "menu.to_week"


WAYS: dict[str, Text] = {
    "target": label("menu", "Say what I'm looking for"),
    "first": label("menu", "Find one person to write to"),
    "contacts": label("menu", "Go through the people I know"),
    "whom": label("menu", "Who should I write to next?"),
    "introductions": label("menu", "Find somebody who knows somebody"),
    "plan": label("menu", "See my plan"),
    "new_job": label("menu", "My new job"),
    "stopped": label("menu", "I'm not looking now"),
}

NEXT: dict[str, Text] = {
    "target": t("Next: say what you're looking for."),
    "first": t("Next: one person who is easy to write to."),
    "contacts": t("Next: the people you know, one group at a time. Two minutes a group."),
    "whom": t("Next: one more person to write to."),
    "introductions": t("Next: places where you know nobody yet."),
    "plan": t("Next: look at what is waiting for an answer."),
    "new_job": t("Next: thanks to those who helped, and a good end where you are."),
    "stopped": t("You're not looking now, so there is no next step."),
}


AFTERWARDS = {Search.FOUND: "new_job", Search.STOPPED: "stopped"}


def next_thing(turn: Turn) -> str:
    """Return the choice of the most helpful next step."""
    search = turn.person.me.search
    return _next_in_search(turn) if search is Search.ON else AFTERWARDS[search]


def _next_in_search(turn: Turn) -> str:
    person = turn.person
    if not person.target.is_confirmed:
        return "target"
    if not person.contacts and not person.me.walked:
        return "first"
    if len(person.me.walked) < len(Category):
        return "contacts"
    if next_proposal(person) and is_below_limit(person, turn.operator.open_requests):
        return "whom"
    if any(not goal.is_settled and not working_at(person, goal) for goal in person.goals):
        return "introductions"
    return "plan"


def ask_home(turn: Turn) -> Reply:
    """Show the position in the three steps, and what comes next."""
    person = turn.person
    next_way = next_thing(turn)
    ways = ("whom", "contacts", "introductions", "plan") if person.me.search is Search.ON else ("plan",)
    others = [way for way in ways if way != next_way]
    resume = [Button(label("menu", "Go on where I was"), "resume")] if person.where.interrupted else []
    return say(
        Title(t("Where you are")),
        Items(_progress(person)),
        NEXT[next_way],
        buttons=(
            *rows(*resume, *(Button(_label(person, way), way) for way in (next_way, *others))),
            (Button(label("menu", "Something has happened"), "news"), Button(label("menu", "More"), "more")),
            (HIDE,),
        ),
        card="menu",
    )


def _progress(person: Person) -> tuple[Text, ...]:
    introducers, messages = len(person.introductions), len(open_messages(person))
    return (
        t("You're looking for: {target}", target=target_in_short(person)),
        tn("People you know: {count}", "People you know: {count}", len(person.contacts)),
        tn("People who can put you in touch: {count}", "People who can put you in touch: {count}", introducers),
        tn("Messages on the go: {count}", "Messages on the go: {count}", messages),
    )


def _label(person: Person, way: str) -> Text:
    if way == "target" and person.target.is_confirmed:
        return label("menu", "Change what I'm looking for")
    return WAYS[way]


def ask_more(turn: Turn) -> Reply:
    """Show what is needed only occasionally."""
    return say(
        Title(t("More")),
        buttons=rows(
            Button(_label(turn.person, "target"), "target"),
            Button(label("menu", "My LinkedIn profile"), "linkedin"),
            Button(label("menu", "Referees"), "referees"),
            Button(label("menu", "My week, to show or keep"), "week"),
            Button(label("menu", "Back"), "back"),
        ),
        card="menu",
    )


def can_resume(turn: Turn) -> bool:
    """Return whether a dialog was interrupted."""
    return bool(turn.person.where.interrupted)


SCRIPT = Script(
    "menu",
    Step,
    asks={Step.HOME: ask_home, Step.MORE: ask_more},
    lines=[
        Transition(Step.HOME, press("target"), to=Step.TO_TARGET),
        Transition(Step.HOME, press("first"), to=Step.TO_FIRST),
        Transition(Step.HOME, press("contacts"), to=Step.TO_CONTACTS),
        Transition(Step.HOME, press("whom"), to=Step.TO_WHOM),
        Transition(Step.HOME, press("introductions"), to=Step.TO_INTRODUCTIONS),
        Transition(Step.HOME, press("plan"), to=Step.TO_PLAN),
        Transition(Step.HOME, press("news"), to=Step.TO_NEWS),
        Transition(Step.HOME, press("new_job"), to=Step.TO_NEW_JOB),
        Transition(Step.HOME, press("stopped"), to=Step.TO_STOPPED),
        Transition(Step.HOME, press("more"), to=Step.MORE),
        Transition(Step.MORE, press("target"), to=Step.TO_TARGET),
        Transition(Step.MORE, press("linkedin"), to=Step.TO_LINKEDIN),
        Transition(Step.MORE, press("referees"), to=Step.TO_REFEREES),
        Transition(Step.MORE, press("week"), to=Step.TO_WEEK),
        Transition(Step.MORE, press("back"), to=Step.HOME),
        Transition(Step.HOME, press("resume"), to=Step.RESUME, when=can_resume),
    ],
    cards=frozenset({Step.HOME, Step.MORE}),
    resting=frozenset({Step.HOME, Step.MORE}),
)
