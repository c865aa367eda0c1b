"""What the keeper acknowledged survives its being killed, again and again, and the journal still verifies."""

from __future__ import annotations

import os
import random
import signal
import threading
from pathlib import Path

from serums_desktop.audit.journal import Journal
from serums_desktop.audit.keeper_client import EvidenceKeeperClient
from serums_desktop.audit.verifier import verify
from serums_desktop.domain.errors import EvidenceNotKept
from serums_desktop.domain.evidence import Anchor
from tests.unit.audit.keeping import deed, running_keeper

KILLS = 20
CLIENTS = 3


def test_kill(tmp_path: Path) -> None:
    chosen = random.Random(20)
    acknowledged: dict[int, float] = {}

    def keep_until_it_dies(client: EvidenceKeeperClient, first: int, enough: threading.Semaphore) -> None:
        for number in range(first, first + 1_000_000):
            try:
                receipt = client.keep(deed(number=number))
            except EvidenceNotKept:
                return
            # Two clients that were given one entry would show as a deed that is not the one expected.
            acknowledged[receipt.entry] = deed(number=number).occurred_s
            enough.release()

    with running_keeper(tmp_path) as (keeper, _):
        for kill in range(KILLS):
            keeper.start()
            enough = threading.Semaphore(0)
            clients = [EvidenceKeeperClient(tmp_path / "evidence") for _ in range(CLIENTS)]
            threads = [
                threading.Thread(
                    target=keep_until_it_dies,
                    args=(client, (kill * CLIENTS + position) * 1_000_000, enough),
                )
                for position, client in enumerate(clients)
            ]
            for thread in threads:
                thread.start()
            for _ in range(chosen.randint(1, 60)):
                enough.acquire()
            assert keeper.pid is not None
            os.kill(keeper.pid, signal.SIGKILL)
            for thread in threads:
                thread.join()
            for client in clients:
                client.close()
    with Journal(tmp_path / "evidence", now_s=lambda: 1.0) as journal:
        kept = {one.entry: one.deed.occurred_s for one in journal.kept(0, journal.size())}
        assert sorted(kept) == list(range(journal.size()))
        assert acknowledged.items() <= kept.items()
        # Each kill leaves at most one batch that was on disk and not yet acknowledged.
        assert len(kept) - len(acknowledged) <= KILLS * CLIENTS
        journal.export(tmp_path / "bundle")
        key = str(journal.verification_key)
    assert verify((tmp_path / "bundle").read_bytes(), key=key).entries == len(kept)


def test_an_anchor_is_the_old_or_the_new_one_and_never_an_older(tmp_path: Path) -> None:
    chosen = random.Random(21)
    names = [f"cache-{number}" for number in range(CLIENTS)]
    acknowledged = dict.fromkeys(names, 0)

    def advance_until_it_dies(client: EvidenceKeeperClient, name: str, enough: threading.Semaphore) -> None:
        generation = acknowledged[name]
        while True:
            generation += 1
            try:
                client.advance(Anchor(name, generation, bytes([generation % 256]) * 32))
            except EvidenceNotKept:
                return
            acknowledged[name] = generation
            enough.release()

    with running_keeper(tmp_path) as (keeper, asking):
        for _ in range(KILLS):
            keeper.start()
            for name in names:
                found = asking.anchor(name) or Anchor(name, 0)
                # The one that was being written may be there and not acknowledged.
                assert found.generation - acknowledged[name] in {0, 1}
                assert found.generation == 0 or found.root == bytes([found.generation % 256]) * 32
                acknowledged[name] = found.generation
            enough = threading.Semaphore(0)
            clients = [EvidenceKeeperClient(tmp_path / "evidence") for _ in names]
            threads = [
                threading.Thread(target=advance_until_it_dies, args=(client, name, enough))
                for client, name in zip(clients, names, strict=True)
            ]
            for thread in threads:
                thread.start()
            for _ in range(chosen.randint(1, 60)):
                enough.acquire()
            assert keeper.pid is not None
            os.kill(keeper.pid, signal.SIGKILL)
            for thread in threads:
                thread.join()
            for client in clients:
                client.close()
    assert not list((tmp_path / "evidence").glob("anchors.damaged"))
