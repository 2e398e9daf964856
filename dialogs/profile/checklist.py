"""The checklist for the LinkedIn profile (L1 to L5), adapted to the target: tick, explain, postpone."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from dialogs.engine.script import ARRIVED, PICKED, Script, Transition, Turn, press
from dialogs.model.facts import Advice, Category, Check, Contact
from dialogs.model.outreach import Purpose
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.profile.advice import EXPLAINED
from dialogs.protocol.choices import decoded, encoded, read
from dialogs.protocol.replies import Button, Items, Reply, Title, rows, say
from dialogs.rules.discretion import contacts_to_suggest
from dialogs.rules.outreach import prepare_message
from dialogs.text import Day, Text, Words, label, t
from dialogs.understanding.people.naming import first_name


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    LIST = "linkedin.list"
    ITEM = "linkedin.item"
    TO_DRAFT = "linkedin.to_draft"
    DONE = "linkedin.done"


LATER: Final = timedelta(weeks=1)

LABELS: Final[dict[Advice, Text]] = {
    Advice.QUIET: label("LinkedIn checklist", "Keep it quiet"),
    Advice.HEADLINE: label("LinkedIn checklist", "Headline"),
    Advice.ABOUT: label("LinkedIn checklist", "About you"),
    Advice.CONNECT: label("LinkedIn checklist", "People you know"),
    Advice.NOTE: label("LinkedIn checklist", "A note with each invitation"),
    Advice.ACTIVE: label("LinkedIn checklist", "One small thing a week"),
    Advice.RECOMMENDATION: label("LinkedIn checklist", "A recommendation"),
}

# --- the list ----------------------------------------------------------------------------------------------------


def items_for(person: Person) -> list[Advice]:
    """Return the items of the list; discretion is one of them only if the user needs it."""
    return [item for item in LABELS if item is not Advice.QUIET or person.is_discreet]


def ask_list(turn: Turn) -> Reply:
    """Show the list, with items done and postponed."""
    items = items_for(turn.person)
    buttons = [Button(LABELS[item], encoded(item)) for item in items]
    is_done = all(_is_done(turn.person, item) for item in items)
    next_thing = (
        t("All done. Look again in a month.") if is_done else t("Press one to see what to do. One a day is fine.")
    )
    return say(
        Title(t("Your LinkedIn profile")),
        Items(tuple(_marked(turn, item) for item in items)),
        next_thing,
        buttons=(*rows(*buttons, width=2), (Button(label("LinkedIn checklist", "That's all for now"), "done"),)),
        card="linkedin",
    )


def _marked(turn: Turn, item: Advice) -> Words:
    check = _check(turn.person, item)
    if check and check.done_at:
        return t("✓ {item}", item=LABELS[item])
    if check and check.put_off_until and check.put_off_until > turn.now:
        day = Day(check.put_off_until.astimezone(turn.zone).date())
        return t("{item}: later, {day}", item=LABELS[item], day=day)
    return LABELS[item]


def _check(person: Person, item: Advice) -> Check | None:
    return next((check for check in person.checks if check.item is item), None)


def _is_done(person: Person, item: Advice) -> bool:
    check = _check(person, item)
    return check is not None and check.done_at is not None


def is_item(turn: Turn) -> bool:
    """Return whether the button is an item of the list."""
    return read(Advice, turn.choice) in items_for(turn.person)


def keep_item(turn: Turn) -> Person:
    """Store the item to show."""
    return turn.person.with_profile_slots(item=decoded(Advice, turn.choice))


# --- one item ----------------------------------------------------------------------------------------------------


def is_none_chosen(turn: Turn) -> bool:
    """Return whether there is no item in the slots."""
    return _chosen(turn.person) is None


def _chosen(person: Person) -> Advice | None:
    return next((item for item in items_for(person) if item is person.slots.profile.item), None)


def ask_item(turn: Turn) -> Reply:
    """Show what to do, and why."""
    item = _chosen(turn.person)
    assert item is not None  # noqa: S101  # checked on arrival
    contact = _to_ask(turn.person) if item is Advice.RECOMMENDATION else None
    write = (
        [Button(label("LinkedIn checklist", "Write to {name}", name=first_name(contact.name)), "write")]
        if contact
        else []
    )
    is_done = _is_done(turn.person, item)
    tick = label("LinkedIn checklist", "Not done after all") if is_done else label("LinkedIn checklist", "Done")
    return say(
        Title(LABELS[item]),
        *EXPLAINED[item](turn.person),
        buttons=rows(
            *write,
            Button(tick, "tick"),
            Button(label("LinkedIn checklist", "In a week"), "later"),
            Button(label("LinkedIn checklist", "Back to the list"), "back"),
        ),
        card="linkedin",
    )


def _to_ask(person: Person) -> Contact | None:
    """Return a former colleague who was not asked for a recommendation, or None."""
    asked = {one.contact for one in person.outreaches if one.purpose is Purpose.RECOMMENDATION}
    fitting = (one for one in contacts_to_suggest(person) if one.category is Category.FORMER and one.n not in asked)
    return next(fitting, None)


def can_write(turn: Turn) -> bool:
    """Return whether there is somebody to ask for a recommendation."""
    return _to_ask(turn.person) is not None


def keep_recommendation(turn: Turn) -> Person:
    """Prepare a request for a recommendation."""
    contact = _to_ask(turn.person)
    return prepare_message(turn.person, contact.n, Purpose.RECOMMENDATION) if contact else turn.person


def keep_ticked(turn: Turn) -> Person:
    """Mark the item as done, or as not done if it was."""
    item = _chosen(turn.person)
    is_done = item is not None and _is_done(turn.person, item)
    return _checked(turn, done_at=None if is_done else turn.now)


def keep_put_off(turn: Turn) -> Person:
    """Postpone the item for a week."""
    return _checked(turn, put_off_until=(turn.now + LATER).astimezone(UTC))


def _checked(turn: Turn, done_at: datetime | None = None, put_off_until: datetime | None = None) -> Person:
    person, item = turn.person, _chosen(turn.person)
    assert item is not None  # noqa: S101  # checked on arrival
    known = _check(person, item)
    new = Check(known.n if known else person.serial + 1, item, done_at, put_off_until)
    others = tuple(check for check in person.checks if check.item is not item)
    serial = max(person.serial, new.n)
    kept = tuple(sorted((*others, new), key=lambda check: check.n))
    return replace(person, checks=kept, serial=serial).with_profile_slots(item=None)


SCRIPT = Script(
    "linkedin",
    Step,
    asks={Step.LIST: ask_list, Step.ITEM: ask_item},
    lines=[
        Transition(Step.LIST, press("done"), to=Step.DONE),
        Transition(Step.LIST, PICKED, to=Step.ITEM, when=is_item, keep=keep_item),
        Transition(Step.ITEM, ARRIVED, to=Step.LIST, when=is_none_chosen),
        Transition(Step.ITEM, press("write"), to=Step.TO_DRAFT, when=can_write, keep=keep_recommendation),
        Transition(Step.ITEM, press("tick"), to=Step.LIST, keep=keep_ticked),
        Transition(Step.ITEM, press("later"), to=Step.LIST, keep=keep_put_off),
        Transition(Step.ITEM, press("back"), to=Step.LIST),
    ],
    resting=frozenset({Step.LIST, Step.ITEM}),
)
