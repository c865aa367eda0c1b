"""Sign in without a card: passphrase and keyring release the cache key, the home source confirms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

from serums_desktop.domain.errors import SourceError
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.staff import Staff
from serums_desktop.services.deeds import sign_in_deed
from serums_desktop.services.ports import (
    AccessTokens,
    Clock,
    Credential,
    EvidenceKeeper,
    RecordStore,
    ReleasedKey,
    Source,
)
from serums_desktop.services.session import Session
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane

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
    """Signs one enrolled person in. Runs on a worker; the database keeps to its own lane."""

    def __init__(
        self,
        *,
        keys: KeyringKeys,
        store: RecordStore,
        open_tokens: Callable[[KeyringCredential], AccessTokens],
        open_sources: Callable[[AccessTokens], Mapping[str, Source]],
        home_source_id: str,
        database_lane: Lane,
        evidence: EvidenceKeeper,
        clock: Clock,
    ) -> None:
        self._keys = keys
        self._store = store
        self._open_tokens = open_tokens
        self._open_sources = open_sources
        self._home_source_id = home_source_id
        self._database_lane = database_lane
        self._evidence = evidence
        self._clock = clock

    def known_staff(self) -> tuple[Staff, ...]:
        """Who is enrolled on this workstation, by name."""
        return self._keys.known_staff()

    def __call__(self, staff_id: str, passphrase: bytearray, cancel: CancelToken) -> Session:
        """Turn a passphrase into a session; its buffer is wiped whatever happens.

        A home source that cannot be asked makes the session an offline one. One that has ended the person's
        sign-in opens nothing: they sign in through the browser again.

        Raises NotEnrolled, WrongPassphrase, KeyringUnusable, KeyNotReleased, SignInRefused, StoreError,
        EvidenceNotKept, Cancelled.
        """
        try:
            credential, key = self._keys.unlock(staff_id, passphrase)
        finally:
            passphrase[:] = bytes(len(passphrase))
        return self.begin(credential, key, cancel)

    def begin(self, credential: KeyringCredential, key: ReleasedKey, cancel: CancelToken) -> Session:
        """A session of somebody whose keys were just released; nothing stays open when it fails."""
        try:
            cancel.raise_if_cancelled()
            self._database_lane.submit(lambda: self._store.open(key)).result()
            tokens = self._open_tokens(credential)
            session = Session(
                credential.holder,
                credential,
                key,
                tokens,
                self._open_sources(tokens),
                cancel,
                authenticated_by="keyring",
            )
            try:
                tokens.token(self._home_source_id, PurposeOfUse.TREATMENT)
            except SourceError as error:
                session.offline_because = error
            self._evidence.keep(sign_in_deed(session, self._clock))
            cancel.raise_if_cancelled()
        except BaseException:
            key.wipe()
            self._database_lane.submit(self._store.close).result()
            credential.close()
            raise
        return session
