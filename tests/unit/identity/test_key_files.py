"""Which vaults are opened by somebody: nothing is said where a file does not tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from serums_desktop.domain.staff import Staff
from serums_desktop.identity import key_files
from serums_desktop.identity.key_release import KeyVault
from serums_desktop.identity.keyring_release import KeyringVault
from serums_desktop.identity.open_card import OpenCard
from tests.unit.identity.memory_keyring import backend_named, keyring_on

ISOBEL = Staff("Nurse Isobel Reid", "S-2071", "Emergency Medicine, charge nurse")


def test_every_file_of_a_key_names_its_vault(tmp_path: Path, open_card: OpenCard) -> None:
    assert key_files.named_vaults(tmp_path / "keys") == frozenset()
    by_card = KeyVault(tmp_path / "keys").release(open_card)
    people = KeyringVault(tmp_path / "keys", keyring_on(backend_named()), "ward-12")
    _, by_passphrase = people.enrol(ISOBEL, bytearray(b"correct horse battery"), "refresh-1")
    key_files.ask_for_rekey(tmp_path / "keys", "S-2071")
    (tmp_path / "keys" / "card-choices.json").write_text("{}")
    assert key_files.named_vaults(tmp_path / "keys") == {by_card.vault_id, by_passphrase.vault_id}


@pytest.mark.parametrize("suffix", [".key", ".key.1", ".person"])
def test_a_file_that_cannot_be_read_may_name_any(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"{'0' * 32}{suffix}").write_bytes(b"{")
    assert key_files.named_vaults(tmp_path) is None
    assert key_files.vault_of_card(tmp_path, "S-2071") == ""


def test_what_was_cut_short_goes(tmp_path: Path) -> None:
    names = ["a.person", "a.refresh", "b.refresh", "b.tries", "c.key", "c.rekey", "c1234.new"]
    for name in names:
        (tmp_path / name).touch()
    key_files.sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.person", "a.refresh", "c.key", "c.rekey"]
    key_files.sweep(tmp_path / "not-there")
