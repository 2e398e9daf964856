"""What all tables share: the metadata with its naming convention, and the column that names the owner of a row."""

from typing import Any, Final

from sqlalchemy import BigInteger, ForeignKey, Integer, MetaData, Uuid
from sqlmodel import Field, SQLModel

IN_KEY_ORDER: Final = {"sqlite_with_rowid": False}
"""SQLite stores such a table in the order of its primary key, so that a person's rows are adjacent."""

COUNTED: Final = BigInteger().with_variant(Integer, "sqlite")
"""The type of an auto-incremented key. SQLite increments only a type named INTEGER."""


class BaseTable(SQLModel):
    """The base class of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def person_column(*, is_key: bool = False, is_indexed: bool = False, is_optional: bool = False) -> Any:
    """Return the column that names the owner; the row is deleted with that person."""
    return Field(
        default=None if is_optional else ...,
        sa_type=Uuid,
        primary_key=is_key,
        index=is_indexed,
        nullable=is_optional,
        sa_column_args=[ForeignKey("person.id", ondelete="CASCADE")],
    )
