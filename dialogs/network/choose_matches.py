"""Choosing matches: adding a person to the contacts, with the relation and the comfort."""

from dialogs.contacts.own_workplace import warning
from dialogs.engine.script import Turn
from dialogs.model.address_book import Match
from dialogs.model.facts import Category, Comfort, ContactEmployment
from dialogs.model.person import Person
from dialogs.model.person_line import PersonLine
from dialogs.model.records import replace
from dialogs.protocol.choices import decoded, encoded, is_choice, read
from dialogs.protocol.replies import Button, Items, Reply, rows, say
from dialogs.rules.contacts import add_people, contact_of, is_full
from dialogs.rules.discretion import is_held_back
from dialogs.text import Text, label, t, tn
from dialogs.understanding.people.naming import first_name, whole_name
from dialogs.wording.labels import COMFORTS, RELATIONS
from dialogs.wording.matches import match_buttons, match_line

# --- the match -------------------------------------------------------------------------------------------------------


def ask_who(turn: Turn) -> Reply:
    """Show a page of matches to choose from."""
    slots = turn.person.slots
    more = [Button(label("who fits", "Show me others"), "more")] if slots.network.seen < slots.network.found else []
    whom = [Button(label("who fits", "Who should I write to first?"), "whom")] if slots.subject.contact else []
    return say(
        tn(
            "{count} person in your address book fits.", "{count} people in your address book fit.", slots.network.found
        ),
        Items(tuple(map(match_line, slots.network.matches))),
        *warning(turn.person),
        t("Who would you like on your list?"),
        buttons=rows(
            *match_buttons(slots.network.matches),
            *more,
            *whom,
            Button(label("who fits", "None of them"), "nobody"),
            Button(label("who fits", "That's all for now"), "enough"),
        ),
    )


def has_nobody_left(turn: Turn) -> bool:
    """Return whether all matches of this page were chosen."""
    return not turn.person.slots.network.matches


def has_more(turn: Turn) -> bool:
    """Return whether there are further matches."""
    slots = turn.person.slots
    return not slots.network.matches and slots.network.seen < slots.network.found


def say_all_chosen(_turn: Turn) -> Text:
    """Say that nobody is left to choose."""
    return t("That's everybody. They're on your list now.")


def is_fit(turn: Turn) -> bool:
    """Return whether the button is one of the matches."""
    return read(int, turn.choice) in range(len(turn.person.slots.network.matches))


def has_no_room(turn: Turn) -> bool:
    """Return whether the list of contacts is full."""
    return is_full(turn.person, [turn.choice])


def keep_chosen(turn: Turn) -> Person:
    """Store the chosen match."""
    return turn.person.with_network_slots(match=decoded(int, turn.choice))


# --- relation and comfort --------------------------------------------------------------------------------------------


def ask_relation(turn: Turn) -> Reply:
    """Ask for the relation, with a suggestion that counts only when pressed."""
    fit = _fit(turn.person)
    order = sorted(Category, key=lambda category: category is not fit.category)
    buttons = [Button(RELATIONS[category], encoded(category)) for category in order]
    return say(
        t("How do you know {name}? The first is my guess.", name=first_name(fit.name)),
        buttons=rows(*buttons),
    )


def is_category(turn: Turn) -> bool:
    """Return whether the button is one of the six groups."""
    return is_choice(Category, turn.choice)


def keep_contact(turn: Turn) -> Person:
    """Add the person to the contacts, with present and former workplaces."""
    fit = _fit(turn.person)
    line = PersonLine(fit.name, fit.company or None, fit.position or None)
    person, (n,) = add_people(turn.person, (line,), decoded(Category, turn.choice))
    if fit.why == "was_at_goal" and fit.place:
        serial = person.serial + 1
        person = replace(
            person, ties=(*person.ties, ContactEmployment(serial, n, fit.place, is_former=True)), serial=serial
        )
    ties = tuple(replace(tie, source="imported") if tie.contact == n else tie for tie in person.ties)
    left = tuple(other for other in person.slots.network.matches if other != fit)
    return (
        replace(person, ties=ties)
        .with_subject(contact=n)
        .with_network_slots(
            matches=left, match=None, found=person.slots.network.found - 1, seen=person.slots.network.seen - 1
        )
    )


def is_now_held_back(turn: Turn) -> bool:
    """Return whether the contact is now known to be a colleague who is held back."""
    return is_held_back(turn.person, contact_of(turn.person))


def say_held_back(turn: Turn) -> Text:
    """Say that the contact is noted, and that nothing is written to them."""
    name = first_name(contact_of(turn.person).name)
    return t("Noted: {name}. As long as they mustn't know at work, I suggest nobody from there.", name=name)


def ask_comfort(turn: Turn) -> Reply:
    """Ask how comfortable the user is with writing to them."""
    buttons = [Button(words, encoded(comfort)) for comfort, words in COMFORTS.items()]
    name = whole_name(contact_of(turn.person).name)
    return say(t("How does it feel to write to {name}?", name=name), buttons=rows(*buttons, width=3))


def is_comfort(turn: Turn) -> bool:
    """Return whether the button is one of the three degrees of comfort."""
    return is_choice(Comfort, turn.choice)


def keep_comfort(turn: Turn) -> Person:
    """Store the comfort."""
    return turn.person.with_contact(replace(contact_of(turn.person), comfort=decoded(Comfort, turn.choice)))


def _fit(person: Person) -> Match:
    return person.slots.network.matches[person.slots.network.match or 0]
