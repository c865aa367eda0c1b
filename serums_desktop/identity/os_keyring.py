"""One random secret per person in the operating system's keyring, where the system has one worth the name."""

from __future__ import annotations

import base64
import contextlib
import secrets
from collections.abc import Callable, Iterator
from typing import Final

import keyring
import keyring.errors
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend

from serums_desktop.domain.errors import KeyringRefusal, KeyringUnusable

SERVICE = "Serums Desktop"
SECRET_BYTES = 32

# Exactly these classes, never a subclass: a backend is what it is, not what it descends from.
_ALLOWED: Final = frozenset(
    {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.kwallet.DBusKeyringKWallet4",
        "keyring.backends.macOS.Keyring",
    }
)
_REFUSED: Final = {
    "keyring.backends.null.": KeyringRefusal.DISCARDING,
    "keyring.backends.fail.": KeyringRefusal.NONE,
    "keyrings.alt.": KeyringRefusal.PLAINTEXT,
}


class OsKeyring:
    """The secrets of one `profile` (a name that tells installations of one account apart).

    `find` gives the backend that the system and its settings chose. A secret arrives as text that Python
    cannot wipe: by itself it opens nothing.
    """

    def __init__(self, profile: str, find: Callable[[], KeyringBackend] = keyring.get_keyring) -> None:
        self._profile = profile
        self._find = find

    def check(self) -> None:
        """Whether a secret could be kept here. Raises KeyringUnusable."""
        backend = self._backend()
        with _backend_errors(backend):
            backend.get_password(SERVICE, self._account(""))

    def read(self, staff_id: str) -> bytearray | None:
        """The person's secret (32 bytes), None where there is none worth the name. Raises KeyringUnusable."""
        backend = self._backend()
        with _backend_errors(backend):
            kept = backend.get_password(SERVICE, self._account(staff_id))
        try:
            secret = bytearray(base64.b64decode(kept or "", validate=True))
        except ValueError:
            return None
        return secret if len(secret) == SECRET_BYTES else None

    def make(self, staff_id: str) -> bytearray:
        """Put a new secret in place of the person's old one, see that it is kept, and return it.

        Raises KeyringUnusable.
        """
        backend = self._backend()
        secret = bytearray(secrets.token_bytes(SECRET_BYTES))
        with _backend_errors(backend):
            backend.set_password(SERVICE, self._account(staff_id), base64.b64encode(secret).decode("ascii"))
        # Some backends say nothing and keep nothing.
        if self.read(staff_id) != secret:
            raise KeyringUnusable(KeyringRefusal.DISCARDING, _name(backend))
        return secret

    def forget(self, staff_id: str) -> None:
        """Delete the person's secret; one that is not there is no error. Raises KeyringUnusable."""
        backend = self._backend()
        with _backend_errors(backend), contextlib.suppress(keyring.errors.PasswordDeleteError):
            backend.delete_password(SERVICE, self._account(staff_id))

    def _account(self, staff_id: str) -> str:
        return f"{staff_id}@{self._profile}"

    def _backend(self) -> KeyringBackend:
        """The backend in use, out of a chain the first that is allowed. Raises KeyringUnusable."""
        try:
            found = self._find()
        except Exception as error:
            # The settings name a backend that cannot be loaded; whatever its import raised comes through.
            raise KeyringUnusable(KeyringRefusal.NOT_LOADED) from error
        members = list(found.backends) if type(found) is ChainerBackend else [found]
        for backend in members:
            if _name(backend) in _ALLOWED:
                return backend
        if not members:
            raise KeyringUnusable(KeyringRefusal.NONE)
        name = _name(members[0])
        for prefix, reason in _REFUSED.items():
            if name.startswith(prefix):
                raise KeyringUnusable(reason, name)
        raise KeyringUnusable(KeyringRefusal.UNKNOWN_BACKEND, name)


def _name(backend: KeyringBackend) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


@contextlib.contextmanager
def _backend_errors(backend: KeyringBackend) -> Iterator[None]:
    try:
        yield
    except keyring.errors.KeyringLocked as error:
        raise KeyringUnusable(KeyringRefusal.LOCKED, _name(backend)) from error
    except keyring.errors.NoKeyringError as error:
        raise KeyringUnusable(KeyringRefusal.NONE, _name(backend)) from error
    except keyring.errors.PasswordDeleteError:
        raise
    except Exception as error:
        # A backend raises whatever its system raises.
        raise KeyringUnusable(KeyringRefusal.FAILED, _name(backend)) from error
