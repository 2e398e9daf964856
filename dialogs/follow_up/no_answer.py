"""No answer yet: wait longer, follow up, ask somebody else there, or let the message rest."""

from enum import StrEnum

from dialogs.engine.script import ARRIVED, Script, Transition, Turn, press
from dialogs.model.facts import Contact
from dialogs.model.outreach import Outreach, OutreachEvent, Purpose
from dialogs.model.person import Person
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.rules.contacts import workplace
from dialogs.rules.discretion import contacts_to_suggest
from dialogs.rules.follow_up_cadence import NEXT_PERSON, Move, move, next_answer_check, waited
from dialogs.rules.outreach import is_open, is_waiting, prepare_message, record_event
from dialogs.text import Day, Text, label, t, tn
from dialogs.understanding.company_names import is_same
from dialogs.understanding.people.naming import first_name, listed_name


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    WHAT_NOW = "silence.what_now"
    ELSE = "silence.else"
    TO_DRAFT = "silence.to_draft"
    TO_LOOKING = "silence.to_looking"
    TO_OUTCOMES = "silence.to_outcomes"
    TO_PLAN = "silence.to_plan"


BACK = Button(label("no answer", "Back to the plan"), "back")
REST = Button(label("no answer", "Let it rest"), "rest")


def is_not_waiting(turn: Turn) -> bool:
    """Return whether no answer is expected any more."""
    outreach = turn.person.outreach(turn.person.slots.subject.outreach)
    return outreach is None or not is_waiting(outreach)


def ask_what_now(turn: Turn) -> Reply:
    """Ask whether to wait, to follow up or to let it rest; the recommended action comes first."""
    write = Button(label("no answer", "Write a follow-up"), "follow")
    wait = Button(label("no answer", "Wait a little longer"), "wait")
    other = [Button(label("no answer", "Ask somebody else there"), "other")] if _others_there(turn) else []
    match move(_outreach(turn.person), turn.now, turn.zone):
        case Move.WAIT:
            buttons = [wait, *other, write, BACK]
        case Move.REST:
            buttons = [REST, *other, wait, BACK]
        case _:
            buttons = [write, *other, wait, REST, BACK]
    return say(*_advice(turn), buttons=rows(*buttons))


def _advice(turn: Turn) -> list[Text]:
    outreach, name = _outreach(turn.person), _name(turn.person)
    match move(outreach, turn.now, turn.zone):
        case Move.WAIT:
            days = waited(outreach, turn.now, turn.zone)
            until = Day(next_answer_check(outreach, turn.now, turn.zone), has_weekday=True)
            so_far = tn("{count} workday has passed.", "{count} workdays have passed.", days)
            told = [so_far] if days else []
            return [*told, t("Give {name} until {day}; people are busy.", name=name, day=until)]
        case Move.FOLLOW_UP:
            return [t("That's common, and rarely a no. One short follow-up to {name} is fine now.", name=name)]
        case Move.LAST_FOLLOW_UP:
            return [t("A second follow-up to {name} is fine, and it's the last. Then we let it rest.", name=name)]
        case Move.REST:
            return [
                t("Two follow-ups without an answer say more about busy days than about you."),
                t("I'd let it rest. Perhaps {name} turns up again.", name=name),
            ]


def keep_follow_up(turn: Turn) -> Person:
    """Prepare a follow-up."""
    outreach = _outreach(turn.person)
    return prepare_message(turn.person, outreach.contact, Purpose.FOLLOW_UP, outreach)


def _others_there(turn: Turn) -> list[Contact]:
    """Return other contacts at the same workplace, once the first has had time to answer (`NEXT_PERSON`)."""
    person, outreach = turn.person, _outreach(turn.person)
    place = workplace(person, _contact(person))
    if not place or waited(outreach, turn.now, turn.zone) < NEXT_PERSON:
        return []
    busy = {one.contact for one in person.outreaches if is_open(one)}
    others = [contact for contact in contacts_to_suggest(person) if contact.n not in busy]
    return [contact for contact in others if is_same(workplace(person, contact), place)]


def has_nobody_else(turn: Turn) -> bool:
    """Return whether nobody else there can be asked."""
    return is_not_waiting(turn) or not _others_there(turn)


def ask_else(turn: Turn) -> Reply:
    """Ask whether to write to somebody else at the same workplace; colleagues in a small one would talk about it."""
    other, place = _others_there(turn)[0], workplace(turn.person, _contact(turn.person))
    return say(
        t("{name} works at {place} too. Do fewer than 50 work there?", name=listed_name(other.name), place=place),
        t("Then they'd soon talk about two such messages, so I'd wait for {name}.", name=_name(turn.person)),
        buttons=rows(
            Button(label("no answer", "Fewer than 50: I'll wait"), "few"),
            Button(label("no answer", "More: write to {name}", name=first_name(other.name)), "many"),
        ),
    )


def keep_other(turn: Turn) -> Person:
    """Prepare a message to the other contact."""
    return prepare_message(turn.person, _others_there(turn)[0].n, None)


def keep_rested(turn: Turn) -> Person:
    """Record that the message rests."""
    return record_event(turn.person, _outreach(turn.person), OutreachEvent.RESTED, turn.now)


def say_rested(_turn: Turn) -> Text:
    """Say that it is fine to let go."""
    return t("Fine, we'll leave that one. You can write to them again whenever you like.")


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
    "silence",
    Step,
    asks={Step.WHAT_NOW: ask_what_now, Step.ELSE: ask_else},
    lines=[
        Transition(Step.WHAT_NOW, ARRIVED, to=Step.TO_OUTCOMES, when=is_not_waiting),
        Transition(Step.WHAT_NOW, press("follow"), to=Step.TO_DRAFT, keep=keep_follow_up),
        Transition(Step.WHAT_NOW, press("wait"), to=Step.TO_LOOKING),
        Transition(Step.WHAT_NOW, press("other"), to=Step.ELSE),
        Transition(Step.WHAT_NOW, press("rest"), to=Step.TO_PLAN, keep=keep_rested, say=say_rested),
        Transition(Step.WHAT_NOW, press("back"), to=Step.TO_PLAN),
        Transition(Step.ELSE, ARRIVED, to=Step.WHAT_NOW, when=has_nobody_else),
        Transition(Step.ELSE, press("few"), to=Step.TO_LOOKING),
        Transition(Step.ELSE, press("many"), to=Step.TO_DRAFT, keep=keep_other),
    ],
    resting=frozenset({Step.WHAT_NOW, Step.ELSE}),
)
