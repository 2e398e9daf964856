"""What turns asked of the world and nobody has answered yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select

from bot.address import Address
from bot.storage.statements import Statement
from bot.storage.tables import WANT
from dialogs.address_book import FindFits, FindPeopleAt, KeepPeople, LookInto
from dialogs.company_register import FindCompanies
from dialogs.past import Restore
from dialogs.speech import DrawMap, MakeExport, Rewrite, Want

KINDS: Final[dict[str, type[Want]]] = {
    "export": MakeExport,
    "map": DrawMap,
    "look_into": LookInto,
    "keep_people": KeepPeople,
    "restore": Restore,
    "find_companies": FindCompanies,
    "find_fits": FindFits,
    "find_people_at": FindPeopleAt,
    "rewrite": Rewrite,
}
"""The stored name of each want: add, never rename."""

_NAMES: Final = {shape: kind for kind, shape in KINDS.items()}
_READ: Final = {kind: msgspec.json.Decoder(shape).decode for kind, shape in KINDS.items()}
_encode: Final = msgspec.json.Encoder().encode
_ADD: Final = Statement(insert(WANT))
_DROP: Final = Statement(delete(WANT).where(WANT.c.person_id == bindparam("whose"), WANT.c.n == bindparam("number")))
_OPEN: Final = Statement(
    select(WANT.c.person_id, WANT.c.n, WANT.c.kind, WANT.c.body, WANT.c.channel, WANT.c.external_id).order_by(
        WANT.c.created_at, WANT.c.n
    )
)


@dataclass(frozen=True, slots=True)
class OpenWant:
    """A want to be done: whose, its number, and where its result is heard."""

    person_id: UUID
    n: int
    want: Want
    address: Address


def add(
    connection: Connection,
    person_id: UUID,
    address: Address,
    wants: Iterable[tuple[int, Want]],
    now: datetime,
) -> None:
    """Store wants with the turn that made them."""
    rows = [
        {
            "person_id": person_id,
            "n": n,
            "kind": _NAMES[type(want)],
            "body": _encode(want),
            "channel": address.channel,
            "external_id": address.external_id,
            "created_at": now,
        }
        for n, want in wants
    ]
    _ADD.run_all(connection, rows)


def drop(connection: Connection, person_id: UUID, numbers: Iterable[int]) -> None:
    """Forget wants that are answered, or that nobody waits for any more."""
    _DROP.run_all(connection, [{"whose": person_id, "number": n} for n in numbers])


def open_wants(connection: Connection) -> list[OpenWant]:
    """List what is to be done, the oldest first; a kind that this version does not know stays."""
    return [
        OpenWant(person_id, n, _READ[kind](body), Address(channel, external_id))
        for person_id, n, kind, body, channel, external_id in _OPEN.rows(connection, {})
        if kind in _READ
    ]
