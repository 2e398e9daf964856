"""The card of a target: each answer as understood, with a button to correct it."""

from collections.abc import Callable, Iterator

from dialogs.engine.script import Turn
from dialogs.model.facts import Target
from dialogs.model.person import Person
from dialogs.model.slots import TargetField
from dialogs.protocol.replies import Button, Items, Reply, Title, rows, say
from dialogs.text import Row, Value, Words, label, t
from dialogs.wording.labels import industry_words, size_words


def ask_card(turn: Turn) -> Reply:
    """Show the target as understood, with a button to correct each answer."""
    change = [
        Button(label("changes the target", "Position"), "position"),
        Button(label("changes the target", "Industry"), "industry"),
        Button(label("changes the target", "Size"), "size"),
        Button(label("changes the target", "Place"), "place"),
    ]
    aims = Button(label("changes the target", "Workplaces I aim for"), "aims")
    return say(
        Title(t("Your target")),
        Items(tuple(_answers(turn.person))),
        t("Is that right? Press what you want to change."),
        buttons=(
            *rows(Button(label("target", "That's right"), "right")),
            *rows(*change, width=2),
            *rows(aims, in_register()),
        ),
        card="target",
    )


def _answers(person: Person) -> Iterator[Words]:
    target, missing = person.target, t("not decided yet")
    places = t("anywhere") if target.is_any_place else _row(target.places) or missing
    yield t("Position: {value}", value=_row(target.positions) or missing)
    yield t("Industry: {value}", value=industry_words(target) or missing)
    yield t("Size: {value}", value=size_words(target) or missing)
    yield t("Place: {value}", value=places)
    if person.goals:
        companies = tuple(goal.company for goal in person.goals)
        yield t("Workplaces you aim for: {value}", value=_row(companies) or missing)


def in_register() -> Button:
    """Return the button that leads to the company register."""
    return Button(label("workplaces you aim for", "Find some in the company register"), "register")


def noting_field(field: TargetField) -> Callable[[Turn], Person]:
    """Return a change: store which answer is being corrected, so that the card comes next."""

    def keep_field(turn: Turn) -> Person:
        return turn.person.with_target_slots(field=field)

    return keep_field


def is_correcting_other(field: TargetField) -> Callable[[Turn], bool]:
    """Return a guard: whether another answer than this is being corrected."""

    def is_other(turn: Turn) -> bool:
        return turn.person.slots.target.field not in {None, field}

    return is_other


def keep_confirmed(turn: Turn) -> Person:
    """Store that the card is right."""
    return turn.person.with_target(is_confirmed=True)


def keep_corrected(turn: Turn) -> Person:
    """Clear the slots before the card."""
    return turn.person.with_target_slots(field=None, words="", codes=(), kept=(), later=())


def has_notes(turn: Turn) -> bool:
    """Return whether the slots of a question are still set."""
    slots = turn.person.slots.target
    return bool(slots.field or slots.words or slots.codes)


def has_target(turn: Turn) -> bool:
    """Return whether there is a target to show."""
    return turn.person.target != Target()


def _row(items: tuple[str, ...]) -> Value | None:
    return Row(items) if items else None
