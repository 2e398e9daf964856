"""The card of the plan: one next step, then the messages that are ready, waiting and done, in pages."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from dialogs.engine.script import Turn
from dialogs.model.outreach import Outreach, OutreachEvent, Plan
from dialogs.model.person import Person
from dialogs.protocol.choices import encoded
from dialogs.protocol.replies import Button, Items, Reply, Title, rows, say
from dialogs.rules.applications import OPEN, job_said, open_jobs
from dialogs.rules.discretion import thanks_due
from dialogs.rules.follow_up_cadence import Move, move
from dialogs.rules.open_requests import is_below_limit
from dialogs.rules.outreach import event, is_open, is_ready, is_request, is_waiting, outcome
from dialogs.rules.ranking import next_proposal
from dialogs.text import Day, Text, Words, label, t, tn
from dialogs.understanding.people.naming import at_start, first_name, listed_name, whole_name
from dialogs.understanding.times.date_and_time import time_in_words
from dialogs.wording.labels import OUTCOMES, PURPOSES, distinct_labels

PAGE: Final = 5
"""Messages on a page; more would be a burden."""


def card(turn: Turn) -> Reply:
    """Return the card of the plan: the next step, and a page of messages."""
    person = turn.person
    everything = _in_order(turn)
    pages = max(1, -(-len(everything) // PAGE))
    page = person.slots.follow_up.page % pages
    shown = everything[page * PAGE : page * PAGE + PAGE]
    labels = distinct_labels([_short(person, outreach) for outreach in shown])
    buttons = [Button(words, encoded(outreach.n)) for words, outreach in zip(labels, shown, strict=True)]
    step, do = _next_step(turn)
    more = [Button(label("plan", "More ({page} of {pages})", page=str(page + 1), pages=str(pages)), "more")]
    return say(
        Title(t("Your plan")),
        *step,
        *_groups(turn, everything, shown),
        *_applications(turn),
        buttons=(
            *rows(*do, *buttons),
            *rows(
                *(more if pages > 1 else []),
                Button(label("plan", "My week"), "week"),
                Button(label("plan", "That's all for now"), "done"),
                width=3,
            ),
        ),
        card="plan",
    )


def _in_order(turn: Turn) -> list[Outreach]:
    """Return all messages: ready ones (planned first), waiting ones (due first), then the others, newest first."""
    person = turn.person
    ready = [outreach for outreach in person.outreaches if is_ready(outreach)]
    ready.sort(key=lambda outreach: (person.plan_for(outreach) is None, outreach.n))
    waiting = [outreach for outreach in person.outreaches if is_waiting(outreach)]
    done = [outreach for outreach in reversed(person.outreaches) if is_request(outreach) and not is_open(outreach)]
    return [*ready, *sorted(waiting, key=lambda outreach: (not _is_due(turn, outreach), outreach.n)), *done]


def _is_due(turn: Turn, outreach: Outreach) -> bool:
    """Return whether it is time to look at a waiting message again."""
    if outreach.look_at:
        return outreach.look_at <= turn.now
    return move(outreach, turn.now, turn.zone) is not Move.WAIT


def _next_step(turn: Turn) -> tuple[list[Text], list[Button]]:
    """Return the one thing to do now, and its button if it has one."""
    person = turn.person
    first = next(iter(_in_order(turn)), None)
    if first and is_ready(first):
        plan = person.plan_for(first)
        words = [_planned(turn, plan)] if plan else []
        return [t("Next: send the message to {name}.", name=_whole(person, first)), *words], []
    if first and is_waiting(first) and _is_due(turn, first):
        return [t("Next: see whether {name} has answered.", name=_whole(person, first))], []
    if thanks := thanks_due(person):
        name = thanks[0][0].name
        button = Button(label("plan", "Write thanks to {name}", name=first_name(name)), "thank")
        return [t("Next: say thanks to {name}.", name=whole_name(name))], [button]
    proposal = next_proposal(person)
    if proposal and is_below_limit(person, turn.operator.open_requests):
        return [t("Next: {name}.", name=whole_name(proposal.contact.name))], [
            Button(label("plan", "Write to the next one"), "whom")
        ]
    return [t("There's nobody you need to write to now.")], []


def _planned(turn: Turn, plan: Plan) -> Text:
    if plan.at is None or plan.at <= turn.now:
        return t("Your plan: {words}", words=plan.words)
    time = time_in_words(plan.at.astimezone(turn.zone), turn.now, has_hour=plan.has_hour)
    return t("Your plan: {words} ({time})", words=plan.words, time=time)


def _groups(turn: Turn, everything: Sequence[Outreach], shown: Sequence[Outreach]) -> list[Text | Items]:
    """Return the messages of a page under their headings; each heading has the total count."""
    told: list[Text | Items] = []
    for belongs, heading in GROUPS:
        here = [outreach for outreach in shown if belongs(outreach)]
        if here:
            told.append(heading(sum(map(belongs, everything))))
            told.append(Items(tuple(_described(turn, outreach) for outreach in here)))
    return told


def _applications(turn: Turn) -> list[Text | Items]:
    """Return the open applications, the newest by name."""
    jobs = open_jobs(turn.person)
    if not jobs:
        return []
    count = sum(one.standing in OPEN for one in turn.person.applications)
    return [
        tn("Applications on the go: {count}", "Applications on the go: {count}", count),
        Items(tuple(job_said(one) for one in jobs)),
    ]


def _is_done(outreach: Outreach) -> bool:
    return not is_open(outreach)


def _say_ready(count: int) -> Text:
    return tn("Ready to send: {count}", "Ready to send: {count}", count)


def _say_waiting(count: int) -> Text:
    return tn("Waiting for an answer: {count}", "Waiting for an answer: {count}", count)


def _say_done(count: int) -> Text:
    return tn("Done: {count}", "Done: {count}", count)


GROUPS: Final[tuple[tuple[Callable[[Outreach], bool], Callable[[int], Text]], ...]] = (
    (is_ready, _say_ready),
    (is_waiting, _say_waiting),
    (_is_done, _say_done),
)


def _described(turn: Turn, outreach: Outreach) -> Words:
    name = listed_name(name_of(turn.person, outreach))
    if is_ready(outreach):
        return t("{name}: {what}", name=name, what=PURPOSES[outreach.purpose])
    sent = event(outreach, OutreachEvent.SENT, OutreachEvent.FOLLOWED_UP)
    known = outcome(outreach)
    if known:
        return t("{name}: {what}, {day}", name=name, what=OUTCOMES[known.what], day=_day(turn, known.at))
    if outreach.stands_at is OutreachEvent.RESTED:
        return t("{name}: resting", name=name)
    if outreach.look_at and outreach.look_at > turn.now:
        return t("{name}: we check again {day}", name=name, day=_day(turn, outreach.look_at))
    return t("{name}: sent {day}", name=name, day=_day(turn, sent.at if sent else turn.now))


def _day(turn: Turn, at: datetime) -> Day:
    return Day(at.astimezone(turn.zone).date())


def _whole(person: Person, outreach: Outreach) -> str:
    return whole_name(name_of(person, outreach))


def _short(person: Person, outreach: Outreach) -> Words:
    name = at_start(first_name(name_of(person, outreach)))
    return t("{name}: {what}", name=name, what=PURPOSES[outreach.purpose])


def name_of(person: Person, outreach: Outreach) -> str:
    """Return the name of the recipient."""
    contact = person.contact(outreach.contact)
    return contact.name if contact else ""
