"""What becomes of a person's key when their card is renewed, and what an attacker can make of that."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from serums_desktop.domain.errors import (
    CertificateRefusal,
    KeyNotReleased,
    KeyRefusal,
    NoUsableCertificate,
)
from serums_desktop.identity.card_key_file import CardKeyFile, SignedPart
from serums_desktop.identity.certificates import TrustAnchors
from serums_desktop.identity.key_release import KeyVault
from serums_desktop.identity.open_card import OpenCard
from serums_desktop.identity.practice_card import Issuer
from tests.unit.identity.card_office import CardOffice, ec_key, rsa_key
from tests.unit.identity.conftest import AILSA, MARC
from tests.unit.identity.staff_authority import anchors_of

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@pytest.fixture
def office(softhsm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CardOffice]:
    office = CardOffice(softhsm, tmp_path)
    monkeypatch.setenv("SOFTHSM2_CONF", str(office.configuration))
    yield office
    office.close()


@pytest.fixture
def vault(tmp_path: Path, authority: Issuer) -> KeyVault:
    return KeyVault(tmp_path / "keys", TrustAnchors(anchors_of(authority)).vouches_for)


def _names(tmp_path: Path) -> list[str]:
    """The names of all key files, without the part that stands for the person."""
    return sorted(path.name.partition(".")[2] for path in (tmp_path / "keys").iterdir())


def _file(tmp_path: Path) -> Path:
    (path,) = (tmp_path / "keys").glob("*.key")
    return path


@pytest.mark.parametrize(
    ("former", "new"),
    [(ec_key(), ec_key()), (rsa_key(), ec_key()), (ec_key(), rsa_key())],
    ids=["EC to EC", "RSA to EC", "EC to RSA"],
)
def test_a_renewed_card_that_keeps_the_former_key_takes_the_vault_over(
    office: CardOffice, vault: KeyVault, authority: Issuer, tmp_path: Path, former: Key, new: Key
) -> None:
    first = office.issue(authority, AILSA, key_management=former)
    renewed = office.issue(authority, AILSA, key_management=new, retired=former)
    without_former = office.issue(authority, AILSA, authentication=ec_key(), key_management=new, retired=None)
    released = vault.release(office.open(first))
    before = _file(tmp_path).read_bytes()

    taken_over = vault.release(office.open(renewed))

    assert taken_over.data_key == released.data_key
    assert taken_over.vault_id == released.vault_id
    assert not taken_over.begun_anew
    assert _names(tmp_path) == ["key"], "the file for the former card is gone"
    assert _file(tmp_path).read_bytes() != before
    # The new key alone opens it now.
    assert vault.release(office.open(without_former)).data_key == released.data_key


def test_a_certificate_renewed_over_the_same_keys_opens_the_vault(
    office: CardOffice, vault: KeyVault, authority: Issuer
) -> None:
    signing, receiving = ec_key(), ec_key()
    first = office.issue(authority, AILSA, authentication=signing, key_management=receiving)
    renewed = office.issue(authority, AILSA, authentication=signing, key_management=receiving)

    released = vault.release(office.open(first))

    assert vault.release(office.open(renewed)).data_key == released.data_key


def test_a_card_that_cannot_open_the_former_key_begins_anew(
    office: CardOffice, vault: KeyVault, authority: Issuer, tmp_path: Path
) -> None:
    first = office.issue(authority, AILSA, key_management=ec_key())
    renewed = office.issue(authority, AILSA, key_management=ec_key())
    released = vault.release(office.open(first))

    anew = vault.release(office.open(renewed))

    assert anew.begun_anew
    assert anew.data_key != released.data_key
    assert anew.vault_id != released.vault_id
    assert not vault.release(office.open(renewed)).begun_anew
    assert vault.release(office.open(renewed)).data_key == anew.data_key
    assert _names(tmp_path) == ["key", "key.1"]


def test_a_former_card_that_comes_back_opens_its_own_vault(
    office: CardOffice, vault: KeyVault, authority: Issuer, tmp_path: Path
) -> None:
    cards = [office.issue(authority, AILSA, key_management=ec_key()) for _ in range(3)]

    first_time = [vault.release(office.open(card)) for card in cards]
    again = [vault.release(office.open(card)) for card in cards]

    assert [key.begun_anew for key in first_time] == [False, True, True]
    assert not any(key.begun_anew for key in again)
    assert [key.data_key for key in again] == [key.data_key for key in first_time]
    assert _names(tmp_path) == ["key", "key.1", "key.2"]


def test_a_stop_between_setting_aside_and_beginning_loses_nothing(
    office: CardOffice, vault: KeyVault, authority: Issuer, tmp_path: Path
) -> None:
    first = office.issue(authority, AILSA, key_management=ec_key())
    renewed = office.issue(authority, AILSA, key_management=ec_key())
    released = vault.release(office.open(first))
    path = _file(tmp_path)
    path.with_suffix(".key.1").write_bytes(path.read_bytes())

    assert vault.release(office.open(renewed)).begun_anew

    assert _names(tmp_path) == ["key", "key.1"]
    assert vault.release(office.open(first)).data_key == released.data_key


def test_without_anybody_to_vouch_a_renewed_card_is_another_card(
    office: CardOffice, authority: Issuer, tmp_path: Path
) -> None:
    shared = ec_key()
    first = office.issue(authority, AILSA, key_management=shared)
    renewed = office.issue(authority, AILSA, key_management=shared)
    vault = KeyVault(tmp_path / "keys")
    vault.release(office.open(first))

    with pytest.raises(KeyNotReleased) as caught:
        vault.release(office.open(renewed))

    assert caught.value.reason is KeyRefusal.OTHER_CARD


def test_a_renewed_card_that_only_signs_is_refused_and_nothing_is_touched(
    office: CardOffice, vault: KeyVault, authority: Issuer, tmp_path: Path
) -> None:
    first = office.issue(authority, AILSA, key_management=ec_key())
    renewed = office.issue(authority, AILSA)
    released = vault.release(office.open(first))

    with pytest.raises(NoUsableCertificate) as caught:
        vault.release(office.open(renewed))

    assert caught.value.reason is CertificateRefusal.NO_KEY_MANAGEMENT_KEY
    assert vault.release(office.open(first)).data_key == released.data_key


# -- attacks ---------------------------------------------------------------------------------------

KNOWN_KEY = bytes(range(32))


def _slip_in(
    path: Path,
    victim: OpenCard,
    attacker: OpenCard,
    chain: Sequence[bytes] | None = None,
) -> bytes:
    """Put a file there with a key that the attacker knows, wrapped to the victim's card."""
    wrapped_key = victim.wrap(KNOWN_KEY, bytes(16))
    signed = SignedPart(
        tuple(chain or attacker.certificate_chain_der), victim.wrapping_key_sha256 or "", wrapped_key
    )
    content = msgspec.json.encode(CardKeyFile(signed, attacker.sign(signed.to_be_signed())))
    path.write_bytes(content)
    return content


Attack = Callable[[CardOffice, Issuer, Issuer], tuple[OpenCard, OpenCard]]


def _unknown_authority(office: CardOffice, authority: Issuer, stranger: Issuer) -> tuple[OpenCard, OpenCard]:
    forged = office.issue(stranger, AILSA, key_management=ec_key())
    victim = office.issue(authority, AILSA, key_management=ec_key())
    return office.open(victim), office.open(forged)


def _genuine_colleague(office: CardOffice, authority: Issuer, stranger: Issuer) -> tuple[OpenCard, OpenCard]:
    colleague = office.issue(authority, MARC, key_management=ec_key())
    victim = office.issue(authority, AILSA, key_management=ec_key())
    return office.open(victim), office.open(colleague)


@pytest.mark.parametrize("attack", [_unknown_authority, _genuine_colleague])
def test_a_key_that_somebody_else_slipped_in_is_never_used(
    office: CardOffice,
    vault: KeyVault,
    authority: Issuer,
    stranger: Issuer,
    tmp_path: Path,
    attack: Attack,
) -> None:
    victim, attacker = attack(office, authority, stranger)
    vault.release(victim)
    content = _slip_in(_file(tmp_path), victim, attacker)

    with pytest.raises(KeyNotReleased) as caught:
        vault.release(victim)

    assert caught.value.reason is KeyRefusal.TAMPERED
    assert _file(tmp_path).read_bytes() == content, "it stays, as evidence"
    assert _names(tmp_path) == ["key"]


def test_a_genuine_certificate_over_somebody_elses_signature_is_refused(
    office: CardOffice, vault: KeyVault, authority: Issuer, stranger: Issuer, tmp_path: Path
) -> None:
    """The victim's former certificate is no secret: only its key could have signed."""
    former = office.issue(authority, AILSA, key_management=ec_key())
    victim, attacker = _unknown_authority(office, authority, stranger)
    vault.release(victim)
    chain = office.open(former).certificate_chain_der
    own = victim.certificate_chain_der
    path = _file(tmp_path)

    for claimed in (chain, own, [*attacker.certificate_chain_der, *chain], [*chain, *own]):
        _slip_in(path, victim, attacker, claimed)
        with pytest.raises(KeyNotReleased) as caught:
            vault.release(victim)
        assert caught.value.reason is KeyRefusal.TAMPERED


@pytest.mark.parametrize("chain", [[b""], [b"0"], [b"0\x82" + bytes(300)]])
def test_a_signer_that_is_no_certificate_is_refused(
    office: CardOffice,
    vault: KeyVault,
    authority: Issuer,
    stranger: Issuer,
    tmp_path: Path,
    chain: list[bytes],
) -> None:
    victim, attacker = _unknown_authority(office, authority, stranger)
    vault.release(victim)
    path = _file(tmp_path)
    _slip_in(path, victim, attacker, chain)

    with pytest.raises(KeyNotReleased) as caught:
        vault.release(victim)

    assert caught.value.reason is KeyRefusal.TAMPERED


def test_a_colleagues_card_neither_reads_nor_changes_a_vault(
    office: CardOffice, vault: KeyVault, authority: Issuer, tmp_path: Path
) -> None:
    mine = office.issue(authority, AILSA, key_management=ec_key())
    theirs = office.issue(authority, MARC, key_management=ec_key())
    released = vault.release(office.open(mine))
    path = _file(tmp_path)
    content = path.read_bytes()

    other = vault.release(office.open(theirs))

    assert other.data_key != released.data_key
    assert not other.begun_anew
    assert path.read_bytes() == content
    (their_path,) = set((tmp_path / "keys").iterdir()) - {path}
    their_path.write_bytes(content)
    with pytest.raises(KeyNotReleased) as caught:
        vault.release(office.open(theirs))
    assert caught.value.reason is KeyRefusal.TAMPERED


def test_a_file_set_aside_serves_its_own_card_alone(
    office: CardOffice, vault: KeyVault, authority: Issuer, stranger: Issuer, tmp_path: Path
) -> None:
    """What lies beside the newest file is never taken over: there the newest is what counts."""
    victim, attacker = _unknown_authority(office, authority, stranger)
    released = vault.release(victim)
    path = _file(tmp_path)
    _slip_in(path.with_suffix(".key.1"), victim, attacker)
    path.with_suffix(".key.2").write_bytes(b"{")

    assert vault.release(victim).data_key == released.data_key

    path.unlink()
    anew = vault.release(victim)
    assert anew.data_key not in (KNOWN_KEY, released.data_key)


def test_the_signature_covers_every_field(
    office: CardOffice, vault: KeyVault, authority: Issuer, tmp_path: Path
) -> None:
    """A renewed card checks its forerunner's file as strictly as its own."""
    shared = ec_key()
    first = office.issue(authority, AILSA, key_management=shared)
    renewed = office.open(office.issue(authority, AILSA, key_management=shared))
    vault.release(office.open(first))
    path = _file(tmp_path)
    genuine = json.loads(path.read_bytes())
    slipped_in = base64.b64encode(renewed.wrap(KNOWN_KEY, bytes(16))).decode()
    changes: list[dict[str, object]] = [
        {"wrapped_key": slipped_in},
        {"wrapping_key_sha256": "00" * 32},
        {"signer_chain": genuine["signed"]["signer_chain"] * 2},
    ]

    for change in changes:
        path.write_text(json.dumps(genuine | {"signed": genuine["signed"] | change}), "ascii")
        with pytest.raises(KeyNotReleased) as caught:
            vault.release(renewed)
        assert caught.value.reason is KeyRefusal.TAMPERED
