"""The people that a text names, as understood: shown, corrected and stored as contacts."""

from dialogs.contacts.comfort import category_of
from dialogs.engine.script import Turn
from dialogs.model.person import Person
from dialogs.model.person_line import PersonLine
from dialogs.protocol.choices import decoded, encoded, read
from dialogs.protocol.replies import Button, Items, Reply, rows, say
from dialogs.rules.contacts import add_people
from dialogs.text import Row, Words, label, t, tn
from dialogs.understanding.people.described import is_mine
from dialogs.understanding.people.naming import first_name, listed_name, whole_name
from dialogs.understanding.people.people_in_text import people_in
from dialogs.wording.labels import distinct_labels


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
    person, numbers = add_people(turn.person, turn.person.slots.contacts.lines, category_of(turn.person))
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
