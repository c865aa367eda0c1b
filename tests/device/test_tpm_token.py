"""A token in a TPM: a second real module, with RSA-OAEP by SHA-256, and without ECDH."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn, Protocol

import pkcs11
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from pkcs11.util.ec import encode_ec_public_key
from pkcs11.util.rsa import encode_rsa_public_key

from serums_desktop.domain.errors import CertificateRefusal, NoUsableCertificate, WrongPin
from serums_desktop.identity.key_release import KeyVault
from serums_desktop.identity.key_wrapping import Scheme
from serums_desktop.identity.practice_card import (
    AUTHENTICATION_ID,
    Issuer,
    StaffMember,
    add_certificate,
    staff_certificate,
)
from serums_desktop.identity.signing_card_key import SigningCardKeys
from serums_desktop.identity.smartcard import Smartcard
from tests.unit.identity.memory_keyring import backend_named, keyring_on
from tests.unit.identity.staff_authority import anchors_of

AILSA = StaffMember("Dr Ailsa Fraser", "S-1042", "Emergency Medicine", "ailsa.fraser@ustan.example")
PIN = "123456"
_SO_PIN = "12345678"
_MODULES = (
    Path("/usr/lib/x86_64-linux-gnu/libtpm2_pkcs11.so.1"),
    Path("/usr/lib/aarch64-linux-gnu/libtpm2_pkcs11.so.1"),
    Path("/usr/lib64/pkcs11/libtpm2_pkcs11.so"),
)


class Personalise(Protocol):
    def __call__(self, kind: str, for_both: bool) -> None: ...


EC, RSA = "EC:prime256v1", "rsa:2048"


def _missing(what: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(f"{what} is not installed")
    pytest.skip(f"{what} is not installed")


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The module on a software TPM of its own, with an empty token."""
    path = next((module.resolve() for module in _MODULES if module.exists()), None)
    if path is None:
        _missing("tpm2-pkcs11 (libtpm2-pkcs11-1)")
    for program in ("swtpm", "pkcs11-tool"):
        if shutil.which(program) is None:
            _missing(program)
    store = tmp_path / "store"
    store.mkdir()
    with _software_tpm(tmp_path) as port:
        monkeypatch.setenv("TPM2_PKCS11_TCTI", f"swtpm:host=127.0.0.1,port={port}")
        monkeypatch.setenv("TPM2_PKCS11_STORE", str(store))
        _tool(path, "--slot-index", "0", "--init-token", "--label", "tpm", "--so-pin", _SO_PIN)
        as_officer = ("--login", "--login-type", "so", "--so-pin", _SO_PIN)
        _tool(path, "--slot-index", "0", *as_officer, "--init-pin", "--pin", PIN)
        yield path
        pkcs11.lib(str(path)).finalize()


@pytest.fixture
def personalise(module: Path, authority: Issuer) -> Personalise:
    """Puts a key of this type on the token, with Dr Fraser's certificate, which may also be for both uses.

    One key, because a bare TPM holds three objects at a time, and nobody swaps them in and out here.
    """

    def make(kind: str, for_both: bool) -> None:
        key = ("--keypairgen", "--key-type", kind, "--id", AUTHENTICATION_ID.hex())
        # Whatever is said of its use, the module makes no key that can do less than all.
        _tool(module, "--token-label", "tpm", "--login", "--pin", PIN, *key)
        library = pkcs11.lib(str(module))
        library.reinitialize()
        with library.get_token(token_label="tpm").open(rw=True, user_pin=PIN) as session:
            on_token = session.get_key(object_class=pkcs11.ObjectClass.PUBLIC_KEY, id=AUTHENTICATION_ID)
            encode = encode_rsa_public_key if kind == RSA else encode_ec_public_key
            public_key = serialization.load_der_public_key(encode(on_token))
            assert isinstance(public_key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey)
            certificate = staff_certificate(
                public_key, AUTHENTICATION_ID, authority, AILSA, for_both=for_both
            )
            add_certificate(session, AUTHENTICATION_ID, certificate)

    return make


def _tool(module: Path, *arguments: str) -> None:
    command = ["pkcs11-tool", "--module", str(module), *arguments]
    subprocess.run(command, check=True, capture_output=True)


@contextlib.contextmanager
def _software_tpm(directory: Path) -> Iterator[int]:
    """A TPM in a process of its own; the port it listens at on the loopback interface."""
    state, process = directory / "state", directory / "swtpm.pid"
    state.mkdir()
    port = _free_pair_of_ports()
    command = ["swtpm", "socket", "--tpm2", "--tpmstate", f"dir={state}", "--pid", f"file={process}"]
    command += ["--server", f"type=tcp,port={port},bindaddr=127.0.0.1"]
    command += ["--ctrl", f"type=tcp,port={port + 1},bindaddr=127.0.0.1"]
    # A daemon comes back from its start once it listens.
    subprocess.run([*command, "--flags", "not-need-init,startup-clear", "--daemon"], check=True)
    try:
        yield port
    finally:
        os.kill(int(process.read_text("ascii")), signal.SIGTERM)


def _free_pair_of_ports() -> int:
    """The first of two: clients look for the control channel at the port after the TPM's."""
    while True:
        with socket.socket() as first, socket.socket() as second, contextlib.suppress(OSError, OverflowError):
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            second.bind(("127.0.0.1", port + 1))
            return port


def _pin() -> bytearray:
    return bytearray(PIN.encode())


def test_a_token_with_an_rsa_key_signs_in_and_releases_a_cache_key(
    module: Path, authority: Issuer, personalise: Personalise, tmp_path: Path
) -> None:
    personalise(RSA, for_both=True)
    smartcard = Smartcard(module, "tpm", anchors_of(authority))
    vault = KeyVault(tmp_path / "keys")
    assert smartcard.look().holder.staff_id == "S-1042"

    with smartcard.unlock(_pin()) as card:
        assert card.algorithm == "RS256"
        assert card.verify(b"message", card.sign(b"message"))
        assert card.wrap(bytes(32), bytes(16))[:1] == Scheme.OAEP_SHA256.value
        released = vault.release(card)
        assert card.verify(b"statement", card.confirm(_pin(), b"statement").signature)
        assert vault.release(card).data_key == released.data_key

    with smartcard.unlock(_pin()) as again:
        assert vault.release(again).data_key == released.data_key


@pytest.mark.parametrize("for_both", [False, True])
def test_a_token_that_cannot_agree_on_keys_needs_the_keyring(
    module: Path, authority: Issuer, personalise: Personalise, tmp_path: Path, for_both: bool
) -> None:
    """The module knows no ECDH, whatever a certificate says of its key."""
    personalise(EC, for_both=for_both)
    smartcard = Smartcard(module, "tpm", anchors_of(authority), signing_suffices=True)
    keys = SigningCardKeys(keyring_on(backend_named()), "ward-3")
    vault = KeyVault(tmp_path / "keys", keyring_keys=keys)

    with smartcard.unlock(_pin()) as card:
        assert card.algorithm == "ES256"
        with pytest.raises(NoUsableCertificate) as caught:
            KeyVault(tmp_path / "keys").release(card)
        assert caught.value.reason is CertificateRefusal.NO_KEY_MANAGEMENT_KEY
        released = vault.release(card)
        assert vault.release(card).data_key == released.data_key


def test_a_wrong_pin_is_a_wrong_pin_there_too(
    module: Path, authority: Issuer, personalise: Personalise
) -> None:
    personalise(EC, for_both=False)
    smartcard = Smartcard(module, "tpm", anchors_of(authority), signing_suffices=True)

    with pytest.raises(WrongPin):
        smartcard.unlock(bytearray(b"000000"))

    with smartcard.unlock(_pin()) as card:
        assert card.verify(b"message", card.sign(b"message"))
