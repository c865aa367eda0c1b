from __future__ import annotations

import base64
import errno
import os
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from serums_desktop.domain.errors import (
    CardRemoved,
    CertificateRefusal,
    DiskFull,
    KeyNotReleased,
    KeyRefusal,
    NoUsableCertificate,
)
from serums_desktop.identity.certificates import TrustAnchors
from serums_desktop.identity.key_release import KeyVault
from serums_desktop.identity.open_card import OpenCard
from serums_desktop.identity.practice_card import Issuer
from tests.unit.identity.card_office import CardOffice, ec_key, rsa_key
from tests.unit.identity.conftest import AILSA
from tests.unit.identity.staff_authority import anchors_of

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@pytest.fixture
def vault(tmp_path: Path, authority: Issuer) -> KeyVault:
    return KeyVault(tmp_path / "keys", TrustAnchors(anchors_of(authority)).vouches_for)


def _only_file(tmp_path: Path) -> Path:
    (path,) = (tmp_path / "keys").iterdir()
    return path


def test_the_first_release_makes_a_key_and_later_ones_find_it(
    vault: KeyVault, open_card: OpenCard, tmp_path: Path
) -> None:
    first = vault.release(open_card)
    again = KeyVault(tmp_path / "keys").release(open_card)

    assert len(first.data_key) == 32
    assert any(first.data_key)
    assert again.data_key == first.data_key
    assert again.vault_id == first.vault_id
    assert len(first.vault_id) == 32


def test_the_file_is_private_and_holds_no_key(vault: KeyVault, open_card: OpenCard, tmp_path: Path) -> None:
    released = vault.release(open_card)

    path = _only_file(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert "S-1042" not in path.name
    content = path.read_bytes()
    for secret in (
        bytes(released.data_key),
        released.data_key.hex().encode(),
        base64.b64encode(released.data_key).rstrip(b"="),
    ):
        assert secret not in content


def test_wiping_leaves_nothing_in_the_buffer(vault: KeyVault, open_card: OpenCard) -> None:
    released = vault.release(open_card)

    released.wipe()

    assert released.data_key == bytes(32)


def test_every_person_has_a_key_of_their_own(
    vault: KeyVault, open_card: OpenCard, other_card: OpenCard
) -> None:
    mine, theirs = vault.release(open_card), vault.release(other_card)

    assert mine.data_key != theirs.data_key
    assert mine.vault_id != theirs.vault_id


def test_anothers_card_never_opens_a_file(open_card: OpenCard, other_card: OpenCard, tmp_path: Path) -> None:
    vault = KeyVault(tmp_path / "keys")
    vault.release(other_card)
    their_file = _only_file(tmp_path)
    vault.release(open_card)
    my_file = next(path for path in their_file.parent.iterdir() if path != their_file)
    their_file.write_bytes(my_file.read_bytes())

    with pytest.raises(KeyNotReleased) as caught:
        vault.release(other_card)

    assert caught.value.reason is KeyRefusal.OTHER_CARD


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"certificate_sha256": ""}',
        b"\xff\x00",
        b'{"signed":{"signer_chain":[],"wrapping_key_sha256":"","wrapped_key":"","format":2},"signature":""}',
        b'{"signed":{"signer_chain":[""],"wrapping_key_sha256":"","wrapped_key":"","format":3},"signature":""}',
    ],
)
def test_a_damaged_file_is_never_replaced(
    vault: KeyVault, open_card: OpenCard, tmp_path: Path, content: bytes
) -> None:
    vault.release(open_card)
    path = _only_file(tmp_path)
    path.write_bytes(content)

    with pytest.raises(KeyNotReleased) as caught:
        vault.release(open_card)

    assert caught.value.reason is KeyRefusal.UNREADABLE
    assert path.read_bytes() == content


def test_of_two_first_sign_ins_one_wins_for_both(
    vault: KeyVault, open_card: OpenCard, tmp_path: Path
) -> None:
    winners = []

    class SlowCard:
        """The same card, used by another process between reading and writing."""

        def __getattr__(self, name: str) -> object:
            if name == "sign" and not winners:
                winners.append(KeyVault(tmp_path / "keys").release(open_card))
            return getattr(open_card, name)

    released = vault.release(SlowCard())

    assert released.data_key == winners[0].data_key
    assert [path.suffix for path in (tmp_path / "keys").iterdir()] == [".key"]


@pytest.mark.parametrize(("code", "expected"), [(errno.ENOSPC, DiskFull), (errno.EACCES, KeyNotReleased)])
def test_a_key_that_cannot_be_kept_is_not_released(
    open_card: OpenCard,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: int,
    expected: type[Exception],
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)

    with pytest.raises(expected):
        KeyVault(tmp_path / "keys").release(open_card)

    assert list((tmp_path / "keys").iterdir()) == []


def test_a_closed_card_releases_nothing(vault: KeyVault, open_card: OpenCard) -> None:
    vault.release(open_card)
    open_card.close()

    with pytest.raises(CardRemoved):
        vault.release(open_card)


# -- renewed cards ---------------------------------------------------------------------------------


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
    assert vault.is_rekey_due("S-1042")
    assert _names(tmp_path) == ["key", "rekey"], "the file for the former card is gone"
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


def test_a_full_disk_leaves_the_former_key_as_it_was(
    office: CardOffice,
    vault: KeyVault,
    authority: Issuer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shared = ec_key()
    first = office.issue(authority, AILSA, key_management=shared)
    taking_over = office.issue(authority, AILSA, key_management=ec_key(), retired=shared)
    beginning = office.issue(authority, AILSA, key_management=ec_key())
    released = vault.release(office.open(first))
    content = _file(tmp_path).read_bytes()

    def refuse(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as full:
        full.setattr(os, "fsync", refuse)
        assert vault.release(office.open(taking_over)).data_key == released.data_key
        with pytest.raises(DiskFull):
            vault.release(office.open(beginning))

    assert _names(tmp_path) == ["key"]
    assert _file(tmp_path).read_bytes() == content
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


def test_a_renewed_card_that_only_retires_a_key_goes_on_with_that(
    office: CardOffice, vault: KeyVault, authority: Issuer, tmp_path: Path
) -> None:
    former = ec_key()
    first = office.issue(authority, AILSA, key_management=former)
    renewed = office.issue(authority, AILSA, retired=former)
    released = vault.release(office.open(first))

    for _ in range(2):
        assert vault.release(office.open(renewed)).data_key == released.data_key
    # The renewed card has signed the file: nobody has to vouch for the first one any more.
    assert KeyVault(tmp_path / "keys").release(office.open(renewed)).data_key == released.data_key


def test_what_a_stolen_card_may_have_written_is_not_used(
    office: CardOffice, authority: Issuer, tmp_path: Path
) -> None:
    shared = ec_key()
    stolen = office.issue(authority, AILSA, key_management=shared)
    replacement = office.issue(authority, AILSA, key_management=ec_key(), retired=shared)
    issued_to = TrustAnchors(anchors_of(authority)).vouches_for
    released = KeyVault(tmp_path / "keys").release(office.open(stolen))

    def condemned(_chain: Sequence[bytes], _staff_id: str) -> bool:
        return False

    with pytest.raises(KeyNotReleased) as caught:
        KeyVault(tmp_path / "keys", condemned).release(office.open(replacement))
    assert caught.value.reason is KeyRefusal.TAMPERED

    vault = KeyVault(tmp_path / "keys", condemned, issued_to=issued_to)
    anew = vault.release(office.open(replacement))

    assert anew.begun_anew
    assert anew.data_key != released.data_key
    assert vault.release(office.open(replacement)).data_key == anew.data_key


# -- one vault, two ways to it ---------------------------------------------------------------------


def test_a_vault_that_a_passphrase_made_opens_by_card(
    vault: KeyVault, open_card: OpenCard, tmp_path: Path
) -> None:
    data_key, vault_id = bytearray(b"k" * 32), "5f" * 16
    own = vault.release(open_card)

    keep = vault.rekey(open_card, data_key, vault_id)
    assert vault.opens("S-1042", own.vault_id)
    keep()

    assert vault.opens("S-1042", vault_id)
    released = KeyVault(tmp_path / "keys").release(open_card)
    assert (released.data_key, released.vault_id) == (data_key, vault_id)
    assert not vault.is_rekey_due("S-1042")


def test_a_card_that_is_forgotten_opens_nothing_here(
    vault: KeyVault, open_card: OpenCard, tmp_path: Path
) -> None:
    released = vault.release(open_card)
    path = _only_file(tmp_path)
    path.with_suffix(".key.1").write_bytes(path.read_bytes())

    vault.forget("S-1042")

    assert list((tmp_path / "keys").iterdir()) == []
    assert not vault.opens("S-1042", released.vault_id)
    assert vault.release(open_card).vault_id != released.vault_id


def test_another_key_is_asked_for_until_there_is_one(vault: KeyVault) -> None:
    assert not vault.is_rekey_due("S-1042")
    vault.ask_for_rekey("S-1042")
    assert vault.is_rekey_due("S-1042")
    assert not vault.is_rekey_due("S-2071")
    vault.rekeyed("S-1042")
    assert not vault.is_rekey_due("S-1042")
