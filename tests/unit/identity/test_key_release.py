from __future__ import annotations

import base64
import errno
import hashlib
import json
import os
import stat
from collections.abc import Callable
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


def _change(path: Path, change: Callable[[dict[str, object]], None]) -> None:
    content = json.loads(path.read_bytes())
    change(content)
    path.write_text(json.dumps(content), "ascii")


def _other(text: object) -> str:
    """A text in base64 or hex that is not this one."""
    assert isinstance(text, str)
    return text[:20] + ("A" if text[20] != "A" else "B") + text[21:]


CHANGES: dict[str, Callable[[dict[str, object]], None]] = {
    "signature": lambda file: file.update(signature=_other(file["signature"])),
    "wrapped key": lambda file: file["signed"].update(wrapped_key=_other(file["signed"]["wrapped_key"])),
    "fingerprint": lambda file: file["signed"].update(
        wrapping_key_sha256=_other(file["signed"]["wrapping_key_sha256"])
    ),
    "keeper": lambda file: file["signed"].update(wrapping_key_sha256="keyring"),
    "chain": lambda file: file["signed"].update(signer_chain=file["signed"]["signer_chain"] * 2),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_changed_file_is_refused(
    vault: KeyVault, open_card: OpenCard, tmp_path: Path, change: Callable[[dict[str, object]], None]
) -> None:
    vault.release(open_card)
    path = _only_file(tmp_path)
    _change(path, change)
    changed = path.read_bytes()

    with pytest.raises(KeyNotReleased) as caught:
        vault.release(open_card)

    assert caught.value.reason is KeyRefusal.TAMPERED
    assert path.read_bytes() == changed


def test_a_key_that_somebody_else_wrapped_to_the_card_is_refused(
    vault: KeyVault, open_card: OpenCard, tmp_path: Path
) -> None:
    """Wrapping needs only the public key: without the card's own signature it proves nothing."""
    vault.release(open_card)
    slipped_in = base64.b64encode(open_card.wrap(bytes(32), bytes(16))).decode()
    _change(_only_file(tmp_path), lambda file: file["signed"].update(wrapped_key=slipped_in))

    with pytest.raises(KeyNotReleased) as caught:
        vault.release(open_card)

    assert caught.value.reason is KeyRefusal.TAMPERED


def _in_the_first_format(open_card: OpenCard, signed_label: bytes = b"serums-desktop key file\x00") -> bytes:
    """A file as it was before files named their format."""
    wrapped_key = open_card.wrap(bytes(range(32)), bytes(range(16)))
    sha256 = open_card.holder.certificate_sha256
    fields = {
        "certificate_sha256": sha256,
        "wrapped_key": base64.b64encode(wrapped_key).decode(),
        "signature": base64.b64encode(
            open_card.sign(signed_label + bytes.fromhex(sha256) + wrapped_key)
        ).decode(),
    }
    return json.dumps(fields).encode()


def _path(tmp_path: Path, staff_id: str) -> Path:
    (tmp_path / "keys").mkdir(exist_ok=True)
    return tmp_path / "keys" / f"{hashlib.sha256(staff_id.encode()).hexdigest()[:32]}.key"


def test_a_file_of_the_first_format_opens_and_is_written_anew(
    vault: KeyVault, open_card: OpenCard, tmp_path: Path
) -> None:
    path = _path(tmp_path, "S-1042")
    path.write_bytes(_in_the_first_format(open_card))

    released = vault.release(open_card)

    assert released.data_key == bytes(range(32))
    assert released.vault_id == bytes(range(16)).hex()
    assert not released.begun_anew
    assert json.loads(path.read_bytes())["signed"]["format"] == 2
    assert vault.release(open_card).data_key == released.data_key
    assert _only_file(tmp_path) == path


def test_a_file_of_the_first_format_is_checked_as_strictly(
    vault: KeyVault, open_card: OpenCard, other_card: OpenCard, tmp_path: Path
) -> None:
    path = _path(tmp_path, "S-1042")
    path.write_bytes(_in_the_first_format(open_card, b"serums-desktop card key file\x00"))
    with pytest.raises(KeyNotReleased) as caught:
        vault.release(open_card)
    assert caught.value.reason is KeyRefusal.TAMPERED

    path.write_bytes(_in_the_first_format(other_card))
    with pytest.raises(KeyNotReleased) as caught:
        KeyVault(tmp_path / "keys", lambda _chain, _staff_id: True).release(open_card)
    assert caught.value.reason is KeyRefusal.OTHER_CARD


def test_a_file_that_cannot_be_written_anew_opens_all_the_same(
    vault: KeyVault, open_card: OpenCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _path(tmp_path, "S-1042")
    content = _in_the_first_format(open_card)
    path.write_bytes(content)

    def refuse(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)

    assert vault.release(open_card).data_key == bytes(range(32))
    assert path.read_bytes() == content


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
