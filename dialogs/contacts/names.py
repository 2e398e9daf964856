"""The names of one group: typed, shown as understood, corrected, and then rated for comfort one by one."""

from enum import StrEnum

from dialogs.contacts.adding_people import no_room
from dialogs.contacts.prompts import CARDS, prompts_for
from dialogs.engine.script import ARRIVED, PICKED, SAID, SKIPPED, Script, Transition, Turn, press
from dialogs.engine.system_replies import is_wrong, say_put_right
from dialogs.model.facts import Category, Comfort, MayKnow
from dialogs.model.person import Person
from dialogs.model.person_line import PersonLine
from dialogs.model.records import replace
from dialogs.protocol.choices import decoded, encoded, is_choice, read
from dialogs.protocol.replies import Button, Items, Reply, Title, rows, say
from dialogs.rules.contacts import add_people, contact_of, next_category, record_group_done
from dialogs.rules.discretion import is_held_back
from dialogs.text import Row, Text, Words, label, t, tn
from dialogs.understanding.people.described import is_mine
from dialogs.understanding.people.naming import first_name, listed_name, whole_name
from dialogs.understanding.people.people_in_text import is_nobody, people_in
from dialogs.wording.labels import CATEGORIES, COMFORTS, distinct_labels


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
    category = _category(turn.person)
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


def names_somebody_again(turn: Turn) -> bool:
    """Return whether a person has the first name of exactly one of the lines."""
    names = [first_name(line.name) for line in turn.person.slots.contacts.lines]
    return any(names.count(first_name(line.name)) == 1 for line in turn.reading(people_in))


def keep_no_lines(turn: Turn) -> Person:
    """Discard all lines, to be written again."""
    return turn.person.with_contact_slots(lines=())


def keep_better_line(turn: Turn) -> Person:
    """Replace the line with the same first name, and add the other people."""
    told = {first_name(line.name): line for line in turn.reading(people_in)}
    lines = [told.pop(first_name(line.name), line) for line in turn.person.slots.contacts.lines]
    return turn.person.with_contact_slots(lines=(*lines, *told.values()))


def keep_more_lines(turn: Turn) -> Person:
    """Add people to the lines that are not confirmed yet."""
    return turn.person.with_contact_slots(lines=(*turn.person.slots.contacts.lines, *turn.reading(people_in)))


def ask_understood(turn: Turn) -> Reply:
    """Show how each line was understood, and ask for confirmation."""
    lines = turn.person.slots.contacts.lines
    return say(
        tn("I understood this:", "I understood these {count}:", len(lines)),
        Items(tuple(map(_described, lines))),
        buttons=rows(
            Button(label("people understood", "That's right"), "right"),
            Button(label("people understood", "Correct one"), "fix"),
            Button(label("people understood", "Write it all again"), "again"),
        ),
    )


def _described(line: PersonLine) -> Words:
    parts = tuple(part for part in (listed_name(line.name), _told(line.role), line.workplace) if part)
    note = _told(line.note)
    return t("{person} ({note})", person=Row(parts), note=note) if note else t("{person}", person=Row(parts))


def _told(words: str | None) -> str:
    """Return a role or note from the coach's point of view: «sjefen din»."""
    return whole_name(words) if words and is_mine(words.split()) else words or ""


def keep_people(turn: Turn) -> Person:
    """Add the people as contacts; the comfort is asked for next."""
    person, numbers = add_people(turn.person, turn.person.slots.contacts.lines, _category(turn.person))
    return person.with_contact_slots(lines=()).with_subject(queue=numbers, contact=numbers[0])


def is_only_one(turn: Turn) -> bool:
    """Return whether there is only one line to correct."""
    return len(turn.person.slots.contacts.lines) == 1


def keep_first_line(turn: Turn) -> Person:
    """Choose the only line for correction."""
    return turn.person.with_contact_slots(line=0)


def ask_fix_which(turn: Turn) -> Reply:
    """Ask which line to correct."""
    labels = distinct_labels([listed_name(line.name) for line in turn.person.slots.contacts.lines[:20]])
    return say(t("Which one?"), buttons=rows(*(Button(words, encoded(n)) for n, words in enumerate(labels))))


def is_line(turn: Turn) -> bool:
    """Return whether the button is one of the lines."""
    return read(int, turn.choice) in range(len(turn.person.slots.contacts.lines))


def keep_line(turn: Turn) -> Person:
    """Store the line to correct."""
    return turn.person.with_contact_slots(line=decoded(int, turn.choice))


def ask_fix(turn: Turn) -> Reply:
    """Ask for the corrected line."""
    slots = turn.person.slots.contacts
    line = slots.lines[slots.line or 0]
    return say(
        t("Write {name} again: name, workplace, what they do.", name=whole_name(line.name)),
        buttons=rows(Button(label("people understood", "Leave this person out"), "drop")),
    )


def keep_fixed(turn: Turn) -> Person:
    """Replace the line by the corrected line or lines."""
    return _with_line_as(turn, turn.reading(people_in))


def keep_dropped(turn: Turn) -> Person:
    """Remove this line."""
    return _with_line_as(turn, ())


def _with_line_as(turn: Turn, new: tuple[PersonLine, ...]) -> Person:
    slots = turn.person.slots.contacts
    at = slots.line or 0
    return turn.person.with_contact_slots(lines=(*slots.lines[:at], *new, *slots.lines[at + 1 :]), line=None)


def has_no_lines(turn: Turn) -> bool:
    """Return whether no line is left."""
    return not turn.person.slots.contacts.lines


# --- trust and comfort -----------------------------------------------------------------------------------------------


def needs_no_trust(turn: Turn) -> bool:
    """Return whether the next person works elsewhere."""
    return not _category(turn.person).is_at_work


def is_everybody_asked(turn: Turn) -> bool:
    """Return whether every person was asked about."""
    return not turn.person.slots.subject.queue


def ask_trust(turn: Turn) -> Reply:
    """Ask whether a present colleague may know, the questions of C3 and C5 in one."""
    return say(
        t(
            "Can {name} know that you're looking? Only if it's somebody who wishes you well, can keep a secret and "
            "won't hold it against you.",
            name=first_name(contact_of(turn.person).name),
        ),
        buttons=rows(
            Button(label("may they know", "Yes, they may know"), MayKnow.YES),
            Button(label("may they know", "No, they mustn't know"), MayKnow.NO),
            Button(label("may they know", "Not sure"), MayKnow.ASK),
        ),
    )


def keep_trust(turn: Turn) -> Person:
    """Store whether this person may know."""
    return turn.person.with_contact(replace(contact_of(turn.person), may_know=MayKnow(turn.choice)))


def is_next_held_back(turn: Turn) -> bool:
    """Return whether the next person is held back, so that the comfort is irrelevant."""
    return is_held_back(turn.person, contact_of(turn.person))


def ask_comfort(turn: Turn) -> Reply:
    """Ask how comfortable the user is with writing to this person."""
    buttons = [Button(words, encoded(comfort)) for comfort, words in COMFORTS.items()]
    name = whole_name(contact_of(turn.person).name)
    return say(t("How does it feel to write to {name}?", name=name), buttons=rows(*buttons, width=3))


def is_comfort(turn: Turn) -> bool:
    """Return whether the button is one of the three degrees of comfort."""
    return is_choice(Comfort, turn.choice)


def keep_comfort(turn: Turn) -> Person:
    """Store the comfort, and move to the next person."""
    contact = replace(contact_of(turn.person), comfort=decoded(Comfort, turn.choice))
    return _on_to_next(turn.person.with_contact(contact))


def keep_no_comfort(turn: Turn) -> Person:
    """Leave the comfort unknown, and move to the next person."""
    return _on_to_next(turn.person)


def _on_to_next(person: Person) -> Person:
    queue = person.slots.subject.queue[1:]
    return person.with_subject(queue=queue, contact=queue[0] if queue else None)


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


def _category(person: Person) -> Category:
    category = person.slots.contacts.category
    assert category is not None  # noqa: S101  # `Step.HUB` of `groups` sets it
    return category


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
)
