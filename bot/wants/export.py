"""The export: everything that is stored about a person, as one JSON document, alone or with what others can read.

{
  "version": 1,                    the form of this document
  "exported_at": "2026-11-23T09:00:00Z",
  "address": {"channel", "id"},    where the coach reaches the person
  "person": {
    "id", "language", "step", "consent": {"at", "version", "withdrawn_at"} or null,
    "me", "target", "notepad",     objects; `notepad` is what the conversation notes between two questions
    "nudging", "nudges",           objects: how reminders are wanted, and which came
    "goals", "employments", "contacts", "ties", "introductions", "outreaches", "plans",
    "applications", "checks": lists
  }
}

An item of a list has a `number`, unique within the person, by which others refer to it: `contact` in a tie is
the number of a contact. Times are ISO 8601 with their zone. Only bookkeeping is left out: counters, and the
way back through the conversation.
"""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec

from bot.address import Address
from bot.wants import portable
from dialogs.person import Person
from dialogs.speech import Document
from dialogs.text import Speak, Value

VERSION: Final = 1
BOOKKEEPING: Final = {"where", "serial", "wants"}


def document(person: Person, address: Address, now: datetime) -> Document:
    """Make the file; `now` is aware, in the person's zone, and names the day in the file's name."""
    content = {
        "version": VERSION,
        "exported_at": now.astimezone(UTC),
        "address": {"channel": address.channel, "id": address.external_id},
        "person": _told(person),
    }
    text = msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"
    return Document(f"coach-export-{now:%Y-%m-%d}.json", text)


def archive(person: Person, address: Address, now: datetime, speak: Speak, picture: bytes) -> Document:
    """Make the ZIP of all: the JSON, contacts, plans and log for other programs, and the picture, if there is one."""
    zone = now.tzinfo or UTC

    def say(words: Value) -> str:
        return speak(words, person.language)

    files = {
        "coach.json": document(person, address, now).content,
        "contacts.csv": portable.contacts_csv(person, say),
        "contacts.vcf": portable.contacts_vcard(person),
        "plans.ics": portable.plans_calendar(person, say, zone, now),
        "log.txt": portable.weekly_log(person, say, zone),
        **({"network.png": picture} if picture else {}),
    }
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as bundle:
        for name, content in files.items():
            bundle.writestr(ZipInfo(name, now.timetuple()[:6]), content, ZIP_DEFLATED)
    return Document(f"coach-export-{now:%Y-%m-%d}.zip", made.getvalue())


def _told(person: Person) -> dict[str, Any]:
    whole: dict[str, Any] = msgspec.to_builtins(person)
    told = {name: _numbered(value) for name, value in whole.items() if name not in BOOKKEEPING}
    first = {"id": told.pop("id"), "language": told.pop("language"), "step": person.where.step}
    return first | told


def _numbered(value: Any) -> Any:
    """Spell out `n`, which is short only for buttons."""
    if not isinstance(value, list | tuple):
        return value
    return [{"number" if name == "n" else name: field for name, field in item.items()} for item in value]
