"""The formats of an export for other programs: contacts as CSV and vCard, plans as iCalendar, a weekly log as text."""

import csv
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from io import StringIO
from itertools import groupby
from typing import Final

from dialogs.model.facts import Contact
from dialogs.model.outreach import Event, Outreach, OutreachEvent, Plan
from dialogs.model.person import Person
from dialogs.rules.contacts import workplace
from dialogs.text import Day, Language, Text, Value, label, t
from dialogs.wording.labels import CATEGORIES, OUTCOMES, PURPOSES

OCTETS: Final = 75
"""The longest line of a vCard (RFC 2426) or calendar (RFC 5545) in octets, without its line break."""

COLUMNS: Final = (
    label("column of a file", "Name"),
    label("column of a file", "Group"),
    label("column of a file", "Workplace"),
    label("column of a file", "Position"),
    label("column of a file", "Note"),
)
DONE: Final = {
    OutreachEvent.SENT: label("what was done", "sent"),
    OutreachEvent.FOLLOWED_UP: label("what was done", "followed up"),
    OutreachEvent.THANKED: label("what was done", "thanked"),
    OutreachEvent.RESTED: label("what was done", "let it rest"),
    **OUTCOMES,
}
"""The events of the log. A draft is not one."""

FORMULA: Final = frozenset("=+-@\N{MINUS SIGN}")
"""The characters that begin a formula in a spreadsheet."""

FILLERS: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800")
"""Letters and symbols that are invisible."""

SUMMARY: Final = t("A message to send")
LONG: Final = timedelta(minutes=30)
"""The duration of a plan in a calendar."""

Say = Callable[[Value], str]
"""Returns a value as text in the person's language."""


def contacts_csv(person: Person, say: Say) -> bytes:
    """Return the contacts as CSV for spreadsheets: with the separator of the language, and with formulas escaped."""
    table = StringIO()
    writer = csv.writer(table, delimiter=";" if person.language is Language.NB else ",")
    writer.writerow([say(column) for column in COLUMNS])
    for contact in person.contacts:
        tie = person.tie_of(contact)
        group = say(CATEGORIES[contact.category]) if contact.category else ""
        row = (contact.name, group, workplace(person, contact), tie.role if tie else "", contact.note)
        writer.writerow([_safe(cell) for cell in row])
    return table.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    """Escape a cell that a spreadsheet would execute as a formula (CSV injection), with an apostrophe before it.

    Spreadsheets skip invisible characters, and some read full-width characters as the plain ones.
    """
    first = next((letter for letter in cell if not _is_unseen(letter)), "")
    is_formula = unicodedata.normalize("NFKC", first)[:1] in FORMULA or cell[:1] in {"\t", "\r"}
    return f"'{cell}" if is_formula else cell


def _is_unseen(letter: str) -> bool:
    """Whether a character is invisible: white space, a control or format character, a combining mark or a filler."""
    return letter.isspace() or letter in FILLERS or unicodedata.category(letter)[0] in "CMZ"


def contacts_vcard(person: Person) -> bytes:
    """Return the contacts as vCard 3.0, each with a permanent UID."""
    return b"".join(_lines(_card(person, contact)) for contact in person.contacts)


def _card(person: Person, contact: Contact) -> Iterator[str]:
    tie = person.tie_of(contact)
    *first, last = contact.name.split() or [""]
    yield from ("BEGIN:VCARD", "VERSION:3.0", f"UID:urn:uuid:{contact.uid}")
    yield f"N:{_escaped(last)};{_escaped(' '.join(first))};;;"
    yield f"FN:{_escaped(contact.name)}"
    if tie and tie.company:
        yield f"ORG:{_escaped(tie.company)}"
    if tie and tie.role:
        yield f"TITLE:{_escaped(tie.role)}"
    if contact.note:
        yield f"NOTE:{_escaped(contact.note)}"
    yield "END:VCARD"


def plans_calendar(person: Person, say: Say, zone: tzinfo, now: datetime) -> bytes:
    """Return the plans with a time as iCalendar. The summary reveals neither the job search nor a name."""
    events = [line for plan in person.plans if plan.at for line in _event(person, plan, plan.at, say, zone, now)]
    return _lines(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//network-coach//EN", *events, "END:VCALENDAR"])


def _event(person: Person, plan: Plan, at: datetime, say: Say, zone: tzinfo, now: datetime) -> Iterator[str]:
    outreach = person.outreach(plan.outreach)
    contact = person.contact(outreach.contact) if outreach else None
    yield from ("BEGIN:VEVENT", f"UID:{person.uid(plan.outreach)}", f"DTSTAMP:{_instant(now)}")
    if plan.has_hour:
        yield from (f"DTSTART:{_instant(at)}", f"DTEND:{_instant(at + LONG)}")
    else:
        yield f"DTSTART;VALUE=DATE:{at.astimezone(zone):%Y%m%d}"
    yield f"SUMMARY:{_escaped(say(SUMMARY))}"
    yield f"DESCRIPTION:{_escaped(f'{contact.name}: {plan.words}' if contact else plan.words)}"
    yield "END:VEVENT"


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(words: str) -> str:
    plain = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(_without_controls(" ".join(line.split())) for line in plain.splitlines())


def _without_controls(words: str) -> str:
    """Remove control characters, which these formats do not allow."""
    return "".join(letter for letter in words if unicodedata.category(letter) != "Cc")


def _lines(lines: Iterator[str] | list[str]) -> bytes:
    """Join lines with CRLF, folded at 75 octets but never within a character."""
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _folded(line: str) -> bytes:
    parts, room = [b""], OCTETS
    for letter in line:
        octets = letter.encode("utf-8", "replace")
        if len(parts[-1]) + len(octets) > room:
            parts.append(b"")
            room = OCTETS - 1  # the space that begins a folded line
        parts[-1] += octets
    return b"\r\n ".join(parts)


def weekly_log(person: Person, say: Say, zone: tzinfo) -> bytes:
    """Return the log as text, by week: the day, what happened, to whom, and the purpose of the message."""
    happened = sorted(
        ((event, outreach) for outreach in person.outreaches for event in outreach.events if event.what in DONE),
        key=lambda pair: pair[0].at,
    )
    told = []
    for week, pairs in groupby(happened, key=lambda pair: pair[0].at.astimezone(zone).isocalendar()[:2]):
        told.append(say(t("Week {week} of {year}", week=str(week[1]), year=str(week[0]))))
        told += [_without_controls(say(_happened(person, event, outreach, zone))) for event, outreach in pairs]
        told.append("")
    return "\r\n".join(told).encode()


def _happened(person: Person, event: Event, outreach: Outreach, zone: tzinfo) -> Text:
    contact = person.contact(outreach.contact)
    return t(
        "{day}: {what}, {name}, {purpose}",
        day=Day(event.at.astimezone(zone).date(), has_weekday=True),
        what=DONE[event.what],
        name=contact.name if contact else "",
        purpose=PURPOSES[outreach.purpose],
    )
