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
from serums_desktop.store.levels import LevelRow, level_rows
from serums_desktop.store.packs import PLACES, Pack

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
    levels: tuple[LevelRow, ...] = ()


class ArrivedEntry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What joins the timeline of an entry that arrived.

    `keys` are the fold keys that others may share, `item` is the row of the item that it makes as long as it
    meets nobody.
    """

    keys: bytes
    item: ItemRow


class ReceivedRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The rows of one received resource. `digest` stands for all that they hold.

    `entry` is None where it shows none. `pack` is which of its page's packs it lies in, `place` where in it.
    """

    key: str
    source_id: str
    fate: int
    reason: str | None
    problem: str | None
    version_id: str | None
    digest: int
    entry: ArrivedEntry | None
    pack: int
    place: int
    samples: tuple[SampleRow, ...] = ()

    def resource_row(self, resource_id: int, run: int, received_s: float, pack: int) -> tuple[object, ...]:
        """The resource as it came, in the order of the table's columns; in no item of several yet.

        `pack` is the id of its pack.
        """
        return (
            resource_id,
            self.key,
            run,
            received_s,
            self.fate,
            int(self.entry is not None),
            None,
            self.digest,
            pack,
            self.place,
            self.reason,
            self.problem,
            self.version_id,
            self.entry.keys or None if self.entry is not None else None,
        )

    def sample_rows(self) -> list[dict[str, object]]:
        """Its runs of samples."""
        columns = [msgspec.structs.asdict(row) for row in self.samples]
        return [
            {name: value for name, value in row.items() if name != "levels"} | {"key": self.key, "part": part}
            for part, row in enumerate(columns)
        ]

    def level_rows(self) -> list[tuple[object, ...]]:
        """The levels of its runs."""
        return [each.values(self.key, part) for part, row in enumerate(self.samples) for each in row.levels]


class ReceivedPage(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The rows of a page, and the packs that they name."""

    rows: list[ReceivedRow]
    packs: list[Pack]


_encoder = msgspec.msgpack.Encoder()
_page = msgspec.msgpack.Decoder(ReceivedPage)


def prepared_page(source_id: str, page: Sequence[Received]) -> PreparedPage:
    """A page made ready to be kept by whoever holds the vault. Raises ValueError as `received_page` does."""
    names = tuple([f"{one.resource_type}/{one.resource_id}" for one in page])
    quarantined = sum(one.disposition is Disposition.QUARANTINED for one in page)
    return PreparedPage(source_id, names, quarantined, _encoder.encode(received_page(page)))


def rows_of(page: Sequence[Received] | PreparedPage) -> ReceivedPage:
    """The rows of a page. Raises ValueError as `received_page` does, and for rows nobody here prepared."""
    if not isinstance(page, PreparedPage):
        return received_page(page)
    received = _page.decode(page.rows)
    places = {(row.pack, row.place) for row in received.rows}
    if places != {(number, place) for number, one in enumerate(received.packs) for place in range(one.held)}:
        raise ValueError("rows that are not those of their packs")
    return received


def received_page(page: Sequence[Received]) -> ReceivedPage:
    """The rows of resources. Raises ValueError for an entry that does not carry its resource's name."""
    packer = packing.Packer()
    rows: list[ReceivedRow] = []
    packs: list[Pack] = []
    for start in range(0, len(page), PLACES):
        bodies = [_bodies(one) for one in page[start : start + PLACES]]
        for place, received in enumerate(page[start : start + PLACES]):
            rows.append(_received_row(received, *bodies[place], len(packs), place, packer))
        packs.append(
            Pack(
                len(bodies),
                packer.raws([raw for raw, _ in bodies]),
                packer.entries([entry for _, entry in bodies]),
            )
        )
    return ReceivedPage(rows, packs)


def arrived_entry(entry: Entry, packer: packing.Packer) -> ArrivedEntry:
    """An entry made ready to join the timeline."""
    return ArrivedEntry(shared_keys(entry), item_row(merge_group([entry]), packer))


def _bodies(received: Received) -> tuple[bytes, bytes]:
    """What is packed of a resource: its own bytes and its entry's, which may be empty."""
    # Another patient's resource is counted; its content has no place in this patient's file.
    raw = b"" if received.reason is Reason.OTHER_PATIENT else received.raw
    if received.disposition is not Disposition.SHOWN or received.entry is None:
        return raw, b""
    return raw, packing.encode_entry(received.entry)


def _received_row(
    received: Received, raw: bytes, body: bytes, pack: int, place: int, packer: packing.Packer
) -> ReceivedRow:
    key = _key(received)
    is_shown = received.disposition is Disposition.SHOWN
    entry: ArrivedEntry | None = None
    if is_shown and received.entry is not None:
        if received.entry.entry_id != key:
            raise ValueError("an entry under another name than its resource's")
        entry = arrived_entry(received.entry, packer)
    samples = tuple([_sample_row(one) for one in received.samples]) if is_shown and received.samples else ()
    digest = packing.fingerprint(
        raw,
        received.version_id.encode(),
        received.disposition.encode(),
        received.reason.encode(),
        received.problem.encode(),
        body,
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
        pack,
        place,
        samples,
    )


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
        level_rows(samples),
    )


def _key(received: Received) -> str:
    """``source/Type/id``; a resource without an id is known by its bytes, so that a repeat is no news."""
    if received.resource_id:
        return received.key
    return f"{received.key}#{packing.digest(received.raw).hex()}"
