"""What the keeper remembers of files it does not hold: a counter that goes on, one small signed file.

    serums-desktop anchors 1
    <origin>
    <changes>
    <name> <generation> <root, base64, or a hyphen>     one line each, by name

It is a signed note of the journal's key. Its number of changes and its digest travel with the evidence, so
that the repository knows them. Where a TPM counts with it, the first line ends in 2 and the fourth is

    counted <counter> <changes> <entries of the journal> <their root, base64> <entry, or a hyphen>

so that who puts back yesterday's file is noticed here (tpm_rollback.py).
"""

from __future__ import annotations

import base64
import hashlib
import re
import threading
from collections.abc import Mapping
from pathlib import Path

import msgspec

from serums_desktop.audit.durable_files import (
    os_error_as_evidence,
    remove_drafts,
    sync_directory,
    write_durably,
)
from serums_desktop.audit.merkle import HASH_BYTES
from serums_desktop.audit.signed_note import NoteRefused, SigningKey, open_note, strict_base64
from serums_desktop.domain.errors import EvidenceFault, EvidenceNotKept
from serums_desktop.domain.evidence import Anchor
from serums_desktop.host import log

FIRST_LINE = "serums-desktop anchors 1"
COUNTED_FIRST_LINE = "serums-desktop anchors 2"

_FILE = "anchors.txt"
_DAMAGED = "anchors.damaged"
_MOST_NAMES = 4096
_LARGEST = (1 << 63) - 1
_NO_ROOT = "-"
_NO_ENTRY = "-"

_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")
_NUMBER = r"0|[1-9][0-9]{0,18}"
_HEAD = re.compile(
    rf"(?P<first>{re.escape(FIRST_LINE)}|{re.escape(COUNTED_FIRST_LINE)})\n"
    rf"(?P<origin>[^\n]+)\n(?P<changes>{_NUMBER})\n"
)
_COUNTED = re.compile(
    rf"counted (?P<counter>{_NUMBER}) (?P<changes>{_NUMBER}) (?P<entries>{_NUMBER}) (?P<root>\S+) "
    rf"(?P<found>-|{_NUMBER})\n"
)
_LINE = re.compile(rf"(?P<name>{_NAME.pattern}) (?P<generation>{_NUMBER}) (?P<root>\S+)\n")


class Counted(msgspec.Struct, frozen=True):
    """How things stood when the file was last counted.

    `counter` is the TPM's value then or a moment later, `changes` the number of the file's changes, `entries`
    and `root` (32 bytes) the journal's. `found_entry` is the newest entry that says that something older had
    been put back.
    """

    counter: int
    changes: int
    entries: int
    root: bytes
    found_entry: int | None = None


class Anchors:
    """The anchors of one keeper. Safe from any thread."""

    def __init__(self, directory: Path, key: SigningKey) -> None:
        """Read the file of a keeper's directory. One that the key did not sign is set aside.

        Then nothing is known of any name until it is told anew. Raises EvidenceNotKept: DISK_FULL,
        NOT_DURABLE.
        """
        self._path = directory / _FILE
        self._key = key
        self._guard = threading.Lock()
        self._is_forgetful = False
        self._changes = 0
        self._anchors: dict[str, Anchor] = {}
        self._counted: Counted | None = None
        with os_error_as_evidence():
            remove_drafts(self._path)
            content = self._path.read_bytes() if self._path.exists() else None
            if content is not None:
                try:
                    self._read(content)
                except (NoteRefused, UnicodeDecodeError):
                    self._path.replace(directory / _DAMAGED)
                    self._is_forgetful = True
                    log.event("anchors-damaged")
        self._digest = hashlib.sha256(content).hexdigest() if content and self._changes else ""

    def anchor(self, name: str) -> Anchor | None:
        """What is remembered of a file, None of one never told of.

        Raises EvidenceNotKept: JOURNAL_DAMAGED while it cannot be known whether it was told of.
        """
        with self._guard:
            found = self._anchors.get(name)
            if found is None and self._is_forgetful:
                raise EvidenceNotKept(EvidenceFault.JOURNAL_DAMAGED)
            return found

    def advance(self, anchor: Anchor) -> None:
        """Remember an anchor; it is on disk when this returns. The same one again changes nothing.

        Raises EvidenceNotKept: NOT_DURABLE also for a generation older than the one remembered, for another
        root of a generation that was closed, and for what is no anchor; DISK_FULL.
        """
        with self._guard:
            known = self._anchors.get(anchor.name)
            if anchor == known:
                return
            if not _is_anchor(anchor) or (known is not None and not _follows(anchor, known)):
                raise EvidenceNotKept(EvidenceFault.NOT_DURABLE)
            if known is None and len(self._anchors) >= _MOST_NAMES:
                raise EvidenceNotKept(EvidenceFault.NOT_DURABLE)
            self._write({**self._anchors, anchor.name: anchor}, self._counted)

    def changes(self) -> int:
        """How often the file was changed."""
        with self._guard:
            return self._changes

    def counted(self) -> Counted | None:
        """How things stood when the file was last counted; None of one that never was."""
        with self._guard:
            return self._counted

    def count(self, counter: int, entries: int, root: bytes, found_entry: int | None) -> None:
        """Write how things stand, under a value of the counter; it is on disk when this returns.

        Raises EvidenceNotKept: DISK_FULL, NOT_DURABLE.
        """
        with self._guard:
            counted = Counted(counter, self._changes + 1, entries, root, found_entry)
            self._write(self._anchors, counted)

    def state(self) -> str:
        """How often they were changed, and the SHA-256 of the file (hex); "" before the first change.

        Then, where a TPM counts with it, the value of the counter, and the newest entry that says that
        something older had been put back.
        """
        with self._guard:
            if not self._digest:
                return ""
            state, counted = f"{self._changes} {self._digest}", self._counted
            if counted is None:
                return state
            found = "" if counted.found_entry is None else f" rolled-back {counted.found_entry}"
            return f"{state} {counted.counter}{found}"

    def _write(self, anchors: Mapping[str, Anchor], counted: Counted | None) -> None:
        changes = self._changes + 1
        first = FIRST_LINE if counted is None else COUNTED_FIRST_LINE
        lines = [first, self._key.verification_key.name, str(changes)]
        if counted is not None:
            lines.append(_counted_line(counted))
        lines += [
            f"{one.name} {one.generation} {base64.b64encode(one.root).decode('ascii') or _NO_ROOT}"
            for _name, one in sorted(anchors.items())
        ]
        content = self._key.sign("\n".join(lines) + "\n").encode()
        with os_error_as_evidence():
            write_durably(self._path, content)
            sync_directory(self._path.parent)
        self._anchors, self._changes, self._counted = dict(anchors), changes, counted
        self._digest = hashlib.sha256(content).hexdigest()

    def _read(self, content: bytes) -> None:
        """Take over what a file says. Raises NoteRefused, UnicodeDecodeError."""
        key = self._key.verification_key
        text = open_note(content.decode(), key)
        head = _HEAD.match(text)
        if head is None or head["origin"] != key.name:
            raise NoteRefused
        end, counted = head.end(), None
        if head["first"] == COUNTED_FIRST_LINE:
            found = _COUNTED.match(text, end)
            if found is None:
                raise NoteRefused
            end, counted = found.end(), _counted_of(found)
        anchors = {}
        for line in text[end:].splitlines(keepends=True):
            found = _LINE.fullmatch(line)
            if found is None:
                raise NoteRefused
            root = b"" if found["root"] == _NO_ROOT else strict_base64(found["root"])
            anchors[found["name"]] = Anchor(found["name"], int(found["generation"]), root)
        self._changes, self._anchors, self._counted = int(head["changes"]), anchors, counted


def _counted_line(counted: Counted) -> str:
    root = base64.b64encode(counted.root).decode("ascii")
    found = _NO_ENTRY if counted.found_entry is None else str(counted.found_entry)
    return f"counted {counted.counter} {counted.changes} {counted.entries} {root} {found}"


def _counted_of(found: re.Match[str]) -> Counted:
    """Raises NoteRefused."""
    root = strict_base64(found["root"])
    if len(root) != HASH_BYTES:
        raise NoteRefused
    entry = None if found["found"] == _NO_ENTRY else int(found["found"])
    return Counted(int(found["counter"]), int(found["changes"]), int(found["entries"]), root, entry)


def _is_anchor(anchor: Anchor) -> bool:
    is_named = _NAME.fullmatch(anchor.name) is not None
    return is_named and 0 <= anchor.generation <= _LARGEST and len(anchor.root) in {0, HASH_BYTES}


def _follows(anchor: Anchor, known: Anchor) -> bool:
    """Opening and closing a file leave its generation; a change of what it holds does not."""
    if anchor.generation == known.generation:
        return not anchor.root or not known.root
    return anchor.generation > known.generation
