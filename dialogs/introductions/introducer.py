"""The introducer: who may know somebody at the workplace."""

from dialogs.engine.script import Turn
from dialogs.model.facts import Contact, Goal
from dialogs.model.person import Person
from dialogs.protocol.choices import decoded, read
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.rules.contacts import add_people
from dialogs.rules.discretion import contacts_to_suggest, working_at
from dialogs.rules.ranking import ranking
from dialogs.text import Text, label, t
from dialogs.understanding.people.people_in_text import is_nobody, people_in
from dialogs.wording.labels import contact_buttons, industry_in_sentence

MOST_BUTTONS = 6
"""Maximum number of contacts offered; more would be a list to search."""


def ask_who(turn: Turn) -> Reply:
    """Ask who may know somebody there."""
    goal = goal_of(turn.person)
    buttons = contact_buttons(turn.person, likely(turn.person, goal))
    nobody = Button(label("introductions", "Nobody comes to mind"), "nobody")
    industry = industry_in_sentence(turn.person.target)
    if goal:
        words = t(
            "Who could know somebody at {place}? Think of neighbours, and of former colleagues and customers.",
            place=goal.company,
        )
    elif industry:
        words = t(
            "Who could know somebody in {industry}? Think of neighbours, and of former colleagues and customers.",
            industry=industry,
        )
    else:
        words = t("Who do you know who knows lots of people in your line of work?")
    how = t("Pick somebody, or write a new name.") if buttons else t("Write a name.")
    return say(words, how, buttons=rows(*buttons, nobody))


def likely(person: Person, goal: Goal | None) -> list[Contact]:
    """Return the most likely introducers, best first, without contacts who work there themselves."""
    there = {contact.n for contact in working_at(person, goal)} if goal else set()
    unsorted = [contact for contact in contacts_to_suggest(person) if contact.category is None]
    ranked = [*ranking(person), *unsorted]
    return [contact for contact in ranked if contact.n not in there][:MOST_BUTTONS]


def is_contact(turn: Turn) -> bool:
    """Return whether the button is a contact who may be suggested."""
    return read(int, turn.choice) in {contact.n for contact in contacts_to_suggest(turn.person)}


def keep_introducer(turn: Turn) -> Person:
    """Store the introducer."""
    return turn.person.with_subject(contact=decoded(int, turn.choice))


def names_nobody(turn: Turn) -> bool:
    """Return whether the answer is that there is nobody."""
    return turn.reading(is_nobody)


def names_somebody(turn: Turn) -> bool:
    """Return whether somebody was named."""
    return bool(turn.reading(people_in))


def keep_new_introducer(turn: Turn) -> Person:
    """Add a new contact as introducer; the relation is asked for next."""
    person, numbers = add_people(turn.person, turn.reading(people_in))
    return person.with_subject(contact=numbers[0])


def say_nobody(turn: Turn) -> Reply | Text:
    """Say what to do if nobody comes to mind (L1), without leaving a trace at the workplace."""
    goal = goal_of(turn.person)
    if not goal:
        return t("That's fine. Names often turn up a day later: write /introductions then.")
    search = t(
        "Then search LinkedIn for people at {place}: it shows whom you have in common. Come back with a name.",
        place=goal.company,
    )
    private = t("Choose private mode before you open a profile, or they can see that you looked.")
    return say(search, private) if turn.person.is_discreet else search


def goal_of(person: Person) -> Goal | None:
    """Return the goal in the slots; None stands for the whole target."""
    return person.goal(person.slots.subject.goal)
