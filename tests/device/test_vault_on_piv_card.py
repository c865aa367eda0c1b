"""Cache keys on a PIV card behind pcscd and OpenSC: RSA cards, and renewed ones that keep the former key."""

from __future__ import annotations

import datetime as dt
import secrets
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from serums_desktop.domain.errors import CardRemoved, KeyNotReleased, KeyRefusal, NoCard
from serums_desktop.domain.staff import CardPresence
from serums_desktop.identity.certificates import TrustAnchors
from serums_desktop.identity.key_release import KeyVault
from serums_desktop.identity.key_wrapping import Scheme
from serums_desktop.identity.practice_card import (
    AUTHENTICATION_ID,
    KEY_MANAGEMENT_ID,
    Issuer,
    staff_certificate,
)
from serums_desktop.identity.smartcard import Smartcard
from tests.device.conftest import AILSA, PIN, Changes
from tests.device.piv_applet import (
    AUTHENTICATION_KEY,
    GENERAL_AUTHENTICATE,
    KEY_MANAGEMENT_KEY,
    KeySlot,
    PivApplet,
    PrivateKey,
)
from tests.device.virtual_piv_card import VirtualReader, make_applet
from tests.unit.identity.staff_authority import anchors_of

# The first of the retired key-management keys (NIST SP 800-73-4 part 1, tables 3 and 6).
_RETIRED_KEY = 0x82
_RETIRED_CERTIFICATE = "5FC10D"
_KEY_HISTORY = "5FC10C"


class RenewedApplet(PivApplet):
    """A card that keeps the key-management key of the one before it, with its certificate long expired."""

    def __init__(self, issuer: Issuer, former: PrivateKey) -> None:
        new = {
            AUTHENTICATION_KEY: (AUTHENTICATION_ID, _ec()),
            KEY_MANAGEMENT_KEY: (KEY_MANAGEMENT_ID, _ec()),
        }
        super().__init__(
            secrets.token_bytes(16),
            {
                number: KeySlot(key, staff_certificate(key.public_key(), key_id, issuer, AILSA))
                for number, (key_id, key) in new.items()
            },
            PIN,
        )
        years_ago = dt.datetime.now(dt.UTC) - dt.timedelta(days=1000)
        expired = staff_certificate(former.public_key(), KEY_MANAGEMENT_ID, issuer, AILSA, years_ago)
        self._slots = {**self._slots, _RETIRED_KEY: KeySlot(former, expired)}
        self._objects[_RETIRED_CERTIFICATE] = _certificate_object(expired)
        # One key with its certificate on the card, none with it elsewhere.
        self._objects[_KEY_HISTORY] = bytes.fromhex("5308C10101C20100FE00")


def _certificate_object(certificate: x509.Certificate) -> bytes:
    der = certificate.public_bytes(serialization.Encoding.DER)
    content = b"\x70\x82" + len(der).to_bytes(2, "big") + der + bytes.fromhex("710100FE00")
    return b"\x53\x82" + len(content).to_bytes(2, "big") + content


def _ec() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture
def applet(authority: Issuer) -> PivApplet:
    return make_applet(authority, AILSA, PIN, _ec(), rsa.generate_private_key(65_537, 2048))


def _insert(reader: VirtualReader, applet: PivApplet, changes: Changes) -> None:
    assert isinstance(changes.next(), NoCard)
    reader.insert(applet)
    assert isinstance(changes.next(), CardPresence)


def test_an_rsa_card_releases_its_key(
    reader: VirtualReader, smartcard: Smartcard, changes: Changes, applet: PivApplet, tmp_path: Path
) -> None:
    vault = KeyVault(tmp_path / "keys")
    _insert(reader, applet, changes)

    with smartcard.unlock(bytearray(PIN)) as card:
        assert card.wrap(bytes(32), bytes(16))[:1] == Scheme.OAEP_SHA256.value
        released = vault.release(card)
    with smartcard.unlock(bytearray(PIN)) as card:
        assert vault.release(card).data_key == released.data_key


@pytest.mark.parametrize("position", [20, 275])
def test_a_changed_blob_is_refused_and_the_card_goes_on(
    reader: VirtualReader, smartcard: Smartcard, changes: Changes, applet: PivApplet, position: int
) -> None:
    _insert(reader, applet, changes)

    with smartcard.unlock(bytearray(PIN)) as card:
        blob = bytearray(card.wrap(bytes(32), bytes(16)))
        blob[position] ^= 1
        with pytest.raises(KeyNotReleased) as caught:
            card.unwrap(bytes(blob))
        assert caught.value.reason is KeyRefusal.TAMPERED
        assert card.verify(b"message", card.sign(b"message"))


def test_a_pull_while_decrypting_is_a_removal(
    reader: VirtualReader, smartcard: Smartcard, changes: Changes, applet: PivApplet, tmp_path: Path
) -> None:
    vault = KeyVault(tmp_path / "keys")
    _insert(reader, applet, changes)

    with smartcard.unlock(bytearray(PIN)) as card:
        vault.release(card)
        reader.pull_at(GENERAL_AUTHENTICATE)
        with pytest.raises(CardRemoved):
            vault.release(card)
        with pytest.raises(CardRemoved):
            card.sign(b"message")


@pytest.mark.parametrize("kind", ["EC", "RSA"])
def test_a_renewed_card_opens_with_its_retired_key_and_takes_the_vault_over(
    reader: VirtualReader,
    smartcard: Smartcard,
    changes: Changes,
    authority: Issuer,
    tmp_path: Path,
    kind: str,
) -> None:
    former = _ec() if kind == "EC" else rsa.generate_private_key(65_537, 2048)
    vault = KeyVault(tmp_path / "keys", TrustAnchors(anchors_of(authority)).vouches_for)
    _insert(reader, make_applet(authority, AILSA, PIN, _ec(), former), changes)
    with smartcard.unlock(bytearray(PIN)) as card:
        released = vault.release(card)
    reader.remove()
    assert isinstance(changes.next(), CardRemoved)
    renewed = RenewedApplet(authority, former)
    reader.insert(renewed)
    assert isinstance(changes.next(), CardPresence)

    with smartcard.unlock(bytearray(PIN)) as card:
        taken_over = vault.release(card)
        assert taken_over.data_key == released.data_key
        assert not taken_over.begun_anew
        assert vault.release(card).data_key == released.data_key
    # One key, and the wish for another that the former card never knew.
    assert sorted(path.suffix for path in (tmp_path / "keys").iterdir()) == [".key", ".rekey"]
