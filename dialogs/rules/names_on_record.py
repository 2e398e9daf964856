"""The names that a person has told: contacts, their workplaces, and the places aimed for."""

from dialogs.model.person import Person
from dialogs.understanding.interpretation.mentions import Record


def names_on_record(person: Person) -> Record:
    """Return the names by which contacts and workplaces are known in a message."""
    return Record(
        tuple((contact.n, contact.name) for contact in person.contacts),
        (*(tie.company for tie in person.ties if tie.company), *(goal.company for goal in person.goals)),
        person.me.employer,
    )
