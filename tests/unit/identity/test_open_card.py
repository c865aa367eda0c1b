from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from serums_desktop.domain.errors import (
    CardFailed,
    CardRemoved,
    CertificateRefusal,
    KeyNotReleased,
    KeyRefusal,
    NoUsableCertificate,
    TriesHint,
    WrongPin,
)
from serums_desktop.identity import card_private_key, key_wrapping
from serums_desktop.identity import open_card as open_card_module
from serums_desktop.identity.key_wrapping import Scheme
from serums_desktop.identity.open_card import OpenCard
from serums_desktop.identity.practice_card import AUTHENTICATION_ID, KEY_MANAGEMENT_ID, Issuer
from tests.unit.identity.card_office import CardOffice, ec_key, rsa_key
from tests.unit.identity.conftest import AILSA

RSA_KEY = rsa_key()


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


def test_a_pad_that_was_left_is_asked_again(open_card: OpenCard, monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(_token: pkcs11.Token, pin: bytearray) -> pkcs11.Session:
        assert pin == b""
        raise CardFailed("pin-pad-cancelled")

    with monkeypatch.context() as at_the_pad:
        at_the_pad.setattr(open_card_module, "log_in", leave)
        for _ in range(2):
            with pytest.raises(CardFailed):
                open_card.confirm(bytearray(), b"statement")
    with pytest.raises(CardFailed):
        open_card.sign(b"message")

    open_card.confirm(bytearray(b"123456"), b"statement")

    assert open_card.verify(b"message", open_card.sign(b"message"))


def test_an_empty_pin_without_a_pad_is_wrong(open_card: OpenCard) -> None:
    with pytest.raises(WrongPin):
        open_card.confirm(bytearray(), b"statement")

    open_card.confirm(bytearray(b"123456"), b"statement")


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


def test_an_rsa_card_signs_as_jws_rs256_does(office: CardOffice, authority: Issuer) -> None:
    card = office.open(office.issue(authority, AILSA, authentication=RSA_KEY))

    signature = card.sign(b"message")

    assert card.algorithm == "RS256"
    RSA_KEY.public_key().verify(signature, b"message", padding.PKCS1v15(), hashes.SHA256())
    assert card.verify(b"message", signature)
    assert not card.verify(b"another", signature)


def test_a_module_that_hashes_itself_signs_the_same(
    office: CardOffice, authority: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = office.open(office.issue(authority, AILSA, authentication=RSA_KEY))
    plain = card.sign(b"message")

    monkeypatch.setattr(card_private_key, "_mechanisms", lambda _session: {pkcs11.Mechanism.SHA256_RSA_PKCS})

    assert card.sign(b"message") == plain


def test_softhsm_opens_a_key_sent_by_rsa(office: CardOffice, authority: Issuer) -> None:
    card = office.open(office.issue(authority, AILSA, key_management=RSA_KEY))

    blob = card.wrap(bytes(range(32)), bytes(16))

    assert blob[:1] == Scheme.OAEP_SHA1.value, "SoftHSM knows OAEP by SHA-1 alone"
    assert card.wrapping_key_sha256 == key_wrapping.fingerprint(RSA_KEY.public_key())
    assert card.unwrap(blob) == bytes(range(32))


@pytest.mark.parametrize(("position", "expected"), [(20, CardFailed), (275, KeyNotReleased)])
def test_a_card_that_refuses_a_ciphertext_was_not_pulled(
    office: CardOffice, authority: Issuer, position: int, expected: type[Exception]
) -> None:
    """SoftHSM has one error for a ciphertext it does not like and for a token that is out of order."""
    card = office.open(office.issue(authority, AILSA, key_management=RSA_KEY))
    blob = bytearray(card.wrap(bytes(32), bytes(16)))
    blob[position] ^= 1

    with pytest.raises(expected):
        card.unwrap(bytes(blob))

    assert card.verify(b"message", card.sign(b"message"))


@pytest.mark.parametrize("former", [ec_key(), RSA_KEY], ids=["EC", "RSA"])
def test_a_card_opens_what_its_retired_key_was_sent(
    office: CardOffice, authority: Issuer, former: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
) -> None:
    first = office.issue(authority, AILSA, key_management=former)
    second = office.issue(authority, AILSA, key_management=ec_key(), retired=former)
    third = office.issue(authority, AILSA, key_management=ec_key())
    fingerprint = key_wrapping.fingerprint(former.public_key())

    blob = office.open(first).wrap(bytes(range(32)), bytes(16))

    assert office.open(second).unwrap(blob, fingerprint) == bytes(range(32))
    with pytest.raises(KeyNotReleased) as caught:
        office.open(third).unwrap(blob, fingerprint)
    assert caught.value.reason is KeyRefusal.OTHER_CARD


def test_a_card_without_a_key_management_key_only_signs(office: CardOffice, authority: Issuer) -> None:
    card = office.open(office.issue(authority, AILSA))

    assert card.wrapping_key_sha256 is None
    assert card.verify(b"message", card.sign(b"message"))
    with pytest.raises(NoUsableCertificate) as caught:
        card.wrap(bytes(32), bytes(16))
    assert caught.value.reason is CertificateRefusal.NO_KEY_MANAGEMENT_KEY


def test_an_rsa_card_that_knows_no_oaep_is_named(
    office: CardOffice, authority: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = office.open(office.issue(authority, AILSA, key_management=RSA_KEY))
    monkeypatch.setattr(
        card_private_key, "_OAEP", dict.fromkeys(Scheme, (pkcs11.Mechanism.SHA512, pkcs11.MGF.SHA512, None))
    )

    with pytest.raises(NoUsableCertificate) as caught:
        card.wrap(bytes(32), bytes(16))

    assert caught.value.reason is CertificateRefusal.NO_OAEP


def test_an_authentication_key_that_asks_at_every_use_is_none(office: CardOffice, authority: Issuer) -> None:
    card = office.issue(authority, AILSA, key_management=ec_key(), asks_every_time=AUTHENTICATION_ID)

    with pytest.raises(NoUsableCertificate) as caught:
        office.open(card)

    assert caught.value.reason is CertificateRefusal.NO_AUTHENTICATION_KEY


def test_a_key_management_key_that_asks_at_every_use_is_none(office: CardOffice, authority: Issuer) -> None:
    card = office.issue(authority, AILSA, key_management=ec_key(), asks_every_time=KEY_MANAGEMENT_ID)

    with pytest.raises(NoUsableCertificate) as caught:
        office.open(card).wrap(bytes(32), bytes(16))

    assert caught.value.reason is CertificateRefusal.NO_KEY_MANAGEMENT_KEY
