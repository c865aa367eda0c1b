"""A long device series, from the encrypted copy to its first chart, beside bare SQLCipher.

A heart rate of a sample a second, a resource a day. A process of its own opens the charts for the first
time: levels are read, charts made and painted; then the samples of the days on show, and the whole series by
its days. The bare peer reads the same samples from a table of SQLCipher's and builds a pyramid of them.
"""

from __future__ import annotations

import argparse
import array
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import numpy as np
from sqlcipher3 import dbapi2

from serums_desktop.analytics.pyramid import Pyramid
from serums_desktop.analytics.samples import times_of, values_of
from serums_desktop.domain.received import Received
from serums_desktop.domain.series import Samples
from serums_desktop.store import packing
from serums_desktop.store.vault import Vault
from tests.benchmarks.row import Row
from tests.unit.store.synthetic import answered, glucose

NAME = "series"
SIZES = (1_000_000, 10_000_000)

_FIRST_CHART = "to the first chart"
_BARE = "bare: samples read, pyramid"
_TARGETS_MS = {(10_000_000, _FIRST_CHART): 300.0}
_DAY = 86_400
_START_S = 1_767_225_600.0
_CODE = "8867-4"
_OPENINGS = 5
_PAGE = 4
_KEY = bytes(range(32))


def measure(sizes: Sequence[int] = SIZES) -> list[Row]:
    """Each size; the exponent tells how the time grows with the size since the size before."""
    rows: list[Row] = []
    before: dict[str, tuple[int, float]] = {}
    for size in sizes:
        for what, samples_ms in _measured(size).items():
            ms = statistics.median(samples_ms)
            smaller, smaller_ms = before.get(what, (0, 0.0))
            grows = (
                f", exponent {math.log(ms / smaller_ms) / math.log(size / smaller):.2f}" if smaller else ""
            )
            target_ms = _TARGETS_MS.get((size, what))
            rows.append(Row(f"{size:,} {what}{grows}", tuple(samples_ms), target_ms=target_ms))
            before[what] = (size, ms)
    return rows


def _measured(size: int) -> dict[str, list[float]]:
    with tempfile.TemporaryDirectory() as directory:
        ours, bare = Path(directory) / "ours", Path(directory) / "bare"
        days = _days(size)
        found = {"written": [_ms(partial(_write, ours, days))]}
        _write_bare(bare, days)
        opened = [_apart("--open", ours) for _ in range(_OPENINGS)]
        found |= {what: [each[what] for each in opened] for what in opened[0]}
        found[_BARE] = [_apart("--bare", bare)[_BARE] for _ in range(_OPENINGS)]
    return found


def _apart(what: str, path: Path) -> dict[str, float]:
    command = [sys.executable, "-m", __spec__.name, what, str(path)]
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=surroundings)
    return msgspec.json.decode(told.stdout, type=dict[str, float])


def _write(path: Path, days: Sequence[Received]) -> None:
    vault = Vault(path, _KEY, lambda _copied_s: None)
    run = vault.begin("band")
    for place in range(0, len(days), _PAGE):
        vault.write(run, days[place : place + _PAGE], 1.0)
    vault.finish(run, answered("band"), complete=True)
    vault.close()


def _days(size: int) -> list[Received]:
    """Days of heart rate: slow waves with noise, a spike now and then, and an hour without a number."""
    chance = random.Random(1)
    noise = [chance.gauss(0, 3) for _ in range(10_007)]
    found = []
    for day in range(-(-size // _DAY)):
        count = min(_DAY, size - day * _DAY)
        shift = chance.randrange(10_007)
        beats = array.array(
            "i",
            [
                round(75 + 15 * math.sin(second / 9_000) + noise[(second + shift) % 10_007])
                for second in range(count)
            ],
        )
        entry = glucose(day, source_id="band")
        run = Samples(
            entry_id=entry.key,
            source_id="band",
            code=_CODE,
            title="Heart rate",
            unit="/min",
            start_s=_START_S + day * _DAY,
            period_s=1.0,
            mantissas=beats.tobytes(),
            decimals=bytes(count),
            device="Band",
        )
        found.append(msgspec.structs.replace(entry, samples=(run,)))
    return found


def _write_bare(path: Path, days: Sequence[Received]) -> None:
    connection = _bare(path)
    connection.execute("CREATE TABLE sample (start_s REAL PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID")
    rows = [(run.start_s, packing.pack_samples(run)) for day in days for run in day.samples]
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO sample VALUES (?, ?)", rows)
    connection.execute("COMMIT")
    connection.close()


def _bare(path: Path) -> Any:
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.set_key(bytearray(b"x'" + _KEY.hex().encode() + b"'"))
    return connection


# -- a process of its own ----------------------------------------------------------------------------


def _open(path: Path) -> dict[str, float]:
    from PySide6.QtWidgets import QApplication

    from serums_desktop.charts.device_data import DeviceData
    from serums_desktop.charts.theme import Theme
    from serums_desktop.screens.series import load_device_data, load_window
    from serums_desktop.views.device_charts import DeviceChartsView
    from serums_desktop.work.lanes import Lane
    from tests.unit.charts.device_items import START, item

    app = QApplication([])
    view = DeviceChartsView(Theme("light"))
    view.resize(1920, 1080)
    view.show()
    app.processEvents()
    items = (item("Heart rate", START, codes=(_CODE,), has_samples=True),)
    made: list[DeviceData] = []
    taken: dict[str, float] = {}
    with Lane("database") as lane:
        vault = lane.run(lambda: Vault(path, _KEY, lambda _copied_s: None))
        workplace: Any = SimpleNamespace(
            database_lane=lane, store=SimpleNamespace(vault=lambda _record_id: vault)
        )

        def first_chart() -> None:
            made.append(load_device_data(workplace, "", items, {}))
            view.show_data(made[-1])
            app.processEvents()
            view.card("heart-rate-0").chart.grab()

        def samples() -> None:
            made.append(load_window(workplace, "", made[-1], view.window_s()))
            view.show_samples(made[-1])
            view.card("heart-rate-0").chart.grab()

        taken[_FIRST_CHART] = _ms(first_chart)
        taken["and the samples of 14 days"] = _ms(samples)
        view.period.select("all")
        view.period.chosen.emit("all")
        taken["and all days by their medians"] = _ms(samples)
        lane.run(vault.close)
    return taken


def _read_bare(path: Path) -> None:
    connection = _bare(path)
    bodies = connection.execute("SELECT body FROM sample ORDER BY start_s").fetchall()
    runs = [packing.unpack_samples(body) for (body,) in bodies]
    times = np.concatenate([times_of(run) for run in runs])
    Pyramid(times, np.concatenate([values_of(run) for run in runs]), 2.5)
    connection.close()


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--open", type=Path)
    parser.add_argument("--bare", type=Path)
    options = parser.parse_args()
    told = _open(options.open) if options.open else {_BARE: _ms(partial(_read_bare, options.bare))}
    sys.stdout.write(msgspec.json.encode(told).decode())


if __name__ == "__main__":
    _main()
