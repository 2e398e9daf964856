"""Dead letters: events that made the code raise, kept for a replay after the fix.

A dead letter belongs to its person and is deleted with them. It expires after two weeks, or when `MOST` newer ones of
the same chat exist.
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
"""The most dead letters of one chat; the oldest is deleted."""

KINDS: Final[dict[str, type[Heard]]] = {
    "said": Said,
    "pressed": Pressed,
    "garbled": Garbled,
    "sent": Sent,
    "handed": Handed,
    "shared": Shared,
    "edited": Edited,
}
"""The stored name of each kind of event: add, never rename. Events that are not from a person are not stored."""

_NAMES: Final = {shape: kind for kind, shape in KINDS.items()}
_encode: Final = msgspec.json.Encoder().encode
_decode: Final[Callable[[bytes], dict[str, Any]]] = msgspec.json.Decoder(dict[str, Any]).decode
_COMMAND: Final = re.compile(r"/\w+")

_THIS: Final = SET_ASIDE.c.key == bindparam("letter")
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
    """An event that could not be handled, with its deduplication key."""

    key: str
    address: Address
    heard: Heard
    language: Language
    message: str | None


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner of a dead letter, read without their facts."""

    person_id: UUID
    language: Language
    has_consented: bool
    is_paused: bool


def owner(connection: Connection, address: Address) -> Owner | None:
    """Lock the person at an address, or return None if there is none."""
    for id_, language, at, withdrawn_at, is_paused in _OWNER.rows(connection, _chat(address)):
        return Owner(id_, Language(language), at is not None and withdrawn_at is None, is_paused)
    return None


def is_from_person(heard: Heard) -> bool:
    """Whether the event is an act of a person, not a task's result or a reminder."""
    return type(heard) in _NAMES


def is_wordless(heard: Heard) -> bool:
    """Whether the event holds no words of a person: a press, a kind of message, or a bare command."""
    match heard:
        case Said(text):
            return _COMMAND.fullmatch(text) is not None
        case _:
            return isinstance(heard, Pressed | Garbled | Sent)


def add(connection: Connection, letter: DeadLetter, person_id: UUID | None, why: str, now: datetime) -> None:
    """Store a dead letter; delete the oldest if there are too many."""
    content = {
        "heard": [_NAMES[type(letter.heard)], letter.heard],
        "language": letter.language,
        "message": letter.message,
    }
    row = {
        "key": letter.key,
        "channel": letter.address.channel,
        "external_id": letter.address.external_id,
        "person_id": person_id,
        "arrival": _encode(content),
        "why": why,
        "at": now,
        "tries": 1,
    }
    _ADD.run(connection, row)
    _DROP_OLDEST.run(connection, _chat(letter.address))


def all_letters(connection: Connection) -> list[DeadLetter]:
    """List all dead letters, oldest first, except those of a kind that this version does not know."""
    found = []
    for key, channel, external_id, body in _ALL.rows(connection, {}):
        content = _decode(body)
        kind, heard = content["heard"]
        if kind in KINDS:
            address, language = Address(channel, external_id), Language(content["language"])
            event = msgspec.convert(heard, KINDS[kind])
            found.append(DeadLetter(key, address, event, language, content["message"]))
    return found


def take(connection: Connection, key: str) -> bool:
    """Delete a dead letter in the turn that replays it. Return False if it is gone."""
    return _TAKE.run(connection, {"letter": key}) == 1


def failed(connection: Connection, key: str, why: str) -> None:
    """Store that a replay failed."""
    _FAILED.run(connection, {"letter": key, "reason": why})


def assign(connection: Connection, address: Address, person_id: UUID) -> None:
    """Assign the dead letters of a chat to its new person, so that they are deleted with the person."""
    _BELONG.run(connection, _chat(address) | {"whose": person_id})


def prune(connection: Connection, now: datetime) -> None:
    """Delete expired dead letters."""
    _PRUNE.run(connection, {"before": now - KEPT})


def _chat(address: Address) -> dict[str, Any]:
    return {"on": address.channel, "to": address.external_id}
