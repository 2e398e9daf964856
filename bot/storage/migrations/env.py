"""The entry point of Alembic: run the migrations on the given connection, in its transaction."""

from alembic import context

from bot.storage.db.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite changes a column by creating the table again
)
context.run_migrations()
