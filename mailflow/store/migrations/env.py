"""Alembic's door: the connection is handed in by `mailflow.store.engine.migrate`."""

from alembic import context

from mailflow.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
context.run_migrations()
