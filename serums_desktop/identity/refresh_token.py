"""The home provider's refresh token, sealed on disk under a key of the person's key file."""

from __future__ import annotations

import threading
from pathlib import Path

from cryptography.exceptions import InvalidTag

from serums_desktop.domain.errors import Cancelled, NotEnrolled
from serums_desktop.identity import private_file
from serums_desktop.identity.passphrase import wipe
from serums_desktop.identity.person_key_file import seal, unseal

_LABEL = b"serums-desktop refresh token"


class SealedRefreshToken:
    """One person's refresh token in the file at `path`. Safe from any thread; useless once closed."""

    def __init__(self, path: Path, token_key: bytearray, vault_id: bytes) -> None:
        self._path = path
        self._token_key: bytearray | None = token_key
        self._associated = _LABEL + vault_id
        self._guard = threading.Lock()

    def __repr__(self) -> str:
        return f"<SealedRefreshToken {self._path.stem}>"

    def read(self) -> str:
        """The newest token. Raises NotEnrolled where there is none that opens, Cancelled once closed."""
        with self._guard:
            key = self._key()
            sealed = private_file.read(self._path)
            if sealed is None:
                raise NotEnrolled
            try:
                content = unseal(key, sealed, self._associated)
            except InvalidTag as error:
                raise NotEnrolled from error
        token = content.decode("ascii")
        wipe(content)
        return token

    def replace(self, token: str) -> None:
        """Keep a token in place of the one before; it is on disk when this returns.

        Raises DiskFull, KeyNotReleased; Cancelled once closed.
        """
        with self._guard:
            private_file.replace(self._path, seal(self._key(), token.encode("ascii"), self._associated))

    def remove(self) -> None:
        """Delete the token: the provider takes it no more. Raises KeyNotReleased."""
        private_file.remove(self._path)

    def close(self) -> None:
        """Wipe the key. Closing twice does nothing."""
        with self._guard:
            key, self._token_key = self._token_key, None
        if key is not None:
            wipe(key)

    def _key(self) -> bytearray:
        if self._token_key is None:
            raise Cancelled
        return self._token_key
