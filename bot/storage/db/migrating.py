"""Migrations by Alembic. This module is loaded only if the schema is not current."""

from typing import Final

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

PLACE: Final = "bot.storage:migrations"


def is_known(revision: str | None) -> bool:
    """Whether this version knows the revision. None means an empty database."""
    return revision is None or revision in revisions()


def revisions() -> set[str]:
    """Return all revisions."""
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def head() -> str | None:
    """Return the newest revision."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def upgrade(connection: Connection, to: str = "head") -> None:
    """Apply the missing migrations up to a revision, in the caller's transaction."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", PLACE)
    config.set_main_option("path_separator", "os")
    return config
