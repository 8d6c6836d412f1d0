"""Alembic's environment: the program hands over its own connection, already in a transaction."""

from __future__ import annotations

from alembic import context

from ruse_desktop.storage.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
context.run_migrations()
