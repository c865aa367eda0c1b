"""The client against real keeper processes, and against listeners that misbehave."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection, Listener
from pathlib import Path

import pytest

from serums_desktop.audit import keeper_protocol as protocol
from serums_desktop.audit.keeper_client import EvidenceKeeperClient, RunningKeeper, start_keeper
from serums_desktop.audit.signed_note import VerificationKey, open_note
from serums_desktop.domain.errors import EvidenceFault, EvidenceNotKept
from serums_desktop.domain.evidence import Receipt
from tests.unit.audit.keeping import PROGRAM, deed, running_keeper, write_configuration


def test_what_is_kept_is_numbered_and_counted(tmp_path: Path) -> None:
    with running_keeper(tmp_path) as (_, client):
        assert [client.keep(deed(number=number)).entry for number in range(3)] == [0, 1, 2]
        status = client.status()
        assert (status.entries, status.undelivered, status.is_same_user) == (3, 3, True)
        identity = client.identity()
        key = VerificationKey.parse(identity.verification_key)
        assert open_note(identity.checkpoint, key).startswith(f"{identity.origin}\n3\n")


def test_many_threads_share_a_keeper(tmp_path: Path) -> None:
    with running_keeper(tmp_path) as (_, client), ThreadPoolExecutor(8) as threads:
        receipts = list(threads.map(lambda number: client.keep(deed(number=number)), range(80)))
    assert sorted(receipt.entry for receipt in receipts) == list(range(80))


def test_a_bundle_is_written_where_asked(tmp_path: Path) -> None:
    with running_keeper(tmp_path) as (_, client):
        client.keep(deed())
        assert client.export(tmp_path / "bundle") == 1
        assert (tmp_path / "bundle").stat().st_size > 0
        with pytest.raises(EvidenceNotKept):
            client.export(tmp_path / "no" / "such" / "place")


def test_a_directory_too_deep_for_a_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    deep = tmp_path / ("d" * 100)
    deep.mkdir()
    with running_keeper(deep) as (_, client):
        assert client.keep(deed()).entry == 0
    assert [path.name for path in tmp_path.iterdir()] == [deep.name]


def test_a_second_program_uses_the_keeper_that_runs(tmp_path: Path) -> None:
    with running_keeper(tmp_path) as (first, client):
        client.keep(deed())
        with start_keeper(PROGRAM, tmp_path / "evidence", tmp_path / "serums-desktop.toml") as second:
            assert second.pid is None
            assert first.pid is not None
            assert client.keep(deed()).entry == 1
        assert client.keep(deed()).entry == 2


def test_a_keeper_that_died_fails_the_call_and_the_next_one_starts_it(tmp_path: Path) -> None:
    with running_keeper(tmp_path) as (keeper, client):
        client.keep(deed())
        assert keeper.pid is not None
        os.kill(keeper.pid, signal.SIGKILL)
        with pytest.raises(EvidenceNotKept) as refused:
            client.keep(deed())
        assert refused.value.reason is EvidenceFault.UNREACHABLE
        assert client.keep(deed()).entry == 1


def test_a_keeper_that_is_stuck_keeps_nobody_waiting(tmp_path: Path) -> None:
    with running_keeper(tmp_path) as (keeper, client):
        impatient = EvidenceKeeperClient(tmp_path / "evidence", timeout_s=0.2)
        assert keeper.pid is not None
        os.kill(keeper.pid, signal.SIGSTOP)
        try:
            with pytest.raises(EvidenceNotKept) as refused:
                impatient.keep(deed())
        finally:
            os.kill(keeper.pid, signal.SIGCONT)
        assert refused.value.reason is EvidenceFault.UNREACHABLE
        assert client.status().entries <= 1


def test_ending_the_keeper_by_request(tmp_path: Path) -> None:
    with running_keeper(tmp_path) as (keeper, client):
        client.keep(deed())
        client.stop()
        keeper.close()
        with pytest.raises(EvidenceNotKept):
            client.keep(deed())
        assert client.keep(deed()).entry == 1


def test_no_keeper_and_nobody_who_could_start_it(tmp_path: Path) -> None:
    with pytest.raises(EvidenceNotKept):
        EvidenceKeeperClient(tmp_path).keep(deed())


@pytest.mark.parametrize("program", [("/nonexistent/program",), ("/bin/true",), ("/bin/false",)])
def test_a_program_that_is_no_keeper(tmp_path: Path, program: tuple[str]) -> None:
    keeper = RunningKeeper(program, tmp_path, tmp_path / "none.toml")
    with pytest.raises(EvidenceNotKept) as refused:
        keeper.start()
    assert refused.value.reason is EvidenceFault.UNREACHABLE


def test_a_damaged_journal_is_named(tmp_path: Path) -> None:
    with running_keeper(tmp_path) as (_, client):
        client.keep(deed())
    journal = tmp_path / "evidence" / "journal.db"
    journal.write_bytes(b"\0" * journal.stat().st_size)
    with pytest.raises(EvidenceNotKept) as refused:
        start_keeper(PROGRAM, tmp_path / "evidence", write_configuration(tmp_path / "c.toml"))
    assert refused.value.reason is EvidenceFault.JOURNAL_DAMAGED


# -- listeners that misbehave ----------------------------------------------------------------------


@contextmanager
def _listener(directory: Path, *turns: bytes | None) -> Iterator[list[protocol.Request]]:
    """Takes one connection per turn, reads one request, answers with the turn's bytes or hangs up."""
    heard: list[protocol.Request] = []
    address = protocol.new_address(directory)
    protocol.write_address(directory, address)
    with Listener(address) as listener:

        def serve() -> None:
            for turn in turns:
                with listener.accept() as connection:
                    assert isinstance(connection, Connection)
                    heard.append(protocol.decode_request(connection.recv_bytes()))
                    if turn is not None:
                        connection.send_bytes(turn)

        thread = threading.Thread(target=serve)
        thread.start()
        yield heard
        thread.join()


def test_asking_again_uses_the_same_request_id(tmp_path: Path) -> None:
    receipt = Receipt(7, 1.0)
    with _listener(tmp_path, None, protocol.encode(protocol.Kept(receipt))) as heard:
        client = EvidenceKeeperClient(tmp_path)
        assert client.keep(deed()) == receipt
        client.close()
    first, second = heard
    assert first == second


def test_hanging_up_twice_is_unreachable(tmp_path: Path) -> None:
    with (
        _listener(tmp_path, None, None),
        pytest.raises(EvidenceNotKept),
    ):
        EvidenceKeeperClient(tmp_path).keep(deed())


@pytest.mark.parametrize(
    "answer",
    [
        b"\xc1 no MessagePack",
        protocol.encode(protocol.NotUnderstood()),
        protocol.encode(protocol.Exported(1)),
    ],
)
def test_answers_that_are_none(tmp_path: Path, answer: bytes) -> None:
    with _listener(tmp_path, answer):
        client = EvidenceKeeperClient(tmp_path)
        with pytest.raises(EvidenceNotKept) as refused:
            client.keep(deed())
        client.close()
    assert refused.value.reason is EvidenceFault.UNREACHABLE


def test_the_keepers_reason_arrives(tmp_path: Path) -> None:
    with _listener(tmp_path, protocol.encode(protocol.NotKept(EvidenceFault.DISK_FULL))):
        client = EvidenceKeeperClient(tmp_path)
        with pytest.raises(EvidenceNotKept) as refused:
            client.keep(deed())
        client.close()
    assert refused.value.reason is EvidenceFault.DISK_FULL
