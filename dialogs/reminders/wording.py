"""The text of a reminder: a line that is safe on a locked screen, the topics behind a spoiler, and the buttons."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from dialogs.engine.script import Turn
from dialogs.model.outreach import Outreach, OutreachEvent
from dialogs.model.person import Person
from dialogs.model.reminders import ReminderKind
from dialogs.protocol.replies import AnyButton, Block, Button, Items, Para, Reply, Spoiler, Title, rows
from dialogs.rules.outreach import OUTCOMES, is_ready, is_waiting
from dialogs.rules.ranking import next_proposal
from dialogs.rules.reminders.due import Reminder
from dialogs.rules.reminders.topics import DueTopic
from dialogs.text import Moment, Text, Value, Words, label, t, tn
from dialogs.understanding.people.naming import first_name, whole_name

LATE: Final = timedelta(days=1)
"""After this time, the reminder says that it is late."""

WEEK: Final = timedelta(days=7)

SHOWN: Final = 4
"""Maximum number of topics in one message."""

FIRST_LINES: Final[Mapping[ReminderKind, Text]] = {
    ReminderKind.PLAN: t("It's time for something you planned."),
    ReminderKind.FOLLOW_UP: t("A small question about a message you sent."),
    ReminderKind.THANKS: t("A kind word that is worth sending today."),
    ReminderKind.FOCUS: t("A word for the road."),
    ReminderKind.UNFINISHED: t("You stopped in the middle of something. It takes a minute to go on."),
    ReminderKind.LOOK_BACK: t("Your week in short."),
    ReminderKind.SMALL: t("One small thing, if you have two minutes."),
}
"""First lines, which others may read on the screen; they mention neither the search nor any name."""

SEVERAL: Final = t("A few things, the most important first.")

DO: Final[Mapping[ReminderKind, Text]] = {
    ReminderKind.PLAN: label("nudge", "Do it now"),
    ReminderKind.FOLLOW_UP: label("nudge", "Look at it"),
    ReminderKind.THANKS: label("nudge", "Say thanks now"),
    ReminderKind.UNFINISHED: label("nudge", "Go on"),
    ReminderKind.LOOK_BACK: label("nudge", "Take the next step"),
}
"""Labels of the buttons that lead to the action."""

DONE: Final[Mapping[ReminderKind, Text]] = {
    ReminderKind.PLAN: label("nudge", "I've sent it"),
    ReminderKind.FOLLOW_UP: label("nudge", "I've had an answer"),
    ReminderKind.THANKS: label("nudge", "I've said thanks"),
    ReminderKind.FOCUS: label("nudge", "Thanks, I will"),
    ReminderKind.UNFINISHED: label("nudge", "Leave it"),
    ReminderKind.LOOK_BACK: label("nudge", "Not this week"),
    ReminderKind.SMALL: label("nudge", "Done"),
}

FOCUS: Final = (
    t("Give your best until your last day. What people remember from the end follows you."),
    t("Hand over well: write down what only you know. They'll be glad of it when you're gone."),
    t("Tell those who were good to work with what it meant to you. They may be your referees one day."),
)
"""Tips of W2 of the method, one every second week."""

SMALL_THINGS: Final = (
    t("Comment on something that somebody you know has posted on LinkedIn. One honest sentence will do."),
    t("Give something back: send somebody an article, a job or a name that could help them."),
    t("Congratulate somebody on a new job or an anniversary, in two lines."),
    t("Thank somebody who helped you once, long ago. Ask for nothing this time."),
    t("Tick one more thing off your LinkedIn list: write “LinkedIn” to see it."),
)
"""Small steps of L3 and P3 of the method, one a week."""


def say_reminder(turn: Turn, reminder: Reminder, question: Reply) -> Reply:
    """Return the message of a reminder; `question` is the open question."""
    farewell = [say_farewell()] if reminder.is_farewell else []
    asks_pace = [say_less_often()] if reminder.asks_pace else []
    topics = reminder.topics[:SHOWN]
    more = len(reminder.topics) - len(topics)
    first = [Para(SEVERAL if len(topics) > 1 else FIRST_LINES[topics[0].kind])] if topics else []
    late = [Para(_late(turn, topic)) for topic in topics[:1] if _is_late(turn, topic)]
    told = [line for topic in topics for line in LINES[topic.kind](turn, topic.about, question)]
    told += [tn("And {count} more, in /plan.", "And {count} more, in /plan.", more)] if more else []
    about = [Spoiler(tuple(told))] if told else []
    blocks: tuple[Block, ...] = (*first, *late, *about, *map(Para, [*asks_pace, *farewell]))
    return Reply(blocks, _buttons(turn.person, reminder), is_silent=not any(one.is_asked for one in topics))


def say_farewell() -> Text:
    """Say that four reminders had no answer, and that no more come until the user writes."""
    return t("I've written a few times without an answer, so I'll be quiet now. Write to me whenever you like.")


def say_less_often() -> Text:
    """Ask whether fewer reminders are better, because two had no answer."""
    return t("My last two went unanswered. Would you like to hear from me less often?")


def _is_late(turn: Turn, topic: DueTopic) -> bool:
    return topic.kind is ReminderKind.PLAN and turn.now - topic.at > LATE


def _late(turn: Turn, topic: DueTopic) -> Text:
    time = Moment(topic.at.astimezone(turn.zone))
    return t("This comes late: it was meant for {time}.", time=time)


# --- the topics ------------------------------------------------------------------------------------------------------


def _of_plan(turn: Turn, n: int, _question: Reply) -> list[Words]:
    """Return the plan in the user's own words."""
    person = turn.person
    plan = next(plan for plan in person.plans if plan.n == n)
    name = whole_name(name_of(person, person.outreach(plan.outreach)))
    return [t("The message to {name}. Your plan: {words}", name=name, words=plan.words)]


def _of_follow_up(turn: Turn, n: int, _question: Reply) -> list[Words]:
    name = whole_name(name_of(turn.person, turn.person.outreach(n)))
    if any((one.kind, one.about) == (ReminderKind.FOLLOW_UP, n) for one in turn.person.nudges.told):
        return [t("Still nothing from {name}? One more short message is fine; after that, let it rest.", name=name)]
    return [t("Have you heard from {name}?", name=name)]


def _of_thanks(turn: Turn, n: int, _question: Reply) -> list[Words]:
    name = whole_name(name_of(turn.person, turn.person.outreach(n)))
    return [t("You've had help from {name}. Has {name} had a thank-you?", name=name)]


def _of_focus(turn: Turn, _n: int, _question: Reply) -> list[Words]:
    weeks = (turn.now - (turn.person.me.search_since or turn.now)) // WEEK
    return [FOCUS[weeks // 2 % len(FOCUS)]]


def _of_small(turn: Turn, _n: int, _question: Reply) -> list[Words]:
    week = (turn.now - (turn.person.nudging.small_since or turn.now)) // WEEK
    return [SMALL_THINGS[week % len(SMALL_THINGS)]]


def _of_question(_turn: Turn, _n: int, question: Reply) -> list[Words]:
    """Return the open question."""
    lines: list[Words] = []
    for block in question.blocks:
        match block:
            case Para(words) | Title(words):
                lines.append(words)
            case Items(items):
                lines.extend(items)
            case _:
                pass
    return lines


def _of_week(turn: Turn, _n: int, _question: Reply) -> list[Words]:
    """Return what was sent and answered, what is open, and one next step."""
    person = turn.person
    events = [one.what for outreach in person.outreaches for one in outreach.events if turn.now - one.at <= WEEK]
    sent, answers = events.count(OutreachEvent.SENT), sum(what in OUTCOMES for what in events)
    ready = [outreach for outreach in person.outreaches if is_ready(outreach)]
    waiting = sum(map(is_waiting, person.outreaches))
    counts = (
        (sent, tn("Sent: {count} message.", "Sent: {count} messages.", sent)),
        (answers, tn("Answers: {count}.", "Answers: {count}.", answers)),
        (waiting, tn("Waiting for an answer: {count}.", "Waiting for an answer: {count}.", waiting)),
        (len(ready), tn("Ready to send: {count} message.", "Ready to send: {count} messages.", len(ready))),
    )
    lines: list[Words] = [words for count, words in counts if count]
    if ready:
        return [*lines, t("Next step: send the one to {name}.", name=whole_name(name_of(person, ready[0])))]
    if proposal := next_proposal(person):
        return [*lines, t("Next step: write to {name}.", name=first_name(proposal.contact.name))]
    return lines


LINES: Final[Mapping[ReminderKind, Callable[[Turn, int, Reply], list[Words]]]] = {
    ReminderKind.PLAN: _of_plan,
    ReminderKind.FOLLOW_UP: _of_follow_up,
    ReminderKind.THANKS: _of_thanks,
    ReminderKind.FOCUS: _of_focus,
    ReminderKind.UNFINISHED: _of_question,
    ReminderKind.LOOK_BACK: _of_week,
    ReminderKind.SMALL: _of_small,
}
"""The text of each kind of topic, which stands behind the spoiler."""


def name_of(person: Person, outreach: Outreach | None) -> str:
    """Return the first name of the recipient."""
    contact = person.contact(outreach.contact) if outreach else None
    return first_name(contact.name) if contact else ""


# --- the buttons -----------------------------------------------------------------------------------------------------


def code(topic: DueTopic) -> str:
    """Return the code of a topic for callback data: a letter and a number."""
    return f"{topic.kind}{topic.about}"


def _buttons(person: Person, reminder: Reminder) -> tuple[tuple[AnyButton, ...], ...]:
    topics = reminder.topics[:SHOWN]
    if not topics:
        return rows(Button(label("nudge", "Reminders and times"), "settings"))
    first = topics[0]
    now = [Button(DO[first.kind], f"do-{code(first)}")] if first.kind in DO else []
    now.append(Button(DONE[first.kind], f"done-{code(first)}"))
    others = [Button(_label(person, one), f"do-{code(one)}") for one in topics[1:] if one.kind in DO]
    later = Button(label("nudge", "Later"), "later-" + ".".join(map(code, topics)))
    less = Button(label("nudge", "Less of this"), "less")
    stop = Button(label("nudge", "Stop"), "stop")
    return (*rows(*now, width=2), *rows(*others), *rows(later, less, stop, width=3))


def _label(person: Person, topic: DueTopic) -> Words:
    """Return the button label of a further topic."""
    name = topic_name(person, topic)
    return t("{what}: {name}", what=DO[topic.kind], name=name) if name else DO[topic.kind]


def topic_name(person: Person, topic: DueTopic) -> Value:
    """Return the name of the person whom a topic is about, or ""."""
    match topic.kind:
        case ReminderKind.PLAN:
            plan = next((plan for plan in person.plans if plan.n == topic.about), None)
            return whole_name(name_of(person, person.outreach(plan.outreach))) if plan else ""
        case ReminderKind.FOLLOW_UP | ReminderKind.THANKS:
            return whole_name(name_of(person, person.outreach(topic.about)))
        case _:
            return ""
