"""The export: all data of a person, as one JSON document or as a ZIP with files for other programs, too.

{
  "version": 1,                    the version of this format
  "exported_at": "2026-11-23T09:00:00Z",
  "address": {"channel", "id"},    the person's address
  "person": {
    "id", "language", "step", "consent": {"at", "version", "withdrawn_at"} or null,
    "me", "target", "slots",       objects; `slots` is what the conversation remembers between two questions
    "nudging", "nudges",           objects: settings of reminders, and reminders that were sent
    "goals", "employments", "contacts", "ties", "introductions", "outreaches", "plans", "books",
    "applications", "checks": lists
  },
  "address_book": list             people imported from files, one a line
}

An item of a list has a `number`, unique within the person, by which other items refer to it: `contact` in a tie is the
number of a contact. Times are in ISO 8601 with a time zone. Only internal data is left out: counters, open tasks and
the history of the conversation. `bot.importers.coach_export` reads the document.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec
import structlog

from bot.address import Address
from bot.i18n import Languages
from bot.importers.coach_export import NAME, VERSION, told
from bot.storage.people.pages import unpacked
from bot.tasks import export_formats
from bot.tasks.address_book_work import AddressBookSnapshot
from bot.tasks.network_map import drawing
from bot.tasks.network_map.rasterizing import RasterizingError
from bot.tasks.subprocess_pool import apart
from dialogs.model.address_book import Acquaintance
from dialogs.model.person import Person
from dialogs.protocol.tasks import Document
from dialogs.text import Speak, Value

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

_encode: Final = msgspec.json.Encoder().encode


def document(person: Person, address: Address, now: datetime, pages: Iterable[bytes] = ()) -> Document:
    """Return the JSON document. `now` is aware, in the person's time zone; `pages` are those of the address book."""
    content = {
        "version": VERSION,
        "exported_at": now.astimezone(UTC),
        "address": {"channel": address.channel, "id": address.external_id},
        "person": told(person),
    }
    facts = msgspec.json.format(msgspec.json.encode(content), indent=2).removesuffix(b"\n}")
    text = b'%s,\n  "address_book": [%s]\n}\n' % (facts, b",".join(_lines(unpacked(pages))))
    return Document(f"coach-export-{now:%Y-%m-%d}.json", text)


def _lines(people: list[Acquaintance]) -> Iterator[bytes]:
    """Return people as JSON, one a line and without empty fields, since there may be thirty thousand."""
    for one in people:
        known = {name: value for name, value in msgspec.to_builtins(one).items() if value}
        yield b"\n    " + _encode(known)


def archive(snapshot: AddressBookSnapshot, address: Address, now: datetime, speak: Speak, drawn: bytes) -> Document:
    """Return the ZIP: the JSON document, contacts, plans and log in other formats, and the map `drawn` if not empty."""
    person, zone = snapshot.person, now.tzinfo or UTC

    def say(words: Value) -> str:
        return speak(words, person.language)

    files = {
        NAME: document(person, address, now, snapshot.pages).content,
        "contacts.csv": export_formats.contacts_csv(person, say),
        "contacts.vcf": export_formats.contacts_vcard(person),
        "plans.ics": export_formats.plans_calendar(person, say, zone, now),
        "log.txt": export_formats.weekly_log(person, say, zone),
        **({"network.png": drawn} if drawn else {}),
    }
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as bundle:
        for name, content in files.items():
            bundle.writestr(ZipInfo(name, now.timetuple()[:6]), content, ZIP_DEFLATED)
    return Document(f"coach-export-{now:%Y-%m-%d}.zip", made.getvalue())


async def everything(snapshot: AddressBookSnapshot, address: Address, now: datetime, speak: Speak) -> Document:
    """Build the ZIP in a subprocess, since an unpacked address book takes much memory.

    If the network map cannot be drawn, the ZIP lacks it. Raise SubprocessError.
    """
    try:
        drawn = (await drawing.pictured(snapshot.person, speak, now)).content
    except RasterizingError as error:
        log.error("no picture", error=type(error).__name__)  # noqa: TRY400  # a traceback may quote people
        drawn = b""
    return await apart(whole, snapshot, address, now, drawn)


def whole(snapshot: AddressBookSnapshot, address: Address, now: datetime, drawn: bytes) -> Document:
    """Build the ZIP in a process that has not loaded the languages."""
    return archive(snapshot, address, now, Languages.load().speak, drawn)
