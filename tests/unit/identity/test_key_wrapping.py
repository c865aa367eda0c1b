from __future__ import annotations

import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from serums_desktop.domain.errors import KeyNotReleased, KeyRefusal
from serums_desktop.identity import key_wrapping

VAULT = bytes(range(16))
DATA_KEY = bytes(range(100, 132))


def _certificate(private_key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A card")])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private_key.public_key())
        .serial_number(1)
        .not_valid_before(dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2027, 1, 1, tzinfo=dt.UTC))
        .sign(private_key, hashes.SHA256())
    )


CARD = ec.generate_private_key(ec.SECP256R1())
CERTIFICATE = _certificate(CARD)


def _agree(point: bytes) -> bytes:
    """What a card does with its private key."""
    return CARD.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CARD.curve, point))


def test_what_is_wrapped_unwraps() -> None:
    blob = key_wrapping.wrap(CERTIFICATE, DATA_KEY, VAULT)

    assert key_wrapping.unwrap(CERTIFICATE, blob, _agree) == DATA_KEY
    assert key_wrapping.vault_id_of(blob) == VAULT
    assert DATA_KEY not in blob
    assert blob != key_wrapping.wrap(CERTIFICATE, DATA_KEY, VAULT)


def test_a_p384_card_serves_too() -> None:
    card = ec.generate_private_key(ec.SECP384R1())
    certificate = _certificate(card)

    blob = key_wrapping.wrap(certificate, DATA_KEY, VAULT)

    def agree(point: bytes) -> bytes:
        return card.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(card.curve, point))

    assert key_wrapping.unwrap(certificate, blob, agree) == DATA_KEY


@given(st.integers(0, 121), st.integers(1, 255))
def test_a_changed_byte_anywhere_is_noticed(position: int, change: int) -> None:
    blob = bytearray(key_wrapping.wrap(CERTIFICATE, DATA_KEY, VAULT))
    blob[position] ^= change

    with pytest.raises(KeyNotReleased) as caught:
        key_wrapping.unwrap(CERTIFICATE, bytes(blob), _agree)

    assert caught.value.reason is KeyRefusal.TAMPERED


@given(st.integers(0, 121))
def test_a_blob_cut_short_is_noticed(length: int) -> None:
    blob = key_wrapping.wrap(CERTIFICATE, DATA_KEY, VAULT)

    with pytest.raises(KeyNotReleased):
        key_wrapping.unwrap(CERTIFICATE, blob[:length], _agree)


def test_the_card_is_not_asked_about_a_point_off_its_curve() -> None:
    blob = bytearray(key_wrapping.wrap(CERTIFICATE, DATA_KEY, VAULT))
    blob[17 + 1 : 17 + 65] = bytes(64)

    def agree(_point: bytes) -> bytes:
        raise AssertionError("the card was asked")

    with pytest.raises(KeyNotReleased):
        key_wrapping.unwrap(CERTIFICATE, bytes(blob), agree)


def test_another_card_does_not_unwrap() -> None:
    other = ec.generate_private_key(ec.SECP256R1())
    blob = key_wrapping.wrap(_certificate(other), DATA_KEY, VAULT)

    with pytest.raises(KeyNotReleased):
        key_wrapping.unwrap(CERTIFICATE, blob, _agree)


def test_a_vault_id_has_its_length_and_a_card_its_curve() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        key_wrapping.wrap(CERTIFICATE, DATA_KEY, b"short")
    with pytest.raises(ValueError, match="elliptic"):
        key_wrapping.wrap(_certificate(rsa.generate_private_key(65_537, 2048)), DATA_KEY, VAULT)
