"""Referees: who fits, the request, a word before each use, and thanks."""

from enum import StrEnum
from typing import Final

from dialogs.engine.script import ARRIVED, PICKED, Script, Transition, Turn, press
from dialogs.model.facts import Category, Contact, Purpose, Work
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.choices import decoded, encoded, read
from dialogs.protocol.replies import Button, Reply, Title, rows, say
from dialogs.rules.applications import open_jobs
from dialogs.rules.contacts import is_held_back, to_choose_from
from dialogs.rules.outreach import is_open, writing
from dialogs.text import Text, label, t
from dialogs.understanding.people.naming import first_name, listed_name
from dialogs.wording.labels import contact_buttons, distinct_labels


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    HUB = "referees.hub"
    PICK = "referees.pick"
    ONE = "referees.one"
    TO_PAGE = "referees.to_page"
    TO_DRAFT = "referees.to_draft"
    TO_CONTACTS = "referees.to_contacts"
    DONE = "referees.done"


MOST: Final = 3
"""Two or three referees are enough; so are proposals and jobs."""

BOSSES: Final = ("leder", "sjef", "manager", "boss", "head", "director", "direktør")

# --- who -------------------------------------------------------------------------------------------------------------


def ask_hub(turn: Turn) -> Reply:
    """The advice, those one has, and whom one could ask."""
    person = turn.person
    mine, others = _referees(person), _candidates(person)
    names = distinct_labels([first_name(one.name) for one in others])
    asks = [
        Button(label("referees", "Ask {name}", name=words), encoded(one.n))
        for words, one in zip(names, others, strict=True)
    ]
    page = [Button(label("referees", "A page for them to read"), "page")] if mine else []
    said = [Button(label("referees", "Somebody has said yes already"), "already")] if _unasked(person) else []
    walk = [Button(label("referees", "Think of former colleagues"), "contacts")] if not (mine or others) else []
    return say(
        Title(t("Referees")),
        *_advice(person),
        buttons=rows(
            *contact_buttons(person, mine),
            *page,
            *asks,
            *said,
            *walk,
            Button(label("referees", "That's all for now"), "done"),
        ),
    )


def _advice(person: Person) -> list[Text]:
    if _referees(person):
        return [
            t("These have said yes. Ask them again before each use, and tell them about the job."),
            t("Two or three are enough, and they are usually named after the first interview."),
        ]
    told = [t("Two or three who have seen you work. “On request” is enough on the CV.")]
    if person.me.work is Work.DISCREET:
        told.append(t("As long as they mustn't know at work: former managers and colleagues, until the last round."))
    elif person.me.work is Work.OPEN:
        told.append(t("Former managers and colleagues first. Your manager now comes last, and only if you want to."))
    return told


def _referees(person: Person) -> list[Contact]:
    return [contact for contact in to_choose_from(person) if contact.is_referee]


def _candidates(person: Person) -> list[Contact]:
    """Whom one could ask, best first: former ones, then those now who may know, and the manager last of all."""
    asked = {one.contact for one in person.outreaches if one.purpose is Purpose.REFEREE and is_open(one)}
    fitting = [one for one in _unasked(person) if one.is_referee is None and one.n not in asked]
    return sorted(fitting, key=lambda one: (_rank(person, one), one.n))[:MOST]


def _unasked(person: Person) -> list[Contact]:
    """Those who know one from work, and are no referees yet; family and friends are none (C1)."""
    return [one for one in to_choose_from(person) if _is_from_work(one) and not one.is_referee]


def _is_from_work(contact: Contact) -> bool:
    return contact.category in {Category.FORMER, Category.COLLEAGUE} or bool(contact.has_worked_together)


def _rank(person: Person, contact: Contact) -> int:
    if contact.category is not Category.COLLEAGUE:
        return 0
    tie = person.tie_of(contact)
    words = f"{tie.role if tie else ''} {contact.note}".casefold()
    return 2 if any(boss in words for boss in BOSSES) else 1


def is_referee(turn: Turn) -> bool:
    """Return whether the button is a referee of the person."""
    return read(int, turn.choice) in {contact.n for contact in _referees(turn.person)}


def is_candidate(turn: Turn) -> bool:
    """Return whether the button is somebody who could be asked."""
    return read(int, turn.choice) in {contact.n for contact in _candidates(turn.person)}


def keep_asked(turn: Turn) -> Person:
    """To ask this one."""
    return writing(turn.person, decoded(int, turn.choice), Purpose.REFEREE)


def ask_pick(turn: Turn) -> Reply:
    """Who has said yes without the coach."""
    buttons = contact_buttons(turn.person, _unasked(turn.person)[:8])
    return say(
        t("Who has said yes to being your referee?"),
        buttons=rows(*buttons, Button(label("referees", "Nobody here"), "nobody")),
    )


def is_unasked(turn: Turn) -> bool:
    """Return whether the button is somebody who is no referee yet."""
    return read(int, turn.choice) in {contact.n for contact in _unasked(turn.person)}


def keep_referee(turn: Turn) -> Person:
    """They are one."""
    contact = turn.person.contact(decoded(int, turn.choice))
    return turn.person.with_contact(replace(contact, is_referee=True)) if contact else turn.person


# --- one of them -----------------------------------------------------------------------------------------------------


def keep_one(turn: Turn) -> Person:
    """The one that is looked at."""
    return turn.person.with_subject(contact=decoded(int, turn.choice))


def is_nobody_chosen(turn: Turn) -> bool:
    """Return whether no referee is in the slots."""
    return _one(turn.person) is None


def _one(person: Person) -> Contact | None:
    contact = person.contact(person.slots.subject.contact)
    return contact if contact and contact.is_referee and not is_held_back(person, contact) else None


def ask_one(turn: Turn) -> Reply:
    """What to do with one referee."""
    contact = _one(turn.person)
    assert contact is not None  # noqa: S101  # the line at the arrival has looked
    return say(
        t(
            "{name} is your referee. Write before each use, so that a call is no surprise.",
            name=listed_name(contact.name),
        ),
        buttons=rows(
            Button(label("referees", "Say that a call may come"), "heads_up"),
            Button(label("referees", "Write thanks"), "thanks"),
            Button(label("referees", "No longer a referee"), "stop"),
            Button(label("referees", "Back"), "back"),
        ),
    )


def keep_heads_up(turn: Turn) -> Person:
    """A word before a use, with the newest job that stands open."""
    jobs = open_jobs(turn.person)
    person = writing(turn.person, turn.person.slots.subject.contact or 0, Purpose.HEADS_UP)
    return person.with_message(job=", ".join(filter(None, (jobs[0].role, jobs[0].place)))) if jobs else person


def keep_thanks(turn: Turn) -> Person:
    """Thanks to this one."""
    return writing(turn.person, turn.person.slots.subject.contact or 0, Purpose.THANKS)


def keep_stopped(turn: Turn) -> Person:
    """They are a referee no more."""
    contact = _one(turn.person)
    return turn.person.with_contact(replace(contact, is_referee=False)) if contact else turn.person


SCRIPT = Script(
    "referees",
    Step,
    asks={
        Step.HUB: ask_hub,
        Step.PICK: ask_pick,
        Step.ONE: ask_one,
    },
    lines=[
        Transition(Step.HUB, press("page"), to=Step.TO_PAGE),
        Transition(Step.HUB, press("already"), to=Step.PICK),
        Transition(Step.HUB, press("contacts"), to=Step.TO_CONTACTS),
        Transition(Step.HUB, press("done"), to=Step.DONE),
        Transition(Step.HUB, PICKED, to=Step.ONE, when=is_referee, keep=keep_one),
        Transition(Step.HUB, PICKED, to=Step.TO_DRAFT, when=is_candidate, keep=keep_asked),
        Transition(Step.PICK, press("nobody"), to=Step.HUB),
        Transition(Step.PICK, PICKED, to=Step.HUB, when=is_unasked, keep=keep_referee),
        Transition(Step.ONE, ARRIVED, to=Step.HUB, when=is_nobody_chosen),
        Transition(Step.ONE, press("heads_up"), to=Step.TO_DRAFT, keep=keep_heads_up),
        Transition(Step.ONE, press("thanks"), to=Step.TO_DRAFT, keep=keep_thanks),
        Transition(Step.ONE, press("stop"), to=Step.HUB, keep=keep_stopped),
        Transition(Step.ONE, press("back"), to=Step.HUB),
    ],
    resting=frozenset({Step.HUB, Step.PICK, Step.ONE}),
)
