"""Bring a letter into memory: from this workstation, from a resource, or from where the resource points."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.files import FileContent, FileGlance
from serums_desktop.domain.letters import AttachedLetter, LetterContent
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.stored import StoredEntry
from serums_desktop.services.open_record import read_entries
from serums_desktop.services.ports import AttachmentSource, LetterReader
from serums_desktop.services.session import Session
from serums_desktop.services.workplace import Workplace
from serums_desktop.work.cancel import CancelToken

_BINARY: Final = "Binary/"


class ReadLetter:
    """Letters of one record, each kept in memory for as long as it is read. Runs on a worker."""

    def __init__(
        self, session: Session, workplace: Workplace, letters: LetterReader, purpose: PurposeOfUse
    ) -> None:
        self._session = session
        self._workplace = workplace
        self._letters = letters
        self._purpose = purpose

    def of_file(self, brought: Path | FileContent, glance: FileGlance, cancel: CancelToken) -> LetterContent:
        """A letter that somebody brought. Raises FileNotTaken, Cancelled."""
        if isinstance(brought, FileContent):
            return LetterContent(glance.name, brought.content)
        return LetterContent(glance.name, self._letters.file(brought, glance, cancel))

    def attached(self, record_id: str, entry_id: str, index: int, cancel: CancelToken) -> LetterContent:
        """A letter of an entry: what came with it, else what is kept of it, else what its source gives.

        Raises FileNotTaken, SourceError, SignInRefused, CardError, StoreError, Cancelled.
        """
        stored = self._stored(record_id, entry_id)
        letters = self._letters.attached(stored.raw) if stored is not None else ()
        if stored is None or not 0 <= index < len(letters):
            # A source took it back meanwhile.
            raise FileNotTaken(FileRefusal.UNREADABLE)
        letter, entry = letters[index], stored.entry
        content = self._letters.inline(stored.raw, index)
        if not content and letter.url:
            content = self._kept(record_id, entry.source_id, letter.url) or self._fetched(
                entry.source_id, letter.url, cancel
            )
        return LetterContent(
            letter.title or entry.title,
            content,
            letter.media_type,
            letter.written or entry.recorded or entry.when.start,
            _is_as_stated(letter, content),
        )

    def _stored(self, record_id: str, entry_id: str) -> StoredEntry | None:
        workplace = self._workplace
        found = workplace.database_lane.run(lambda: read_entries(workplace.store, record_id, (entry_id,)))
        return found[0] if found else None

    def _kept(self, record_id: str, source_id: str, url: str) -> bytes:
        """A Binary that came as a resource of the record itself; empty where none did."""
        name = url.partition("/_history/")[0]
        if not name.startswith(_BINARY):
            return b""
        binary = self._stored(record_id, f"{source_id}/{name}")
        return self._letters.inline(binary.raw, 0) if binary is not None else b""

    def _fetched(self, source_id: str, url: str, cancel: CancelToken) -> bytes:
        source = self._session.sources.get(source_id)
        if not isinstance(source, AttachmentSource):
            # An added file can be asked for nothing more.
            raise FileNotTaken(FileRefusal.NEEDS_NETWORK)
        return source.attachment(url, self._purpose, cancel)


def _is_as_stated(letter: AttachedLetter, content: bytes) -> bool:
    """Whether size and checksum are those that the resource names (FHIR R4, Attachment)."""
    if letter.size_bytes is not None and letter.size_bytes != len(content):
        return False
    if not letter.sha1:
        return True
    return hashlib.sha1(content, usedforsecurity=False).digest() == letter.sha1
