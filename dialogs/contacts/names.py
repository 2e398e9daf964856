"""The names of one group: typed, confirmed as understood, and then rated for comfort one by one."""

from enum import StrEnum

from dialogs.contacts.adding_people import no_room
from dialogs.contacts.comfort import (
    ask_comfort,
    ask_trust,
    category_of,
    is_comfort,
    is_everybody_asked,
    is_next_held_back,
    keep_comfort,
    keep_no_comfort,
    keep_trust,
    needs_no_trust,
)
from dialogs.contacts.people_understood import (
    ask_fix,
    ask_fix_which,
    ask_understood,
    has_no_lines,
    is_line,
    is_only_one,
    keep_better_line,
    keep_dropped,
    keep_first_line,
    keep_fixed,
    keep_line,
    keep_more_lines,
    keep_no_lines,
    keep_people,
    names_somebody_again,
)
from dialogs.contacts.prompts import CARDS, prompts_for
from dialogs.engine import takes
from dialogs.engine.script import ARRIVED, PICKED, SAID, SKIPPED, Script, Transition, Turn, press
from dialogs.engine.system_replies import is_wrong, say_put_right
from dialogs.model.facts import MayKnow
from dialogs.model.person import Person
from dialogs.protocol.replies import Button, Reply, Title, rows, say
from dialogs.rules.contacts import next_category, record_group_done
from dialogs.text import Text, label, t, tn
from dialogs.understanding.people.people_in_text import is_nobody, people_in
from dialogs.wording.labels import CATEGORIES


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    NAMES = "names.names"
    UNDERSTOOD = "names.understood"
    FIX_WHICH = "names.fix_which"
    FIX = "names.fix"
    TRUST = "names.trust"
    COMFORT = "names.comfort"
    NEXT = "names.next"
    TO_HUB = "names.to_hub"
    TO_WHOM = "names.to_whom"
    DONE = "names.done"


def ask_names(turn: Turn) -> Reply:
    """Say what the group is good for and what to be careful about, with one prompt."""
    slots = turn.person.slots.contacts
    category = category_of(turn.person)
    prompts = prompts_for(turn.person, category)
    prompt = prompts[slots.prompt % len(prompts)]
    buttons = rows(
        Button(label("names", "Another hint"), "hint"),
        Button(label("names", "Nobody here"), "nobody"),
        Button(label("names", "Back to the six groups"), "hub"),
    )
    if slots.prompt:
        return say(prompt, buttons=buttons)
    card = CARDS[category]
    how = [] if turn.person.contacts else [say_how()]
    care = [] if card.is_about_leaks and not turn.person.is_discreet else [card.care]
    return say(Title(CATEGORIES[category]), card.good_for, *care, prompt, *how, buttons=buttons)


def say_how() -> Text:
    """Say how to write the names, and what to leave out."""
    return t(
        "One a line: name, workplace, what they do. The name alone is enough. "
        "Write nothing that they couldn't have read themselves."
    )


def keep_next_hint(turn: Turn) -> Person:
    """Turn to the next prompt."""
    return turn.person.with_contact_slots(prompt=turn.person.slots.contacts.prompt + 1)


def names_nobody(turn: Turn) -> bool:
    """Return whether the answer is that there is nobody."""
    return turn.reading(is_nobody)


def names_somebody(turn: Turn) -> bool:
    """Return whether at least one person was named."""
    return bool(turn.reading(people_in))


def say_no_name(_turn: Turn) -> Text:
    """Say that no name was found in the text."""
    return t("I found no name in that. A first name is enough.")


def keep_walked(turn: Turn) -> Person:
    """Store that the user has gone through this group."""
    return record_group_done(turn.person)


def keep_lines(turn: Turn) -> Person:
    """Store the people as understood in the slots, to be confirmed."""
    return turn.person.with_contact_slots(lines=turn.reading(people_in))


def ask_next(turn: Turn) -> Reply:
    """Ask for more people of the same group, another group, or an end."""
    proposed = next_category(turn.person)
    more = Button(label("contacts", "More people here"), "more")
    on = Button(label("contacts", "The next group"), "hub")
    whom = Button(label("contacts", "Who should I write to first?"), "whom")
    enough = Button(label("contacts", "Enough for today"), "enough")
    return say(
        tn(
            "Noted. You have {count} person on the list now.",
            "Noted. You have {count} people on the list now.",
            len(turn.person.contacts),
        ),
        t("Anybody else here, or shall we go on?"),
        buttons=rows(more, *([on] if proposed else []), whom, enough),
    )


SCRIPT = Script(
    "names",
    Step,
    asks={
        Step.NAMES: ask_names,
        Step.UNDERSTOOD: ask_understood,
        Step.FIX_WHICH: ask_fix_which,
        Step.FIX: ask_fix,
        Step.TRUST: ask_trust,
        Step.COMFORT: ask_comfort,
        Step.NEXT: ask_next,
    },
    lines=[
        # Names, shown before they are stored.
        Transition(Step.NAMES, press("hint"), to=Step.NAMES, keep=keep_next_hint),
        Transition(Step.NAMES, press("nobody"), to=Step.TO_HUB, keep=keep_walked),
        Transition(Step.NAMES, press("hub"), to=Step.TO_HUB),
        Transition(Step.NAMES, SKIPPED, to=Step.TO_HUB, keep=keep_walked),
        Transition(Step.NAMES, SAID, to=Step.TO_HUB, when=names_nobody, keep=keep_walked),
        no_room(Step.NAMES),
        Transition(Step.NAMES, SAID, to=Step.UNDERSTOOD, when=names_somebody, keep=keep_lines),
        Transition(Step.NAMES, SAID, to=Step.NAMES, say=say_no_name),
        Transition(Step.UNDERSTOOD, ARRIVED, to=Step.NAMES, when=has_no_lines),
        Transition(Step.UNDERSTOOD, press("right"), to=Step.TRUST, keep=keep_people),
        no_room(Step.UNDERSTOOD),
        Transition(Step.UNDERSTOOD, SAID, to=Step.UNDERSTOOD, when=is_wrong, say=say_put_right),
        Transition(Step.UNDERSTOOD, SAID, to=Step.UNDERSTOOD, when=names_somebody_again, keep=keep_better_line),
        Transition(Step.UNDERSTOOD, SAID, to=Step.UNDERSTOOD, when=names_somebody, keep=keep_more_lines),
        Transition(Step.UNDERSTOOD, press("fix"), to=Step.FIX, when=is_only_one, keep=keep_first_line),
        Transition(Step.UNDERSTOOD, press("fix"), to=Step.FIX_WHICH),
        Transition(Step.UNDERSTOOD, press("again"), to=Step.NAMES, keep=keep_no_lines),
        Transition(Step.FIX_WHICH, PICKED, to=Step.FIX, when=is_line, keep=keep_line),
        Transition(Step.FIX, press("drop"), to=Step.UNDERSTOOD, keep=keep_dropped),
        Transition(Step.FIX, SAID, to=Step.UNDERSTOOD, when=names_somebody, keep=keep_fixed),
        Transition(Step.FIX, SAID, to=Step.FIX, say=say_no_name),
        # Each person in turn: may they know, and how comfortable is it to write to them.
        Transition(Step.TRUST, ARRIVED, to=Step.NEXT, when=is_everybody_asked, keep=keep_walked),
        Transition(Step.TRUST, ARRIVED, to=Step.COMFORT, when=needs_no_trust),
        Transition(Step.TRUST, press(MayKnow.YES), to=Step.COMFORT, keep=keep_trust),
        Transition(Step.TRUST, press(MayKnow.NO), to=Step.COMFORT, keep=keep_trust),
        Transition(Step.TRUST, press(MayKnow.ASK), to=Step.COMFORT, keep=keep_trust),
        Transition(Step.TRUST, SKIPPED, to=Step.COMFORT),
        Transition(Step.COMFORT, ARRIVED, to=Step.TRUST, when=is_next_held_back, keep=keep_no_comfort),
        Transition(Step.COMFORT, PICKED, to=Step.TRUST, when=is_comfort, keep=keep_comfort),
        Transition(Step.COMFORT, SKIPPED, to=Step.TRUST, keep=keep_no_comfort),
        Transition(Step.NEXT, press("more"), to=Step.NAMES),
        Transition(Step.NEXT, press("hub"), to=Step.TO_HUB),
        Transition(Step.NEXT, press("whom"), to=Step.TO_WHOM),
        Transition(Step.NEXT, press("enough"), to=Step.DONE),
        no_room(Step.NEXT),
        Transition(Step.NEXT, SAID, to=Step.UNDERSTOOD, when=names_somebody, keep=keep_lines),
    ],
    long_answers=frozenset({Step.NAMES, Step.UNDERSTOOD}),
    resting=frozenset({Step.NEXT}),
    takes={
        Step.NAMES: takes.PEOPLE,
        Step.UNDERSTOOD: takes.RIGHT,
        Step.FIX: takes.PEOPLE,
        Step.COMFORT: takes.COMFORT,
    },
)
