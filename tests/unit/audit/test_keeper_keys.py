from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from serums_desktop.audit import keeper_keys
from serums_desktop.audit.keeper_keys import Sealing, load_or_create
from serums_desktop.audit.tpm_commands import TpmFault
from serums_desktop.domain.errors import EvidenceFault, EvidenceNotKept
from tests.unit.audit.tpm_in_memory import TpmInMemory


def raw(path: Path, sealing: Sealing | None = None) -> tuple[bytes, int, bytes, str]:
    keys = load_or_create(path, sealing)
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


PLAIN = {"signing.pem", "workstation.pem", "data.key"}


def files(directory: Path) -> set[str]:
    return {path.name for path in (directory / "keys").iterdir()}


def test_keys_that_a_tpm_seals_never_lie_open(tmp_path: Path) -> None:
    tpm = TpmInMemory()
    made = load_or_create(tmp_path, tpm)
    assert made.is_sealed
    assert files(tmp_path) == {"sealed.tpm", "origin.txt"}
    assert raw(tmp_path, tpm) == raw(tmp_path, tpm)
    content = b"".join(path.read_bytes() for path in (tmp_path / "keys").iterdir())
    assert made.signing.private_bytes_raw() not in content
    assert bytes(made.data_key) not in content


def test_open_keys_are_sealed_once_and_stay_the_same(tmp_path: Path) -> None:
    before, tpm = raw(tmp_path), TpmInMemory()
    assert raw(tmp_path, tpm) == before
    assert files(tmp_path) == {"sealed.tpm", "origin.txt"}
    sealed = (tmp_path / "keys" / "sealed.tpm").read_bytes()
    assert raw(tmp_path, tpm) == before
    assert (tmp_path / "keys" / "sealed.tpm").read_bytes() == sealed


class Killed(BaseException):
    pass


@pytest.mark.parametrize("survived", range(7))
def test_a_kill_while_keys_are_sealed_loses_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, survived: int
) -> None:
    """Each step that reaches the disk is the last one in turn."""
    before, tpm = raw(tmp_path), TpmInMemory()
    steps = [survived]

    def counted(path: Path, *arguments: object, **options: object) -> None:
        if steps[0] == 0:
            raise Killed
        steps[0] -= 1
        (unlink if options else write)(path, *arguments, **options)

    write: Callable[..., None] = keeper_keys.write_durably
    unlink: Callable[..., None] = Path.unlink
    with monkeypatch.context() as patched, contextlib.suppress(Killed):
        patched.setattr(keeper_keys, "write_durably", counted)
        patched.setattr(Path, "unlink", counted)
        load_or_create(tmp_path, tpm)
    # A process that only reads them, and then the keeper.
    assert raw(tmp_path, tpm) == before
    assert files(tmp_path) == {"sealed.tpm", "origin.txt"}
    assert (steps[0] > 0) == (survived > 4)


def test_sealed_keys_beside_others_are_not_believed(tmp_path: Path) -> None:
    tpm = TpmInMemory()
    raw(tmp_path / "a", tpm)
    raw(tmp_path / "b")
    for name in PLAIN:
        shutil.copy(tmp_path / "b" / "keys" / name, tmp_path / "a" / "keys")
    with pytest.raises(EvidenceNotKept) as error:
        load_or_create(tmp_path / "a", tpm)
    assert error.value.reason is EvidenceFault.JOURNAL_DAMAGED
    assert files(tmp_path / "a") == PLAIN | {"sealed.tpm", "origin.txt"}


@pytest.mark.parametrize("event", ["cleared", "silent", "absent", "changed"])
def test_what_the_tpm_does_not_open_is_said_and_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, event: str
) -> None:
    tpm: TpmInMemory | None = TpmInMemory()
    assert tpm is not None
    raw(tmp_path, tpm)
    sealed = tmp_path / "keys" / "sealed.tpm"
    if event == "cleared":
        tpm.clear()
    elif event == "silent":
        tpm.refuses = TpmFault.SILENT
    elif event == "absent":
        tpm = None
        monkeypatch.setenv("SERUMS_DESKTOP_TPM", "none")
    else:
        sealed.write_bytes(sealed.read_bytes()[:-1] + b"?")
    content = sealed.read_bytes()
    with pytest.raises(EvidenceNotKept) as error:
        load_or_create(tmp_path, tpm)
    assert error.value.reason is EvidenceFault.KEYS_NOT_OPENED
    assert sealed.read_bytes() == content


def test_a_tpm_that_refuses_leaves_keys_open(tmp_path: Path) -> None:
    tpm = TpmInMemory()
    tpm.refuses = TpmFault.LOCKED_OUT
    keys = load_or_create(tmp_path, tpm)
    assert not keys.is_sealed
    assert files(tmp_path) == PLAIN | {"origin.txt"}
    before = raw(tmp_path, tpm)
    tpm.refuses = None
    assert raw(tmp_path, tpm) == before
    assert files(tmp_path) == {"sealed.tpm", "origin.txt"}


def test_counters_have_passwords_of_their_own(tmp_path: Path) -> None:
    keys, others = load_or_create(tmp_path / "a"), load_or_create(tmp_path / "b")
    found = {one.counter_password(name) for one in (keys, others) for name in ("anchors", "capsule")}
    assert {len(password) for password in found} == {32}
    assert len(found) == 4
    assert load_or_create(tmp_path / "a").counter_password("anchors") == keys.counter_password("anchors")
