"""What the keeper remembers of files it does not hold: a counter that goes on, one small signed file.

    serums-desktop anchors 1
    <origin>
    <changes>
    <name> <generation> <root, base64, or a hyphen>     one line each, by name

It is a signed note of the journal's key. Whoever puts back yesterday's whole file is not noticed here: its
number of changes and its digest travel with the evidence, so that the repository knows them.
"""

from __future__ import annotations

import base64
import hashlib
import re
import threading
from collections.abc import Mapping
from pathlib import Path

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

_FILE = "anchors.txt"
_DAMAGED = "anchors.damaged"
_MOST_NAMES = 4096
_LARGEST = (1 << 63) - 1
_NO_ROOT = "-"

_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")
_HEAD = re.compile(rf"{re.escape(FIRST_LINE)}\n(?P<origin>[^\n]+)\n(?P<changes>0|[1-9][0-9]{{0,18}})\n")
_LINE = re.compile(rf"(?P<name>{_NAME.pattern}) (?P<generation>0|[1-9][0-9]{{0,18}}) (?P<root>\S+)\n")


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
        with os_error_as_evidence():
            remove_drafts(self._path)
            content = self._path.read_bytes() if self._path.exists() else None
            if content is not None:
                try:
                    self._changes, self._anchors = self._read(content)
                except (NoteRefused, UnicodeDecodeError):
                    self._path.replace(directory / _DAMAGED)
                    self._is_forgetful = True
                    log.event("anchors-damaged")
        self._digest = hashlib.sha256(content).hexdigest() if content and self._anchors else ""

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
            self._write({**self._anchors, anchor.name: anchor})

    def state(self) -> str:
        """How often they were changed, and the SHA-256 of the file (hex); "" before the first one."""
        with self._guard:
            return f"{self._changes} {self._digest}" if self._digest else ""

    def _write(self, anchors: Mapping[str, Anchor]) -> None:
        changes = self._changes + 1
        lines = [FIRST_LINE, self._key.verification_key.name, str(changes)]
        lines += [
            f"{one.name} {one.generation} {base64.b64encode(one.root).decode('ascii') or _NO_ROOT}"
            for _name, one in sorted(anchors.items())
        ]
        content = self._key.sign("\n".join(lines) + "\n").encode()
        with os_error_as_evidence():
            write_durably(self._path, content)
            sync_directory(self._path.parent)
        self._anchors, self._changes = dict(anchors), changes
        self._digest = hashlib.sha256(content).hexdigest()

    def _read(self, content: bytes) -> tuple[int, dict[str, Anchor]]:
        """The number of changes and the anchors of a file. Raises NoteRefused, UnicodeDecodeError."""
        key = self._key.verification_key
        text = open_note(content.decode(), key)
        head = _HEAD.match(text)
        if head is None or head["origin"] != key.name:
            raise NoteRefused
        anchors = {}
        for line in text[head.end() :].splitlines(keepends=True):
            found = _LINE.fullmatch(line)
            if found is None:
                raise NoteRefused
            root = b"" if found["root"] == _NO_ROOT else strict_base64(found["root"])
            anchors[found["name"]] = Anchor(found["name"], int(found["generation"]), root)
        return int(head["changes"]), anchors


def _is_anchor(anchor: Anchor) -> bool:
    is_named = _NAME.fullmatch(anchor.name) is not None
    return is_named and 0 <= anchor.generation <= _LARGEST and len(anchor.root) in {0, HASH_BYTES}


def _follows(anchor: Anchor, known: Anchor) -> bool:
    """Opening and closing a file leave its generation; a change of what it holds does not."""
    if anchor.generation == known.generation:
        return not anchor.root or not known.root
    return anchor.generation > known.generation
