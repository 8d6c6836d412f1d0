"""The first schema, as the tables of version 0.1 define it; nothing older exists to migrate from."""

from __future__ import annotations

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing: a new file is created whole, with its triggers and indexes."""


def downgrade() -> None:
    """Nothing: there is no earlier schema."""
