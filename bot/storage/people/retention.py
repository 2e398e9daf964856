"""Retention: find people without activity, warn them, and delete their data when it expires.

People who consented are warned twice, and their data is deleted a week after the second warning at the earliest. Of
others little is stored; they withdrew their consent or never gave it, so they are deleted without a message.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, not_, or_, select, update

from bot.address import Address
from bot.storage.db.statements import Statement
from bot.storage.db.tables import ADDRESS, PERSON
from bot.storage.people.deletion import delete_person
from dialogs.text import Language


class Warned(IntEnum):
    """How often a person was warned. The values are stored."""

    NOT = 0
    ONCE = 1
    TWICE = 2


AHEAD: Final = {Warned.NOT: timedelta(days=30), Warned.ONCE: timedelta(days=7), Warned.TWICE: timedelta()}
"""How long before the expiry the next stage is due, by the number of warnings."""

_BETWEEN: Final = {Warned.NOT: timedelta(), Warned.ONCE: timedelta(days=23), Warned.TWICE: timedelta(days=7)}
"""The minimum time since the last warning."""

MONTH: Final = timedelta(days=365.25 / 12)


@dataclass(frozen=True, slots=True)
class InactivePerson:
    """A person without activity: their addresses, their language, and whether they blocked the bot."""

    addresses: tuple[Address, ...]
    language: Language
    is_paused: bool


_SILENT: Final = PERSON.c.active_at <= bindparam("before")
_IS_TOLD: Final = and_(PERSON.c.consent_at.is_not(None), PERSON.c.consent_withdrawn_at.is_(None))
_WARNED: Final = and_(
    _IS_TOLD,
    PERSON.c.warned == bindparam("warned"),
    or_(PERSON.c.warned_at.is_(None), PERSON.c.warned_at <= bindparam("warned_before")),
)


def _due(stage: Any) -> Statement:
    return Statement(select(PERSON.c.id).where(_SILENT, stage).order_by(PERSON.c.active_at).limit(bindparam("most")))


def _locked(stage: Any) -> Statement:
    whole = and_(PERSON.c.id == bindparam("whose"), _SILENT, stage)
    return Statement(select(PERSON.c.language, PERSON.c.is_paused).where(whole).with_for_update(of=PERSON))


_ENDED: Final = or_(not_(_IS_TOLD), _WARNED)
_DUE: Final = {Warned.NOT: _due(_WARNED), Warned.ONCE: _due(_WARNED), Warned.TWICE: _due(_ENDED)}
_LOCKED: Final = {Warned.NOT: _locked(_WARNED), Warned.ONCE: _locked(_WARNED), Warned.TWICE: _locked(_ENDED)}
_ADDRESSES: Final = Statement(
    select(ADDRESS.c.channel, ADDRESS.c.external_id).where(ADDRESS.c.person_id == bindparam("whose"))
)
_WARN: Final = Statement(
    update(PERSON)
    .where(PERSON.c.id == bindparam("whose"))
    .values(warned=bindparam("warned"), warned_at=bindparam("at"))
)


def due(connection: Connection, warned: Warned, months: int, now: datetime, most: int) -> list[UUID]:
    """List the people whose next stage is due after `warned`, the longest inactive first."""
    return [id_ for (id_,) in _DUE[warned].rows(connection, _limits(warned, months, now) | {"most": most})]


def advance(
    connection: Connection, person_id: UUID, warned: Warned, months: int, now: datetime
) -> InactivePerson | None:
    """Take the due stage: store the warning, or delete the person. Return None if they were active meanwhile."""
    found = _LOCKED[warned].rows(connection, _limits(warned, months, now) | {"whose": person_id})
    if not found:
        return None
    ((language, is_paused),) = found
    addresses = [Address(*row) for row in _ADDRESSES.rows(connection, {"whose": person_id})]
    if warned is Warned.TWICE:
        delete_person(connection, person_id)
    else:
        _WARN.run(connection, {"whose": person_id, "warned": warned + 1, "at": now})
    return InactivePerson(tuple(addresses), Language(language), is_paused)


def _limits(warned: Warned, months: int, now: datetime) -> dict[str, Any]:
    """Return the latest activity and the latest warning with which the next stage is due."""
    before = now - months * MONTH + AHEAD[warned]
    return {"warned": int(warned), "before": before, "warned_before": now - _BETWEEN[warned]}
