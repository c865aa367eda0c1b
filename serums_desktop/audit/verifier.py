"""Recomputes everything a bundle says. It needs the file alone, and believes nothing in it."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import NoReturn

import msgspec

from serums_desktop.audit import canonical
from serums_desktop.audit.bundle import Bundle, BundleBroken, BundledEntry, Contents
from serums_desktop.audit.checkpoint import Checkpoint
from serums_desktop.audit.commitments import NONCE_BYTES, Opening
from serums_desktop.audit.emergency_proof import EmergencyProof
from serums_desktop.audit.findings import EvidenceRefused, Finding
from serums_desktop.audit.merkle import Frontier, leaf_hash
from serums_desktop.audit.signed_note import NoteRefused, VerificationKey


class Verified(msgspec.Struct, frozen=True):
    """What was proven of a bundle.

    `is_key_given` and `is_checkpoint_given` say whether key and an older checkpoint came from elsewhere than
    the bundle. `opened`, `withheld` and `erased` count entries by what became of their values; `unfinished`
    counts emergencies without an end, `late` stages and extensions that were kept after their emergency's
    expiry, `clock_set_back` entries that were kept before the one ahead of them. Times are UTC epoch
    milliseconds, None for an empty journal.
    """

    key: str
    is_key_given: bool
    is_checkpoint_given: bool
    entries: int
    checkpoints: int
    emergencies: int
    unfinished: int
    late: int
    clock_set_back: int
    opened: int
    withheld: int
    erased: int
    first_kept_ms: int | None
    last_kept_ms: int | None


def verify(content: bytes, *, key: str | None = None, checkpoint: str | None = None) -> Verified:
    """Check a bundle; `key` is the verification key and `checkpoint` a signed note held elsewhere.

    Raises NotABundle, EvidenceRefused.
    """
    try:
        bundle = Bundle.decode(content)
    except BundleBroken as error:
        raise EvidenceRefused(Finding.NOT_AS_WRITTEN, error.line) from None
    verification_key = _key(bundle, key)
    _check_sequence(bundle.entries, verification_key.name)
    checkpoints = [_open(note, verification_key) for note in bundle.checkpoints]
    if checkpoint is not None:
        _check_older(bundle.entries, _open_older(checkpoint, verification_key))
    _check_tree(bundle.entries, checkpoints)
    emergencies = EmergencyProof()
    for entry in bundle.entries:
        _check_openings(entry)
        emergencies.add(entry)
    contents = Counter(entry.contents for entry in bundle.entries)
    return Verified(
        key=bundle.key,
        is_key_given=key is not None,
        is_checkpoint_given=checkpoint is not None,
        entries=len(bundle.entries),
        checkpoints=len(checkpoints),
        emergencies=emergencies.emergencies,
        unfinished=emergencies.unfinished,
        late=emergencies.late,
        clock_set_back=sum(
            later.leaf.kept_ms < earlier.leaf.kept_ms for earlier, later in pairwise(bundle.entries)
        ),
        opened=contents[Contents.OPENED],
        withheld=contents[Contents.WITHHELD],
        erased=contents[Contents.ERASED],
        first_kept_ms=bundle.entries[0].leaf.kept_ms if bundle.entries else None,
        last_kept_ms=bundle.entries[-1].leaf.kept_ms if bundle.entries else None,
    )


def _key(bundle: Bundle, given: str | None) -> VerificationKey:
    if given is not None and given != bundle.key:
        raise EvidenceRefused(Finding.OTHER_KEY)
    try:
        return VerificationKey.parse(bundle.key)
    except NoteRefused:
        raise EvidenceRefused(Finding.BAD_KEY) from None


def _check_sequence(entries: tuple[BundledEntry, ...], origin: str) -> None:
    for number, entry in enumerate(entries):
        if entry.leaf.sequence != number:
            raise EvidenceRefused(Finding.OUT_OF_SEQUENCE, number)
        if entry.leaf.workstation != origin:
            raise EvidenceRefused(Finding.OTHER_WORKSTATION, number)


def _open(note: str, key: VerificationKey) -> Checkpoint:
    try:
        return Checkpoint.open(note, key)
    except NoteRefused:
        raise EvidenceRefused(Finding.CHECKPOINT_NOT_SIGNED) from None


def _open_older(note: str, key: VerificationKey) -> Checkpoint:
    try:
        return Checkpoint.open(note, key)
    except NoteRefused:
        raise EvidenceRefused(Finding.OLDER_CHECKPOINT_NOT_SIGNED) from None


def _check_older(entries: tuple[BundledEntry, ...], older: Checkpoint) -> None:
    """The journal still begins with what a checkpoint held elsewhere was made of."""
    if older.size > len(entries):
        raise EvidenceRefused(Finding.ENTRIES_MISSING, len(entries), older.size - 1)
    tree = Frontier()
    for entry in entries[: older.size]:
        tree.append(leaf_hash(canonical.encode(entry.leaf)))
    if tree.root() != older.root:
        raise EvidenceRefused(Finding.OLDER_CHECKPOINT_DIFFERS, 0, max(0, older.size - 1))


def _check_tree(entries: tuple[BundledEntry, ...], checkpoints: list[Checkpoint]) -> None:
    """Every checkpoint is the root over the entries before it, so each continues the one before."""
    tree = Frontier()
    signed = -1
    for checkpoint in checkpoints:
        if checkpoint.size <= signed:
            raise EvidenceRefused(Finding.CHECKPOINT_OUT_OF_ORDER)
        if checkpoint.size > len(entries):
            raise EvidenceRefused(Finding.ENTRIES_MISSING, len(entries), checkpoint.size - 1)
        for entry in entries[tree.size : checkpoint.size]:
            tree.append(leaf_hash(canonical.encode(entry.leaf)))
        if tree.root() != checkpoint.root:
            raise EvidenceRefused(Finding.ENTRIES_CHANGED, max(0, signed), max(0, checkpoint.size - 1))
        signed = checkpoint.size
    if signed < len(entries):
        raise EvidenceRefused(Finding.ENTRIES_NOT_SIGNED, max(0, signed), len(entries) - 1)


def _check_openings(entry: BundledEntry) -> None:
    """What was opened is what the entry was bound to."""
    leaf, openings = entry.leaf, entry.openings
    if leaf.has_commitments == (entry.contents is Contents.NOTHING):
        _differs(entry)
    if openings is None:
        return
    told = (
        tuple(_commitment(one) for one in openings.patients),
        _commitment(openings.query),
        _commitment(openings.words),
        bool(openings.patient_nonce),
    )
    if told != (leaf.patients, leaf.query, leaf.words, leaf.confirmation is not None):
        _differs(entry)
    try:
        _ = openings.references
    except canonical.NotCanonical:
        _differs(entry)


def _commitment(opening: Opening | None) -> bytes:
    return opening.commitment if opening and len(opening.nonce) == NONCE_BYTES else b""


def _differs(entry: BundledEntry) -> NoReturn:
    raise EvidenceRefused(Finding.OPENED_VALUE_DIFFERS, entry.leaf.sequence)
