"""Referees: whom to ask, the request, a heads-up before each use, and thanks."""

from enum import StrEnum
from typing import Final

from dialogs.engine.script import ARRIVED, PICKED, Script, Transition, Turn, press
from dialogs.model.facts import Category, Contact, Work
from dialogs.model.outreach import Purpose
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.choices import decoded, encoded, read
from dialogs.protocol.replies import Button, Reply, Title, rows, say
from dialogs.rules.applications import open_jobs
from dialogs.rules.discretion import contacts_to_suggest, is_held_back
from dialogs.rules.outreach import is_open, prepare_message
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
"""Maximum number of proposals and jobs; two or three referees are enough."""

BOSSES: Final = ("leder", "sjef", "manager", "boss", "head", "director", "direktør")

# --- the choice of referees ------------------------------------------------------------------------------------------


def ask_hub(turn: Turn) -> Reply:
    """Give advice, and list the referees and the candidates."""
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
    return [contact for contact in contacts_to_suggest(person) if contact.is_referee]


def _candidates(person: Person) -> list[Contact]:
    """Return the candidates, best first: former colleagues, then present ones who may know, the manager last."""
    asked = {one.contact for one in person.outreaches if one.purpose is Purpose.REFEREE and is_open(one)}
    fitting = [one for one in _unasked(person) if one.is_referee is None and one.n not in asked]
    return sorted(fitting, key=lambda one: (_rank(person, one), one.n))[:MOST]


def _unasked(person: Person) -> list[Contact]:
    """Return contacts from work who are not referees yet, without family and friends (C1)."""
    return [one for one in contacts_to_suggest(person) if _is_from_work(one) and not one.is_referee]


def _is_from_work(contact: Contact) -> bool:
    return contact.category in {Category.FORMER, Category.COLLEAGUE} or bool(contact.has_worked_together)


def _rank(person: Person, contact: Contact) -> int:
    if contact.category is not Category.COLLEAGUE:
        return 0
    tie = person.tie_of(contact)
    words = f"{tie.role if tie else ''} {contact.note}".casefold()
    return 2 if any(boss in words for boss in BOSSES) else 1


def is_referee(turn: Turn) -> bool:
    """Return whether the button is a referee of the user."""
    return read(int, turn.choice) in {contact.n for contact in _referees(turn.person)}


def is_candidate(turn: Turn) -> bool:
    """Return whether the button is a candidate."""
    return read(int, turn.choice) in {contact.n for contact in _candidates(turn.person)}


def keep_asked(turn: Turn) -> Person:
    """Prepare a request to the chosen candidate."""
    return prepare_message(turn.person, decoded(int, turn.choice), Purpose.REFEREE)


def ask_pick(turn: Turn) -> Reply:
    """Ask who has already agreed without the coach."""
    buttons = contact_buttons(turn.person, _unasked(turn.person)[:8])
    return say(
        t("Who has said yes to being your referee?"),
        buttons=rows(*buttons, Button(label("referees", "Nobody here"), "nobody")),
    )


def is_unasked(turn: Turn) -> bool:
    """Return whether the button is a contact who is not a referee yet."""
    return read(int, turn.choice) in {contact.n for contact in _unasked(turn.person)}


def keep_referee(turn: Turn) -> Person:
    """Store that the contact is a referee."""
    contact = turn.person.contact(decoded(int, turn.choice))
    return turn.person.with_contact(replace(contact, is_referee=True)) if contact else turn.person


# --- one referee -----------------------------------------------------------------------------------------------------


def keep_one(turn: Turn) -> Person:
    """Store the referee to show."""
    return turn.person.with_subject(contact=decoded(int, turn.choice))


def is_nobody_chosen(turn: Turn) -> bool:
    """Return whether there is no referee in the slots."""
    return _one(turn.person) is None


def _one(person: Person) -> Contact | None:
    contact = person.contact(person.slots.subject.contact)
    return contact if contact and contact.is_referee and not is_held_back(person, contact) else None


def ask_one(turn: Turn) -> Reply:
    """Ask what to do with one referee."""
    contact = _one(turn.person)
    assert contact is not None  # noqa: S101  # checked on arrival
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
    """Prepare a heads-up about the newest open application."""
    jobs = open_jobs(turn.person)
    person = prepare_message(turn.person, turn.person.slots.subject.contact or 0, Purpose.HEADS_UP)
    return person.with_message(job=", ".join(filter(None, (jobs[0].role, jobs[0].place)))) if jobs else person


def keep_thanks(turn: Turn) -> Person:
    """Prepare a thank-you to this referee."""
    return prepare_message(turn.person, turn.person.slots.subject.contact or 0, Purpose.THANKS)


def keep_stopped(turn: Turn) -> Person:
    """Store that the contact is no longer a referee."""
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
