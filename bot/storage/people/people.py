"""People in the database: lock and load by address, save changed facts. `deletion` deletes them."""

from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from msgspec import Struct
from sqlalchemy import (
    Connection,
    String,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
    union_all,
    update,
)

from bot.address import Address
from bot.storage.db.statements import Statement
from bot.storage.db.tables import ADDRESS, FACT, PERSON, WANT
from bot.storage.people import address_books, facts, storage_limit_check
from dialogs.model.facts import Consent
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.text import Language

_TASK: Final = "want"

_LOCK: Final = Statement(
    select(
        PERSON.c.id,
        PERSON.c.language,
        PERSON.c.step,
        PERSON.c.asking,
        PERSON.c.serial,
        PERSON.c.consent_at,
        PERSON.c.consent_version,
        PERSON.c.consent_withdrawn_at,
        PERSON.c.is_paused,
        PERSON.c.version,
        PERSON.c.active_at,
        ADDRESS.c.nudge_at,
    )
    .join_from(ADDRESS, PERSON)
    .where(ADDRESS.c.channel == bindparam("channel"), ADDRESS.c.external_id == bindparam("external_id"))
    # Omitted on SQLite, where the transaction holds the only lock already. FOR NO KEY UPDATE: rows that others insert
    # for this person, such as a card, do not wait for the turn.
    .with_for_update(of=PERSON, key_share=True)
)
_RESERVE: Final = Statement(
    select(
        func.pg_advisory_xact_lock(
            func.hashtextextended(bindparam("channel", type_=String) + ":" + bindparam("external_id", type_=String), 0)
        )
    )
)
# One statement after the lock, so that it reads what the last turn of this person committed.
_FACTS: Final = Statement(
    union_all(
        select(FACT.c.kind, FACT.c.n, FACT.c.body).where(FACT.c.person_id == bindparam("person_id")),
        select(literal_column(f"'{_TASK}'"), WANT.c.n, literal_column("NULL")).where(
            WANT.c.person_id == bindparam("person_id")
        ),
    ).order_by("n")
)

# The last three belong to `bot.storage.people.retention`.
_UNCHANGED_BY_TURNS: Final = {"id", "created_at", "active_at", "warned", "warned_at"}
_ADD_PERSON: Final = Statement(insert(PERSON))
_NEW: Final = {"is_paused": False, "warned": 0, "warned_at": None}
_ADD_ADDRESS: Final = Statement(insert(ADDRESS))
_UPDATE_PERSON: Final = Statement(
    update(PERSON)
    .where(PERSON.c.id == bindparam("id"), PERSON.c.version == bindparam("was"))
    .values({c.name: bindparam(c.name) for c in PERSON.c if c.name not in _UNCHANGED_BY_TURNS})
)
_ADD_FACTS: Final = Statement(insert(FACT))
_THIS_FACT: Final = (
    FACT.c.person_id == bindparam("person_id"),
    FACT.c.kind == bindparam("kind"),
    FACT.c.n == bindparam("n"),
)
_UPDATE_FACTS: Final = Statement(update(FACT).where(*_THIS_FACT).values(body=bindparam("body")))
_DELETE_FACTS: Final = Statement(delete(FACT).where(*_THIS_FACT))


_ACTIVE: Final = Statement(
    update(PERSON)
    .where(PERSON.c.id == bindparam("whose"))
    .values(active_at=bindparam("at"), warned=literal_column("0"), warned_at=literal_column("NULL"))
)


class OvertakenError(Exception):
    """Another turn of the person was stored meanwhile; a retry may succeed."""


class StoredPerson(Struct, frozen=True, gc=False):
    """A person as stored, locked until the transaction ends. `nudge_at`: when the next reminder is due.

    `told`: the bytes of the facts that they told (`bot.storage.people.storage_limit_check`).
    """

    person: Person
    version: int
    is_paused: bool
    active_at: datetime
    nudge_at: datetime | None = None
    told: int = 0


def lock(connection: Connection, address: Address) -> StoredPerson | None:
    """Lock and load the user at this address. Return None if there is none; the address stays locked until commit."""
    where = {"channel": address.channel, "external_id": address.external_id}
    rows = _LOCK.rows(connection, where)
    if not rows and connection.dialect.name != "sqlite":
        # There is no row to lock. An advisory lock makes concurrent first turns of an address run one after the other.
        _RESERVE.rows(connection, where)
        rows = _LOCK.rows(connection, where)
    if not rows:
        return None
    *columns, is_paused, version, active_at, nudge_at = rows[0]
    facts_and_tasks = _FACTS.rows(connection, {"person_id": columns[0]})
    told = storage_limit_check.told_bytes(facts_and_tasks)
    return StoredPerson(_person(columns, facts_and_tasks), version, is_paused, active_at, nudge_at, told)


def find(connection: Connection, address: Address) -> Person | None:
    """Load the person at an address, or return None."""
    stored = lock(connection, address)
    return None if stored is None else stored.person


def add(connection: Connection, person: Person, address: Address, now: datetime) -> None:
    """Store a new person with this address."""
    _ADD_PERSON.run(connection, _columns(person, 1, now) | _NEW | {"created_at": now, "active_at": day_of(now)})
    reached = {"channel": address.channel, "external_id": address.external_id, "person_id": person.id}
    _ADD_ADDRESS.run(connection, reached | {"nudge_at": None, "nudges": 0})
    _write(connection, person.id, facts.changes(None, person))


def save(
    connection: Connection,
    stored: StoredPerson,
    person: Person,
    now: datetime,
    *,
    is_paused: bool = False,
    is_bounded: bool = True,
) -> None:
    """Store a person; only changed facts are written.

    Raise OvertakenError if another turn was stored since the person was loaded. With `is_bounded`, raise FullError
    before anything is written if a ceiling would be exceeded.
    """
    made = facts.changes(stored.person, person)
    if is_bounded:
        storage_limit_check.check(stored.person, stored.told, person, made)
    columns = _columns(person, stored.version + 1, now) | {"was": stored.version, "is_paused": is_paused}
    if _UPDATE_PERSON.run(connection, columns) != 1:
        raise OvertakenError
    _write(connection, person.id, made)


def note_activity(connection: Connection, stored: StoredPerson, now: datetime) -> None:
    """Store that the person was active today, and reset the warnings that their data expires."""
    if stored.active_at < day_of(now):
        _ACTIVE.run(connection, {"whose": stored.person.id, "at": day_of(now)})


def day_of(now: datetime) -> datetime:
    """Return the beginning of the day in UTC, the precision with which activity is stored."""
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _columns(person: Person, version: int, now: datetime) -> dict[str, Any]:
    consent = person.consent
    return {
        "id": person.id,
        "language": person.language.value,
        "step": person.where.step,
        "asking": person.where.asking,
        "serial": person.serial,
        "consent_at": consent and consent.at,
        "consent_version": consent and consent.version,
        "consent_withdrawn_at": consent and consent.withdrawn_at,
        "version": version,
        "updated_at": now,
    }


def _write(connection: Connection, person_id: UUID, made: facts.Changes) -> None:
    _ADD_FACTS.run_all(connection, _rows(person_id, made.new))
    _UPDATE_FACTS.run_all(connection, _rows(person_id, made.changed))
    _DELETE_FACTS.run_all(connection, _rows(person_id, made.gone))
    address_books.drop(connection, person_id, [n for kind, n, _ in made.gone if kind == facts.BOOK])


def _rows(person_id: UUID, made: list[facts.FactRow]) -> list[dict[str, Any]]:
    return [{"person_id": person_id, "kind": kind, "n": n, "body": body} for kind, n, body in made]


def _person(columns: list[Any], facts_and_tasks: list[facts.FactRow]) -> Person:
    id_, language, step, asking, serial, consent_at, consent_version, withdrawn_at = columns
    consent = None if consent_at is None else Consent(consent_at, consent_version, withdrawn_at)
    tasks = tuple([n for kind, n, _ in facts_and_tasks if kind == _TASK])
    fields, where = facts.gathered(facts_and_tasks, step)
    here = replace(where, step=step, asking=asking)
    return Person(id_, Language(language), here, consent, serial, tasks, **fields)
