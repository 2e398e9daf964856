"""What made the code raise, kept with what is needed to hear it again once that is put right.

It is its person's, and goes with them; and it is forgotten after two weeks, or when much has come after it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, literal_column, select, update

from bot.address import Address
from bot.storage.db.statements import Statement
from bot.storage.db.tables import ADDRESS, PERSON, SET_ASIDE
from dialogs.model.events import Pressed
from dialogs.protocol.events import Edited, Garbled, Handed, Heard, Said, Sent, Shared
from dialogs.text import Language

KEPT: Final = timedelta(days=14)

MOST: Final = 50
"""As many are kept of one chat; the oldest goes."""

KINDS: Final[dict[str, type[Heard]]] = {
    "said": Said,
    "pressed": Pressed,
    "garbled": Garbled,
    "sent": Sent,
    "handed": Handed,
    "shared": Shared,
    "edited": Edited,
}
"""The stored name of each thing heard: add, never rename. What is not from a person is not set aside."""

_NAMES: Final = {shape: kind for kind, shape in KINDS.items()}
_encode: Final = msgspec.json.Encoder().encode
_decode: Final[Callable[[bytes], dict[str, Any]]] = msgspec.json.Decoder(dict[str, Any]).decode
_COMMAND: Final = re.compile(r"/\w+")

_THIS: Final = SET_ASIDE.c.key == bindparam("aside")
_CHAT: Final = (SET_ASIDE.c.channel == bindparam("on"), SET_ASIDE.c.external_id == bindparam("to"))
_ADD: Final = Statement(insert(SET_ASIDE))
_ALL: Final = Statement(
    select(SET_ASIDE.c.key, SET_ASIDE.c.channel, SET_ASIDE.c.external_id, SET_ASIDE.c.arrival).order_by(
        SET_ASIDE.c.at, SET_ASIDE.c.key
    )
)
_TAKE: Final = Statement(delete(SET_ASIDE).where(_THIS))
_FAILED: Final = Statement(
    update(SET_ASIDE).where(_THIS).values(why=bindparam("reason"), tries=SET_ASIDE.c.tries + literal_column("1"))
)
_BELONG: Final = Statement(update(SET_ASIDE).where(*_CHAT).values(person_id=bindparam("whose")))
_NEWEST_FIRST: Final = select(SET_ASIDE.c.key).where(*_CHAT).order_by(SET_ASIDE.c.at.desc(), SET_ASIDE.c.key.desc())
_DROP_OLDEST: Final = Statement(
    delete(SET_ASIDE).where(SET_ASIDE.c.key.in_(_NEWEST_FIRST.offset(literal_column(str(MOST)))))
)
_PRUNE: Final = Statement(delete(SET_ASIDE).where(SET_ASIDE.c.at < bindparam("before")))
_OWNER: Final = Statement(
    select(PERSON.c.id, PERSON.c.language, PERSON.c.consent_at, PERSON.c.consent_withdrawn_at, PERSON.c.is_paused)
    .join_from(ADDRESS, PERSON)
    .where(ADDRESS.c.channel == bindparam("on"), ADDRESS.c.external_id == bindparam("to"))
    .with_for_update(of=PERSON)
)


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """Something heard that was set aside under the key that makes its effect happen once."""

    key: str
    address: Address
    heard: Heard
    language: Language
    message: str | None


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose it is, as far as it can be told without reading what they told."""

    person_id: UUID
    language: Language
    has_consented: bool
    is_paused: bool


def owner(connection: Connection, address: Address) -> Owner | None:
    """Lock the person of an address; nobody has it: none."""
    for id_, language, at, withdrawn_at, is_paused in _OWNER.rows(connection, _chat(address)):
        return Owner(id_, Language(language), at is not None and withdrawn_at is None, is_paused)
    return None


def is_from_person(heard: Heard) -> bool:
    """Whether a person did it, and not time or the world."""
    return type(heard) in _NAMES


def is_wordless(heard: Heard) -> bool:
    """Whether it has nothing in it that a person wrote: a press, a kind of message, or a bare command."""
    match heard:
        case Said(text):
            return _COMMAND.fullmatch(text) is not None
        case _:
            return isinstance(heard, Pressed | Garbled | Sent)


def add(connection: Connection, aside: DeadLetter, person_id: UUID | None, why: str, now: datetime) -> None:
    """Set something aside; of too many the oldest is forgotten."""
    content = {
        "heard": [_NAMES[type(aside.heard)], aside.heard],
        "language": aside.language,
        "message": aside.message,
    }
    row = {
        "key": aside.key,
        "channel": aside.address.channel,
        "external_id": aside.address.external_id,
        "person_id": person_id,
        "arrival": _encode(content),
        "why": why,
        "at": now,
        "tries": 1,
    }
    _ADD.run(connection, row)
    _DROP_OLDEST.run(connection, _chat(aside.address))


def all_letters(connection: Connection) -> list[DeadLetter]:
    """List what is set aside, the oldest first; a kind that this version does not know stays."""
    found = []
    for key, channel, external_id, body in _ALL.rows(connection, {}):
        content = _decode(body)
        kind, heard = content["heard"]
        if kind in KINDS:
            address, language = Address(channel, external_id), Language(content["language"])
            known = msgspec.convert(heard, KINDS[kind])
            found.append(DeadLetter(key, address, known, language, content["message"]))
    return found


def take(connection: Connection, key: str) -> bool:
    """Take it back with the turn that hears it again; false where it is gone."""
    return _TAKE.run(connection, {"aside": key}) == 1


def failed(connection: Connection, key: str, why: str) -> None:
    """Note that it made the code raise once more."""
    _FAILED.run(connection, {"aside": key, "reason": why})


def assign(connection: Connection, address: Address, person_id: UUID) -> None:
    """Let what came from somebody who was not known yet be theirs, so that it goes with them."""
    _BELONG.run(connection, _chat(address) | {"whose": person_id})


def prune(connection: Connection, now: datetime) -> None:
    """Forget what is too old."""
    _PRUNE.run(connection, {"before": now - KEPT})


def _chat(address: Address) -> dict[str, Any]:
    return {"on": address.channel, "to": address.external_id}
