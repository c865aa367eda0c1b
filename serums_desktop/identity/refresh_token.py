"""The home provider's refresh token, sealed on disk under a key of the person's key file."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from cryptography.exceptions import InvalidTag

from serums_desktop.domain.errors import Cancelled, NotEnrolled
from serums_desktop.identity import private_file
from serums_desktop.identity.passphrase import wipe
from serums_desktop.identity.person_key_file import seal, unseal

_Got = TypeVar("_Got")

_LABEL = b"serums-desktop refresh token"


class SealedRefreshToken:
    """One person's refresh token in the file at `path`. Safe from any thread; useless once closed."""

    def __init__(self, path: Path, token_key: bytearray, vault_id: bytes) -> None:
        self._path = path
        self._token_key = token_key
        self._associated = _LABEL + vault_id
        self._guard = threading.Lock()
        self._closed = False
        self._in_use = 0

    def __repr__(self) -> str:
        return f"<SealedRefreshToken {self._path.stem}>"

    def read(self) -> str:
        """The newest token. Raises NotEnrolled where there is none that opens, Cancelled once closed."""
        with self._key_in_use() as key:
            return self._unsealed(key)

    def replace(self, token: str) -> None:
        """Keep a token in place of the one before; it is on disk when this returns.

        Raises DiskFull, KeyNotReleased; Cancelled once closed.
        """
        with self._key_in_use() as key:
            self._seal(key, token)

    def spend(self, trade: Callable[[str], tuple[str, _Got]]) -> _Got:
        """Have the token traded for a newer one ("" for none), and return what came with that.

        The newer one is on disk on return. A lock meanwhile does not lose what is already traded: the key
        is wiped when this is done. Raises what `read`, `replace` and `trade` raise.
        """
        with self._key_in_use() as key:
            newer, got = trade(self._unsealed(key))
            if newer:
                self._seal(key, newer)
        return got

    def remove(self) -> None:
        """Delete the token: the provider takes it no more. Raises KeyNotReleased."""
        private_file.remove(self._path)

    def close(self) -> None:
        """Wipe the key, as soon as nobody uses it. Closing twice does nothing."""
        with self._guard:
            self._closed = True
            self._wipe_when_idle()

    @contextlib.contextmanager
    def _key_in_use(self) -> Iterator[bytearray]:
        with self._guard:
            if self._closed:
                raise Cancelled
            self._in_use += 1
        try:
            yield self._token_key
        finally:
            with self._guard:
                self._in_use -= 1
                self._wipe_when_idle()

    def _wipe_when_idle(self) -> None:
        if self._closed and not self._in_use:
            wipe(self._token_key)

    def _unsealed(self, key: bytearray) -> str:
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

    def _seal(self, key: bytearray, token: str) -> None:
        private_file.replace(self._path, seal(key, token.encode("ascii"), self._associated))
