"""A received resource on its way into the tables.

Everything that can be known of it without looking into the tables is made ready here, so that another process
can do it: what it says packed, its fold keys, and the item it makes as long as it meets nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from serums_desktop.domain.entries import Entry
from serums_desktop.domain.merge import merge_group
from serums_desktop.domain.received import Disposition, PreparedPage, Reason, Received
from serums_desktop.domain.series import Samples
from serums_desktop.store import packing
from serums_desktop.store.folds import shared_keys
from serums_desktop.store.item_row import ItemRow, item_row

# What the column `fate` stands for.
FATES = {
    Disposition.SHOWN: 1,
    Disposition.FOLDED: 2,
    Disposition.OTHER: 3,
    Disposition.RETRACTED: 4,
    Disposition.QUARANTINED: 5,
}


class SampleRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One run of samples: the columns of its table, but for the resource it belongs to."""

    code: str
    start_s: float
    end_s: float
    samples: int
    source_id: str
    device: str
    unit: str
    title: str
    body: bytes


class PackedEntry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An entry as its rows hold it.

    `keys` are the fold keys that others may share, `item` is the row of the item that it makes as long as it
    meets nobody.
    """

    body: bytes
    keys: bytes
    item: ItemRow


class ReceivedRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The rows of one received resource. `digest` stands for all that they hold.

    `entry` is None where it shows none. `raw` is packed.
    """

    key: str
    source_id: str
    fate: int
    reason: str | None
    problem: str | None
    version_id: str | None
    digest: int
    entry: PackedEntry | None
    raw: bytes
    samples: tuple[SampleRow, ...] = ()

    def resource_row(self, resource_id: int, run: int, received_s: float) -> tuple[object, ...]:
        """The resource as it came, in the order of the table's columns; in no item of several yet."""
        return (
            resource_id,
            self.key,
            run,
            received_s,
            self.fate,
            int(self.entry is not None),
            None,
            self.digest,
            self.reason,
            self.problem,
            self.version_id,
            self.entry.keys or None if self.entry is not None else None,
            self.entry.body if self.entry is not None else None,
            self.raw,
        )

    def sample_rows(self) -> list[dict[str, object]]:
        """Its runs of samples."""
        return [
            {**msgspec.structs.asdict(row), "key": self.key, "part": part}
            for part, row in enumerate(self.samples)
        ]


_encoder = msgspec.msgpack.Encoder()
_rows = msgspec.msgpack.Decoder(list[ReceivedRow])


def prepared_page(source_id: str, page: Sequence[Received]) -> PreparedPage:
    """A page made ready to be kept by whoever holds the vault. Raises ValueError as `received_row` does."""
    names = tuple([f"{one.resource_type}/{one.resource_id}" for one in page])
    quarantined = sum(one.disposition is Disposition.QUARANTINED for one in page)
    packer = packing.Packer()
    rows = _encoder.encode([received_row(one, packer) for one in page])
    return PreparedPage(source_id, names, quarantined, rows)


def rows_of(page: Sequence[Received] | PreparedPage) -> list[ReceivedRow]:
    """The rows of a page. Raises ValueError as `received_row` does, and for rows nobody here prepared."""
    if isinstance(page, PreparedPage):
        return _rows.decode(page.rows)
    packer = packing.Packer()
    return [received_row(one, packer) for one in page]


def received_row(received: Received, packer: packing.Packer) -> ReceivedRow:
    """The rows of one resource. Raises ValueError for an entry that does not carry its resource's name."""
    key = _key(received)
    # Another patient's resource is counted; its content has no place in this patient's file.
    raw = b"" if received.reason is Reason.OTHER_PATIENT else received.raw
    is_shown = received.disposition is Disposition.SHOWN
    entry: PackedEntry | None = None
    if is_shown and received.entry is not None:
        if received.entry.entry_id != key:
            raise ValueError("an entry under another name than its resource's")
        entry = packed_entry(received.entry, packer)
    samples = tuple([_sample_row(one) for one in received.samples]) if is_shown and received.samples else ()
    digest = packing.fingerprint(
        raw,
        received.version_id.encode(),
        received.disposition.encode(),
        received.reason.encode(),
        received.problem.encode(),
        entry.body if entry is not None else b"",
        *[row.body for row in samples],
    )
    return ReceivedRow(
        key,
        received.source_id,
        FATES[received.disposition],
        received.reason.value or None,
        received.problem or None,
        received.version_id or None,
        digest,
        entry,
        packer.raw(raw),
        samples,
    )


def packed_entry(entry: Entry, packer: packing.Packer) -> PackedEntry:
    """An entry made ready for its rows."""
    return PackedEntry(packer.entry(entry), shared_keys(entry), item_row(merge_group([entry]), packer))


def _sample_row(samples: Samples) -> SampleRow:
    return SampleRow(
        samples.code,
        samples.start_s,
        samples.end_s,
        len(samples),
        samples.source_id,
        samples.device,
        samples.unit,
        samples.title,
        packing.pack_samples(samples),
    )


def _key(received: Received) -> str:
    """``source/Type/id``; a resource without an id is known by its bytes, so that a repeat is no news."""
    if received.resource_id:
        return received.key
    return f"{received.key}#{packing.digest(received.raw).hex()}"
