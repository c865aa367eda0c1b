from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from serums_desktop.audit import keeper_keys
from serums_desktop.audit.keeper_keys import load_or_create
from serums_desktop.domain.errors import EvidenceFault, EvidenceNotKept


def raw(path: Path) -> tuple[bytes, int, bytes, str]:
    keys = load_or_create(path)
    workstation = keys.workstation.private_numbers().private_value
    return keys.signing.private_bytes_raw(), workstation, bytes(keys.data_key), keys.origin


def test_made_once(tmp_path: Path) -> None:
    first = raw(tmp_path / "a")
    assert raw(tmp_path / "a") == first
    second = raw(tmp_path / "b")
    assert not {str(one) for one in first} & {str(one) for one in second}
    assert first[3].startswith("serums-desktop.example/")


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps a profile's files to their owner by itself")
def test_for_the_account_alone(tmp_path: Path) -> None:
    directory = tmp_path / "evidence"
    directory.mkdir(mode=0o755)
    load_or_create(directory)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (directory, *directory.rglob("*"))}
    assert modes == {
        "evidence": 0o700,
        "keys": 0o700,
        "signing.pem": 0o600,
        "workstation.pem": 0o600,
        "data.key": 0o600,
        "origin.txt": 0o600,
    }


@pytest.mark.parametrize("name", ["signing.pem", "workstation.pem", "data.key", "origin.txt"])
@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe something else"])
def test_keys_that_are_none(tmp_path: Path, name: str, content: bytes | None) -> None:
    load_or_create(tmp_path)
    file = tmp_path / "keys" / name
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)
    with pytest.raises(EvidenceNotKept) as error:
        load_or_create(tmp_path)
    assert error.value.reason is EvidenceFault.JOURNAL_DAMAGED


def test_keys_that_were_exchanged(tmp_path: Path) -> None:
    load_or_create(tmp_path)
    keys = tmp_path / "keys"
    (keys / "signing.pem").write_bytes((keys / "workstation.pem").read_bytes())
    with pytest.raises(EvidenceNotKept):
        load_or_create(tmp_path)


def test_all_or_none_appear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = keeper_keys.write_durably

    def full(path: Path, content: bytes) -> None:
        if path.name == "origin.txt":
            raise OSError(errno.ENOSPC, "full")
        written(path, content)

    monkeypatch.setattr(keeper_keys, "write_durably", full)
    with pytest.raises(EvidenceNotKept) as error:
        load_or_create(tmp_path)
    assert error.value.reason is EvidenceFault.DISK_FULL
    assert list(tmp_path.iterdir()) == []


def test_another_process_was_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sync = keeper_keys.sync_directory
    others: list[tuple[bytes, int, bytes, str]] = []

    def late(directory: Path) -> None:
        sync(directory)
        if directory.name.startswith(".keys-") and not others:
            monkeypatch.setattr(keeper_keys, "sync_directory", sync)
            others.append(raw(tmp_path))

    monkeypatch.setattr(keeper_keys, "sync_directory", late)
    assert raw(tmp_path) == others[0]
    assert [path.name for path in tmp_path.iterdir()] == ["keys"]


def test_no_key_stands_in_a_text(tmp_path: Path) -> None:
    keys = load_or_create(tmp_path)
    assert repr(keys) == f"<KeeperKeys {keys.origin}>"
