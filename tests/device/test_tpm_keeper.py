"""A keeper on a machine with a TPM, which is software here: keys sealed to it, and a counter in it."""

from __future__ import annotations

import contextlib
import os
import secrets
import select
import shutil
import signal
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from serums_desktop.audit import tpm_commands, tpm_device
from serums_desktop.audit.keeper_client import EvidenceKeeperClient
from serums_desktop.audit.keeper_keys import load_or_create
from serums_desktop.audit.opening_counter import opening_counter
from serums_desktop.audit.tpm import Tpm
from serums_desktop.audit.tpm_commands import TpmFault, TpmRefusal
from serums_desktop.domain.errors import EvidenceFault, EvidenceNotKept
from serums_desktop.domain.evidence import Anchor
from tests.unit.audit.keeping import deed, running_keeper

PASSWORD, OTHER_PASSWORD = secrets.token_bytes(32), secrets.token_bytes(32)


class SoftwareTpm:
    """A TPM in a process of its own, which can be switched off and on, cleared, and listened to."""

    def __init__(self, directory: Path) -> None:
        self.socket = directory / "tpm"
        self._state = directory / "tpm-state"
        self._process_id = directory / "tpm.pid"

    def switch_on(self) -> None:
        self._state.mkdir(exist_ok=True)
        command = ["swtpm", "socket", "--tpm2", "--tpmstate", f"dir={self._state}"]
        command += ["--server", f"type=unixio,path={self.socket}", "--pid", f"file={self._process_id}"]
        # A daemon comes back from its start once it listens.
        subprocess.run([*command, "--flags", "not-need-init,startup-clear", "--daemon"], check=True)

    def switch_off(self) -> None:
        """Without a word before, as the power goes."""
        process_id = int(self._process_id.read_text("ascii"))
        watched = os.pidfd_open(process_id)
        try:
            os.kill(process_id, signal.SIGKILL)
            # Readable once the process is gone.
            assert select.select([watched], [], [], 20)[0]
        finally:
            os.close(watched)
        self.socket.unlink(missing_ok=True)

    def exchange_for_another(self) -> None:
        """What a cleared TPM is to what it sealed before."""
        self.switch_off()
        shutil.rmtree(self._state)
        self.switch_on()


def _missing(what: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(f"{what} is not installed")
    pytest.skip(f"{what} is not installed")


@pytest.fixture
def chip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoftwareTpm]:
    """Switched on, and the one that this machine has."""
    if shutil.which("swtpm") is None:
        _missing("swtpm")
    chip = SoftwareTpm(tmp_path)
    monkeypatch.setenv("SERUMS_DESKTOP_TPM", str(chip.socket))
    chip.switch_on()
    yield chip
    chip.switch_off()


@pytest.fixture
def tpm(chip: SoftwareTpm) -> Tpm:
    found = Tpm.open()
    assert found is not None
    return found


@pytest.mark.parametrize("size", [1, 96, 128])
def test_what_is_sealed_opens_here(tpm: Tpm, size: int) -> None:
    secret = secrets.token_bytes(size)
    sealed = tpm.seal(secret)
    assert secret not in sealed or size == 1
    assert bytes(tpm.unseal(sealed)) == secret


def test_and_nowhere_else(tpm: Tpm, chip: SoftwareTpm) -> None:
    sealed = tpm.seal(b"secret")
    chip.switch_off()
    chip.switch_on()
    assert bytes(tpm.unseal(sealed)) == b"secret"
    chip.exchange_for_another()
    with pytest.raises(TpmRefusal) as refused:
        tpm.unseal(sealed)
    assert refused.value.reason is TpmFault.SEALED_ELSEWHERE


def test_no_byte_of_it_can_be_changed(tpm: Tpm) -> None:
    sealed = tpm.seal(b"secret")
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 0x40
        with contextlib.suppress(TpmRefusal):
            # A bit that only describes the object may be free; the secret is what it was, or there is none.
            assert bytes(tpm.unseal(bytes(changed))) == b"secret"


def test_nothing_secret_goes_over_the_bus(tpm: Tpm, monkeypatch: pytest.MonkeyPatch) -> None:
    said = bytearray()
    connect = tpm_device.connect

    class Probe:
        def __init__(self, place: Path) -> None:
            self._channel = connect(place)

        def exchange(self, command: bytes) -> bytes:
            answer = self._channel.exchange(command)
            said.extend(command + answer)
            return answer

        def close(self) -> None:
            self._channel.close()

    monkeypatch.setattr(tpm_device, "connect", Probe)
    secret = secrets.token_bytes(96)
    assert bytes(tpm.unseal(tpm.seal(secret))) == secret
    assert tpm.counter("name", PASSWORD).increment() > 0
    assert len(said) > 1000
    for value in (secret, PASSWORD):
        assert not any(value[place : place + 8] in said for place in range(len(value) - 7))


def test_a_counter_only_goes_up(tpm: Tpm, chip: SoftwareTpm) -> None:
    counter = tpm.counter("name", PASSWORD)
    assert (counter.value(), counter.is_begun()) == (None, False)
    counter.begin()
    assert (counter.value(), counter.is_begun()) == (None, True)
    first = counter.increment()
    assert [counter.value(), counter.increment(), counter.increment()] == [first, first + 1, first + 2]
    chip.switch_off()
    chip.switch_on()
    assert counter.value() == first + 2
    # Removed by the owner of the TPM, who needs no password of ours: it goes on above.
    counter.remove()
    assert (counter.value(), counter.is_begun()) == (None, False)
    assert counter.increment() == first + 3


def test_two_counters_of_one_name_know_nothing_of_each_other(tpm: Tpm) -> None:
    ours, theirs = tpm.counter("name", PASSWORD), tpm.counter("name", OTHER_PASSWORD)
    value = ours.increment()
    assert theirs.value() is None
    assert theirs.increment() > 0
    assert theirs.increment() != value
    assert ours.value() == value


def test_where_all_places_are_taken(tpm: Tpm) -> None:
    for _ in range(8):
        tpm.counter("name", secrets.token_bytes(32)).begin()
    with pytest.raises(TpmRefusal) as refused:
        tpm.counter("name", PASSWORD).increment()
    assert refused.value.reason is TpmFault.NV_TAKEN


def test_wrong_passwords_lock_nobody_out(tpm: Tpm) -> None:
    counter = tpm.counter("name", PASSWORD)
    counter.increment()
    for _ in range(40):
        assert tpm.counter("name", secrets.token_bytes(32)).value() is None
    assert counter.value() is not None


def test_many_uses_leave_nothing_in_the_chip(tpm: Tpm) -> None:
    """It holds three objects and three sessions at a time, and nobody swaps them in and out here."""
    counter, sealed = tpm.counter("name", PASSWORD), tpm.seal(b"secret")
    for _ in range(10):
        counter.increment()
        assert bytes(tpm.unseal(sealed)) == b"secret"
        with pytest.raises(TpmRefusal):
            tpm.unseal(sealed[:-1] + b"?")


def test_a_socket_that_nobody_answers_at(tpm: Tpm, chip: SoftwareTpm, tmp_path: Path) -> None:
    sealed = tpm.seal(b"secret")
    chip.switch_off()
    with pytest.raises(TpmRefusal) as refused:
        tpm.unseal(sealed)
    assert refused.value.reason is TpmFault.SILENT
    chip.switch_on()


def give_the_owner_a_password(chip: SoftwareTpm) -> None:
    """TPM2_HierarchyChangeAuth (part 3, 24.8), as an administrator may have done."""
    no_password = bytes.fromhex("40000009 0000 00 0000")
    body = bytes.fromhex("40000001") + struct.pack(">I", len(no_password)) + no_password
    body += tpm_commands.sized(b"a password")
    channel = tpm_device.connect(chip.socket)
    try:
        answer = channel.exchange(struct.pack(">HII", 0x8002, 10 + len(body), 0x129) + body)
    finally:
        channel.close()
    assert answer[6:10] == bytes(4)


# -- the keeper ------------------------------------------------------------------------------------


def use(client: EvidenceKeeperClient, number: int) -> None:
    client.keep(deed(number=number))
    client.advance(Anchor("index", number))


def test_a_keeper_is_bound_to_the_machine(chip: SoftwareTpm, tmp_path: Path) -> None:
    for number in range(1, 3):
        with running_keeper(tmp_path) as (_, client):
            status = client.status()
            assert (status.is_tpm_bound, status.is_rolled_back) == (True, False)
            use(client, number)
    assert {path.name for path in (tmp_path / "evidence" / "keys").iterdir()} == {"sealed.tpm", "origin.txt"}


def test_a_keeper_that_was_killed_is_no_keeper_rolled_back(chip: SoftwareTpm, tmp_path: Path) -> None:
    for number in range(1, 4):
        with running_keeper(tmp_path) as (keeper, client):
            use(client, number)
            assert client.status().is_rolled_back is False
            assert keeper.pid is not None
            os.kill(keeper.pid, signal.SIGKILL)


def test_yesterdays_directory_is_noticed_and_evidence_goes_on(chip: SoftwareTpm, tmp_path: Path) -> None:
    evidence, yesterday = tmp_path / "evidence", tmp_path / "yesterday"
    with running_keeper(tmp_path) as (_, client):
        use(client, 1)
    shutil.copytree(evidence, yesterday)
    with running_keeper(tmp_path) as (_, client):
        use(client, 2)
    shutil.rmtree(evidence)
    shutil.move(yesterday, evidence)
    with running_keeper(tmp_path) as (_, client):
        status = client.status()
        assert (status.is_tpm_bound, status.is_rolled_back, status.entries) == (True, True, 2)
        use(client, 3)
        assert client.status().entries == 3


def test_keys_from_before_the_tpm_go_on_sealed(
    chip: SoftwareTpm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setenv("SERUMS_DESKTOP_TPM", "none")
        with running_keeper(tmp_path) as (_, client):
            assert client.status().is_tpm_bound is False
            use(client, 1)
            before = client.identity()
    shutil.copytree(tmp_path / "evidence", tmp_path / "before")
    with running_keeper(tmp_path) as (_, client):
        assert client.status().is_tpm_bound is True
        assert client.identity() == before
    # Their open files put back are files from before the first count.
    shutil.rmtree(tmp_path / "evidence")
    shutil.move(tmp_path / "before", tmp_path / "evidence")
    with running_keeper(tmp_path) as (_, client):
        assert client.status().is_rolled_back is True


def test_a_tpm_that_was_cleared_is_said_and_history_stays(chip: SoftwareTpm, tmp_path: Path) -> None:
    with running_keeper(tmp_path) as (_, client):
        use(client, 1)
    chip.exchange_for_another()
    with pytest.raises(EvidenceNotKept) as refused, running_keeper(tmp_path):
        pass
    assert refused.value.reason is EvidenceFault.KEYS_NOT_OPENED
    # What the words advise: the directory put aside, a new origin begins.
    (tmp_path / "evidence").rename(tmp_path / "evidence-aside")
    with running_keeper(tmp_path) as (_, client):
        status = client.status()
        assert (status.entries, status.is_tpm_bound, status.is_rolled_back) == (0, True, False)
    assert (tmp_path / "evidence-aside" / "journal.db").exists()


def test_openings_of_a_capsule_are_counted_whatever_files_were_put_back(tpm: Tpm, tmp_path: Path) -> None:
    keys = load_or_create(tmp_path / "evidence", tpm)
    counter = opening_counter(tpm, keys)
    assert counter is not None
    assert counter.count() + 1 == counter.count()


def test_a_tpm_whose_owner_has_a_password_is_let_be(chip: SoftwareTpm, tpm: Tpm, tmp_path: Path) -> None:
    give_the_owner_a_password(chip)
    with pytest.raises(TpmRefusal) as refused:
        tpm.seal(b"secret")
    assert refused.value.reason is TpmFault.NOT_AUTHORIZED
    with running_keeper(tmp_path) as (_, client):
        use(client, 1)
        assert client.status().is_tpm_bound is False


def test_without_the_tpm_what_it_sealed_stays_shut(
    chip: SoftwareTpm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running_keeper(tmp_path) as (_, client):
        use(client, 1)
    with monkeypatch.context() as patched:
        patched.setenv("SERUMS_DESKTOP_TPM", "none")
        with pytest.raises(EvidenceNotKept) as refused, running_keeper(tmp_path):
            pass
        assert refused.value.reason is EvidenceFault.KEYS_NOT_OPENED
    with running_keeper(tmp_path) as (_, client):
        assert client.status().is_tpm_bound is True
        assert client.status().is_rolled_back is False
