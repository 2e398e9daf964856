"""The recipient and the purpose of a message."""

from enum import StrEnum

from dialogs.contacts.adding_people import no_room
from dialogs.engine import takes
from dialogs.engine.script import ARRIVED, PICKED, SAID, SKIPPED, Script, Transition, Turn, press, unless
from dialogs.messages.letters.edit_requests import purpose_in
from dialogs.messages.letters.facts import name_in_sentence
from dialogs.messages.purpose import (
    PRIVATE,
    ask_job,
    ask_occasion,
    ask_other,
    ask_purpose,
    ask_unfit,
    has_gap,
    is_about_a_job,
    is_job_known,
    is_known_job,
    is_occasion,
    is_purpose_known,
    is_unfit,
    keep_better,
    keep_job,
    keep_known_job,
    keep_no_purpose,
    keep_occasion,
    keep_private,
    keep_purpose,
    keep_unfit,
    names_no_job,
    names_purpose,
    names_unfit,
    needs_occasion,
    say_gap,
)
from dialogs.model.facts import Contact, Work
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.choices import decoded, read
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.rules.contacts import add_people, contact_of
from dialogs.rules.discretion import contacts_to_suggest, is_held_back
from dialogs.rules.ranking import ranking
from dialogs.text import Text, label, t
from dialogs.understanding.people.naming import at_start, first_name, whole_name
from dialogs.understanding.people.people_in_text import people_in
from dialogs.wording.labels import contact_buttons


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    WHOM = "drafts.whom"
    HELD = "drafts.held"
    PURPOSE = "drafts.purpose"
    OTHER = "drafts.other"
    UNFIT = "drafts.unfit"
    JOB = "drafts.job"
    OCCASION = "drafts.occasion"
    TO_RELATION = "drafts.to_relation"
    TO_WRITING = "drafts.to_writing"


PURPOSE = replace(takes.PURPOSE, claims=lambda text: purpose_in(text) is not None)
PAGE = 8
"""Contacts on a page."""


def ask_whom(turn: Turn) -> Reply:
    """Ask to whom to write: the best contacts first, in pages, or a new name."""
    people = _in_order(turn.person)
    start = turn.person.slots.contacts.page * PAGE
    buttons = contact_buttons(turn.person, people[start : start + PAGE])
    if len(people) > start + PAGE:
        buttons.append(Button(label("whom to write to", "More names"), "more"))
    elif start:
        buttons.append(Button(label("whom to write to", "From the beginning"), "top"))
    words = (
        t("Who would you like to write to? Pick, or write a name.") if people else t("Who would you like to write to?")
    )
    return say(words, buttons=rows(*buttons))


def _in_order(person: Person) -> list[Contact]:
    return [*ranking(person), *(contact for contact in contacts_to_suggest(person) if contact.category is None)]


def keep_next_page(turn: Turn) -> Person:
    """Turn to the next page of contacts."""
    return turn.person.with_contact_slots(page=turn.person.slots.contacts.page + 1)


def keep_first_page(turn: Turn) -> Person:
    """Return to the first page of contacts."""
    return turn.person.with_contact_slots(page=0)


def is_contact(turn: Turn) -> bool:
    """Return whether the button is one of the contacts."""
    return turn.person.contact(read(int, turn.choice)) is not None


def keep_contact(turn: Turn) -> Person:
    """Store the chosen contact."""
    return turn.person.with_subject(contact=decoded(int, turn.choice)).with_contact_slots(page=0)


def names_known(turn: Turn) -> bool:
    """Return whether the text names exactly one of the contacts."""
    return _named(turn) is not None


def _named(turn: Turn) -> Contact | None:
    text = whole_name(turn.text).casefold()
    full = [contact for contact in turn.person.contacts if whole_name(contact.name).casefold() == text]
    first = [contact for contact in turn.person.contacts if first_name(contact.name).casefold() == text]
    found = full or first
    return found[0] if len(found) == 1 else None


def keep_named(turn: Turn) -> Person:
    """Store the contact whose name was typed."""
    contact = _named(turn)
    return turn.person.with_subject(contact=contact.n if contact else None).with_contact_slots(page=0)


def names_several_known(turn: Turn) -> bool:
    """Return whether the text is the first name of several contacts."""
    text = turn.text.casefold()
    return sum(first_name(contact.name).casefold() == text for contact in turn.person.contacts) > 1


def say_several(_turn: Turn) -> Text:
    """Say that several contacts have this name."""
    return t("You know more than one by that name. Pick the right one, or write the whole name.")


def names_somebody_new(turn: Turn) -> bool:
    """Return whether the text names a person."""
    return bool(turn.reading(people_in))


def keep_new(turn: Turn) -> Person:
    """Add a new contact; the relation is asked for next."""
    person, numbers = add_people(turn.person, turn.reading(people_in))
    return person.with_subject(contact=numbers[0]).with_contact_slots(page=0)


# --- the purpose -----------------------------------------------------------------------------------------------------


def is_contact_held_back(turn: Turn) -> bool:
    """Return whether nothing is written to this contact."""
    return is_held_back(turn.person, contact_of(turn.person))


def ask_held(turn: Turn) -> Reply:
    """Say why there is no draft to a present colleague, and offer alternatives."""
    return say(
        t(
            "{name} works where you work, and they mustn't know there. So I write nothing to them.",
            name=at_start(_first(turn)),
        ),
        t("If you need a referee, a former colleague will do until the last interviews."),
        buttons=rows(
            Button(label("held back", "Somebody else"), "other"),
            Button(label("held back", "Everyone at work may know"), "open"),
        ),
    )


def keep_nobody(turn: Turn) -> Person:
    """Clear the contact for another choice."""
    return turn.person.with_subject(contact=None)


def keep_open(turn: Turn) -> Person:
    """Store that colleagues may know of the search, including this contact."""
    return turn.person.with_me(work=Work.OPEN).with_contact(replace(contact_of(turn.person), may_know=None))


def has_no_relation(turn: Turn) -> bool:
    """Return whether the category of the contact is unknown."""
    return contact_of(turn.person).category is None


def _purposes(step: Step) -> list[Transition]:
    """Return the transitions for a purpose, picked or named in words."""
    return [
        Transition(step, on, to=to, when=when, keep=keep)
        for on in (PICKED, SAID)
        for to, when, keep in (
            (Step.UNFIT, names_unfit, keep_unfit),
            (Step.JOB, is_about_a_job, keep_purpose),
            (Step.OCCASION, names_purpose, keep_purpose),
        )
    ]


def _first(turn: Turn) -> str:
    return name_in_sentence(contact_of(turn.person).name)


SCRIPT = Script(
    "drafts",
    Step,
    asks={
        Step.WHOM: ask_whom,
        Step.HELD: ask_held,
        Step.PURPOSE: ask_purpose,
        Step.OTHER: ask_other,
        Step.UNFIT: ask_unfit,
        Step.JOB: ask_job,
        Step.OCCASION: ask_occasion,
    },
    lines=[
        Transition(Step.WHOM, press("more"), to=Step.WHOM, keep=keep_next_page),
        Transition(Step.WHOM, press("top"), to=Step.WHOM, keep=keep_first_page),
        Transition(Step.WHOM, PICKED, to=Step.HELD, when=is_contact, keep=keep_contact),
        Transition(Step.WHOM, SAID, to=Step.HELD, when=names_known, keep=keep_named),
        Transition(Step.WHOM, SAID, to=Step.WHOM, when=names_several_known, say=say_several),
        no_room(Step.WHOM),
        Transition(Step.WHOM, SAID, to=Step.TO_RELATION, when=names_somebody_new, keep=keep_new),
        Transition(Step.HELD, ARRIVED, to=Step.PURPOSE, when=unless(is_contact_held_back)),
        Transition(Step.HELD, press("other"), to=Step.WHOM, keep=keep_nobody),
        Transition(Step.HELD, press("open"), to=Step.PURPOSE, keep=keep_open),
        Transition(Step.PURPOSE, ARRIVED, to=Step.HELD, when=is_contact_held_back),
        Transition(Step.PURPOSE, ARRIVED, to=Step.TO_RELATION, when=has_no_relation),
        Transition(Step.PURPOSE, ARRIVED, to=Step.OCCASION, when=is_purpose_known),
        Transition(Step.PURPOSE, press("else"), to=Step.OTHER),
        *_purposes(Step.PURPOSE),
        *_purposes(Step.OTHER),
        Transition(Step.UNFIT, PICKED, to=Step.OCCASION, when=is_job_known, keep=keep_better),
        *_purposes(Step.UNFIT),
        Transition(Step.UNFIT, press("else"), to=Step.PURPOSE, keep=keep_no_purpose),
        Transition(Step.UNFIT, press(PRIVATE), to=Step.OCCASION, keep=keep_private),
        Transition(Step.JOB, PICKED, to=Step.OCCASION, when=is_known_job, keep=keep_known_job),
        Transition(Step.JOB, press("skip"), to=Step.OCCASION),
        Transition(Step.JOB, SKIPPED, to=Step.OCCASION),
        Transition(Step.JOB, SAID, to=Step.OCCASION, when=names_no_job),
        Transition(Step.JOB, SAID, to=Step.JOB, when=has_gap, say=say_gap),
        Transition(Step.JOB, SAID, to=Step.OCCASION, keep=keep_job),
        Transition(Step.OCCASION, ARRIVED, to=Step.UNFIT, when=is_unfit, keep=keep_unfit),
        Transition(Step.OCCASION, ARRIVED, to=Step.TO_WRITING, when=unless(needs_occasion)),
        Transition(Step.OCCASION, PICKED, to=Step.TO_WRITING, when=is_occasion, keep=keep_occasion),
    ],
    takes={Step.WHOM: takes.PEOPLE, Step.PURPOSE: PURPOSE, Step.OTHER: PURPOSE, Step.JOB: takes.POSITION},
)
