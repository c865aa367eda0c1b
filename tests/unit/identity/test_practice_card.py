from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519

from serums_desktop.domain.errors import CardModuleMissing
from serums_desktop.identity import practice_card
from serums_desktop.identity.practice_card import Issuer, PracticeCard, StaffMember, create_practice_card
from serums_desktop.identity.smartcard import Smartcard
from tests.unit.identity.staff_authority import anchors_of

MEMBER = StaffMember("Dr Ailsa Fraser", "S-1042", "Emergency Medicine", "ailsa.fraser@ustan.example")


def _pem(issuer: Issuer) -> bytes:
    return issuer.private_key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def test_a_practice_card_lives_in_its_own_directory(
    cards: dict[str, PracticeCard], tmp_path: Path, authority: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOFTHSM2_CONF", "/somebody/elses.conf")

    card = create_practice_card(tmp_path / "card", authority, MEMBER, "123456")

    assert os.environ["SOFTHSM2_CONF"] == "/somebody/elses.conf", "the environment is as it was"
    assert card.environment == {"SOFTHSM2_CONF": str(tmp_path / "card" / "softhsm2.conf")}
    assert stat.S_IMODE((tmp_path / "card" / "tokens").stat().st_mode) == 0o700
    assert "123456" not in repr(card)


def test_a_practice_card_signs_in(softhsm: Path, cards: dict[str, PracticeCard], authority: Issuer) -> None:
    card = cards["ailsa"]
    smartcard = Smartcard(card.module, card.token_label, anchors_of(authority))

    with smartcard.unlock(bytearray(card.pin.encode())) as opened:
        assert opened.verify(b"message", opened.sign(b"message"))


def test_an_authority_is_read_from_pem(authority: Issuer) -> None:
    read = Issuer.from_pem(anchors_of(authority), _pem(authority))

    assert read.certificate == authority.certificate
    assert read.private_key.public_key() == authority.private_key.public_key()


def test_an_authority_has_a_key_that_cards_can_trust(authority: Issuer) -> None:
    unsuitable = ed25519.Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )

    with pytest.raises(ValueError, match="neither EC nor RSA"):
        Issuer.from_pem(anchors_of(authority), unsuitable)


def test_without_softhsm_it_says_so(
    tmp_path: Path, authority: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(practice_card, "SOFTHSM_MODULES", ())

    with pytest.raises(CardModuleMissing) as caught:
        create_practice_card(tmp_path, authority, MEMBER, "123456")

    assert caught.value.module == "softhsm2"
