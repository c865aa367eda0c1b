from __future__ import annotations

import base64
import errno
import json
import os
import stat
from pathlib import Path

import pytest

from serums_desktop.domain.errors import CardRemoved, DiskFull, KeyNotReleased, KeyRefusal
from serums_desktop.identity.key_release import KeyVault
from serums_desktop.identity.open_card import OpenCard


@pytest.fixture
def vault(tmp_path: Path) -> KeyVault:
    return KeyVault(tmp_path / "keys")


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


def test_the_file_is_private_and_holds_neither_name_nor_key(
    vault: KeyVault, open_card: OpenCard, tmp_path: Path
) -> None:
    released = vault.release(open_card)

    path = _only_file(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert "S-1042" not in path.name
    content = path.read_bytes()
    for secret in (b"S-1042", b"Fraser", bytes(released.data_key), released.data_key.hex().encode()):
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


def test_anothers_card_never_opens_a_file(
    vault: KeyVault, open_card: OpenCard, other_card: OpenCard, tmp_path: Path
) -> None:
    vault.release(other_card)
    their_file = _only_file(tmp_path)
    vault.release(open_card)
    my_file = next(path for path in their_file.parent.iterdir() if path != their_file)
    their_file.write_bytes(my_file.read_bytes())

    with pytest.raises(KeyNotReleased) as caught:
        vault.release(other_card)

    assert caught.value.reason is KeyRefusal.OTHER_CARD


@pytest.mark.parametrize("field", ["wrapped_key", "signature"])
def test_a_changed_file_is_refused(vault: KeyVault, open_card: OpenCard, tmp_path: Path, field: str) -> None:
    vault.release(open_card)
    path = _only_file(tmp_path)
    content = json.loads(path.read_bytes())
    content[field] = content[field][:20] + ("A" if content[field][20] != "A" else "B") + content[field][21:]
    path.write_text(json.dumps(content), "ascii")

    with pytest.raises(KeyNotReleased) as caught:
        vault.release(open_card)

    assert caught.value.reason is KeyRefusal.TAMPERED


def test_a_key_that_somebody_else_wrapped_to_the_card_is_refused(
    vault: KeyVault, open_card: OpenCard, other_card: OpenCard, tmp_path: Path
) -> None:
    """Wrapping needs only the public key: without the card's own signature it proves nothing."""
    vault.release(open_card)
    path = _only_file(tmp_path)
    vault.release(other_card)
    content = json.loads(path.read_bytes())
    slipped_in = open_card.wrap(bytes(32), bytes(16))
    content["wrapped_key"] = base64.b64encode(slipped_in).decode()
    path.write_text(json.dumps(content), "ascii")

    with pytest.raises(KeyNotReleased) as caught:
        vault.release(open_card)

    assert caught.value.reason is KeyRefusal.TAMPERED


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"certificate_sha256": ""}', b"\xff\x00"])
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
