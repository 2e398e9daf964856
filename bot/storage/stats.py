"""Counts for the operator: no personal data."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, func, select

from bot.storage.tables import FACT, OUTBOX, PERSON, WANT


@dataclass(frozen=True, slots=True)
class Counts:
    """Persons by their step, facts by kind (drafts are `outreach`), messages waiting, wants open."""

    persons: dict[str, int]
    facts: dict[str, int]
    outbox: int
    wants: int


def counts(connection: Connection) -> Counts:
    """Count what is stored."""
    return Counts(
        _by(connection, PERSON.c.step),
        _by(connection, FACT.c.kind),
        _all(connection, OUTBOX),
        _all(connection, WANT),
    )


def _by(connection: Connection, column: ColumnElement[str]) -> dict[str, int]:
    rows = connection.execute(select(column, func.count()).group_by(column).order_by(column))
    return {value: int(count) for value, count in rows}


def _all(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()
