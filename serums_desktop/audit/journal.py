"""The journal: every deed, numbered, hashed into one tree and signed before anything is done."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Self, TypeVar

import msgspec
from sqlalchemy import Connection, insert, select, update

from serums_desktop.audit import canonical, journal_file, leaf
from serums_desktop.audit.bundle import Bundle, BundledEntry
from serums_desktop.audit.checkpoint import Checkpoint
from serums_desktop.audit.durable_files import (
    os_error_as_evidence,
    remove_drafts,
    sync_directory,
    write_durably,
)
from serums_desktop.audit.journal_file import JournalFile
from serums_desktop.audit.keeper_keys import KeeperKeys, load_or_create
from serums_desktop.audit.leaf import Leaf, Openings
from serums_desktop.audit.merkle import Frontier, leaf_hash
from serums_desktop.audit.reserve import Reserve
from serums_desktop.audit.signed_note import NoteRefused, SigningKey, VerificationKey
from serums_desktop.domain.errors import EvidenceFault, EvidenceNotKept
from serums_desktop.domain.evidence import Act, Deed, Receipt

_Done = TypeVar("_Done")

_JOURNAL = "journal.db"
_CHECKPOINT = "checkpoint.txt"
_RESERVE = "reserve"

# Whose space is reserved.
_EMERGENCY = frozenset(
    {
        Act.EMERGENCY_START,
        Act.EMERGENCY_STAGE,
        Act.EMERGENCY_EXTEND,
        Act.EMERGENCY_END,
        Act.EMERGENCY_REFUSED,
    }
)


class KeptDeed(msgspec.Struct, frozen=True):
    """A deed as the journal has it. `leaf` are the bytes that were hashed; times are UTC epoch seconds.

    When `is_erased`, the deed comes without patients, query and words.
    """

    entry: int
    deed: Deed
    leaf: bytes
    kept_s: float
    is_erased: bool

    def __repr__(self) -> str:
        return f"<KeptDeed {self.entry}>"


class Journal:
    """The journal of one workstation. Used by one thread; the process that opened it has it alone.

    Entries are numbered from 0. Each batch is one transaction and ends in one signed checkpoint; the newest
    one also stands in `checkpoint.txt`, so that a journal put back to an older state is noticed.
    """

    def __init__(
        self, directory: Path, *, now_s: Callable[[], float], keys: KeeperKeys | None = None
    ) -> None:
        """Open the journal in a directory, or begin one; `now_s` tells UTC epoch seconds.

        `keys`, where the caller has them already, are the directory's; the journal's key in them is wiped.
        All that can be told from the files is looked through: every entry is hashed, and the tree compared
        with the newest checkpoint. Raises EvidenceNotKept: JOURNAL_DAMAGED, DISK_FULL, NOT_DURABLE,
        UNREACHABLE when another process has it.
        """
        keys = keys or load_or_create(directory)
        self.origin = keys.origin
        self._now_s = now_s
        self._key = SigningKey(keys.origin, keys.signing)
        self._published = directory / _CHECKPOINT
        self._reserve = Reserve(directory / _RESERVE)
        self._tree = Frontier()
        self._checkpoint = ""
        try:
            self._file = self._with_room(True, lambda: JournalFile(directory / _JOURNAL, keys.data_key))
        finally:
            keys.data_key[:] = bytes(len(keys.data_key))
        try:
            remove_drafts(self._published)
            self._look_through()
        except BaseException:
            self.close()
            raise
        self._reserve.fill()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def verification_key(self) -> VerificationKey:
        """The public key of the checkpoints, under the journal's origin."""
        return self._key.verification_key

    @property
    def signing_key(self) -> SigningKey:
        """What signs the checkpoints, and all else this keeper answers for."""
        return self._key

    def append(self, deeds: Sequence[Deed]) -> list[Receipt]:
        """Keep deeds, in their order, under one checkpoint. They are on disk when this returns.

        Either all are kept or none. On a full disk what is reserved is used for emergencies alone. Raises
        EvidenceNotKept.
        """
        is_emergency = not _EMERGENCY.isdisjoint(deed.act for deed in deeds)
        if not deeds:
            return []
        if not is_emergency and not self._reserve.fill():
            raise EvidenceNotKept(EvidenceFault.DISK_FULL)
        return self._with_room(is_emergency, lambda: self._append(deeds))

    def size(self) -> int:
        """How many entries there are."""
        return self._tree.size

    def checkpoint(self) -> str:
        """The newest checkpoint, a signed note."""
        return self._checkpoint

    def root(self) -> bytes:
        """The root (32 bytes) over all entries."""
        return self._tree.root()

    def signed_root(self, size: int) -> bytes | None:
        """The root that was signed over the first `size` entries; None where nothing was signed there.

        Raises EvidenceNotKept: JOURNAL_DAMAGED.
        """
        rows = journal_file.checkpoint
        with self._file.reading() as view:
            note: str | None = view.execute(select(rows.c.note).where(rows.c.size == size)).scalar()
        return None if note is None else self._opened(note).root

    def kept(self, first: int, limit: int) -> list[KeptDeed]:
        """At most `limit` entries from `first` on, opened. Raises EvidenceNotKept."""
        return [
            KeptDeed(
                entry=made.sequence,
                deed=leaf.read(made, openings or Openings()),
                leaf=written,
                kept_s=made.kept_ms / 1000,
                is_erased=openings is None and made.has_commitments,
            )
            for made, written, openings in self._entries(first, limit)
        ]

    def delivered(self) -> int:
        """How many entries, from the first on, were delivered."""
        with self._file.reading() as view:
            upto: int = view.execute(select(journal_file.delivery.c.upto)).scalar_one()
        return upto

    def mark_delivered(self, upto: int) -> None:
        """Remember that the entries before `upto` were delivered. Raises EvidenceNotKept, ValueError."""
        if not 0 <= upto <= self.size():
            raise ValueError("there are no such entries")
        with self._file.writing() as transaction:
            transaction.execute(update(journal_file.delivery).values(upto=upto))

    def erase(self, entry: int) -> None:
        """Forget patients, query and words of an entry for good. The entry stays, and so do all proofs.

        Raises IndexError, EvidenceNotKept.
        """
        if not 0 <= entry < self.size():
            raise IndexError(entry)
        rows = journal_file.entry
        with self._file.writing() as transaction:
            transaction.execute(update(rows).where(rows.c.sequence == entry).values(openings=None))
        self._file.sweep()

    def export(self, path: Path, *, disclose: bool = False) -> int:
        """Write the whole journal as one bundle, for its owner alone; returns the number of entries.

        Patients, queries and words leave only when told to `disclose` them. Raises EvidenceNotKept, OSError.
        """
        rows = journal_file.checkpoint
        with self._file.reading() as view:
            checkpoints = tuple(view.execute(select(rows.c.note).order_by(rows.c.size)).scalars())
        entries = tuple(
            BundledEntry.of(made, openings, disclose=disclose)
            for made, _written, openings in self._entries(0, self.size())
        )
        write_durably(path, Bundle(str(self.verification_key), entries, checkpoints).encode())
        return len(entries)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    # -- inside ------------------------------------------------------------------------------------

    def _append(self, deeds: Sequence[Deed]) -> list[Receipt]:
        kept_s = self._now_s()
        tree = self._tree.copy()
        rows: list[dict[str, object]] = []
        receipts = []
        for deed in deeds:
            made, openings = leaf.write(deed, sequence=tree.size, kept_s=kept_s, workstation=self.origin)
            written = canonical.encode(made)
            rows.append({"sequence": tree.size, "leaf": written, "openings": canonical.encode(openings)})
            receipts.append(Receipt(tree.size, made.kept_ms / 1000))
            tree.append(leaf_hash(written))
        with self._file.writing() as transaction:
            transaction.execute(insert(journal_file.entry), rows)
            note = self._sign(transaction, tree)
        self._tree, self._checkpoint = tree, note
        self._publish()
        return receipts

    def _sign(self, transaction: Connection, tree: Frontier) -> str:
        note = Checkpoint(self.origin, tree.size, tree.root()).sign(self._key)
        transaction.execute(insert(journal_file.checkpoint).values(size=tree.size, note=note))
        return note

    def _publish(self) -> None:
        # The entries are on disk already. A file that lags behind is put right by the next batch, and at the
        # latest when the journal is opened again.
        with contextlib.suppress(OSError):
            write_durably(self._published, self._checkpoint.encode())

    def _look_through(self) -> None:
        """Build the tree from the entries and compare it with what was signed. Raises EvidenceNotKept."""
        self._checkpoint = self._newest_note()
        newest = self._opened(self._checkpoint)
        published = self._opened(self._published_note(newest))
        for sequence, written in self._leaves():
            if sequence != self._tree.size:
                raise EvidenceNotKept(EvidenceFault.JOURNAL_DAMAGED)
            self._tree.append(leaf_hash(written))
            if self._tree.size == published.size and self._tree.root() != published.root:
                raise EvidenceNotKept(EvidenceFault.JOURNAL_DAMAGED)
        is_signed = (self._tree.size, self._tree.root()) == (newest.size, newest.root)
        if not is_signed or published.size > newest.size:
            raise EvidenceNotKept(EvidenceFault.JOURNAL_DAMAGED)
        if published.size < newest.size:
            self._publish()

    def _newest_note(self) -> str:
        rows = journal_file.checkpoint
        with self._file.reading() as view:
            note: str | None = view.execute(
                select(rows.c.note).order_by(rows.c.size.desc()).limit(1)
            ).scalar()
        if note is None:
            # A journal that was just made. Its first checkpoint is over nothing.
            with self._file.writing() as transaction:
                return self._sign(transaction, Frontier())
        return note

    def _published_note(self, newest: Checkpoint) -> str:
        with os_error_as_evidence():
            if newest.size == 0 and not self._published.exists():
                # There before the first entry is, so that its absence later says something.
                write_durably(self._published, self._checkpoint.encode())
                sync_directory(self._published.parent)
            try:
                return self._published.read_bytes().decode()
            except (FileNotFoundError, UnicodeDecodeError):
                raise EvidenceNotKept(EvidenceFault.JOURNAL_DAMAGED) from None

    def _opened(self, note: str) -> Checkpoint:
        try:
            return Checkpoint.open(note, self.verification_key)
        except NoteRefused:
            raise EvidenceNotKept(EvidenceFault.JOURNAL_DAMAGED) from None

    def _leaves(self) -> Iterator[tuple[int, bytes]]:
        rows = journal_file.entry
        with self._file.reading() as view:
            for row in view.execute(select(rows.c.sequence, rows.c.leaf).order_by(rows.c.sequence)):
                yield row.sequence, row.leaf

    def _entries(self, first: int, limit: int) -> Iterator[tuple[Leaf, bytes, Openings | None]]:
        """Entries as they are and as they were hashed; no openings where they were erased."""
        rows = journal_file.entry
        chosen = select(rows.c.leaf, rows.c.openings).where(rows.c.sequence >= first)
        with self._file.reading() as view:
            for row in view.execute(chosen.order_by(rows.c.sequence).limit(limit)):
                try:
                    made = canonical.decode(row.leaf, Leaf)
                    openings = None if row.openings is None else canonical.decode(row.openings, Openings)
                except canonical.NotCanonical:
                    raise EvidenceNotKept(EvidenceFault.JOURNAL_DAMAGED) from None
                yield made, row.leaf, openings

    def _with_room(self, is_emergency: bool, work: Callable[[], _Done]) -> _Done:
        """Do something on the disk; while there is no room for an emergency, release what is reserved."""
        while True:
            try:
                return work()
            except EvidenceNotKept as error:
                is_full = error.reason is EvidenceFault.DISK_FULL
                if not (is_full and is_emergency and self._reserve.release()):
                    raise
