"""What people ask of messages at any step: to write to somebody, and to change the draft."""

from typing import Final

from dialogs.engine.acts import (
    SURE_ENOUGH,
    ActRule,
    ActRules,
    AskWhom,
    Go,
    InterpretedAct,
    PressButton,
    Reaction,
    RunCommand,
    whom,
)
from dialogs.engine.script import Turn
from dialogs.messages import draft, recipient
from dialogs.messages.letters.edit_requests import purpose_in, wish_in
from dialogs.model.draft_changes import Wish
from dialogs.model.facts import Contact
from dialogs.model.outreach import Outreach
from dialogs.model.person import Person
from dialogs.model.slots import MessageSlots, Slots, SubjectSlots
from dialogs.rules.outreach import is_ready
from dialogs.text import Language, Text, label
from dialogs.understanding.interpretation.acts import Act
from dialogs.understanding.people.naming import first_name

WISHES: Final = {
    "shorter": Wish.SHORTER,
    "longer": Wish.LONGER,
    "warmer": Wish.WARMER,
    "formal": Wish.FORMAL,
    "another": Wish.ANOTHER,
    "add": Wish.LINE,
    "remove": Wish.LINE,
}
"""What is asked of a draft, by the kind of the act. What is to be added or left out, the person's own line says."""


def take_write(_turn: Turn, act: InterpretedAct) -> Reaction | None:
    """Begin a message to the contact who is named, with the purpose if one is."""
    contact = whom(act)
    if isinstance(contact, AskWhom):
        return contact
    if contact is None:
        return RunCommand("draft")
    message = MessageSlots(purpose=purpose_in(act.text))
    return Go(recipient.Step.PURPOSE, Slots(subject=SubjectSlots(contact=contact.n), message=message))


def say_write(act: InterpretedAct) -> Text:
    """Say to whom, if one is named."""
    if act.contact:
        return label("what a message means", "Write to {name}", name=first_name(act.contact.name))
    return label("what a message means", "Write to somebody")


def take_change(turn: Turn, act: InterpretedAct) -> Reaction | None:
    """Change the draft that is shown; elsewhere, show the newest draft."""
    outreach = _draft(turn.person, act.contact)
    if outreach is None:
        return None
    if turn.person.where.step != draft.Step.READY:
        return Go(draft.Step.READY, Slots(subject=SubjectSlots(contact=outreach.contact, outreach=outreach.n)))
    wish = _wish(act, outreach)
    return PressButton(wish.value) if wish else None


def _draft(person: Person, contact: Contact | None) -> Outreach | None:
    shown = person.outreach(person.slots.subject.outreach)
    if shown and person.where.step == draft.Step.READY and (contact is None or shown.contact == contact.n):
        return shown
    ready = [one for one in reversed(person.outreaches) if is_ready(one)]
    return next((one for one in ready if contact is None or one.contact == contact.n), None)


def _wish(act: InterpretedAct, outreach: Outreach) -> Wish | None:
    """Return what is asked of the draft; which language or channel, the words say."""
    if wish := wish_in(act.text):
        return wish
    if act.kind == "language":
        return Wish.NORWEGIAN if outreach.language is Language.EN else Wish.ENGLISH
    return WISHES.get(act.kind)


ACTS: Final[ActRules] = {
    Act.WRITE: ActRule(take_write, say_write, sure=SURE_ENOUGH),
    Act.CHANGE_DRAFT: ActRule(take_change, label("what a message means", "Change the draft")),
}
