"""Enrol: the home provider vouches for a person in their browser, and a passphrase keeps that here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from serums_desktop.domain.errors import SerumsError
from serums_desktop.domain.staff import Staff
from serums_desktop.host import log
from serums_desktop.services.session import Session
from serums_desktop.services.sign_in_by_keyring import KeyringKeys, SignInByKeyring
from serums_desktop.work.cancel import CancelToken


class BrowserIdentity(Protocol):
    """Whom the home provider vouched for."""

    @property
    def staff(self) -> Staff:
        """The person."""

    @property
    def refresh_token(self) -> str:
        """What keeps the sign-in."""


class EnrolByBrowser:
    """Enrols one person on this workstation and signs them in. Runs on a worker.

    `sign_in_by_browser` shows the home provider's page and waits for the person; `give_back` has the provider
    end a sign-in that nobody could be enrolled with.
    """

    def __init__(
        self,
        *,
        sign_in_by_browser: Callable[[CancelToken], BrowserIdentity],
        give_back: Callable[[str], None],
        keys: KeyringKeys,
        sign_in: SignInByKeyring,
    ) -> None:
        self._sign_in_by_browser = sign_in_by_browser
        self._give_back = give_back
        self._keys = keys
        self._sign_in = sign_in

    def __call__(self, passphrase: bytearray, cancel: CancelToken) -> Session:
        """Turn a new passphrase and a browser sign-in into a session; its buffer is wiped whatever happens.

        What would make the sign-in useless is found before the browser opens. Raises WeakPassphrase,
        SharedAccount, KeyringUnusable, BrowserSignInFailed, SourceError, and what signing in by keyring
        raises.
        """
        try:
            self._keys.check(passphrase)
            vouched_for = self._sign_in_by_browser(cancel)
            try:
                credential, key = self._keys.enrol(vouched_for.staff, passphrase, vouched_for.refresh_token)
            except SerumsError:
                self._end(vouched_for.refresh_token)
                raise
        finally:
            passphrase[:] = bytes(len(passphrase))
        return self._sign_in.begin(credential, key, cancel)

    def _end(self, refresh_token: str) -> None:
        """A provider that cannot be told now lets the sign-in run out: nobody keeps it."""
        try:
            self._give_back(refresh_token)
        except SerumsError as error:
            log.event("not-revoked", error=type(error).__name__)
