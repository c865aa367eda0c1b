from __future__ import annotations

import base64
import functools
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from hypothesis import given
from hypothesis import strategies as st

from serums_desktop.domain.errors import KeyNotReleased, KeyRefusal
from serums_desktop.identity import key_wrapping
from serums_desktop.identity.key_wrapping import Scheme

VAULT = bytes(range(16))
DATA_KEY = bytes(range(100, 132))

Recover = Callable[[Scheme, bytes], bytes]


def _agreeing(card: ec.EllipticCurvePrivateKey) -> Recover:
    """What an EC card does with its private key."""

    def recover(scheme: Scheme, point: bytes) -> bytes:
        assert scheme is Scheme.ECDH
        return card.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(card.curve, point))

    return recover


def _decrypting(card: rsa.RSAPrivateKey) -> Recover:
    """What an RSA card does with its private key."""

    def recover(scheme: Scheme, ciphertext: bytes) -> bytes:
        # What a card does that knows no other OAEP.
        digest = hashes.SHA256() if scheme is Scheme.OAEP_SHA256 else hashes.SHA1()  # noqa: S303
        try:
            return card.decrypt(ciphertext, padding.OAEP(padding.MGF1(digest), digest, None))
        except ValueError as error:
            raise KeyNotReleased(KeyRefusal.TAMPERED) from error

    return recover


P256 = ec.generate_private_key(ec.SECP256R1())
P384 = ec.generate_private_key(ec.SECP384R1())
RSA = rsa.generate_private_key(65_537, 2048)
CARDS = {
    Scheme.ECDH: (P256, _agreeing(P256)),
    Scheme.OAEP_SHA256: (RSA, _decrypting(RSA)),
    Scheme.OAEP_SHA1: (RSA, _decrypting(RSA)),
}
SCHEMES = pytest.mark.parametrize("scheme", list(Scheme))


@functools.cache
def _blob(scheme: Scheme) -> bytes:
    card, _ = CARDS[scheme]
    return key_wrapping.wrap(card.public_key(), DATA_KEY, VAULT, scheme)


@SCHEMES
def test_what_is_wrapped_unwraps(scheme: Scheme) -> None:
    card, recover = CARDS[scheme]
    blob = _blob(scheme)

    assert key_wrapping.unwrap(card.public_key(), blob, recover) == DATA_KEY
    assert key_wrapping.vault_id_of(blob) == VAULT
    assert DATA_KEY not in blob
    assert blob != key_wrapping.wrap(card.public_key(), DATA_KEY, VAULT, scheme)


def test_a_p384_card_serves_too() -> None:
    blob = key_wrapping.wrap(P384.public_key(), DATA_KEY, VAULT, Scheme.ECDH)

    assert key_wrapping.unwrap(P384.public_key(), blob, _agreeing(P384)) == DATA_KEY


def test_what_earlier_versions_wrapped_unwraps() -> None:
    card = ec.derive_private_key(0x5EED, ec.SECP256R1())
    blob = base64.b64decode(
        "AQABAgMEBQYHCAkKCwwNDg8EJWXvT8NNNYsPMYRHfQvfWECZOfFvkXev3YEjABDe0zojyE6pt8fjDmDObYWqCfNcGdpo"
        "OSwmejW0zdVALEPQBxjYLqtFBdmBL+Puj7LmfXJ0IybZPkCyT6xefNXBzWVERxxJx0zGp0U="
    )

    assert key_wrapping.unwrap(card.public_key(), blob, _agreeing(card)) == DATA_KEY


@SCHEMES
@given(st.data())
def test_a_changed_byte_anywhere_is_noticed(scheme: Scheme, data: st.DataObject) -> None:
    card, recover = CARDS[scheme]
    blob = bytearray(_blob(scheme))
    blob[data.draw(st.integers(0, len(blob) - 1))] ^= data.draw(st.integers(1, 255))

    with pytest.raises(KeyNotReleased) as caught:
        key_wrapping.unwrap(card.public_key(), bytes(blob), recover)

    assert caught.value.reason is KeyRefusal.TAMPERED


@SCHEMES
@given(st.data())
def test_a_blob_cut_short_is_noticed(scheme: Scheme, data: st.DataObject) -> None:
    card, recover = CARDS[scheme]
    blob = _blob(scheme)[: data.draw(st.integers(0, len(_blob(scheme)) - 1))]

    with pytest.raises(KeyNotReleased):
        key_wrapping.unwrap(card.public_key(), blob, recover)


@pytest.mark.parametrize(
    ("scheme", "kek_of"),
    [(Scheme.OAEP_SHA256, Scheme.OAEP_SHA1), (Scheme.OAEP_SHA1, Scheme.OAEP_SHA256)],
)
def test_a_format_is_bound_in(scheme: Scheme, kek_of: Scheme) -> None:
    """A card that opens what was sent by either hash still opens no blob that says the other."""
    _, recover = CARDS[scheme]
    blob = kek_of.value + _blob(scheme)[1:]

    with pytest.raises(KeyNotReleased):
        key_wrapping.unwrap(RSA.public_key(), blob, lambda _, ciphertext: recover(scheme, ciphertext))


def test_the_card_is_not_asked_about_a_point_off_its_curve() -> None:
    blob = bytearray(_blob(Scheme.ECDH))
    blob[17 + 1 : 17 + 65] = bytes(64)

    def recover(_scheme: Scheme, _point: bytes) -> bytes:
        raise AssertionError("the card was asked")

    with pytest.raises(KeyNotReleased):
        key_wrapping.unwrap(P256.public_key(), bytes(blob), recover)


@SCHEMES
def test_another_card_does_not_unwrap(scheme: Scheme) -> None:
    stranger = rsa.generate_private_key(65_537, 2048) if scheme is not Scheme.ECDH else None
    other = stranger or ec.generate_private_key(ec.SECP256R1())
    recover = _decrypting(stranger) if stranger else _agreeing(other)

    with pytest.raises(KeyNotReleased):
        key_wrapping.unwrap(other.public_key(), _blob(scheme), recover)


def test_what_was_sent_to_one_card_is_of_no_use_to_another() -> None:
    """Even a card that learns the secret derives another key from it: the public key is bound in."""
    other = ec.generate_private_key(ec.SECP256R1())
    _, recover = CARDS[Scheme.ECDH]

    with pytest.raises(KeyNotReleased):
        key_wrapping.unwrap(other.public_key(), _blob(Scheme.ECDH), recover)


def test_a_vault_id_has_its_length_and_a_scheme_its_kind_of_key() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        key_wrapping.wrap(P256.public_key(), DATA_KEY, b"short", Scheme.ECDH)
    with pytest.raises(ValueError, match="another kind"):
        key_wrapping.wrap(RSA.public_key(), DATA_KEY, VAULT, Scheme.ECDH)
    with pytest.raises(ValueError, match="another kind"):
        key_wrapping.wrap(P256.public_key(), DATA_KEY, VAULT, Scheme.OAEP_SHA1)
