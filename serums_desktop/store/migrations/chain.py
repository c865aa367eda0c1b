"""The migrations in their order, run by Alembic inside the transaction of the file that is opened.

The version of a file is its `PRAGMA user_version`, which whoever opens it sets; Alembic's own table is not
used, nor its scripts: a bundled program has none.
"""

from __future__ import annotations

from typing import Final, Protocol

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from serums_desktop.store.migrations import vault_0002, vault_0003


class Migration(Protocol):
    """What stands between a version and the one before."""

    def upgrade(self, op: Operations) -> None:
        """Make the tables of the version before into those of this one."""

    def downgrade(self, op: Operations) -> None:
        """Make the tables of this version into those of the one before."""


VAULT: Final[dict[int, Migration]] = {2: vault_0002, 3: vault_0003}


def upgrade_vault(transaction: Connection, version: int) -> None:
    """Make a vault of the version before into one of this."""
    VAULT[version].upgrade(_operations(transaction))


def downgrade_vault(transaction: Connection, version: int) -> None:
    """Make a vault of this version into one of the version before."""
    VAULT[version].downgrade(_operations(transaction))


def _operations(transaction: Connection) -> Operations:
    return Operations(MigrationContext.configure(transaction))
