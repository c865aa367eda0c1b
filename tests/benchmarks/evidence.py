"""What evidence costs: a deed kept, beside the disk alone; the copy that an emergency begins with."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from serums_desktop.audit.keeper_client import EvidenceKeeperClient, start_keeper
from serums_desktop.commands.demo import practice_place
from serums_desktop.host.program import command_line
from serums_desktop.store.record_store import EncryptedRecordStore
from tests.benchmarks.row import Row
from tests.unit.audit.keeping import deed
from tests.unit.store.synthetic import answered, glucose, key, person

NAME = "evidence"
RUNS = 40
AT_ONCE = 20
COPIES = 7
ENTRIES = 10_000

SYNC = "one small write and fdatasync, the disk alone"
PLAIN_COPY = "the same vault's file copied by the system"


def measure() -> list[Row]:
    """Deeds one by one and twenty at once, then the copy that an emergency begins with."""
    return [*_deeds(), *_copies()]


def _deeds() -> list[Row]:
    with practice_place() as (profile, _hospitals):
        keeper = start_keeper(command_line(), profile.evidence, profile.configuration)
        client = EvidenceKeeperClient(profile.evidence)
        pool = ThreadPoolExecutor(AT_ONCE)

        def at_once() -> None:
            list(pool.map(client.keep, (deed(number=number) for number in range(AT_ONCE))))

        with tempfile.TemporaryFile() as file:

            def sync() -> None:
                file.write(bytes(600))
                file.flush()
                os.fdatasync(file.fileno())

            parts: dict[str, Callable[[], object]] = {
                SYNC: sync,
                "one deed kept: socket, journal, signature": lambda: client.keep(deed()),
                f"{AT_ONCE} deeds kept at once": at_once,
            }
            samples: dict[str, list[float]] = {what: [] for what in parts}
            for turn in range(RUNS + 1):
                for what, part in parts.items():
                    taken = _timed(part)
                    if turn:
                        samples[what].append(taken)
        pool.shutdown()
        client.close()
        keeper.close()
    return [Row(what, tuple(times), None if what == SYNC else SYNC) for what, times in samples.items()]


def _copies() -> list[Row]:
    begun: list[float] = []
    plain: list[float] = []
    joana = person(("fcrb", "1"))
    with tempfile.TemporaryDirectory() as directory:
        store = EncryptedRecordStore(Path(directory))
        store.open(key())
        vault = store.vault(store.remember(joana, 1.0))
        run = vault.begin("fcrb")
        for first in range(0, ENTRIES, 500):
            vault.write(run, [glucose(number) for number in range(first, first + 500)], 1.0)
        vault.finish(run, answered("fcrb", 2.0), complete=True)
        file = max(Path(directory).rglob("*"), key=lambda path: path.stat().st_size)
        for turn in range(COPIES + 1):
            copied = _timed(lambda: shutil.copyfile(file, f"{file}.copied"))
            began = time.perf_counter()
            record_id = store.begin_emergency(joana)
            taken = (time.perf_counter() - began) * 1000
            store.end_emergency(record_id)
            if turn:
                plain.append(copied)
                begun.append(taken)
        store.close()
    return [
        Row(PLAIN_COPY, tuple(plain)),
        Row("an emergency's copy of 10,000 entries, new key", tuple(begun), PLAIN_COPY),
    ]


def _timed(part: Callable[[], object]) -> float:
    began = time.perf_counter()
    part()
    return (time.perf_counter() - began) * 1000
