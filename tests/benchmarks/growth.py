"""What a longer record costs: writing it, writing the same page into it, opening it, and finding in it.

A million entries take some minutes: `python -m tests.benchmarks.growth --long`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from serums_desktop.domain.received import Received
from serums_desktop.store.record_store import EncryptedRecordStore
from tests.benchmarks.row import Row
from tests.unit.store.synthetic import answered, glucose, key, person

NAME = "growth"
SIZES = (1_000, 10_000, 100_000)
LONG = (1_000_000,)

# What is on screen first must not grow with the record.
_SCREENFUL = "first screenful"
_TARGETS_MS = {(100_000, _SCREENFUL): 120.0, (1_000_000, _SCREENFUL): 200.0, (100_000, "found"): 50.0}

_PAGE = 500
_OPENINGS = 5
_WORDS = ("glucose", "15074-8", "glu", "nothing")
_FIRST = dt.datetime(1946, 1, 1, tzinfo=dt.UTC)


def measure(sizes: tuple[int, ...] = SIZES) -> list[Row]:
    """Each size once; the exponent tells how the time grows with the size since the size before."""
    rows: list[Row] = []
    before: dict[str, tuple[int, float]] = {}
    for size in sizes:
        for what, ms in _grown(size).items():
            smaller, smaller_ms = before.get(what, (0, 0.0))
            grows = (
                f", exponent {math.log(ms / smaller_ms) / math.log(size / smaller):.2f}" if smaller else ""
            )
            target_ms = _TARGETS_MS.get((size, what))
            rows.append(Row(f"{size:,} entries {what}{grows}", (ms,), target_ms=target_ms))
            before[what] = (size, ms)
    return rows


def _grown(size: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as directory:
        store = EncryptedRecordStore(Path(directory))
        store.open(key())
        record_id = store.remember(person(("fcrb", "1")), 1.0)
        vault = store.vault(record_id)
        run = vault.begin("fcrb")
        taken = {"written": 0.0}
        for page in _pages(size):
            taken["written"] += _ms(partial(vault.write, run, page, 1.0))
        vault.finish(run, answered("fcrb"), complete=True)
        again = next(_pages(_PAGE))
        taken["and the same page again"] = _ms(lambda: vault.write(vault.begin("fcrb"), again, 2.0))
        changed = [glucose(number, at=_at(number), text="7.10") for number in range(_PAGE)]
        taken["and a page changed"] = _ms(lambda: vault.write(vault.begin("fcrb"), changed, 3.0))
        store.close()
        taken[_SCREENFUL] = statistics.median(_screenful_ms(store, record_id) for _ in range(_OPENINGS))
        store.open(key())
        # The worst of what all of them say, as a word, a code and a beginning, and of what none says.
        vault = store.vault(record_id)
        taken["found"] = max(_ms(partial(vault.find, words)) for words in _WORDS)
        taken["opened"] = _ms(lambda: store.vault(record_id).timeline())
        taken["counted"] = _ms(lambda: store.vault(record_id).accounting())
        store.close()
    return taken


def _screenful_ms(store: EncryptedRecordStore, record_id: str) -> float:
    """From the closed file to all that is on screen first."""
    store.open(key())

    def read() -> None:
        vault = store.vault(record_id)
        vault.overview()
        vault.safety()
        vault.undated()
        vault.window()

    taken_ms = _ms(read)
    store.close()
    return taken_ms


def _pages(size: int) -> Iterator[list[Received]]:
    for start in range(0, size, _PAGE):
        yield [glucose(number, at=_at(number)) for number in range(start, min(start + _PAGE, size))]


def _at(number: int) -> str:
    return f"{_FIRST + dt.timedelta(minutes=41 * number):%Y-%m-%dT%H:%M:%SZ}"


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--long", action="store_true")
    sizes = SIZES + LONG if parser.parse_args().long else SIZES
    for row in measure(sizes):
        sys.stdout.write(f"{row.what:<60}{row.median_ms:>12.1f} ms\n")


if __name__ == "__main__":
    _main()
