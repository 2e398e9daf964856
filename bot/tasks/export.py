"""The export: everything that is stored about a person, as one JSON document, alone or with what others can read.

{
  "version": 1,                    the form of this document
  "exported_at": "2026-11-23T09:00:00Z",
  "address": {"channel", "id"},    where the coach reaches the person
  "person": {
    "id", "language", "step", "consent": {"at", "version", "withdrawn_at"} or null,
    "me", "target", "slots",       objects; `slots` is what the conversation remembers between two questions
    "nudging", "nudges",           objects: how reminders are wanted, and which came
    "goals", "employments", "contacts", "ties", "introductions", "outreaches", "plans", "books",
    "applications", "checks": lists
  },
  "address_book": list             the people brought from files, one a line
}

An item of a list has a `number`, unique within the person, by which others refer to it: `contact` in a tie is
the number of a contact. Times are ISO 8601 with their zone. Only bookkeeping is left out: counters, and the
way back through the conversation. `bot.importers.coach_export` reads it again.
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
    """Make the JSON; `now` is aware, in the person's zone, and names the day. `pages` are those of the address book."""
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
    """Give people one a line, without what is not known of them: thirty thousand are a long list."""
    for one in people:
        known = {name: value for name, value in msgspec.to_builtins(one).items() if value}
        yield b"\n    " + _encode(known)


def archive(shelf: AddressBookSnapshot, address: Address, now: datetime, speak: Speak, drawn: bytes) -> Document:
    """Make the ZIP of all: the JSON, contacts, plans and log for other programs, and the picture, if there is one."""
    person, zone = shelf.person, now.tzinfo or UTC

    def say(words: Value) -> str:
        return speak(words, person.language)

    files = {
        NAME: document(person, address, now, shelf.pages).content,
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


async def everything(shelf: AddressBookSnapshot, address: Address, now: datetime, speak: Speak) -> Document:
    """Make the ZIP with its picture in another process, since all people unpacked at once take much memory.

    Where the picture cannot be drawn, the facts come all the same. Raises ApartError.
    """
    try:
        drawn = (await drawing.pictured(shelf.person, speak, now)).content
    except RasterizingError as error:
        log.error("no picture", error=type(error).__name__)  # noqa: TRY400  # a traceback may quote people
        drawn = b""
    return await apart(whole, shelf, address, now, drawn)


def whole(shelf: AddressBookSnapshot, address: Address, now: datetime, drawn: bytes) -> Document:
    """Make the ZIP where no languages are loaded yet."""
    return archive(shelf, address, now, Languages.load().speak, drawn)
