"""A card that only signs: the keyring keeps the key, and the card proves that it is there."""

from __future__ import annotations

from pathlib import Path

import keyring.errors
import pytest
from keyring.backends import SecretService

from serums_desktop.domain.errors import (
    CardRemoved,
    CertificateRefusal,
    KeyNotReleased,
    KeyRefusal,
    KeyringRefusal,
    KeyringUnusable,
    NoUsableCertificate,
    SharedAccount,
)
from serums_desktop.identity.certificates import TrustAnchors
from serums_desktop.identity.key_release import KeyVault
from serums_desktop.identity.os_account import account_name
from serums_desktop.identity.os_keyring import OsKeyring
from serums_desktop.identity.practice_card import Issuer
from serums_desktop.identity.signing_card_key import SigningCardKeys
from tests.unit.identity.card_office import CardOffice, IssuedCard, ec_key, rsa_key
from tests.unit.identity.conftest import AILSA, MARC
from tests.unit.identity.memory_keyring import MemoryBackend, backend_named, keyring_on
from tests.unit.identity.secret_service import unlocked_keyring
from tests.unit.identity.staff_authority import anchors_of

DATA_KEY = bytes(range(32))
VAULT = bytes(range(16))


@pytest.fixture
def backend() -> MemoryBackend:
    return backend_named()


@pytest.fixture
def keys(backend: MemoryBackend) -> SigningCardKeys:
    return SigningCardKeys(keyring_on(backend), "ward-3")


def test_what_is_sealed_opens(keys: SigningCardKeys) -> None:
    blob = keys.seal("S-1042", DATA_KEY, VAULT)

    assert keys.unseal("S-1042", blob) == DATA_KEY
    assert DATA_KEY not in blob
    assert blob != keys.seal("S-1042", DATA_KEY, VAULT)


def test_one_secret_serves_until_it_is_lost(keys: SigningCardKeys, backend: MemoryBackend) -> None:
    first, second = (keys.seal("S-1042", DATA_KEY, VAULT) for _ in range(2))
    assert keys.unseal("S-1042", first) == keys.unseal("S-1042", second) == DATA_KEY

    backend.kept.clear()

    for blob in (first, second):
        with pytest.raises(KeyNotReleased) as caught:
            keys.unseal("S-1042", blob)
        assert caught.value.reason is KeyRefusal.OTHER_CARD


def test_a_key_belongs_to_one_person_and_one_workstation(
    keys: SigningCardKeys, backend: MemoryBackend
) -> None:
    blob = keys.seal("S-1042", DATA_KEY, VAULT)
    keys.seal("S-2077", DATA_KEY, VAULT)

    for other, staff_id in (
        (keys, "S-2077"),
        (SigningCardKeys(keyring_on(backend), "ward-4"), "S-1042"),
        (SigningCardKeys(keyring_on(backend, "training"), "ward-3"), "S-1042"),
    ):
        with pytest.raises(KeyNotReleased):
            other.unseal(staff_id, blob)


@pytest.mark.parametrize("position", [0, 1, 16, 17, 48, 49, 88])
def test_a_changed_byte_is_noticed(keys: SigningCardKeys, position: int) -> None:
    blob = bytearray(keys.seal("S-1042", DATA_KEY, VAULT))
    blob[position] ^= 1

    with pytest.raises(KeyNotReleased):
        keys.unseal("S-1042", bytes(blob))


@pytest.mark.parametrize("length", [0, 1, 17, 49])
def test_a_blob_cut_short_is_noticed(keys: SigningCardKeys, length: int) -> None:
    blob = keys.seal("S-1042", DATA_KEY, VAULT)

    with pytest.raises(KeyNotReleased) as caught:
        keys.unseal("S-1042", blob[:length])

    assert caught.value.reason is KeyRefusal.TAMPERED


def test_the_secret_is_none_of_a_sign_in_without_a_card(
    keys: SigningCardKeys, backend: MemoryBackend
) -> None:
    blob = keys.seal("S-1042", DATA_KEY, VAULT)

    keyring_on(backend).make("S-1042")
    keyring_on(backend).forget("S-1042")

    assert keys.unseal("S-1042", blob) == DATA_KEY


def test_a_shared_accounts_keyring_keeps_nothing(backend: MemoryBackend) -> None:
    alone = SigningCardKeys(keyring_on(backend), "ward-3", ("kiosk*",))
    shared = SigningCardKeys(keyring_on(backend), "ward-3", (account_name(),))
    blob = alone.seal("S-1042", DATA_KEY, VAULT)

    assert alone.unseal("S-1042", blob) == DATA_KEY
    for use in (lambda: shared.seal("S-1042", DATA_KEY, VAULT), lambda: shared.unseal("S-1042", blob)):
        with pytest.raises(SharedAccount) as caught:
            use()
        assert caught.value.because == "policy"


def test_a_real_keyring_keeps_the_secret(bus: dict[str, str]) -> None:
    first, later = (SigningCardKeys(OsKeyring("default", SecretService.Keyring), "ward-3") for _ in range(2))

    with unlocked_keyring(bus):
        assert later.unseal("S-1042", first.seal("S-1042", DATA_KEY, VAULT)) == DATA_KEY


# -- with the card ---------------------------------------------------------------------------------


@pytest.fixture
def signing_card(office: CardOffice, authority: Issuer) -> IssuedCard:
    return office.issue(authority, AILSA)


@pytest.fixture
def vault(tmp_path: Path, authority: Issuer, keys: SigningCardKeys) -> KeyVault:
    return KeyVault(tmp_path / "keys", TrustAnchors(anchors_of(authority)).vouches_for, keys)


def test_a_card_that_only_signs_opens_its_vault_by_the_keyring(
    office: CardOffice, vault: KeyVault, signing_card: IssuedCard
) -> None:
    released = vault.release(office.open(signing_card))

    again = vault.release(office.open(signing_card))

    assert any(released.data_key)
    assert again.data_key == released.data_key
    assert again.vault_id == released.vault_id
    assert not again.begun_anew


def test_without_the_policy_it_opens_nothing(
    office: CardOffice, vault: KeyVault, signing_card: IssuedCard, tmp_path: Path
) -> None:
    strict = KeyVault(tmp_path / "keys")
    names = []
    for _ in range(2):
        with pytest.raises(NoUsableCertificate) as caught:
            strict.release(office.open(signing_card))
        assert caught.value.reason is CertificateRefusal.NO_KEY_MANAGEMENT_KEY
        # The second time there is a key, of days when the policy allowed it.
        released = vault.release(office.open(signing_card))
        names.append(sorted(path.name for path in (tmp_path / "keys").iterdir()))

    assert vault.release(office.open(signing_card)).data_key == released.data_key
    assert names[0] == names[1], "what could not be opened was not set aside for nothing"


def test_the_keyring_alone_opens_nothing_here(
    office: CardOffice, vault: KeyVault, signing_card: IssuedCard
) -> None:
    card = office.open(signing_card)
    vault.release(card)

    class Puppet:
        """All that a card shows of itself, and no private key."""

        signs = b"\x00" * 64

        def __getattr__(self, name: str) -> object:
            return getattr(card, name)

        def sign(self, _message: bytes) -> bytes:
            return self.signs

    replayed = Puppet()
    replayed.signs = card.sign(b"serums-desktop card is present\x00" + bytes(32))
    for puppet in (Puppet(), replayed):
        with pytest.raises(KeyNotReleased) as caught:
            vault.release(puppet)
        assert caught.value.reason is KeyRefusal.TAMPERED
    card.close()
    with pytest.raises(CardRemoved):
        vault.release(card)


def test_a_renewed_card_that_only_signs_goes_on(
    office: CardOffice, vault: KeyVault, authority: Issuer, tmp_path: Path
) -> None:
    first, renewed = (office.issue(authority, AILSA) for _ in range(2))
    released = vault.release(office.open(first))

    taken_over = vault.release(office.open(renewed))

    assert taken_over.data_key == released.data_key
    assert not taken_over.begun_anew
    # One key, and the wish for another that the former card never knew.
    assert sorted(path.suffix for path in (tmp_path / "keys").iterdir()) == [".key", ".rekey"]
    assert vault.is_rekey_due(AILSA.staff_id)


def test_a_renewed_card_with_a_key_of_its_own_needs_the_keyring_no_more(
    office: CardOffice, vault: KeyVault, authority: Issuer, tmp_path: Path
) -> None:
    first = office.issue(authority, AILSA)
    renewed = office.issue(authority, AILSA, key_management=ec_key())
    released = vault.release(office.open(first))

    assert vault.release(office.open(renewed)).data_key == released.data_key
    assert KeyVault(tmp_path / "keys").release(office.open(renewed)).data_key == released.data_key


def test_a_renewed_card_that_only_signs_cannot_open_what_was_wrapped(
    office: CardOffice, vault: KeyVault, authority: Issuer
) -> None:
    first = office.issue(authority, AILSA, key_management=ec_key())
    renewed = office.issue(authority, AILSA)
    released = vault.release(office.open(first))

    anew = vault.release(office.open(renewed))

    assert anew.begun_anew
    assert anew.data_key != released.data_key
    assert vault.release(office.open(first)).data_key == released.data_key


def test_a_lost_secret_begins_anew(
    office: CardOffice, vault: KeyVault, signing_card: IssuedCard, backend: MemoryBackend
) -> None:
    released = vault.release(office.open(signing_card))
    backend.kept.clear()

    anew = vault.release(office.open(signing_card))

    assert anew.begun_anew
    assert anew.data_key != released.data_key
    assert vault.release(office.open(signing_card)).data_key == anew.data_key


def test_a_locked_keyring_is_named_and_loses_nothing(
    office: CardOffice, vault: KeyVault, signing_card: IssuedCard, backend: MemoryBackend, tmp_path: Path
) -> None:
    released = vault.release(office.open(signing_card))
    backend.failing = keyring.errors.KeyringLocked()

    with pytest.raises(KeyringUnusable) as caught:
        vault.release(office.open(signing_card))

    assert caught.value.reason is KeyringRefusal.LOCKED
    backend.failing = None
    assert vault.release(office.open(signing_card)).data_key == released.data_key
    assert len(list((tmp_path / "keys").iterdir())) == 1


def test_a_colleagues_card_opens_nothing_of_mine(
    office: CardOffice, vault: KeyVault, authority: Issuer, tmp_path: Path
) -> None:
    mine, theirs = office.issue(authority, AILSA), office.issue(authority, MARC)
    vault.release(office.open(mine))
    (path,) = (tmp_path / "keys").iterdir()
    content = path.read_bytes()
    vault.release(office.open(theirs))
    (their_path,) = set((tmp_path / "keys").iterdir()) - {path}
    their_path.write_bytes(content)

    with pytest.raises(KeyNotReleased) as caught:
        vault.release(office.open(theirs))

    assert caught.value.reason is KeyRefusal.TAMPERED


def test_an_rsa_card_without_oaep_has_the_keyring_keep_its_key(
    office: CardOffice, vault: KeyVault, authority: Issuer, tmp_path: Path
) -> None:
    card = office.open(office.issue(authority, AILSA, key_management=rsa_key()))

    class WithoutOaep:
        """The same card behind a module that knows no OAEP."""

        def __getattr__(self, name: str) -> object:
            return getattr(card, name)

        def wrap(self, _data_key: bytes, _vault_id: bytes) -> bytes:
            raise NoUsableCertificate(CertificateRefusal.NO_OAEP)

    released = vault.release(WithoutOaep())

    assert vault.release(WithoutOaep()).data_key == released.data_key
    with pytest.raises(NoUsableCertificate) as caught:
        KeyVault(tmp_path / "elsewhere").release(WithoutOaep())
    assert caught.value.reason is CertificateRefusal.NO_OAEP
