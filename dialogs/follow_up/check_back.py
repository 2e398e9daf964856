"""Check back: after a message was sent, when to look at it again, proposed by the cadence."""

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from dialogs.engine import takes
from dialogs.engine.script import ARRIVED, PICKED, SAID, SKIPPED, Script, Transition, Turn, press
from dialogs.model.outreach import Outreach, Purpose
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.choices import decoded, encoded, read
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.rules.follow_up_cadence import next_answer_check
from dialogs.rules.outreach import is_waiting
from dialogs.text import Day, Moment, Text, label, t
from dialogs.understanding.people.naming import first_name
from dialogs.understanding.times.date_and_time import MORNING, Time, Understood, Which, understand


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    WHEN = "looking.when"
    WHICH = "looking.which"
    DONE = "looking.done"


MOST_OPTIONS: Final = 4


def is_nothing_awaited(turn: Turn) -> bool:
    """Return whether no answer is expected, as after thanks."""
    outreach = _awaited(turn.person)
    return outreach is None or not is_waiting(outreach)


def _awaited(person: Person) -> Outreach | None:
    """Return the message whose answer is expected; for a follow-up, the message that it is about."""
    outreach = person.outreach(person.slots.subject.outreach)
    is_about_another = outreach is not None and outreach.purpose is Purpose.FOLLOW_UP
    return person.outreach(outreach.about) if outreach and is_about_another else outreach


def ask_when(turn: Turn) -> Reply:
    """Ask when to look at the message again."""
    return say(
        t(
            "When should we look at it again? I'd say {day}. By then {name} has had time to answer.",
            day=Day(_proposed(turn).date(), has_weekday=True),
            name=_name(turn.person),
        ),
        buttons=rows(
            Button(label("when to look again", "That day is fine"), "proposed"),
            Button(label("when to look again", "A week later"), "later"),
            Button(label("when to look again", "No reminder"), "never"),
        ),
        hint=t("A day, such as Thursday or 3 December"),
    )


def keep_proposed(turn: Turn) -> Person:
    """Store the proposed day."""
    return _looking_at(turn, _proposed(turn))


def keep_later(turn: Turn) -> Person:
    """Store the day a week after the proposed one."""
    return _looking_at(turn, _proposed(turn) + timedelta(weeks=1))


def keep_never(turn: Turn) -> Person:
    """Store that no reminder is wanted; the message stays in the plan."""
    return turn.person.with_outreach(replace(_outreach(turn.person), look_at=None, is_unwatched=True))


def is_day(turn: Turn) -> bool:
    """Return whether the words name exactly one time."""
    return isinstance(_read(turn), Understood)


def keep_day(turn: Turn) -> Person:
    """Store the time in the words."""
    read = _read(turn)
    return _looking_at(turn, read.at) if isinstance(read, Understood) else turn.person


def is_unclear(turn: Turn) -> bool:
    """Return whether the words may mean several times."""
    return isinstance(_read(turn), Which)


def keep_options(turn: Turn) -> Person:
    """Store the times that the words may mean."""
    read = _read(turn)
    options = read.options if isinstance(read, Which) else ()
    return turn.person.with_follow_up(days=tuple(one.at for one in options[:MOST_OPTIONS]))


def say_no_day(_turn: Turn) -> Text:
    """Say that the words name no future time."""
    return t("I can't find a day in that. Write for example “Thursday” or “3 December”.")


def _read(turn: Turn) -> Time:
    return understand(turn.text, turn.now.astimezone(turn.zone), turn.person.language)


def ask_which(turn: Turn) -> Reply:
    """Ask which of the times was meant."""
    options = turn.person.slots.follow_up.days
    buttons = [
        Button(label("when to look again", "{day}", day=_said(turn, at)), encoded(n)) for n, at in enumerate(options)
    ]
    return say(t("Which day do you mean?"), buttons=rows(*buttons))


def has_no_options(turn: Turn) -> bool:
    """Return whether there are no times to choose from."""
    return not _options(turn.person)


def _options(person: Person) -> tuple[datetime, ...]:
    return person.slots.follow_up.days


def is_option(turn: Turn) -> bool:
    """Return whether the button is one of the times."""
    return read(int, turn.choice) in range(len(_options(turn.person)))


def keep_option(turn: Turn) -> Person:
    """Store the chosen time."""
    return _looking_at(turn, _options(turn.person)[decoded(int, turn.choice)])


def say_noted(turn: Turn) -> Text:
    """Confirm the time."""
    at = _outreach(turn.person).look_at
    assert at is not None  # noqa: S101  # stored by the same transition
    return t("Fine. We'll look at it again: {day}.", day=_said(turn, at))


def say_no_reminder(_turn: Turn) -> Text:
    """Say that the message is not forgotten."""
    return t("Fine. You'll find it in /plan whenever you like.")


def _said(turn: Turn, at: datetime) -> Day | Moment:
    local = at.astimezone(turn.zone)
    return Day(local.date(), has_weekday=True) if local.time() == MORNING else Moment(local)


def _proposed(turn: Turn) -> datetime:
    """Return the morning of the proposed day; the reminder comes at the user's hours."""
    day = next_answer_check(_outreach(turn.person), turn.now, turn.zone)
    return datetime.combine(day, time(MORNING.hour), turn.zone)


def _looking_at(turn: Turn, at: datetime) -> Person:
    changed = replace(_outreach(turn.person), look_at=at.astimezone(UTC), is_unwatched=False)
    return turn.person.with_outreach(changed).with_follow_up(days=())


def _outreach(person: Person) -> Outreach:
    outreach = _awaited(person)
    assert outreach is not None  # noqa: S101  # checked on arrival
    return outreach


def _name(person: Person) -> str:
    contact = person.contact(_outreach(person).contact)
    return first_name(contact.name) if contact else ""


SCRIPT = Script(
    "looking",
    Step,
    asks={Step.WHEN: ask_when, Step.WHICH: ask_which},
    lines=[
        Transition(Step.WHEN, ARRIVED, to=Step.DONE, when=is_nothing_awaited),
        Transition(Step.WHEN, press("proposed"), to=Step.DONE, keep=keep_proposed, say=say_noted),
        Transition(Step.WHEN, press("later"), to=Step.DONE, keep=keep_later, say=say_noted),
        Transition(Step.WHEN, press("never"), to=Step.DONE, keep=keep_never, say=say_no_reminder),
        Transition(Step.WHEN, SKIPPED, to=Step.DONE, keep=keep_never),
        Transition(Step.WHEN, SAID, to=Step.DONE, when=is_day, keep=keep_day, say=say_noted),
        Transition(Step.WHEN, SAID, to=Step.WHICH, when=is_unclear, keep=keep_options),
        Transition(Step.WHEN, SAID, to=Step.WHEN, say=say_no_day),
        Transition(Step.WHICH, ARRIVED, to=Step.WHEN, when=has_no_options),
        Transition(Step.WHICH, PICKED, to=Step.DONE, when=is_option, keep=keep_option, say=say_noted),
        Transition(Step.WHICH, SAID, to=Step.DONE, when=is_day, keep=keep_day, say=say_noted),
        Transition(Step.WHICH, SKIPPED, to=Step.DONE),
    ],
    resting=frozenset({Step.WHEN}),
    takes={
        Step.WHEN: takes.WHEN,
    },
)
