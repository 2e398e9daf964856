"""Endorsers: who can put in a good word for an application, and what is proper to ask of them."""

from typing import Final

from dialogs.engine.script import Turn
from dialogs.messages.letters.policy import refusal
from dialogs.model.facts import Application, Category, Contact, Goal
from dialogs.model.outreach import Purpose
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.choices import encoded, read
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.rules.contacts import workplace
from dialogs.rules.discretion import contacts_to_suggest
from dialogs.rules.open_requests import open_requests
from dialogs.rules.outreach import prepare_message
from dialogs.text import label, t
from dialogs.understanding.company_names import is_same
from dialogs.understanding.people.naming import first_name, listed_name
from dialogs.wording.labels import distinct_labels

MOST: Final = 3

DONE: Final = Button(label("help with a job", "That's all for now"), "done")
REFEREES: Final = Button(label("help with a job", "Get referees ready"), "referees")


def people_there(person: Person, application: Application) -> list[Contact]:
    """Return the contacts at the employer, the best endorsers first, without those with an open request."""
    busy = {outreach.contact for outreach in open_requests(person)}
    there = [contact for contact in _working_there(person, application) if contact.n not in busy]
    return sorted(there, key=lambda one: (right_purpose(application, one) is Purpose.ASK_ABOUT, one.n))[:MOST]


def _working_there(person: Person, application: Application) -> list[Contact]:
    return [one for one in contacts_to_suggest(person) if is_same(workplace(person, one), application.place)]


def right_purpose(application: Application, contact: Contact) -> Purpose:
    """Return the suitable purpose: to put in a good word if that is proper, otherwise to ask about the job."""
    category = contact.category or Category.ACQUAINTANCE
    is_improper = refusal(Purpose.UNOFFICIAL, category, is_public=bool(application.is_public)) is not None
    return Purpose.ASK_ABOUT if is_improper else Purpose.UNOFFICIAL


def ask_help(turn: Turn) -> Reply:
    """Ask who could put in a good word, or say what is proper instead."""
    application = application_of(turn.person)
    people = people_there(turn.person, application)
    if is_public(turn):
        return _ask_in_public(people)
    if people:
        return _ask_whom(application, people)
    if asked := _working_there(turn.person, application):
        name = first_name(asked[0].name)
        return say(
            t("There's a message to {name} there already. Let the answer come first.", name=name),
            buttons=rows(REFEREES, DONE),
        )
    return say(
        t("You know nobody at {place} yet, as far as I know.", place=application.place),
        t("Somebody you know may know somebody there."),
        buttons=rows(Button(label("help with a job", "Find somebody who knows somebody"), "who"), REFEREES, DONE),
    )


def _ask_whom(application: Application, people: list[Contact]) -> Reply:
    """Ask to whom at the employer to write."""
    labels = distinct_labels([first_name(one.name) for one in people])
    asks = [
        Button(label("help with a job", "Write to {name}", name=words), encoded(contact.n))
        for words, contact in zip(labels, people, strict=True)
    ]
    name = listed_name(people[0].name)
    if right_purpose(application, people[0]) is Purpose.ASK_ABOUT:
        words = [t("{name} works there, and can tell you what it's like.", name=name)]
    else:
        words = [
            t("{name} works there, and could say that they know you, and from where.", name=name),
            t("Only what they can stand behind. Ask them to tell you before they talk to anyone."),
        ]
    return say(*words, buttons=rows(*asks, REFEREES, DONE))


def _ask_in_public(people: list[Contact]) -> Reply:
    """Say what is proper with a public employer, who must appoint by merit."""
    told = [
        t("In public jobs merit decides, so nobody should put in a word for you."),
        t("What is right: ring the contact in the advertisement, and name good referees."),
    ]
    if not people:
        return say(*told, buttons=rows(REFEREES, DONE))
    name = first_name(people[0].name)
    told.append(t("You can ask {name} what it's like to work there, and no more.", name=name))
    ask = Button(label("help with a job", "Ask {name} about it", name=name), encoded(people[0].n))
    return say(*told, buttons=rows(ask, REFEREES, DONE))


def is_there(turn: Turn) -> bool:
    """Return whether the button is a contact at the employer."""
    return read(int, turn.choice) in {contact.n for contact in people_there(turn.person, application_of(turn.person))}


def is_public(turn: Turn) -> bool:
    """Return whether the employer must appoint by merit."""
    return application_of(turn.person).is_public is True


def keep_asked(turn: Turn) -> Person:
    """Prepare a message to the chosen contact with the suitable purpose."""
    application = application_of(turn.person)
    contact = next(
        one for one in people_there(turn.person, application_of(turn.person)) if one.n == read(int, turn.choice)
    )
    person = prepare_message(turn.person, contact.n, right_purpose(application, contact))
    return person.with_message(job=application.role).with_subject(application=application.n)


def keep_goal_there(turn: Turn) -> Person:
    """Store the employer as a goal, so that the user can look for an introduction."""
    person, place = turn.person, application_of(turn.person).place
    known = next((goal for goal in person.goals if is_same(goal.company, place)), None)
    if known:
        return person.with_subject(goal=known.n)
    serial = person.serial + 1
    return replace(person, goals=(*person.goals, Goal(serial, place)), serial=serial).with_subject(goal=serial)


def application_of(person: Person) -> Application:
    """Return the application in the slots. An earlier transition must have set it."""
    application = person.application(person.slots.subject.application)
    assert application is not None  # noqa: S101  # a precondition
    return application
