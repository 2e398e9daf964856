"""Making the text of an outreach from what the person told, and making it anew when something in it changes."""

from typing import Any

from dialogs.engine.script import Turn
from dialogs.messages.letters.compose import compose
from dialogs.messages.letters.facts import Brief
from dialogs.messages.letters.policy import channels, usual_channel, usual_tone
from dialogs.model.facts import Category, Contact, Event, Outreach, OutreachEvent, Purpose, Work
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.text import Language
from dialogs.understanding.company_names import is_same


def noted(turn: Turn, language: Language) -> Person:
    """The person, with the draft that the slots asks for: a new one, or in place of the one not sent yet."""
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
    """The person, with this message changed, and its text made anew."""
    changed = replace(outreach, **changes)
    if changed.channel not in channels(changed.purpose):
        changed = replace(changed, channel=channels(changed.purpose)[0])
    draft = compose(brief_of(turn.person, changed), turn.speak, changed.language)
    return turn.person.with_outreach(replace(changed, text=draft.text, subject=draft.subject)).with_message(
        language=changed.language
    )


def brief_of(person: Person, outreach: Outreach) -> Brief:
    """What the text of this message is made from."""
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
    """The message in the slots, which the lines before have put there."""
    outreach = person.outreach(person.slots.subject.outreach)
    assert outreach is not None  # noqa: S101  # as said
    return outreach


def category_of(contact: Contact | None) -> Category:
    """How one knows somebody; as long as it was not told, as an acquaintance."""
    return contact.category if contact and contact.category else Category.ACQUAINTANCE


def shared_workplace(person: Person, contact: Contact) -> str:
    """A workplace of both, as far as it was told; else nothing."""
    own = [*(employment.company for employment in person.employments), person.me.employer]
    theirs = [tie.company for tie in person.ties if tie.contact == contact.n and tie.company]
    return next((company for company in theirs for mine in own if mine and is_same(company, mine)), "")


def _asked(person: Person) -> dict[str, Any]:
    """What the slots says of the message: purpose, own line, job, and what it refers to."""
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
    """How a new message goes: as the one that it is about went, or as one usually writes to such a person."""
    about = person.outreach(person.slots.message.about)
    if about:
        return {"channel": about.channel, "tone": about.tone}
    contact = person.contact(person.slots.subject.contact)
    category = category_of(contact)
    channel = usual_channel(person.slots.message.purpose or Purpose.OPENINGS, category)
    return {"channel": channel, "tone": usual_tone(category, contact.comfort if contact else None)}
