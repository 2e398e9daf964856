"""Alembic, loaded only where the schema is not current."""

from typing import Final

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

PLACE: Final = "bot.storage:migrations"


def is_known(revision: str | None) -> bool:
    """Whether this version knows that schema; none is an empty database."""
    return revision is None or revision in revisions()


def revisions() -> set[str]:
    """Give all revisions that there are."""
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def head() -> str | None:
    """Give the newest revision that there is."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def upgrade(connection: Connection, to: str = "head") -> None:
    """Apply what is missing up to a revision, in the caller's transaction."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", PLACE)
    config.set_main_option("path_separator", "os")
    return config
