from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from serums_desktop.domain.errors import CardFailed, CardRemoved, KeyNotReleased, TriesHint, WrongPin
from serums_desktop.identity.open_card import OpenCard


def test_a_signature_is_that_of_jws_es256(open_card: OpenCard) -> None:
    signature = open_card.sign(b"message")

    leaf = x509.load_der_x509_certificate(open_card.certificate_chain_der[0])
    public_key = leaf.public_key()
    assert isinstance(public_key, ec.EllipticCurvePublicKey)
    assert open_card.algorithm == "ES256"
    assert len(signature) == 64
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    digest = hashlib.sha256(b"message").digest()
    public_key.verify(utils.encode_dss_signature(r, s), digest, ec.ECDSA(utils.Prehashed(hashes.SHA256())))
    assert open_card.verify(b"message", signature)


@pytest.mark.parametrize("signature", [b"", bytes(64), bytes(63), b"\xff" * 64])
def test_what_is_no_signature_is_not_verified(open_card: OpenCard, signature: bytes) -> None:
    assert not open_card.verify(b"message", signature)


def test_a_wrapped_key_opens_on_its_own_card_alone(open_card: OpenCard, other_card: OpenCard) -> None:
    blob = open_card.wrap(bytes(range(32)), bytes(16))

    assert open_card.unwrap(blob) == bytes(range(32))
    with pytest.raises(KeyNotReleased):
        other_card.unwrap(blob)


@pytest.mark.parametrize(
    "use", [lambda card: card.sign(b"message"), lambda card: card.unwrap(card.wrap(bytes(32), bytes(16)))]
)
def test_a_closed_card_does_nothing_more(open_card: OpenCard, use: Callable[[OpenCard], object]) -> None:
    open_card.close()
    open_card.close()

    with pytest.raises(CardRemoved):
        use(open_card)


def test_threads_take_turns_at_the_card(open_card: OpenCard) -> None:
    messages = [str(number).encode() for number in range(40)]

    with ThreadPoolExecutor(4) as pool:
        signatures = list(pool.map(open_card.sign, messages))

    assert all(map(open_card.verify, messages, signatures))


def test_a_confirmation_is_signed_after_the_pin_was_given_anew(open_card: OpenCard) -> None:
    pin = bytearray(b"123456")

    confirmed = open_card.confirm(pin, b"statement")

    leaf = x509.load_der_x509_certificate(open_card.certificate_chain_der[0])
    assert confirmed.statement == b"statement"
    assert confirmed.algorithm == "ES256"
    assert len(confirmed.signature) == 64
    assert confirmed.certificate_der == open_card.certificate_chain_der[0]
    assert confirmed.public_key_der == leaf.public_key().public_bytes(
        Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    )
    assert open_card.verify(b"statement", confirmed.signature)
    assert pin == bytes(6)


def test_the_session_goes_on_after_a_confirmation(open_card: OpenCard) -> None:
    blob = open_card.wrap(bytes(range(32)), bytes(16))

    open_card.confirm(bytearray(b"123456"), b"statement")

    assert open_card.verify(b"message", open_card.sign(b"message"))
    assert open_card.unwrap(blob) == bytes(range(32))


def test_after_a_wrong_pin_the_card_signs_nothing_until_a_right_one(open_card: OpenCard) -> None:
    pin = bytearray(b"000000")

    with pytest.raises(WrongPin) as caught:
        open_card.confirm(pin, b"statement")

    assert caught.value.tries is TriesHint.FEW
    assert pin == bytes(6)
    with pytest.raises(CardFailed):
        open_card.sign(b"message")
    with pytest.raises(WrongPin):
        open_card.confirm(bytearray(b"111111"), b"statement")
    open_card.confirm(bytearray(b"123456"), b"statement")
    assert open_card.verify(b"message", open_card.sign(b"message"))


@pytest.mark.parametrize("wrong_first", [False, True])
def test_a_closed_card_confirms_nothing(open_card: OpenCard, wrong_first: bool) -> None:
    if wrong_first:
        with pytest.raises(WrongPin):
            open_card.confirm(bytearray(b"000000"), b"statement")
    open_card.close()
    pin = bytearray(b"123456")

    with pytest.raises(CardRemoved):
        open_card.confirm(pin, b"statement")

    assert pin == bytes(6)
