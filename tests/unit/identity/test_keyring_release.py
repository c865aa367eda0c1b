from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key
from keyring.backends import SecretService

from serums_desktop.domain.errors import (
    Cancelled,
    KeyNotReleased,
    KeyRefusal,
    KeyringRefusal,
    KeyringUnusable,
    NotEnrolled,
    SharedAccount,
    WeakPassphrase,
    WrongPassphrase,
)
from serums_desktop.domain.staff import Staff
from serums_desktop.identity import key_files, person_key_file
from serums_desktop.identity.keyring_release import KeyringVault
from serums_desktop.identity.os_keyring import OsKeyring
from serums_desktop.identity.person_key_file import PersonKeyFile
from tests.unit.identity.conftest import TurnedClock
from tests.unit.identity.memory_keyring import MemoryBackend, backend_named, keyring_on
from tests.unit.identity.secret_service import unlocked_keyring

ISOBEL = Staff("Nurse Isobel Reid", "S-2071", "Emergency Medicine, charge nurse")
AILSA = Staff("Dr Ailsa Fraser", "S-1042", "Emergency Medicine, consultant")
MakeVault = Callable[..., KeyringVault]


def words(text: bytes = b"correct horse battery") -> bytearray:
    return bytearray(text)


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def backend() -> MemoryBackend:
    return backend_named()


@pytest.fixture
def make_vault(tmp_path: Path, backend: MemoryBackend, clock: TurnedClock) -> MakeVault:
    """The vault of a program that was just started, on this workstation unless another is named."""

    def make(
        host: str = "ward-12", shared_accounts: tuple[str, ...] = (), one_person: bool = False
    ) -> KeyringVault:
        return KeyringVault(
            tmp_path / "keys",
            keyring_on(backend),
            host,
            clock,
            shared_accounts=shared_accounts,
            one_person=one_person,
        )

    return make


@pytest.fixture
def vault(make_vault: MakeVault) -> KeyringVault:
    return make_vault()


def _file(tmp_path: Path, suffix: str) -> Path:
    (path,) = (tmp_path / "keys").glob(f"*{suffix}")
    return path


def test_the_passphrase_opens_what_enrolling_made(vault: KeyringVault, make_vault: MakeVault) -> None:
    enrolled, made = vault.enrol(ISOBEL, words(), "refresh-1")

    credential, released = make_vault().unlock("S-2071", words())

    assert len(made.data_key) == 32
    assert any(made.data_key)
    assert released.data_key == made.data_key
    assert released.vault_id == made.vault_id
    assert len(released.vault_id) == 32
    assert credential.holder == enrolled.holder == ISOBEL
    assert credential.refresh_token.read() == "refresh-1"


def test_a_real_secret_service_keeps_the_other_half(bus: dict[str, str], tmp_path: Path) -> None:
    real = OsKeyring("default", SecretService.Keyring)
    with unlocked_keyring(bus):
        _, made = KeyringVault(tmp_path / "keys", real, "ward-12").enrol(ISOBEL, words(), "refresh-1")

        _, released = KeyringVault(tmp_path / "keys", real, "ward-12").unlock("S-2071", words())
        real.forget("S-2071")
        with pytest.raises(NotEnrolled):
            KeyringVault(tmp_path / "keys", real, "ward-12").unlock("S-2071", words())

    assert released.data_key == made.data_key


def test_who_is_enrolled_can_be_told_without_a_passphrase(vault: KeyringVault, tmp_path: Path) -> None:
    assert vault.known_staff() == ()
    vault.enrol(ISOBEL, words(), "refresh-1")
    vault.enrol(AILSA, words(), "refresh-2")
    (tmp_path / "keys" / "damaged.person").write_bytes(b"{")

    assert vault.known_staff() == (AILSA, ISOBEL)


def test_files_are_private_and_hold_no_secret(
    vault: KeyringVault, tmp_path: Path, backend: MemoryBackend
) -> None:
    _, key = vault.enrol(ISOBEL, words(), "refresh-1")

    for path in (tmp_path / "keys").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert "S-2071" not in path.name
        content = path.read_bytes()
        for secret in (b"refresh-1", b"horse", bytes(key.data_key), *map(str.encode, backend.kept.values())):
            assert secret not in content


def test_nobody_is_let_in_who_was_never_enrolled(vault: KeyringVault) -> None:
    with pytest.raises(NotEnrolled):
        vault.unlock("S-2071", words())


def test_a_short_passphrase_enrols_nobody(vault: KeyringVault, tmp_path: Path) -> None:
    with pytest.raises(WeakPassphrase):
        vault.check(words(b"short"))
    with pytest.raises(WeakPassphrase):
        vault.enrol(ISOBEL, words(b"short"), "refresh-1")

    assert not (tmp_path / "keys").exists()


def test_wrong_passphrases_wait_longer_and_longer(
    vault: KeyringVault, make_vault: MakeVault, clock: TurnedClock
) -> None:
    vault.enrol(ISOBEL, words(), "refresh-1")

    waits = []
    for _ in range(3):
        with pytest.raises(WrongPassphrase) as caught:
            vault.unlock("S-2071", words(b"another sentence"))
        waits.append(caught.value.wait_s)
    assert waits == [0, 0, 10]

    with pytest.raises(WrongPassphrase) as caught:
        make_vault().unlock("S-2071", words())
    assert caught.value.wait_s == 10
    clock.now_s += 10
    vault.unlock("S-2071", words())
    with pytest.raises(WrongPassphrase) as caught:
        vault.unlock("S-2071", words(b"another sentence"))
    assert caught.value.wait_s == 0


def test_a_file_opens_on_its_own_workstation_alone(vault: KeyringVault, make_vault: MakeVault) -> None:
    vault.enrol(ISOBEL, words(), "refresh-1")

    with pytest.raises(WrongPassphrase):
        make_vault("ward-13").unlock("S-2071", words())


def test_the_passphrase_alone_opens_nothing(vault: KeyringVault, backend: MemoryBackend) -> None:
    vault.enrol(ISOBEL, words(), "refresh-1")
    (account,) = backend.kept
    backend.kept[account] = "AAAA" * 10 + "AAA="

    with pytest.raises(WrongPassphrase):
        vault.unlock("S-2071", words())
    backend.kept.clear()
    with pytest.raises(NotEnrolled):
        vault.unlock("S-2071", words())


def test_a_locked_keyring_costs_no_try(vault: KeyringVault, backend: MemoryBackend, tmp_path: Path) -> None:
    vault.enrol(ISOBEL, words(), "refresh-1")
    backend.failing = OSError("the bus is gone")

    with pytest.raises(KeyringUnusable) as caught:
        vault.unlock("S-2071", words(b"another sentence"))

    assert caught.value.reason is KeyringRefusal.FAILED
    assert not list((tmp_path / "keys").glob("*.tries"))


@pytest.mark.parametrize("field", ["name", "role"])
def test_who_a_file_names_cannot_be_changed(vault: KeyringVault, tmp_path: Path, field: str) -> None:
    vault.enrol(ISOBEL, words(), "refresh-1")
    path = _file(tmp_path, ".person")
    content = json.loads(path.read_bytes())
    content["clear"]["staff"][field] = "Dr Somebody Else"
    path.write_text(json.dumps(content), "ascii")

    with pytest.raises(WrongPassphrase):
        vault.unlock("S-2071", words())


@pytest.mark.parametrize(
    "change",
    [
        {"cost": {"memory_kib": 1024, "iterations": 3, "lanes": 4}},
        {"cost": {"memory_kib": 65_536, "iterations": 1, "lanes": 4}},
        {"format": 2},
        {"salt": ""},
    ],
)
def test_a_file_that_asks_for_less_is_refused(
    vault: KeyringVault, tmp_path: Path, change: dict[str, object]
) -> None:
    vault.enrol(ISOBEL, words(), "refresh-1")
    path = _file(tmp_path, ".person")
    content = json.loads(path.read_bytes())
    content["clear"].update(change)
    path.write_text(json.dumps(content), "ascii")

    with pytest.raises(KeyNotReleased) as caught:
        vault.unlock("S-2071", words())

    assert caught.value.reason is KeyRefusal.UNREADABLE


def test_enrolling_again_with_the_same_passphrase_keeps_the_cache(vault: KeyringVault) -> None:
    _, before = vault.enrol(ISOBEL, words(), "refresh-1")

    credential, after = vault.enrol(Staff(ISOBEL.name, "S-2071", "Geriatrics"), words(), "refresh-2")

    assert (after.data_key, after.vault_id) == (before.data_key, before.vault_id)
    assert credential.refresh_token.read() == "refresh-2"
    assert vault.unlock("S-2071", words())[0].holder.role == "Geriatrics"


def test_enrolling_again_with_another_passphrase_begins_anew(vault: KeyringVault) -> None:
    _, before = vault.enrol(ISOBEL, words(), "refresh-1")

    _, after = vault.enrol(ISOBEL, words(b"another sentence"), "refresh-2")

    assert after.data_key != before.data_key
    assert after.vault_id != before.vault_id
    with pytest.raises(WrongPassphrase) as caught:
        vault.unlock("S-2071", words())
    assert caught.value.wait_s == 0
    vault.unlock("S-2071", words(b"another sentence"))


def test_a_confirmation_is_signed_by_the_persons_own_key(vault: KeyringVault, make_vault: MakeVault) -> None:
    credential, _ = vault.enrol(ISOBEL, words(), "refresh-1")
    passphrase = words()

    confirmed = credential.confirm(passphrase, b"statement")
    again = make_vault().unlock("S-2071", words())[0].confirm(words(), b"another")

    assert confirmed.algorithm == "EdDSA"
    assert passphrase == bytes(len(passphrase))
    assert again.public_key_der == confirmed.public_key_der
    key = load_der_public_key(confirmed.public_key_der)
    assert isinstance(key, Ed25519PublicKey)
    key.verify(confirmed.signature, b"statement")
    key.verify(again.signature, b"another")


def test_a_wrong_passphrase_confirms_nothing_and_counts(vault: KeyringVault) -> None:
    credential, _ = vault.enrol(ISOBEL, words(), "refresh-1")
    passphrase = words(b"another sentence")

    with pytest.raises(WrongPassphrase):
        credential.confirm(passphrase, b"statement")

    assert passphrase == bytes(len(passphrase))
    for wait_s in (0, 10):
        with pytest.raises(WrongPassphrase) as caught:
            vault.unlock("S-2071", words(b"another sentence"))
        assert caught.value.wait_s == wait_s


def test_a_closed_credential_does_nothing_more(vault: KeyringVault) -> None:
    credential, _ = vault.enrol(ISOBEL, words(), "refresh-1")

    credential.close()
    credential.close()

    passphrase = words()
    with pytest.raises(Cancelled):
        credential.confirm(passphrase, b"statement")
    assert passphrase == bytes(len(passphrase))
    with pytest.raises(Cancelled):
        credential.refresh_token.read()
    with pytest.raises(Cancelled):
        credential.refresh_token.replace("refresh-2")


@pytest.mark.parametrize("damage", [b"", b"x", bytes(60)])
def test_a_refresh_token_that_does_not_open_is_none(
    vault: KeyringVault, tmp_path: Path, damage: bytes
) -> None:
    credential, _ = vault.enrol(ISOBEL, words(), "refresh-1")
    _file(tmp_path, ".refresh").write_bytes(damage)

    with pytest.raises(NotEnrolled):
        credential.refresh_token.read()


def test_anothers_refresh_token_does_not_open(vault: KeyringVault, tmp_path: Path) -> None:
    credential, _ = vault.enrol(ISOBEL, words(), "refresh-1")
    mine = _file(tmp_path, ".refresh")
    vault.enrol(AILSA, words(), "refresh-2")
    theirs = next(path for path in (tmp_path / "keys").glob("*.refresh") if path != mine)
    mine.write_bytes(theirs.read_bytes())

    with pytest.raises(NotEnrolled):
        credential.refresh_token.read()


def test_forgetting_somebody_leaves_nothing(
    vault: KeyringVault, tmp_path: Path, backend: MemoryBackend
) -> None:
    vault.enrol(ISOBEL, words(), "refresh-1")

    vault.forget("S-2071")

    assert list((tmp_path / "keys").iterdir()) == []
    assert not backend.kept
    with pytest.raises(NotEnrolled):
        vault.unlock("S-2071", words())


# -- an account that several people use ------------------------------------------------------------


def test_nobody_is_enrolled_or_let_in_on_an_account_that_policy_calls_shared(
    vault: KeyringVault, make_vault: MakeVault, backend: MemoryBackend
) -> None:
    vault.enrol(ISOBEL, words(), "refresh-1")
    kept = dict(backend.kept)
    shared = make_vault(shared_accounts=("*",))

    for refused in (
        lambda: shared.check(words()),
        lambda: shared.enrol(ISOBEL, words(), "refresh-2"),
        lambda: shared.unlock("S-2071", words()),
    ):
        with pytest.raises(SharedAccount) as caught:
            refused()
        assert caught.value.because == "policy"

    assert backend.kept == kept
    credential, _ = vault.unlock("S-2071", words())
    assert credential.refresh_token.read() == "refresh-1"


def test_a_second_person_is_not_enrolled_where_an_account_is_one_persons(
    vault: KeyringVault, make_vault: MakeVault
) -> None:
    vault.enrol(ISOBEL, words(), "refresh-1")
    own = make_vault(one_person=True)

    own.check(words())
    with pytest.raises(SharedAccount) as caught:
        own.enrol(AILSA, words(), "refresh-2")

    assert caught.value.because == "enrolled"
    assert own.known_staff() == (ISOBEL,)
    own.enrol(ISOBEL, words(b"another long passphrase"), "refresh-3")


def test_whoever_was_enrolled_before_is_not_locked_out_by_a_colleague(
    vault: KeyringVault, make_vault: MakeVault
) -> None:
    vault.enrol(ISOBEL, words(), "refresh-1")
    vault.enrol(AILSA, words(), "refresh-2")

    credential, _ = make_vault(one_person=True).unlock("S-2071", words())

    assert credential.holder == ISOBEL
    make_vault(one_person=True, shared_accounts=("*",)).forget("S-2071")


# -- one vault, two ways to it ---------------------------------------------------------------------

VAULT_ID = "5f" * 16


@pytest.mark.parametrize("was_enrolled", [False, True])
def test_a_vault_that_a_card_made_opens_by_passphrase(
    vault: KeyringVault, make_vault: MakeVault, was_enrolled: bool
) -> None:
    if was_enrolled:
        vault.enrol(ISOBEL, words(b"another horse battery"), "refresh-1")
    data_key = bytearray(b"k" * 32)

    vault.join(ISOBEL, words(), "refresh-2", data_key, VAULT_ID)

    assert data_key == b"k" * 32
    assert vault.opens("S-2071", VAULT_ID)
    assert not vault.opens("S-1042", VAULT_ID)
    credential, released = make_vault().unlock("S-2071", words())
    assert (released.data_key, released.vault_id) == (data_key, VAULT_ID)
    assert credential.refresh_token.read() == "refresh-2"
    with pytest.raises(WrongPassphrase):
        make_vault().unlock("S-2071", words(b"another horse battery"))


@pytest.mark.parametrize("refuse", ["weak", "others"])
def test_nobody_joins_who_could_not_be_enrolled(make_vault: MakeVault, refuse: str, tmp_path: Path) -> None:
    vault = make_vault(one_person=True)
    vault.enrol(AILSA, words(), "refresh-1")
    before = sorted((tmp_path / "keys").iterdir())
    with pytest.raises(WeakPassphrase if refuse == "weak" else SharedAccount):
        vault.join(
            AILSA if refuse == "weak" else ISOBEL,
            words(b"short" if refuse == "weak" else b"correct horse battery"),
            "refresh-2",
            bytearray(32),
            VAULT_ID,
        )
    assert sorted((tmp_path / "keys").iterdir()) == before


def test_another_key_is_the_persons_once_it_is_kept(vault: KeyringVault, make_vault: MakeVault) -> None:
    _, former = vault.enrol(ISOBEL, words(), "refresh-1")
    confirmation = vault.sign("S-2071", words(), b"statement")

    keep = vault.rekey("S-2071", words(), bytearray(b"n" * 32))
    assert make_vault().unlock("S-2071", words())[1].data_key == former.data_key
    keep()

    credential, released = make_vault().unlock("S-2071", words())
    assert (released.data_key, released.vault_id) == (b"n" * 32, former.vault_id)
    assert credential.refresh_token.read() == "refresh-1"
    assert vault.sign("S-2071", words(), b"statement").public_key_der == confirmation.public_key_der
    with pytest.raises(WrongPassphrase):
        vault.rekey("S-2071", words(b"another horse battery"), bytearray(32))


def test_a_file_of_before_its_vault_was_named_is_brought_up_to_date(
    vault: KeyringVault, tmp_path: Path
) -> None:
    _, made = vault.enrol(ISOBEL, words(), "refresh-1")
    path = _file(tmp_path, ".person")
    unnamed = json.loads(path.read_bytes())
    path.write_bytes(_without_its_vault(vault, path.read_bytes()))
    assert "vault_id" not in json.loads(path.read_bytes())["clear"]
    assert not vault.opens("S-2071", made.vault_id)
    assert key_files.named_vaults(tmp_path / "keys") is None

    _, released = vault.unlock("S-2071", words())

    assert (released.data_key, released.vault_id) == (made.data_key, made.vault_id)
    assert vault.opens("S-2071", made.vault_id)
    assert key_files.named_vaults(tmp_path / "keys") == {made.vault_id}
    assert json.loads(path.read_bytes())["clear"] == unnamed["clear"]


def _without_its_vault(vault: KeyringVault, content: bytes) -> bytes:
    """The file as the version before wrote it."""
    key_file = PersonKeyFile.parse(content)
    former = msgspec.structs.replace(key_file.clear, vault_id=b"")

    def reseal(kek: bytearray) -> bytes:
        cache, seed = key_file.open_cache(kek), key_file.open_signing_key(kek)
        aad = msgspec.json.encode(former)
        return PersonKeyFile(
            former,
            person_key_file.seal(kek, cache.data_key + cache.token_key + cache.vault_id, b"cache" + aad),
            person_key_file.seal(kek, seed, b"signing" + aad),
        ).to_bytes()

    return vault._try(key_file, words(), reseal)
