"""What Alembic runs: the migrations, on the connection that it was given and in its transaction."""

from alembic import context

from bot.storage.db.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite changes a column by making the table anew
)
context.run_migrations()
