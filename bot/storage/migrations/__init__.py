"""The steps from each released schema to the next, for Alembic."""

from typing import Final

HEAD: Final = "0008"
"""The newest of them: the schema that this version works on."""
