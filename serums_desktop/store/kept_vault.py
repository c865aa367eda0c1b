"""A vault whose file the index keeps account of, so that another file in its place is found out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from serums_desktop.domain.coverage import SourceState
from serums_desktop.domain.errors import StoreError
from serums_desktop.store import pages
from serums_desktop.store.cipher import EncryptedFile
from serums_desktop.store.copying import copying_to
from serums_desktop.store.file_root import root_as_closed
from serums_desktop.store.private_files import make_private_file, sync_directory
from serums_desktop.store.vault import Vault
from serums_desktop.store.vault_versions import VAULT


class Account(Protocol):
    """Where it is kept what became of one vault."""

    def heard(self, copied_s: float | None, generation: int, added: Sequence[str]) -> None:
        """When the newest answer came (UTC epoch s), how often the vault was changed, and its added files."""

    def closed(self, generation: int, root: bytes | None) -> None:
        """How the vault was closed: its page root, None where its write-ahead log is still there."""


class KeptVault(Vault):
    """One patient's file. It gives account when it is opened, when an asking ends, and when it is closed.

    Pages that come during an asking raise the generation without being told of one by one.
    """

    def __init__(self, path: Path, key: bytes | bytearray) -> None:
        """Open the vault, or make an empty one; nobody is given account yet. Raises as `Vault` does."""
        self._path = path
        self._account: Account | None = None
        self._copied_s: float | None = None
        super().__init__(path, key, self._hear)

    @property
    def generation(self) -> int:
        """How often it was changed. Raises StoreLocked, StoreUnreadable."""
        with self._file.reading() as view:
            return pages.generation(view)

    def give_account(self, account: Account) -> None:
        """Say how it is, and from now on what becomes of it. Raises what reading it and `account` raise."""
        self._account = account
        self._hear(self._copied_s)

    def read_through(self) -> None:
        """Read every page that holds something. Raises StoreUnreadable for damage, StoreLocked."""
        self._file.read_through()

    def move(self, path: Path, key: bytes | bytearray, moved: Callable[[], None]) -> None:
        """Go on in a copy of the file under another key; `moved` makes it the record's own.

        What raises leaves the vault where it was. Raises StoreLocked, StoreUnreadable, DiskFull.
        """
        make_private_file(path)
        copy = EncryptedFile(path, key, VAULT)
        try:
            with copying_to(path):
                copy.copy_from(self._file)
            sync_directory(path.parent)
            moved()
        except BaseException:
            copy.close()
            raise
        former, self._file, self._path = self._file, copy, path
        former.close()

    def close(self) -> None:
        """Close the file and say how it is. Closing twice does nothing."""
        account, self._account = self._account, None
        if not self.is_open or account is None:
            super().close()
            return
        generation = None
        # Nothing keeps a lock from closing: what is not told counts as an end that was none.
        with suppress(StoreError):
            generation = self.generation
        is_sound = not self.is_damaged
        super().close()
        if generation is not None and is_sound:
            with suppress(StoreError):
                account.closed(generation, root_as_closed(self._path))

    def abandon(self) -> None:
        """Close the file and say nothing: it is no longer the record's."""
        self._account = None
        super().close()

    def _hear(self, copied_s: float | None) -> None:
        self._copied_s = copied_s
        if self._account is not None:
            added = [one.source_id for one in self.coverage() if one.state is SourceState.ADDED]
            self._account.heard(copied_s, self.generation, added)
