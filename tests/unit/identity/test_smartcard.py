from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pkcs11
import pytest

from serums_desktop.domain.errors import (
    CardModuleMissing,
    CertificateRefusal,
    ConfigurationError,
    NoCard,
    NoUsableCertificate,
    TriesHint,
    WrongPin,
)
from serums_desktop.identity.practice_card import Issuer
from serums_desktop.identity.smartcard import Smartcard
from tests.unit.identity.staff_authority import anchors_of


def test_a_card_names_its_holder_before_any_pin(smartcard: Smartcard) -> None:
    presence = smartcard.look()

    assert presence.holder.name == "Dr Ailsa Fraser"
    assert presence.holder.staff_id == "S-1042"
    assert presence.holder.role == "Emergency Medicine, consultant"
    assert presence.holder.valid_until > dt.datetime.now(dt.UTC).date()
    assert presence.tries is TriesHint.MANY
    assert presence.tries_left is None


def test_the_pin_is_read_from_the_callers_buffer_and_nowhere_else(smartcard: Smartcard) -> None:
    pin = bytearray(b"123456")

    with smartcard.unlock(pin) as card:
        assert card.holder == smartcard.look().holder

    assert pin == b"123456", "the buffer belongs to the caller, who wipes it"


@pytest.mark.parametrize("pin", [b"111111", b"1", b"", b"1234567", "12345é".encode()])
def test_a_wrong_pin_says_what_the_card_tells(smartcard: Smartcard, pin: bytes) -> None:
    with pytest.raises(WrongPin) as caught:
        smartcard.unlock(bytearray(pin))

    assert caught.value.tries is TriesHint.FEW
    with smartcard.unlock(bytearray(b"123456")):
        assert smartcard.look().tries is TriesHint.MANY


def test_a_closed_card_is_logged_out(smartcard: Smartcard, softhsm: Path) -> None:
    smartcard.unlock(bytearray(b"123456")).close()

    token = pkcs11.lib(str(softhsm)).get_token(token_label="ailsa")
    with token.open() as session:
        private = session.get_objects({pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PRIVATE_KEY})
        assert list(private) == []


def test_no_token_of_that_label_is_no_card(softhsm: Path, authority: Issuer) -> None:
    with pytest.raises(NoCard):
        Smartcard(softhsm, "nobody", anchors_of(authority)).look()


def test_without_a_label_the_first_trusted_card_serves(softhsm: Path, stranger: Issuer) -> None:
    presence = Smartcard(softhsm, "", anchors_of(stranger)).look()

    assert presence.holder == Smartcard(softhsm, "stranger", anchors_of(stranger)).look().holder


def test_a_card_of_an_unknown_authority_is_refused(softhsm: Path, authority: Issuer) -> None:
    with pytest.raises(NoUsableCertificate) as caught:
        Smartcard(softhsm, "stranger", anchors_of(authority)).look()

    assert caught.value.reason is CertificateRefusal.UNTRUSTED


@pytest.mark.parametrize(
    ("days", "reason"), [(400, CertificateRefusal.EXPIRED), (-1, CertificateRefusal.NOT_YET_VALID)]
)
def test_validity_is_checked_against_the_clock(
    softhsm: Path, authority: Issuer, days: int, reason: CertificateRefusal
) -> None:
    then = dt.datetime.now(dt.UTC).timestamp() + days * 86_400

    with pytest.raises(NoUsableCertificate) as caught:
        Smartcard(softhsm, "ailsa", anchors_of(authority), clock_s=lambda: then).look()

    assert caught.value.reason is reason


def test_presence_means_the_very_same_card(smartcard: Smartcard) -> None:
    holder = smartcard.look().holder

    assert smartcard.is_present(holder)
    assert not smartcard.is_present(msgspec.structs.replace(holder, certificate_sha256="00" * 32))
    assert not smartcard.is_present(msgspec.structs.replace(holder, token_serial="other"))


@pytest.mark.parametrize("content", [None, b"not a library"])
def test_a_module_that_cannot_be_loaded_is_named(
    tmp_path: Path, authority: Issuer, content: bytes | None
) -> None:
    module = tmp_path / "module.so"
    if content is not None:
        module.write_bytes(content)

    with pytest.raises(CardModuleMissing) as caught:
        Smartcard(module, "", anchors_of(authority)).look()

    assert caught.value.module == str(module)


def test_anchors_must_be_certificates(softhsm: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        Smartcard(softhsm, "", b"nothing of the kind")

    assert caught.value.where == "trust.card_anchors"
