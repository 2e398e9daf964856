"""Composition of the text of an outreach from the facts, and again when one of them changes."""

from typing import Any

from dialogs.engine.script import Turn
from dialogs.messages.letters.compose import compose
from dialogs.messages.letters.facts import Brief
from dialogs.messages.letters.policy import channels, usual_channel, usual_tone
from dialogs.model.facts import Category, Contact, Work
from dialogs.model.outreach import Event, Outreach, OutreachEvent, Purpose
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.text import Language
from dialogs.understanding.company_names import is_same


def noted(turn: Turn, language: Language) -> Person:
    """Store the draft that the slots describe. It replaces the draft in the slots, if that was not sent."""
    person, slots = turn.person, turn.person.slots
    known = person.outreach(slots.subject.outreach)
    if known and known.stands_at is OutreachEvent.DRAFTED:
        manner = {} if known.purpose is slots.message.purpose else {"variant": 0, "channel": _manner(person)["channel"]}
        return with_changes(turn, known, language=language, is_own=False, **_asked(person), **manner)
    serial = person.serial + 1
    drafted = (Event(OutreachEvent.DRAFTED, turn.now),)
    fresh = Outreach(
        serial, slots.subject.contact or 0, Purpose.OPENINGS, language, "", events=drafted, **_manner(person)
    )
    added = replace(person, outreaches=(*person.outreaches, fresh), serial=serial)
    return with_changes(turn.of(added.with_subject(outreach=serial)), fresh, **_asked(person))


def with_changes(turn: Turn, outreach: Outreach, **changes: Any) -> Person:
    """Store changed fields of a message, and compose its text again."""
    changed = replace(outreach, **changes)
    if changed.channel not in channels(changed.purpose):
        changed = replace(changed, channel=channels(changed.purpose)[0])
    draft = compose(brief_of(turn.person, changed), turn.speak, changed.language)
    return turn.person.with_outreach(replace(changed, text=draft.text, subject=draft.subject)).with_message(
        language=changed.language
    )


def brief_of(person: Person, outreach: Outreach) -> Brief:
    """Return the input from which the text of this message is composed."""
    contact = person.contact(outreach.contact)
    way = person.introduction(outreach.introduction)
    goal = person.goal(way.goal) if way else None
    about = person.outreach(outreach.about)
    return Brief(
        purpose=outreach.purpose,
        category=category_of(contact),
        name=contact.name if contact else "",
        sender=person.me.name,
        target=person.target,
        own_line=outreach.own_line,
        job=outreach.job,
        place=goal.company if goal else "",
        receiver=way.receiver if way else "",
        shared=shared_workplace(person, contact) if contact else "",
        is_discreet=person.me.work is Work.DISCREET,
        channel=outreach.channel,
        tone=outreach.tone,
        occasion=outreach.occasion,
        matter=about.purpose if about else None,
        variant=outreach.variant,
        is_short=outreach.is_short,
    )


def outreach_of(person: Person) -> Outreach:
    """Return the message in the slots. An earlier transition must have set it."""
    outreach = person.outreach(person.slots.subject.outreach)
    assert outreach is not None  # noqa: S101  # a precondition
    return outreach


def category_of(contact: Contact | None) -> Category:
    """Return the category of a contact; an acquaintance if it is unknown."""
    return contact.category if contact and contact.category else Category.ACQUAINTANCE


def shared_workplace(person: Person, contact: Contact) -> str:
    """Return a workplace that the user and the contact share, or "" if none is known."""
    own = [*(employment.company for employment in person.employments), person.me.employer]
    theirs = [tie.company for tie in person.ties if tie.contact == contact.n and tie.company]
    return next((company for company in theirs for mine in own if mine and is_same(company, mine)), "")


def _asked(person: Person) -> dict[str, Any]:
    """Return the fields of the message that the slots hold: purpose, own line, job, and references."""
    slots = person.slots
    return {
        "purpose": slots.message.purpose or Purpose.OPENINGS,
        "own_line": slots.message.own_line,
        "job": slots.message.job,
        "introduction": slots.subject.introduction,
        "occasion": slots.message.occasion,
        "about": slots.message.about,
    }


def _manner(person: Person) -> dict[str, Any]:
    """Return channel and tone of a new message: those of the one that it is about, or the usual ones."""
    about = person.outreach(person.slots.message.about)
    if about:
        return {"channel": about.channel, "tone": about.tone}
    contact = person.contact(person.slots.subject.contact)
    category = category_of(contact)
    channel = usual_channel(person.slots.message.purpose or Purpose.OPENINGS, category)
    return {"channel": channel, "tone": usual_tone(category, contact.comfort if contact else None)}
