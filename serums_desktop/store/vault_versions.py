"""The versions of a vault, and how its items become those of today's rules."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, bindparam, delete, insert, select, text, update

from serums_desktop.store import levels, packs
from serums_desktop.store.cipher import Schema
from serums_desktop.store.packing import Packer
from serums_desktop.store.received_row import arrived_entry
from serums_desktop.store.schema import WORDS, about, density, fold, item, resource, vault_tables
from serums_desktop.store.statements import text_of
from serums_desktop.store.timeline_index import join

# The rules by which entries are items, and what an item says: where either changes, this number grows, and
# every vault is merged anew when it is opened next.
MERGING = 1

_AT_ONCE = 500

_FORGET_WORDS = text("INSERT INTO words (words) VALUES ('delete-all')")
_SHOWN = (
    select(resource.c.id)
    .where(resource.c.shows == 1, resource.c.id > bindparam("after"))
    .order_by(resource.c.id)
    .limit(_AT_ONCE)
)
_KEEP_KEYS = text_of(
    update(resource).values(fold_keys=bindparam("keys")).where(resource.c.id == bindparam("resource_id"))
)


def needs_merging(view: Connection) -> bool:
    """Whether the items of a vault are those of other rules than today's."""
    return view.scalar(select(about.c.merging)) != MERGING


def merge_anew(transaction: Connection) -> None:
    """Merge all entries by today's rules, and make the levels of all samples."""
    for table in (item, fold, density):
        transaction.execute(delete(table))
    transaction.execute(_FORGET_WORDS)
    transaction.execute(update(resource).values(item=None).where(resource.c.item.is_not(None)))
    packer = Packer()
    after = 0
    while ids := transaction.scalars(_SHOWN, {"after": after}).all():
        after = ids[-1]
        entries = packs.entries_of(transaction, ids)
        arrived = {resource_id: arrived_entry(entry, packer) for resource_id, entry in entries.items()}
        transaction.exec_driver_sql(
            _KEEP_KEYS, [(entry.keys or None, resource_id) for resource_id, entry in arrived.items()]
        )
        join(transaction, arrived)
    levels.make_anew(transaction)
    transaction.execute(update(about).values(merging=MERGING))


def _begin(transaction: Connection) -> None:
    for statement in WORDS:
        transaction.execute(text(statement))
    transaction.execute(insert(about).values(only=1, generation=0, merging=MERGING))


def _to(version: int) -> Callable[[Connection], None]:
    def migrate(transaction: Connection) -> None:
        from serums_desktop.store.migrations import chain  # noqa: PLC0415  Alembic takes 0.1 s

        chain.upgrade_vault(transaction, version)

    return migrate


VAULT = Schema(vault_tables, 3, migrations={2: _to(2), 3: _to(3)}, begin=_begin)
