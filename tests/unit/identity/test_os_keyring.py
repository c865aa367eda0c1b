from __future__ import annotations

import gc
import subprocess
import sys

import keyring.errors
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import SecretService
from keyring.backends.chainer import ChainerBackend

from serums_desktop.domain.errors import KeyringRefusal, KeyringUnusable
from serums_desktop.identity.os_keyring import OsKeyring
from tests.unit.identity.memory_keyring import SECRET_SERVICE, backend_named, keyring_on
from tests.unit.identity.secret_service import unlocked_keyring


@pytest.mark.parametrize(
    "name",
    [
        SECRET_SERVICE,
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.kwallet.DBusKeyringKWallet4",
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
    ],
)
def test_a_systems_own_keyring_keeps_a_random_secret_per_person(name: str) -> None:
    backend = backend_named(name)
    mine, other = keyring_on(backend), keyring_on(backend, "other profile")

    mine.check()
    secret = mine.make("S-1042")

    assert len(secret) == 32
    assert mine.read("S-1042") == secret
    assert mine.read("S-2077") is None
    assert other.read("S-1042") is None
    assert mine.make("S-1042") != secret
    assert set(backend.kept) == {("Serums Desktop", "S-1042@default")}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("keyring.backends.null.Keyring", KeyringRefusal.DISCARDING),
        ("keyring.backends.fail.Keyring", KeyringRefusal.NONE),
        ("keyrings.alt.file.PlaintextKeyring", KeyringRefusal.PLAINTEXT),
        ("keyrings.alt.file.EncryptedKeyring", KeyringRefusal.PLAINTEXT),
        ("keyring.backends.libsecret.Keyring", KeyringRefusal.UNKNOWN_BACKEND),
        ("somebody.elses.Keyring", KeyringRefusal.UNKNOWN_BACKEND),
    ],
)
def test_every_other_backend_is_refused_by_name(name: str, reason: KeyringRefusal) -> None:
    backend = backend_named(name)
    refusing = keyring_on(backend)

    for use in (refusing.check, lambda: refusing.read("S-1042"), lambda: refusing.make("S-1042")):
        with pytest.raises(KeyringUnusable) as caught:
            use()
        assert (caught.value.reason, caught.value.backend) == (reason, name)
    assert not backend.kept


def test_a_class_that_only_descends_from_a_good_one_is_refused() -> None:
    descendant = type("Impostor", (type(backend_named()),), {"__module__": "somewhere"})()

    with pytest.raises(KeyringUnusable):
        keyring_on(descendant).check()


def test_out_of_a_chain_only_an_allowed_member_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    plaintext, good = backend_named("keyrings.alt.file.PlaintextKeyring"), backend_named()
    monkeypatch.setattr(ChainerBackend, "backends", [plaintext, good])

    keyring_on(ChainerBackend()).make("S-1042")

    assert good.kept
    assert not plaintext.kept


def test_a_chain_without_an_allowed_member_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ChainerBackend, "backends", [backend_named("keyrings.alt.file.PlaintextKeyring")])
    with pytest.raises(KeyringUnusable) as plaintext:
        keyring_on(ChainerBackend()).check()
    monkeypatch.setattr(ChainerBackend, "backends", [])
    with pytest.raises(KeyringUnusable) as empty:
        keyring_on(ChainerBackend()).check()

    assert plaintext.value.reason is KeyringRefusal.PLAINTEXT
    assert (empty.value.reason, empty.value.backend) == (KeyringRefusal.NONE, "")


def test_settings_that_name_a_backend_which_is_not_installed_are_told() -> None:
    def find() -> KeyringBackend:
        raise ModuleNotFoundError("keyrings.nowhere")

    with pytest.raises(KeyringUnusable) as caught:
        OsKeyring("profile", find).check()
    assert caught.value.reason is KeyringRefusal.NOT_LOADED


def test_what_is_not_there_after_writing_was_discarded() -> None:
    backend = backend_named()
    backend.keeps = False

    with pytest.raises(KeyringUnusable) as caught:
        keyring_on(backend).make("S-1042")

    assert caught.value.reason is KeyringRefusal.DISCARDING


@pytest.mark.parametrize(
    ("raised", "reason"),
    [
        (keyring.errors.KeyringLocked("x"), KeyringRefusal.LOCKED),
        (keyring.errors.NoKeyringError("x"), KeyringRefusal.NONE),
        (keyring.errors.InitError("x"), KeyringRefusal.FAILED),
        (OSError("the bus is gone"), KeyringRefusal.FAILED),
    ],
)
def test_what_a_backend_raises_has_a_reason(raised: Exception, reason: KeyringRefusal) -> None:
    backend = backend_named()
    backend.failing = raised

    with pytest.raises(KeyringUnusable) as caught:
        keyring_on(backend).check()

    assert caught.value.reason is reason


@pytest.mark.parametrize("kept", ["", "AAAA", "not base64!", "ä"])
def test_what_is_no_secret_counts_as_none(kept: str) -> None:
    backend = backend_named()
    backend.kept["Serums Desktop", "S-1042@default"] = kept

    assert keyring_on(backend).read("S-1042") is None


def test_forgetting_twice_is_no_error() -> None:
    backend = backend_named()
    keyring_on(backend).make("S-1042")

    keyring_on(backend).forget("S-1042")
    backend.failing = keyring.errors.PasswordDeleteError("No such password!")
    keyring_on(backend).forget("S-1042")

    assert not backend.kept


def test_a_real_secret_service_keeps_the_secret(bus: dict[str, str]) -> None:
    real = OsKeyring("default", SecretService.Keyring)
    with unlocked_keyring(bus):
        real.check()
        secret = real.make("S-1042")

        assert real.read("S-1042") == secret
        assert real.read("S-2077") is None
        real.forget("S-1042")
        real.forget("S-1042")
        assert real.read("S-1042") is None


# keyring leaves the connection to the collector when it finds the collection locked.
@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
def test_a_real_secret_service_that_is_locked_says_so(bus: dict[str, str]) -> None:
    import secretstorage

    with unlocked_keyring(bus):
        connection = secretstorage.dbus_init()
        secretstorage.get_default_collection(connection).lock()
        connection.close()

        with pytest.raises(KeyringUnusable) as caught:
            OsKeyring("default", SecretService.Keyring).make("S-1042")
        reason = caught.value.reason
        del caught
        gc.collect()

    assert reason is KeyringRefusal.LOCKED


def test_without_a_secret_service_the_system_has_no_keyring(bus: dict[str, str]) -> None:
    """In a process of its own: a backend is chosen once per process."""
    asked = (
        "from serums_desktop.identity.os_keyring import OsKeyring\n"
        "from serums_desktop.domain.errors import KeyringUnusable\n"
        "try:\n    OsKeyring('default').check()\n"
        "except KeyringUnusable as refusal:\n    print(refusal.reason, refusal.backend)\n"
    )

    told = subprocess.run(
        [sys.executable, "-c", asked], env=bus, capture_output=True, text=True, check=True
    ).stdout

    assert told.split() == ["none", "keyring.backends.fail.Keyring"]
