"""Counts for the operator: no personal data."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, func, select

from bot.storage.db.tables import ADDRESS, FACT, OUTBOX, PERSON, WANT


@dataclass(frozen=True, slots=True)
class Counts:
    """Persons by step, facts by kind (drafts are `outreach`), messages in the outbox, open tasks, reminders."""

    persons: dict[str, int]
    facts: dict[str, int]
    outbox: int
    tasks: int
    nudges_due: int
    nudges_sent: int


def counts(connection: Connection, now: datetime) -> Counts:
    """Count the rows. `nudges_sent` does not include reminders to people who were deleted."""
    sent = connection.execute(select(func.sum(ADDRESS.c.nudges))).scalar()
    due = select(func.count()).select_from(ADDRESS).where(ADDRESS.c.nudge_at <= now)
    return Counts(
        _by(connection, PERSON.c.step),
        _by(connection, FACT.c.kind),
        _all(connection, OUTBOX),
        _all(connection, WANT),
        connection.execute(due).scalar_one(),
        int(sent or 0),
    )


def _by(connection: Connection, column: ColumnElement[str]) -> dict[str, int]:
    rows = connection.execute(select(column, func.count()).group_by(column).order_by(column))
    return {value: int(count) for value, count in rows}


def _all(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()
