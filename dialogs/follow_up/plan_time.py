"""The time and place of a plan in the user's words, and the time that they name if it is unambiguous."""

from datetime import UTC
from typing import Final

from dialogs.engine.script import Turn
from dialogs.follow_up.plan_overview import name_of
from dialogs.model.outreach import Plan
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.slots import PlanTime
from dialogs.protocol.choices import decoded, read
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.rules.outreach import is_ready
from dialogs.text import Day, Language, Moment, Text, label, t
from dialogs.understanding.people.naming import first_name
from dialogs.understanding.times.date_and_time import Time, Understood, Which, time_in_words, understand

SUGGESTIONS: Final[dict[str, Text]] = {
    "tonight": label("when to send a message", "Tonight, at home"),
    "lunch": label("when to send a message", "Tomorrow at lunch, outside"),
    "weekend": label("when to send a message", "Saturday morning"),
}
"""Ready-made plans; a plan in the user's own words is more effective."""

OPTION: Final = "t"
"""Prefix of a choice, before the index of a time."""


def ask_when(turn: Turn) -> Reply:
    """Ask when and where: a plan in words is much more effective than an intention (Gollwitzer & Sheeran 2006)."""
    buttons = [Button(words, choice) for choice, words in SUGGESTIONS.items()]
    return say(
        t(
            "When and where will you send it to {name}? Write it in your own words; it makes it easier to do.",
            name=_name(turn),
        ),
        buttons=rows(*buttons),
    )


def is_suggestion(turn: Turn) -> bool:
    """Return whether the button is one of the suggestions."""
    return turn.choice in SUGGESTIONS


def is_open_suggestion(turn: Turn) -> bool:
    """Return whether the suggestion may mean several times, such as tomorrow after midnight."""
    return is_suggestion(turn) and is_open(turn)


def is_open(turn: Turn) -> bool:
    """Return whether the words, or the suggestion, may mean several times."""
    return isinstance(_read(turn), Which)


def is_timed(turn: Turn) -> bool:
    """Return whether the words name a time, or may mean several."""
    return _read(turn) is not None


def is_nothing_to_plan(turn: Turn) -> bool:
    """Return whether there is no message in the slots that is ready to send."""
    outreach = turn.person.outreach(turn.person.slots.subject.outreach)
    return outreach is None or not is_ready(outreach)


def keep_plan(turn: Turn) -> Person:
    """Store the words, and the time that they name if it is unambiguous."""
    read = _read(turn)
    return _planned(turn.person, _words(turn), read if isinstance(read, Understood) else None)


def keep_options(turn: Turn) -> Person:
    """Store the words, and the times that they may mean."""
    read = _read(turn)
    options = read.options if isinstance(read, Which) else ()
    return turn.person.with_follow_up(
        words=_words(turn), times=tuple([PlanTime(one.at, one.has_hour) for one in options])
    )


def _words(turn: Turn) -> str:
    if not turn.choice:
        return turn.text
    words = turn.said(SUGGESTIONS[turn.choice])
    is_capital = turn.choice == "weekend" and turn.person.language is Language.EN  # “Saturday”, but «lørdag»
    return words if is_capital else words[:1].lower() + words[1:]


def _read(turn: Turn) -> Time:
    return understand(_words(turn), turn.now.astimezone(turn.zone), turn.person.language)


def _planned(person: Person, words: str, read: Understood | None) -> Person:
    outreach = person.slots.subject.outreach
    serial = person.serial + 1
    others = tuple(plan for plan in person.plans if plan.outreach != outreach)
    at = read.at.astimezone(UTC) if read else None
    plan = Plan(serial, outreach or 0, words, at, has_hour=read is not None and read.has_hour)
    return replace(person, plans=(*others, plan), serial=serial)


# --- one of several times --------------------------------------------------------------------------------------------


def ask_which(turn: Turn) -> Reply:
    """Ask which of the times was meant."""
    buttons = [
        Button(label("which time is meant", "{time}", time=_said(turn, option)), f"t{place}")
        for place, option in enumerate(_options(turn.person))
    ]
    return say(
        t("Which one do you mean by “{words}”?", words=turn.person.slots.follow_up.words),
        buttons=rows(*buttons, Button(label("which time is meant", "Leave the time open"), "open")),
    )


def is_asked_about(turn: Turn) -> bool:
    """Return whether the slots still hold the times; those of an old question are gone."""
    return bool(_options(turn.person))


def is_option(turn: Turn) -> bool:
    """Return whether the button is one of the times."""
    return read(int, turn.choice, OPTION) in range(len(_options(turn.person)))


def keep_option(turn: Turn) -> Person:
    """Store the words with the chosen time, or without one if it has passed."""
    option = _options(turn.person)[decoded(int, turn.choice, OPTION)]
    return _planned(turn.person, turn.person.slots.follow_up.words, option if option.at > turn.now else None)


def keep_open(turn: Turn) -> Person:
    """Store the words without a time."""
    return _planned(turn.person, turn.person.slots.follow_up.words, None)


def is_answer(turn: Turn) -> bool:
    """Return whether the words name exactly one time; without a day, it must be on one of the days offered."""
    read = _read(turn)
    days = {option.at.date() for option in _options(turn.person)}
    return isinstance(read, Understood) and (read.has_day or read.at.date() in days)


def keep_answer(turn: Turn) -> Person:
    """Store the first words with the time that the user named now."""
    read = _read(turn)
    return _planned(turn.person, turn.person.slots.follow_up.words, read if isinstance(read, Understood) else None)


def _options(person: Person) -> list[Understood]:
    return [Understood(one.at, one.has_hour) for one in person.slots.follow_up.times]


def _said(turn: Turn, time: Understood) -> Day | Moment:
    here = time.at.astimezone(turn.zone)
    return time_in_words(here, turn.now, has_hour=time.has_hour)


# --- the confirmation ------------------------------------------------------------------------------------------------


def say_planned(turn: Turn, another: Button) -> Reply:
    """Confirm the plan; if it has a time, with the button that changes it."""
    plan = turn.person.plans[-1]
    words = plan.words.rstrip(".!?")
    planned = t(
        "Then that's the plan: {words}. The message to {name} is waiting in /plan.", words=words, name=_name(turn)
    )
    if plan.at is None:
        return say(planned)
    time = _said(turn, Understood(plan.at, plan.has_hour))
    return say(planned, t("I read that as {time}.", time=time), buttons=rows(another))


def _name(turn: Turn) -> str:
    outreach = turn.person.outreach(turn.person.slots.subject.outreach)
    return first_name(name_of(turn.person, outreach)) if outreach else ""
