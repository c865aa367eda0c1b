"""Group commit, request ids and who may speak to the keeper."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Client, Connection
from pathlib import Path

import pytest

from serums_desktop.audit import keeper
from serums_desktop.audit import keeper_protocol as protocol
from serums_desktop.audit.anchors import Anchors
from serums_desktop.audit.journal import Journal
from serums_desktop.audit.keeper import KeeperServer, SharedJournal, peer_uid
from serums_desktop.audit.keeper_client import EvidenceKeeperClient
from serums_desktop.audit.set_aside import SetAside
from serums_desktop.domain.errors import EvidenceFault, EvidenceNotKept
from serums_desktop.domain.evidence import Anchor, Deed, Receipt
from tests.unit.audit.keeping import deed


class WatchedJournal(Journal):
    """A journal whose batches are seen, and which can be made to wait or to fail."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory, now_s=lambda: 1.0)
        self.batches: list[int] = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.is_writing = threading.Event()
        self.failures: list[Exception] = []

    def append(self, deeds: Sequence[Deed]) -> list[Receipt]:
        self.is_writing.set()
        self.may_go_on.wait()
        self.batches.append(len(deeds))
        if self.failures:
            raise self.failures.pop()
        return super().append(deeds)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[tuple[WatchedJournal, SharedJournal]]:
    made: list[WatchedJournal] = []

    def open_journal() -> Journal:
        made.append(WatchedJournal(tmp_path))
        return made[0]

    shared = SharedJournal(open_journal)
    yield made[0], shared
    shared.close()


def test_deeds_that_wait_become_one_batch(watched: tuple[WatchedJournal, SharedJournal]) -> None:
    journal, shared = watched
    told = []
    shared.when_more_is_kept(lambda: told.append(1))
    journal.may_go_on.clear()
    asked = threading.Semaphore(0)

    def keep(number: int) -> Receipt:
        asked.release()
        return shared.keep(f"request-{number}", deed(number=number))

    with ThreadPoolExecutor(10) as threads:
        receipts = [threads.submit(keep, 0)]
        journal.is_writing.wait()
        receipts += [threads.submit(keep, number) for number in range(1, 10)]
        for _ in range(10):
            asked.acquire()
        journal.may_go_on.set()
        assert sorted(one.result().entry for one in receipts) == list(range(10))
    assert journal.batches[0] == 1
    assert sum(journal.batches) == 10
    assert len(journal.batches) < 10
    assert len(told) == len(journal.batches)


def test_a_repeated_request_gets_its_receipt_and_no_second_entry(
    watched: tuple[WatchedJournal, SharedJournal],
) -> None:
    _, shared = watched
    receipt = shared.keep("one", deed())
    assert shared.keep("one", deed()) == receipt
    assert shared.run(Journal.size) == 1


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (EvidenceNotKept(EvidenceFault.DISK_FULL), EvidenceFault.DISK_FULL),
        (RuntimeError("unforeseen"), EvidenceFault.NOT_DURABLE),
    ],
)
def test_what_was_refused_can_be_asked_again(
    watched: tuple[WatchedJournal, SharedJournal], failure: Exception, reason: EvidenceFault
) -> None:
    journal, shared = watched
    journal.failures.append(failure)
    with pytest.raises(EvidenceNotKept) as refused:
        shared.keep("one", deed())
    assert refused.value.reason is reason
    assert shared.keep("one", deed()).entry == 0


def test_a_journal_that_does_not_open(tmp_path: Path) -> None:
    def fails() -> Journal:
        raise EvidenceNotKept(EvidenceFault.JOURNAL_DAMAGED)

    with pytest.raises(EvidenceNotKept):
        SharedJournal(fails)


def serving_from(directory: Path, shared: SharedJournal) -> KeeperServer:
    anchors = Anchors(directory, shared.run(lambda journal: journal.signing_key))
    return KeeperServer(directory, shared, SetAside(directory), anchors, lambda: None)


# -- the server ------------------------------------------------------------------------------------


@pytest.fixture
def server(tmp_path: Path, watched: tuple[WatchedJournal, SharedJournal]) -> Iterator[KeeperServer]:
    serving = serving_from(tmp_path, watched[1])
    yield serving
    serving.close()


def test_only_its_owner_reaches_the_socket(tmp_path: Path, server: KeeperServer) -> None:
    assert tmp_path.stat().st_mode & 0o777 == 0o700
    assert Path(protocol.read_address(tmp_path)).stat().st_mode & 0o777 == 0o600


def test_another_user_is_not_answered(
    tmp_path: Path, server: KeeperServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "peer_uid", lambda _connection: os.getuid() + 1)
    with pytest.raises(EvidenceNotKept):
        EvidenceKeeperClient(tmp_path).status()


def test_peer_credentials() -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX)
    with Connection(ours.detach()) as connection, theirs:
        assert peer_uid(connection) == os.getuid()


def test_nonsense_is_answered_and_the_connection_goes_on(tmp_path: Path, server: KeeperServer) -> None:
    with Client(protocol.read_address(tmp_path)) as connection:
        for _ in range(2):
            connection.send_bytes(b"\xc1 nonsense")
            assert protocol.decode_answer(connection.recv_bytes()) == protocol.NotUnderstood()


def test_a_message_that_is_far_too_long_ends_the_connection(tmp_path: Path, server: KeeperServer) -> None:
    with Client(protocol.read_address(tmp_path)) as connection:
        with contextlib.suppress(OSError):
            connection.send_bytes(bytes(protocol.LARGEST_MESSAGE_BYTES + 1))
        with pytest.raises((EOFError, OSError)):
            connection.recv_bytes()
    client = EvidenceKeeperClient(tmp_path)
    assert client.status().entries == 0
    client.close()


def test_closing_ends_idle_connections(tmp_path: Path, watched: tuple[WatchedJournal, SharedJournal]) -> None:
    serving = serving_from(tmp_path, watched[1])
    client = EvidenceKeeperClient(tmp_path)
    client.status()
    serving.close()
    with pytest.raises(EvidenceNotKept):
        client.status()


def test_what_was_accepted_is_answered_before_the_end(
    tmp_path: Path, watched: tuple[WatchedJournal, SharedJournal]
) -> None:
    journal, shared = watched
    serving = serving_from(tmp_path, shared)
    client = EvidenceKeeperClient(tmp_path)
    journal.may_go_on.clear()
    with ThreadPoolExecutor(2) as threads:
        receipt = threads.submit(client.keep, deed())
        journal.is_writing.wait()
        closing = threads.submit(serving.close)
        journal.may_go_on.set()
        assert receipt.result().entry == 0
        closing.result()
    client.close()


def test_anchors_are_asked_for_and_advanced(tmp_path: Path, server: KeeperServer) -> None:
    client = EvidenceKeeperClient(tmp_path)
    assert client.anchor("cache") is None
    for anchor in (Anchor("cache", 1), Anchor("cache", 1, b"r" * 32)):
        client.advance(anchor)
        assert client.anchor("cache") == anchor
    with pytest.raises(EvidenceNotKept) as refused:
        client.advance(Anchor("cache", 0))
    assert refused.value.reason is EvidenceFault.NOT_DURABLE
    assert client.anchor("cache") == anchor
    client.close()


def test_a_delivery_counts_what_waited_when_it_was_asked_for(
    tmp_path: Path, watched: tuple[WatchedJournal, SharedJournal]
) -> None:
    _, shared = watched
    set_aside = SetAside(tmp_path)
    anchors = Anchors(tmp_path, shared.run(lambda journal: journal.signing_key))
    serving = KeeperServer(tmp_path, shared, set_aside, anchors, lambda: None)
    for number in range(6):
        shared.keep(f"{number}", deed(number=number))
    shared.run(lambda journal: journal.mark_delivered(2))
    set_aside.add(0, 422)
    failed = protocol.Hindrance(protocol.HindranceKind.SOURCE, "unreachable")

    def deliver_now(patience_s: float) -> protocol.Hindrance:
        shared.keep("meanwhile", deed())
        set_aside.remove(0)
        set_aside.add(3, 422)
        shared.run(lambda journal: journal.mark_delivered(4))
        return failed

    serving.deliver_by(deliver_now)
    client = EvidenceKeeperClient(tmp_path)
    done = client.deliver()
    # Of 0 and 2 to 5, 0 and 2 arrived and 3 was refused.
    assert done == protocol.Delivered(waiting=5, delivered=2, set_aside=1, hindrance=failed)
    assert done.left == 3
    assert client.status().undelivered == 4
    client.close()
    serving.close()


def test_a_keeper_that_never_delivers_leaves_nobody_waiting(
    tmp_path: Path, watched: tuple[WatchedJournal, SharedJournal]
) -> None:
    serving = serving_from(tmp_path, watched[1])
    client = EvidenceKeeperClient(tmp_path)
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(client.deliver)
        serving.close()
        with pytest.raises(EvidenceNotKept):
            asked.result()
    client.close()
