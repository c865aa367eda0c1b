"""Sign in without a card: passphrase and keyring release the cache key, the home source confirms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from serums_desktop.domain.staff import Staff
from serums_desktop.services.begin_session import BeginSession
from serums_desktop.services.ports import AccessTokens, Credential, ReleasedKey
from serums_desktop.services.session import Session
from serums_desktop.work.cancel import CancelToken

_Got = TypeVar("_Got")


class RefreshToken(Protocol):
    """What keeps a sign-in at the home provider, sealed on disk. Safe from any thread."""

    def read(self) -> str:
        """The token. Raises NotEnrolled, Cancelled."""

    def spend(self, trade: Callable[[str], tuple[str, _Got]]) -> _Got:
        """Have it traded for a newer one, durable on return, and what came with that."""

    def remove(self) -> None:
        """Delete it."""


class KeyringCredential(Credential, Protocol):
    """A person whose passphrase was right."""

    @property
    def refresh_token(self) -> RefreshToken:
        """Their sign-in at the home provider."""


class KeyringKeys(Protocol):
    """The people enrolled on this workstation, and their keys. Safe from any thread."""

    def check(self, passphrase: bytearray) -> None:
        """Whether anybody could be enrolled here with this. Raises WeakPassphrase, KeyringUnusable."""

    def known_staff(self) -> tuple[Staff, ...]:
        """Who is enrolled."""

    def unlock(self, staff_id: str, passphrase: bytearray) -> tuple[KeyringCredential, ReleasedKey]:
        """Raises NotEnrolled, WrongPassphrase, KeyringUnusable, KeyNotReleased, DiskFull."""

    def enrol(
        self, staff: Staff, passphrase: bytearray, refresh_token: str
    ) -> tuple[KeyringCredential, ReleasedKey]:
        """Raises WeakPassphrase, KeyringUnusable, KeyNotReleased, DiskFull."""


class SignInByKeyring:
    """Signs one enrolled person in. Runs on a worker."""

    def __init__(
        self,
        *,
        keys: KeyringKeys,
        open_tokens: Callable[[KeyringCredential], AccessTokens],
        begin_session: BeginSession,
    ) -> None:
        self._keys = keys
        self._open_tokens = open_tokens
        self._begin_session = begin_session

    def known_staff(self) -> tuple[Staff, ...]:
        """Who is enrolled on this workstation, by name."""
        return self._keys.known_staff()

    def __call__(self, staff_id: str, passphrase: bytearray, cancel: CancelToken) -> Session:
        """Turn a passphrase into a session; its buffer is wiped whatever happens.

        Raises NotEnrolled, WrongPassphrase, KeyringUnusable, KeyNotReleased, and what beginning a session
        raises.
        """
        try:
            credential, key = self._keys.unlock(staff_id, passphrase)
        finally:
            passphrase[:] = bytes(len(passphrase))
        return self.begin(credential, key, cancel)

    def begin(self, credential: KeyringCredential, key: ReleasedKey, cancel: CancelToken) -> Session:
        """A session of somebody whose keys were just released; nothing stays open when it fails."""
        return self._begin_session(
            credential,
            key,
            lambda: self._open_tokens(credential),
            cancel,
            authenticated_by="keyring",
            close=credential.close,
        )
