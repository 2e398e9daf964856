"""The week report: counts and dates of activity, for NAV or the user, with or without names, as text or file."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from dialogs.engine.script import Script, Transition, Turn, press
from dialogs.model.outreach import OutreachEvent
from dialogs.model.person import Person
from dialogs.protocol.replies import Button, Copy, Reply, Title, rows, say
from dialogs.protocol.tasks import Document
from dialogs.rules.outreach import is_request
from dialogs.text import Both, Count, Day, Row, Text, Value, label, t, tc


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    SHOW = "weekly.show"
    DONE = "weekly.done"


MOST_WEEKS: Final = 12
"""Maximum number of weeks back."""

KINDS: Final[dict[OutreachEvent, Text]] = {
    OutreachEvent.SENT: tc("line of a week", "Messages to people I know"),
    OutreachEvent.FOLLOWED_UP: tc("line of a week", "Follow-ups"),
    OutreachEvent.ANSWERED: tc("line of a week", "Answers"),
    OutreachEvent.YES: tc("line of a week", "Somebody said yes"),
    OutreachEvent.NO: tc("line of a week", "Somebody said no"),
    OutreachEvent.MET: tc("line of a week", "Talks"),
    OutreachEvent.INTRODUCED: tc("line of a week", "Put in touch with somebody new"),
    OutreachEvent.REFERRED: tc("line of a week", "Recommended to an employer"),
    OutreachEvent.INTERVIEW: tc("line of a week", "Interviews"),
    OutreachEvent.OFFER: tc("line of a week", "Offers"),
    OutreachEvent.THANKED: tc("line of a week", "Thanks sent"),
}
"""The lines of the report, in the usual order of events; applications come after the messages."""

APPLIED: Final = tc("line of a week", "Jobs applied for")


def ask_show(turn: Turn) -> Reply:
    """Show the report, ready to copy."""
    page, has_names = turn.person.slots.week_report.weeks_back, turn.person.slots.week_report.has_names
    names = Button(label("week", "With names"), "names")
    if has_names:
        names = Button(label("week", "Without names"), "bare")
    before = [Button(label("week", "The week before"), "before")] if page < MOST_WEEKS else []
    now = [Button(label("week", "This week"), "now")] if page else []
    return say(
        Title(t("Your week")),
        t("You can copy this, for example for NAV. Names stay out unless you want them in."),
        Copy(_whole(turn)),
        buttons=(
            *rows(names, Button(label("week", "As a file"), "file"), width=2),
            *rows(*before, *now, width=2),
            *rows(Button(label("week", "Back to the plan"), "back")),
        ),
        card="week",
    )


def _monday(turn: Turn) -> date:
    today = turn.now.astimezone(turn.zone).date()
    return today - timedelta(days=today.weekday() + 7 * turn.person.slots.week_report.weeks_back)


def _whole(turn: Turn) -> str:
    monday = _monday(turn)
    heading = t(
        "Job search, week {week}: {first} to {last}",
        week=str(monday.isocalendar().week),
        first=Day(monday),
        last=Day(monday + timedelta(days=6)),
    )
    lines = [turn.said(line) for line in _lines(turn)] or [turn.said(t("Nothing is noted for this week."))]
    return "\n".join([turn.said(heading), "", *lines])


def _lines(turn: Turn) -> Iterator[Text]:
    applied = [(one.at, one.place) for one in turn.person.applications if one.at]
    for what, words in KINDS.items():
        yield from _line(turn, words, list(_happened(turn.person, what)))
        if what is OutreachEvent.SENT:
            yield from _line(turn, APPLIED, applied)


def _happened(person: Person, what: OutreachEvent) -> Iterator[tuple[datetime, str]]:
    """Yield the time of each event of this kind, and with whom."""
    for outreach in person.outreaches:
        contact = person.contact(outreach.contact)
        if is_request(outreach) and contact:
            yield from ((event.at, contact.name) for event in outreach.events if event.what is what)


def _line(turn: Turn, words: Text, happened: list[tuple[datetime, str]]) -> Iterator[Text]:
    """Yield a line with the count and the days of a kind of event, if there was any in the week."""
    first = _monday(turn)
    days = [(at.astimezone(turn.zone).date(), name) for at, name in sorted(happened)]
    here = [(day, name) for day, name in days if first <= day < first + timedelta(days=7)]
    if not here:
        return
    has_names = turn.person.slots.week_report.has_names
    told: list[Value] = [t("{name} {day}", name=name, day=Day(day)) for day, name in here]
    if not has_names:
        told = [Day(day) for day in dict.fromkeys(day for day, _ in here)]
    yield t("{what}: {count} ({days})", what=words, count=Count(len(here)), days=Row(tuple(told)))


def keep_names(turn: Turn) -> Person:
    """Show names."""
    return turn.person.with_week_report(has_names=True)


def keep_bare(turn: Turn) -> Person:
    """Hide names."""
    return turn.person.with_week_report(has_names=False)


def keep_week_before(turn: Turn) -> Person:
    """Move one week back."""
    return turn.person.with_week_report(weeks_back=turn.person.slots.week_report.weeks_back + 1)


def keep_this_week(turn: Turn) -> Person:
    """Return to the present week."""
    return turn.person.with_week_report(weeks_back=0)


def say_file(turn: Turn) -> Reply:
    """Send the report as a file with a neutral name."""
    name = f"{turn.said(Both('uke', 'week'))}-{_monday(turn).isocalendar().week}.txt"
    document = Document(name, f"\N{BYTE ORDER MARK}{_whole(turn)}\n".encode())
    return Reply(say(t("Here it is.")).blocks, document=document)


SCRIPT = Script(
    "weekly",
    Step,
    asks={Step.SHOW: ask_show},
    lines=[
        Transition(Step.SHOW, press("names"), to=Step.SHOW, keep=keep_names),
        Transition(Step.SHOW, press("bare"), to=Step.SHOW, keep=keep_bare),
        Transition(Step.SHOW, press("file"), to=Step.DONE, say=say_file),
        Transition(Step.SHOW, press("before"), to=Step.SHOW, keep=keep_week_before),
        Transition(Step.SHOW, press("now"), to=Step.SHOW, keep=keep_this_week),
        Transition(Step.SHOW, press("back"), to=Step.DONE),
    ],
    resting=frozenset({Step.SHOW}),
)
