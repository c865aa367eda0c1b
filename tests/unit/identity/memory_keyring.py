"""A keyring backend in memory, under any class name: what is refused is refused by that name."""

from __future__ import annotations

from collections.abc import Callable

from serums_desktop.identity.os_keyring import OsKeyring

SECRET_SERVICE = "keyring.backends.SecretService.Keyring"


class MemoryBackend:
    """Keeps what it is given, unless `keeps` says otherwise. `failing` is raised in place of every answer."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.keeps = True
        self.failing: Exception | None = None

    def get_password(self, service: str, account: str) -> str | None:
        self._fail()
        return self.kept.get((service, account))

    def set_password(self, service: str, account: str, password: str) -> None:
        self._fail()
        if self.keeps:
            self.kept[service, account] = password

    def delete_password(self, service: str, account: str) -> None:
        self._fail()
        del self.kept[service, account]

    def _fail(self) -> None:
        if self.failing is not None:
            raise self.failing


def backend_named(name: str = SECRET_SERVICE) -> MemoryBackend:
    """A backend in memory whose class goes by `name`."""
    module, _, qualified = name.rpartition(".")
    kind: Callable[[], MemoryBackend] = type(qualified, (MemoryBackend,), {"__module__": module})
    return kind()


def keyring_on(backend: object, profile: str = "default") -> OsKeyring:
    """The program's keyring on this backend."""
    return OsKeyring(profile, lambda: backend)
