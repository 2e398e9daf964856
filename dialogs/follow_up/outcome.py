"""The outcome of a message: recorded with one press, correctable, and followed by a suitable next step."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from dialogs.engine import takes
from dialogs.engine.script import ARRIVED, PICKED, SAID, Script, Transition, Turn, press
from dialogs.messages.draft_card import AS
from dialogs.model.facts import Contact
from dialogs.model.outreach import Outreach, OutreachEvent, Purpose
from dialogs.model.person import Person
from dialogs.protocol.choices import decoded, encoded, read
from dialogs.protocol.replies import Button, Copy, Items, Reply, Title, rows, say
from dialogs.rules.applications import STANDINGS, came_not_of, came_of, job_of, job_said
from dialogs.rules.outreach import OUTCOMES, event, is_waiting, outcome, prepare_thanks, record_event
from dialogs.text import Day, Text, label, t
from dialogs.understanding.outcomes import outcome_in
from dialogs.understanding.people.naming import first_name, listed_name
from dialogs.wording.labels import PURPOSES
from dialogs.wording.outcomes import LABELS, LIKELY, OTHERWISE, REMARKS


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    WHAT = "outcomes.what"
    MORE = "outcomes.more"
    NEXT = "outcomes.next"
    TO_DRAFT = "outcomes.to_draft"
    TO_SILENCE = "outcomes.to_silence"
    TO_SOMEBODY = "outcomes.to_somebody"
    TO_WHOM = "outcomes.to_whom"
    TO_REFEREES = "outcomes.to_referees"
    TO_NEW_JOB = "outcomes.to_new_job"
    TO_PLAN = "outcomes.to_plan"


CORRECT: Final = Button(label("what came of a message", "That was wrong"), "wrong")
BACK: Final = Button(label("what came of a message", "Back to the plan"), "back")
REST: Final = Button(label("what came of a message", "Let it rest"), "rest")

# --- the outcome -----------------------------------------------------------------------------------------------------


def is_gone(turn: Turn) -> bool:
    """Return whether there is no sent message in the slots."""
    outreach = turn.person.outreach(turn.person.slots.subject.outreach)
    return outreach is None or event(outreach, OutreachEvent.SENT) is None


def ask_what(turn: Turn) -> Reply:
    """Show the state of a sent message, and ask for its outcome."""
    outreach = _outreach(turn.person)
    likely = LIKELY.get(outreach.purpose, OTHERWISE)
    known = outcome(outreach)
    buttons = [Button(LABELS[what], encoded(what)) for what in likely if known is None or what is not known.what]
    rest = (REST,) if is_waiting(outreach) else (CORRECT,)
    silent = (Button(label("what came of a message", "No answer yet"), "silent"),) if is_waiting(outreach) else ()
    return say(
        Title(listed_name(_contact(turn.person).name)),
        Items((PURPOSES[outreach.purpose], *_standing(turn, outreach))),
        Copy(outreach.text),
        buttons=(
            *rows(*buttons, width=2),
            *rows(*silent, Button(label("what came of a message", "Something else"), "more"), *rest, BACK, width=2),
        ),
    )


def _standing(turn: Turn, outreach: Outreach) -> list[Text]:
    """Return when the message was sent and followed up, the next check, and the newest outcome."""
    sent, followed = event(outreach, OutreachEvent.SENT), event(outreach, OutreachEvent.FOLLOWED_UP)
    told = [t("Sent {day}, {how}", day=_day(turn, sent.at), how=AS[outreach.channel])] if sent else []
    if followed:
        told.append(t("Followed up {day}", day=_day(turn, followed.at)))
    if known := outcome(outreach):
        told.append(t("{what}: {day}", what=LABELS[known.what], day=_day(turn, known.at)))
    elif outreach.look_at and outreach.look_at > turn.now and is_waiting(outreach):
        told.append(t("We'll look at it again {day}", day=_day(turn, outreach.look_at)))
    return told


def _day(turn: Turn, at: datetime) -> Day:
    return Day(at.astimezone(turn.zone).date(), has_weekday=True)


def ask_more(turn: Turn) -> Reply:
    """Ask for the outcome, with all possible ones."""
    buttons = [Button(words, encoded(what)) for what, words in LABELS.items()]
    unsent = [Button(label("what came of a message", "I didn't send it after all"), "unsent")]
    return say(
        t("What happened with {name}?", name=_name(turn.person)),
        buttons=(
            *rows(*buttons, width=2),
            *rows(*(unsent if is_just_sent(turn) else []), Button(label("what came of a message", "Back"), "back")),
        ),
    )


def is_just_sent(turn: Turn) -> bool:
    """Return whether nothing has happened since the message was sent."""
    return _outreach(turn.person).stands_at is OutreachEvent.SENT


def is_outcome(turn: Turn) -> bool:
    """Return whether the button is one of the outcomes."""
    return read(OutreachEvent, turn.choice) in OUTCOMES


def keep_outcome(turn: Turn) -> Person:
    """Record the outcome with the present time."""
    return came_of(turn.person, _outreach(turn.person), decoded(OutreachEvent, turn.choice), turn.now)


def tells_outcome(turn: Turn) -> bool:
    """Return whether the words name an outcome."""
    return turn.reading(outcome_in) in OUTCOMES


def keep_told(turn: Turn) -> Person:
    """Record the outcome that the words name."""
    what = turn.reading(outcome_in)
    assert what is not None  # noqa: S101  # checked by the guard
    return came_of(turn.person, _outreach(turn.person), what, turn.now)


def keep_rested(turn: Turn) -> Person:
    """Record that the message rests."""
    return record_event(turn.person, _outreach(turn.person), OutreachEvent.RESTED, turn.now)


def say_rested(_turn: Turn) -> Text:
    """Say that it is fine to let go."""
    return t("Fine, we'll leave that one. You can write to them again whenever you like.")


def keep_without_newest_event(turn: Turn) -> Person:
    """Remove the newest event of the message."""
    return came_not_of(turn.person, _outreach(turn.person))


def say_event_removed(_turn: Turn) -> Text:
    """Say that the message is as before."""
    return t("Taken back.")


# --- the next step ---------------------------------------------------------------------------------------------------


def has_no_outcome(turn: Turn) -> bool:
    """Return whether the message has no outcome."""
    return outcome(_outreach(turn.person)) is None


def ask_next(turn: Turn) -> Reply:
    """Comment on the outcome, and ask what to do next."""
    outreach = _outreach(turn.person)
    known = outcome(outreach)
    assert known is not None  # noqa: S101  # checked on arrival
    name = _name(turn.person)
    said = [REMARKS[known.what]]
    if known.what is OutreachEvent.YES and outreach.purpose is Purpose.REFEREE:
        said = [t("Then {name} is your referee. Say thanks now, and ask again before each use.", name=name)]
    if known.what is OutreachEvent.OFFER:
        said.append(t("The people you work with now stay your best referees, so leave on good terms."))
    job = job_of(turn.person, outreach)
    if job and known.what in STANDINGS:
        said.append(t("Noted for this job, too: {job}.", job=job_said(job)))
    thank = Button(label("what came of a message", "Write thanks to {name}", name=name), "thank")
    return say(*said, buttons=rows(thank, *_further(outreach, known.what), CORRECT, BACK))


def _further(outreach: Outreach, what: OutreachEvent) -> list[Button]:
    """Return the next steps besides thanks."""
    if what is OutreachEvent.INTERVIEW or (what is OutreachEvent.YES and outreach.purpose is Purpose.REFEREE):
        return [Button(label("what came of a message", "Get referees ready"), "referees")]
    further = {
        OutreachEvent.NO: Button(label("what came of a message", "On to the next person"), "whom"),
        OutreachEvent.INTRODUCED: Button(label("what came of a message", "Write to the new person"), "somebody"),
        OutreachEvent.OFFER: Button(label("what came of a message", "I've taken the job"), "new_job"),
    }
    return [further[what]] if what in further else []


def keep_thanks(turn: Turn) -> Person:
    """Prepare a thank-you."""
    return prepare_thanks(turn.person, _outreach(turn.person))


def _outreach(person: Person) -> Outreach:
    outreach = person.outreach(person.slots.subject.outreach)
    assert outreach is not None  # noqa: S101  # a precondition
    return outreach


def _contact(person: Person) -> Contact:
    contact = person.contact(_outreach(person).contact)
    assert contact is not None  # noqa: S101  # messages are deleted with their contact
    return contact


def _name(person: Person) -> str:
    return first_name(_contact(person).name)


SCRIPT = Script(
    "outcomes",
    Step,
    asks={
        Step.WHAT: ask_what,
        Step.MORE: ask_more,
        Step.NEXT: ask_next,
    },
    lines=[
        Transition(Step.WHAT, ARRIVED, to=Step.TO_PLAN, when=is_gone),
        Transition(Step.WHAT, PICKED, to=Step.NEXT, when=is_outcome, keep=keep_outcome),
        Transition(Step.WHAT, SAID, to=Step.NEXT, when=tells_outcome, keep=keep_told),
        Transition(Step.WHAT, press("silent"), to=Step.TO_SILENCE),
        Transition(Step.WHAT, press("more"), to=Step.MORE),
        Transition(Step.WHAT, press("rest"), to=Step.TO_PLAN, keep=keep_rested, say=say_rested),
        Transition(Step.WHAT, press("wrong"), to=Step.WHAT, keep=keep_without_newest_event, say=say_event_removed),
        Transition(Step.WHAT, press("back"), to=Step.TO_PLAN),
        Transition(Step.MORE, ARRIVED, to=Step.TO_PLAN, when=is_gone),
        Transition(Step.MORE, PICKED, to=Step.NEXT, when=is_outcome, keep=keep_outcome),
        Transition(Step.MORE, SAID, to=Step.NEXT, when=tells_outcome, keep=keep_told),
        Transition(
            Step.MORE,
            press("unsent"),
            to=Step.TO_PLAN,
            when=is_just_sent,
            keep=keep_without_newest_event,
            say=say_event_removed,
        ),
        Transition(Step.MORE, press("back"), to=Step.WHAT),
        Transition(Step.NEXT, ARRIVED, to=Step.WHAT, when=has_no_outcome),
        Transition(Step.NEXT, press("thank"), to=Step.TO_DRAFT, keep=keep_thanks),
        Transition(Step.NEXT, press("whom"), to=Step.TO_WHOM),
        Transition(Step.NEXT, press("referees"), to=Step.TO_REFEREES),
        Transition(Step.NEXT, press("new_job"), to=Step.TO_NEW_JOB),
        Transition(Step.NEXT, press("somebody"), to=Step.TO_SOMEBODY),
        Transition(Step.NEXT, press("wrong"), to=Step.WHAT, keep=keep_without_newest_event, say=say_event_removed),
        Transition(Step.NEXT, press("back"), to=Step.TO_PLAN),
    ],
    resting=frozenset({Step.WHAT, Step.MORE, Step.NEXT}),
    takes={
        Step.WHAT: takes.OUTCOME,
        Step.MORE: takes.OUTCOME,
    },
)
