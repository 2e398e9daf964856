"""The people on the list, the card of each one, and the change of any fact on it."""

from enum import StrEnum

from dialogs.contacts import people_list, person_card, same_person
from dialogs.contacts import person_edits as edits
from dialogs.contacts.comfort import is_comfort, keep_trust
from dialogs.contacts.first_person import is_relation, keep_told_relation, tells_relation
from dialogs.engine import takes
from dialogs.engine.script import ARRIVED, PICKED, SAID, SKIPPED, Script, Transition, Turn, press
from dialogs.engine.takes import Takes
from dialogs.model.person import Person
from dialogs.rules.contacts import contact_of
from dialogs.rules.outreach import prepare_message
from dialogs.understanding.interpretation.acts import Situation


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    LIST = "people.list"
    CARD = "people.card"
    GROUP = "people.group"
    WORKPLACE = "people.workplace"
    ROLE = "people.role"
    COMFORT = "people.comfort"
    NOTE = "people.note"
    NAME = "people.name"
    MAY_KNOW = "people.may_know"
    SAME = "people.same"
    TO_DRAFT = "people.to_draft"
    TO_FORGET = "people.to_forget"
    TO_ADD = "people.to_add"
    DONE = "people.done"


FACTS = (Step.GROUP, Step.WORKPLACE, Step.ROLE, Step.COMFORT, Step.NOTE, Step.NAME)
"""The questions for a fact that any contact may have; a button of the card leads to each, with its name as choice."""

EDITS = frozenset({*FACTS, Step.MAY_KNOW, Step.SAME})
"""The questions from which the card comes again."""


def keep_nobody(turn: Turn) -> Person:
    """Clear the contact on the way back to the list."""
    return turn.person.with_subject(contact=None)


def keep_recipient(turn: Turn) -> Person:
    """Prepare the slots for a message to the contact."""
    return prepare_message(turn.person, contact_of(turn.person).n, None)


def keep_from_card(turn: Turn) -> Person:
    """Store that the question whether to forget the contact comes from the card."""
    return turn.person.with_contact_slots(is_from_card=True)


def _edit(step: Step, *lines: Transition) -> list[Transition]:
    """Return the transitions of a question about the contact: the given ones, and the ways out."""
    return [
        Transition(step, ARRIVED, to=Step.LIST, when=person_card.has_no_contact),
        *lines,
        Transition(step, press("leave"), to=Step.CARD),
        Transition(step, SKIPPED, to=Step.CARD),
    ]


SCRIPT = Script(
    "people",
    Step,
    asks={
        Step.LIST: people_list.ask_list,
        Step.CARD: person_card.ask_card,
        Step.GROUP: edits.ask_group,
        Step.WORKPLACE: edits.ask_workplace,
        Step.ROLE: edits.ask_role,
        Step.COMFORT: edits.ask_comfort,
        Step.NOTE: edits.ask_note,
        Step.NAME: edits.ask_name,
        Step.MAY_KNOW: edits.ask_may_know,
        Step.SAME: same_person.ask_same,
    },
    lines=[
        Transition(Step.LIST, ARRIVED, to=Step.TO_ADD, when=people_list.has_nobody, say=people_list.say_nobody),
        Transition(Step.LIST, press("more"), to=Step.LIST, keep=people_list.keep_next_page),
        Transition(Step.LIST, press("add"), to=Step.TO_ADD),
        Transition(Step.LIST, press("done"), to=Step.DONE),
        Transition(Step.LIST, PICKED, to=Step.CARD, when=people_list.is_contact, keep=people_list.keep_contact),
        Transition(Step.LIST, SAID, to=Step.CARD, when=people_list.names_one, keep=people_list.keep_named),
        Transition(Step.LIST, SAID, to=Step.LIST, when=people_list.names_several, say=people_list.say_several),
        Transition(Step.CARD, ARRIVED, to=Step.LIST, when=person_card.has_no_contact),
        *(Transition(Step.CARD, press(step.name.lower()), to=step) for step in FACTS),
        Transition(Step.CARD, press("may_know"), to=Step.MAY_KNOW, when=person_card.may_be_asked),
        Transition(Step.CARD, press("same"), to=Step.SAME, when=person_card.has_others),
        Transition(
            Step.CARD, press("write"), to=Step.TO_DRAFT, when=person_card.may_be_written_to, keep=keep_recipient
        ),
        Transition(Step.CARD, press("forget"), to=Step.TO_FORGET, keep=keep_from_card),
        Transition(Step.CARD, press("list"), to=Step.LIST, keep=keep_nobody),
        *_edit(
            Step.GROUP,
            Transition(Step.GROUP, PICKED, to=Step.CARD, when=is_relation, keep=edits.keep_group),
            Transition(Step.GROUP, SAID, to=Step.CARD, when=tells_relation, keep=keep_told_relation),
        ),
        *_edit(
            Step.WORKPLACE,
            Transition(Step.WORKPLACE, press("left"), to=Step.CARD, when=edits.has_workplace, keep=edits.keep_left),
            Transition(Step.WORKPLACE, press("drop"), to=Step.CARD, when=edits.has_former, keep=edits.keep_no_former),
            Transition(Step.WORKPLACE, SAID, to=Step.CARD, when=edits.names_workplace, keep=edits.keep_workplace),
            Transition(Step.WORKPLACE, SAID, to=Step.WORKPLACE, say=edits.say_no_workplace),
        ),
        *_edit(
            Step.ROLE,
            Transition(Step.ROLE, press("none"), to=Step.CARD, when=edits.has_role, keep=edits.keep_no_role),
            Transition(Step.ROLE, SAID, to=Step.CARD, when=edits.is_short, keep=edits.keep_role),
            Transition(Step.ROLE, SAID, to=Step.ROLE, say=edits.say_too_long),
        ),
        *_edit(
            Step.COMFORT,
            Transition(Step.COMFORT, PICKED, to=Step.CARD, when=is_comfort, keep=edits.keep_comfort),
        ),
        *_edit(
            Step.NOTE,
            Transition(Step.NOTE, press("none"), to=Step.CARD, when=edits.has_note, keep=edits.keep_no_note),
            Transition(Step.NOTE, SAID, to=Step.CARD, keep=edits.keep_note),
        ),
        *_edit(
            Step.NAME,
            Transition(Step.NAME, SAID, to=Step.CARD, when=edits.is_short, keep=edits.keep_name),
            Transition(Step.NAME, SAID, to=Step.NAME, say=edits.say_too_long),
        ),
        *_edit(
            Step.MAY_KNOW,
            Transition(Step.MAY_KNOW, PICKED, to=Step.CARD, when=edits.is_may_know, keep=keep_trust),
        ),
        *_edit(
            Step.SAME,
            Transition(
                Step.SAME,
                PICKED,
                to=Step.CARD,
                when=same_person.is_another,
                keep=same_person.keep_picked,
                say=same_person.say_merged,
            ),
            Transition(
                Step.SAME,
                SAID,
                to=Step.CARD,
                when=same_person.names_another,
                keep=same_person.keep_named,
                say=same_person.say_merged,
            ),
            Transition(Step.SAME, SAID, to=Step.SAME, when=same_person.names_several, say=people_list.say_several),
        ),
    ],
    cards=frozenset({Step.LIST}),
    resting=frozenset({Step.LIST, Step.CARD}),
    takes={
        Step.GROUP: takes.TIE,
        Step.COMFORT: takes.COMFORT,
        Step.WORKPLACE: Takes(Situation.EMPLOYER, {"unsure": "leave"}, any_words=True),
        Step.ROLE: Takes(Situation.POSITION, {"unsure": "leave"}, any_words=True),
        Step.NOTE: Takes(Situation.OWN_LINE, {"unsure": "leave"}, any_words=True),
        Step.NAME: Takes(Situation.PEOPLE, any_words=True),
        Step.SAME: Takes(Situation.PEOPLE),
    },
)
