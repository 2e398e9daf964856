"""Nudges: what one does with one that came, what is planned, and the way to everything that one can change."""

import re
from datetime import datetime, timedelta
from enum import StrEnum

from dialogs.facts import Happening, Outreach
from dialogs.hours import hours_of
from dialogs.nudge_facts import Kind, Pace, Told
from dialogs.nudge_planned import planned_said, settings_said
from dialogs.outreaches import happened, is_waiting, sent, thanking
from dialogs.person import Person
from dialogs.records import replace
from dialogs.script import PICKED, SAID, SKIPPED, Line, Script, Turn, press
from dialogs.speech import Button, Items, Reply, Title, rows, say
from dialogs.text import Both, Moment, Text, label, t
from dialogs.times import Understood, Which, understand


class Step(StrEnum):
    """The steps of this dialog; the values are stored: add, never rename."""

    CARD = "nudges.card"
    LATER = "nudges.later"
    WHICH = "nudges.which"
    PUT_OFF = "nudges.put_off"
    TO_ONE = "nudges.to_one"
    TO_THANKS = "nudges.to_thanks"
    TO_LOOKING = "nudges.to_looking"
    TO_OUTCOME = "nudges.to_outcome"
    TO_PLAN = "nudges.to_plan"
    TO_OFTEN = "nudges.to_often"
    TO_DAYS = "nudges.to_days"
    TO_HOURS = "nudges.to_hours"
    TO_ZONE = "nudges.to_zone"
    TO_LOOK_BACK = "nudges.to_look_back"
    TO_PAUSE = "nudges.to_pause"
    DONE = "nudges.done"


ABOUT = re.compile(r"(?P<deed>do|done)-(?P<kind>[a-z])(?P<about>[0-9]{1,9})")
PUTS_OFF = re.compile(r"later-(?P<codes>[a-z][0-9]{1,9}(?:\.[a-z][0-9]{1,9}){0,9})")
CODE = re.compile(r"(?P<kind>[a-z])(?P<about>[0-9]+)")

COMMAND = Both(nb="/paminnelser", en="/nudges")

LESS = {Pace.DAILY: Pace.SOME, Pace.SOME: Pace.WEEKLY, Pace.WEEKLY: Pace.PLANS, Pace.PLANS: Pace.PLANS}

LESS_SAID: dict[Pace, Text] = {
    Pace.SOME: t("Then I write every third day at most. {command} changes it.", command=COMMAND),
    Pace.WEEKLY: t("Then I write once a week at most. {command} changes it.", command=COMMAND),
    Pace.PLANS: t("Then I only write about your own plans. {command} changes it.", command=COMMAND),
}

MONDAY = 7

MOST_LATER = 20
"""So much that was put off is remembered: more than anybody puts off."""

# --- the overview ----------------------------------------------------------------------------------------------------


def ask_card(turn: Turn) -> Reply:
    """How one is reminded, and what is to come."""
    turn_on, turn_off = label("reminders", "Turn on small things"), label("reminders", "Turn off small things")
    return say(
        Title(t("Reminders")),
        Items(settings_said(turn)),
        *planned_said(turn),
        buttons=rows(
            Button(label("reminders", "How often"), "often"),
            Button(label("reminders", "Days"), "days"),
            Button(label("reminders", "Hours"), "hours"),
            Button(label("reminders", "Time zone"), "zone"),
            Button(label("reminders", "Look back"), "look_back"),
            Button(turn_off if turn.person.nudging.small_since else turn_on, "small"),
            Button(label("reminders", "Pause or stop"), "pause"),
            Button(label("reminders", "That's fine"), "fine"),
            width=2,
        ),
        card="nudges",
    )


def keep_small(turn: Turn) -> Person:
    """One small thing a week, or not any more."""
    was = turn.person.nudging.small_since
    return turn.person.with_nudging(small_since=None if was else turn.now)


# --- what one does with a nudge --------------------------------------------------------------------------------------


def _about(turn: Turn, deed: str) -> tuple[Kind, int] | None:
    """What the button is about, if it is for this deed and there still is such a thing."""
    found = ABOUT.fullmatch(turn.choice)
    if found is None or found["deed"] != deed or found["kind"] not in set(Kind):
        return None
    kind, about = Kind(found["kind"]), int(found["about"])
    return (kind, about) if kind not in OF_MESSAGES or _message(turn.person, kind, about) else None


OF_MESSAGES = frozenset({Kind.PLAN, Kind.FOLLOW_UP, Kind.THANKS})


def _message(person: Person, kind: Kind, about: int) -> Outreach | None:
    plan = next((plan for plan in person.plans if plan.n == about), None) if kind is Kind.PLAN else None
    return person.outreach(plan.outreach if plan else about)


def _is(turn: Turn, deed: str, *kinds: Kind) -> bool:
    about = _about(turn, deed)
    return about is not None and about[0] in kinds


def does_message(turn: Turn) -> bool:
    """Whether the button opens a message."""
    return _is(turn, "do", Kind.PLAN, Kind.FOLLOW_UP)


def does_thanks(turn: Turn) -> bool:
    """Whether the button begins a thank-you."""
    return _is(turn, "do", Kind.THANKS)


def keep_thanks(turn: Turn) -> Person:
    """Thanks for that message."""
    return thanking(turn.person, _told(turn, "do"))


def keep_message(turn: Turn) -> Person:
    """The message that it is about."""
    return _noting(turn.person, _told(turn, "do"))


def _noting(person: Person, outreach: Outreach) -> Person:
    return person.noting(outreach=outreach.n, contact=outreach.contact)


def _told(turn: Turn, deed: str) -> Outreach:
    about = _about(turn, deed)
    outreach = _message(turn.person, *about) if about else None
    assert outreach is not None  # noqa: S101  # the guard has seen it
    return outreach


def does_next_step(turn: Turn) -> bool:
    """Whether the button leads to the next step of the week."""
    return _is(turn, "do", Kind.LOOK_BACK)


def goes_on(turn: Turn) -> bool:
    """Whether the button takes up the question that stands."""
    return _is(turn, "do", Kind.UNFINISHED)


def was_sent(turn: Turn) -> bool:
    """Whether the button says that a planned message was sent."""
    return _is(turn, "done", Kind.PLAN)


def keep_sent(turn: Turn) -> Person:
    """That it was sent."""
    outreach = _told(turn, "done")
    return _noting(sent(turn.person, outreach, turn.now), outreach)


def say_sent(_turn: Turn) -> Text:
    """Well done."""
    return t("Well done. I've noted it.")


def was_answered(turn: Turn) -> bool:
    """Whether the button says that an answer came."""
    return _is(turn, "done", Kind.FOLLOW_UP)


def keep_answered(turn: Turn) -> Person:
    """That an answer came."""
    outreach = _told(turn, "done")
    answered = happened(turn.person, outreach, Happening.ANSWERED, turn.now) if is_waiting(outreach) else turn.person
    return _noting(answered, outreach)


def was_thanked(turn: Turn) -> bool:
    """Whether the button says that thanks were given."""
    return _is(turn, "done", Kind.THANKS)


def keep_thanked(turn: Turn) -> Person:
    """That thanks were given."""
    return happened(turn.person, _told(turn, "done"), Happening.THANKED, turn.now)


def is_done(turn: Turn) -> bool:
    """Whether the button says that it is done, or seen."""
    return _about(turn, "done") is not None


def say_done(turn: Turn) -> Text:
    """A word for each."""
    return t("Nice. Small things add up.") if _is(turn, "done", Kind.SMALL) else t("Fine.")


def keep_less(turn: Turn) -> Person:
    """Less often from now on."""
    return turn.person.with_nudging(pace=LESS[turn.person.nudging.pace])


def say_less(turn: Turn) -> Text:
    """How often now."""
    return LESS_SAID[turn.person.nudging.pace]


def keep_stopped(turn: Turn) -> Person:
    """Nothing more."""
    return turn.person.with_nudging(is_stopped=True)


def say_stopped(_turn: Turn) -> Text:
    """How to get them back."""
    return t("Then nothing more comes from me, nor about your plans. {command} turns it on again.", command=COMMAND)


# --- later -----------------------------------------------------------------------------------------------------------


def puts_off(turn: Turn) -> bool:
    """Whether the button puts off what the nudge was about."""
    return PUTS_OFF.fullmatch(turn.choice) is not None


def keep_put_off(turn: Turn) -> Person:
    """What is to come later."""
    return turn.person.noting(words=turn.choice.removeprefix("later-"))


def ask_later(_turn: Turn) -> Reply:
    """When to come back to it."""
    return say(
        t("When shall I come back to it? Pick, or write a time."),
        buttons=rows(
            Button(label("when to remind", "In an hour"), "hour"),
            Button(label("when to remind", "Tomorrow"), "tomorrow"),
            Button(label("when to remind", "Next week"), "week"),
        ),
    )


def keep_in_an_hour(turn: Turn) -> Person:
    """In an hour."""
    return _later(turn, turn.now + timedelta(hours=1))


def keep_tomorrow(turn: Turn) -> Person:
    """Tomorrow, when the person's hours begin."""
    return _later(turn, _in_days(turn, 1))


def keep_next_week(turn: Turn) -> Person:
    """On Monday, when the person's hours begin."""
    return _later(turn, _in_days(turn, MONDAY - turn.now.astimezone(turn.zone).weekday()))


def _in_days(turn: Turn, days: int) -> datetime:
    hours = hours_of(turn.person.nudging, turn.person.me.work, turn.zone)
    return hours.begin(hours.day_of(turn.now) + timedelta(days=days))


def names_time(turn: Turn) -> bool:
    """Whether the words name one time to come."""
    return isinstance(_time(turn), Understood)


def keep_time(turn: Turn) -> Person:
    """That time."""
    time = _time(turn)
    assert isinstance(time, Understood)  # noqa: S101  # the guard has seen it
    return _later(turn, _with_hour(turn, time))


def _time(turn: Turn) -> Understood | Which | None:
    return understand(turn.text, turn.now.astimezone(turn.zone), turn.person.language)


def _with_hour(turn: Turn, time: Understood) -> datetime:
    """The time; where no hour was named, the one at which the person's hours begin."""
    if time.has_hour:
        return time.at
    return hours_of(turn.person.nudging, turn.person.me.work, turn.zone).begin(time.at.date())


def names_several_times(turn: Turn) -> bool:
    """Whether the words may mean one time or another."""
    return isinstance(_time(turn), Which)


def keep_options(turn: Turn) -> Person:
    """The times that they may mean."""
    time = _time(turn)
    options = time.options if isinstance(time, Which) else ()
    return turn.person.noting(times=tuple(_with_hour(turn, option) for option in options))


def say_no_time(_turn: Turn) -> Text:
    """No time that is sure."""
    return t("I'm not sure what time that is. Try for example “tomorrow at 17.30”.")


def ask_which(turn: Turn) -> Reply:
    """Which of them."""
    times = [Moment(at.astimezone(turn.zone)) for at in turn.person.notepad.times]
    buttons = [Button(label("which time", "{time}", time=time), str(n)) for n, time in enumerate(times)]
    return say(t("Which of these do you mean?"), buttons=rows(*buttons))


def is_option(turn: Turn) -> bool:
    """Whether the button is one of them."""
    return turn.choice.isdecimal() and int(turn.choice) < len(turn.person.notepad.times)


def keep_option(turn: Turn) -> Person:
    """That one."""
    return _later(turn, turn.person.notepad.times[int(turn.choice)])


def _later(turn: Turn, at: datetime) -> Person:
    """Everything that the nudge was about, at that time: a plan is moved, and the rest comes back then."""
    person = turn.person
    codes = CODE.finditer(person.notepad.words)
    subjects = [(Kind(one["kind"]), int(one["about"])) for one in codes if one["kind"] in set(Kind)]
    moved = {about for kind, about in subjects if kind is Kind.PLAN}
    plans = tuple(replace(plan, at=at, has_hour=True) if plan.n in moved else plan for plan in person.plans)
    new = {(kind, about): Told(kind, about, at) for kind, about in subjects if kind is not Kind.PLAN}
    later = {(one.kind, one.about): one for one in person.nudging.later} | new
    put_off = replace(person, plans=plans).with_nudging(later=tuple(later.values())[-MOST_LATER:])
    return put_off.noting(times=(at,))


def ask_put_off(turn: Turn) -> Reply:
    """When it comes, said back; and a way to correct it."""
    time = Moment(turn.person.notepad.times[0].astimezone(turn.zone))
    return say(
        t("Then I'll come back to it on {time}.", time=time),
        buttons=rows(
            Button(label("when to remind", "Good"), "good"),
            Button(label("when to remind", "Another time"), "other"),
            width=2,
        ),
    )


SCRIPT = Script(
    "nudges",
    Step,
    asks={Step.CARD: ask_card, Step.LATER: ask_later, Step.WHICH: ask_which, Step.PUT_OFF: ask_put_off},
    lines=[
        Line(Step.CARD, press("often"), to=Step.TO_OFTEN),
        Line(Step.CARD, press("days"), to=Step.TO_DAYS),
        Line(Step.CARD, press("hours"), to=Step.TO_HOURS),
        Line(Step.CARD, press("zone"), to=Step.TO_ZONE),
        Line(Step.CARD, press("look_back"), to=Step.TO_LOOK_BACK),
        Line(Step.CARD, press("small"), to=Step.CARD, keep=keep_small),
        Line(Step.CARD, press("pause"), to=Step.TO_PAUSE),
        Line(Step.CARD, press("fine"), to=Step.DONE),
        Line(Step.CARD, press("less"), to=Step.DONE, keep=keep_less, say=say_less),
        Line(Step.CARD, press("stop"), to=Step.DONE, keep=keep_stopped, say=say_stopped),
        Line(Step.CARD, press("settings"), to=Step.CARD),
        Line(Step.CARD, PICKED, to=Step.TO_ONE, when=does_message, keep=keep_message),
        Line(Step.CARD, PICKED, to=Step.TO_THANKS, when=does_thanks, keep=keep_thanks),
        Line(Step.CARD, PICKED, to=Step.TO_PLAN, when=does_next_step),
        Line(Step.CARD, PICKED, to=Step.DONE, when=goes_on),
        Line(Step.CARD, PICKED, to=Step.TO_LOOKING, when=was_sent, keep=keep_sent, say=say_sent),
        Line(Step.CARD, PICKED, to=Step.TO_OUTCOME, when=was_answered, keep=keep_answered),
        Line(Step.CARD, PICKED, to=Step.DONE, when=was_thanked, keep=keep_thanked, say=say_sent),
        Line(Step.CARD, PICKED, to=Step.DONE, when=is_done, say=say_done),
        Line(Step.CARD, PICKED, to=Step.LATER, when=puts_off, keep=keep_put_off),
        Line(Step.LATER, press("hour"), to=Step.PUT_OFF, keep=keep_in_an_hour),
        Line(Step.LATER, press("tomorrow"), to=Step.PUT_OFF, keep=keep_tomorrow),
        Line(Step.LATER, press("week"), to=Step.PUT_OFF, keep=keep_next_week),
        Line(Step.LATER, SAID, to=Step.PUT_OFF, when=names_time, keep=keep_time),
        Line(Step.LATER, SAID, to=Step.WHICH, when=names_several_times, keep=keep_options),
        Line(Step.LATER, SAID, to=Step.LATER, say=say_no_time),
        Line(Step.LATER, SKIPPED, to=Step.DONE),
        Line(Step.WHICH, PICKED, to=Step.PUT_OFF, when=is_option, keep=keep_option),
        Line(Step.WHICH, SKIPPED, to=Step.DONE),
        Line(Step.PUT_OFF, press("good"), to=Step.DONE),
        Line(Step.PUT_OFF, press("other"), to=Step.LATER),
    ],
    cards=frozenset({Step.CARD}),
    resting=frozenset({Step.CARD, Step.PUT_OFF}),
)
