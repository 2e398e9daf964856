"""Alembic migrations, one from each released schema to the next."""

from typing import Final

HEAD: Final = "0008"
"""The revision of the schema that this version needs."""
