"""A longer record on the timeline: its first screenful, every zoom, dragging, wheeling, and its memory.

Reading is what the database lane does, painting what a person waits for at the window; both in processor
time, for the files are warm. A million entries take some minutes to write:
`python -m tests.benchmarks.timeline --long`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from serums_desktop.charts.scale import Zoom
from serums_desktop.charts.theme import Theme
from serums_desktop.charts.timeline import TimelineView
from serums_desktop.domain.entries import Coding, RangeFlag
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.received import Received
from serums_desktop.domain.timeline import Timeline
from serums_desktop.services.open_record import OpenedRecord, read_first, read_record
from serums_desktop.services.read_timeline import read_part
from serums_desktop.store.record_store import EncryptedRecordStore
from serums_desktop.views.stylesheet import Appearance
from tests.benchmarks.row import Row
from tests.unit.store.synthetic import answered, glucose, key, person

NAME = "timeline"
SIZES = (10_000, 100_000)
LONG = (1_000_000,)
SCREEN = (1600, 1000)

_FIRST = "first screenful"
_TARGETS_MS = {(100_000, _FIRST): 120.0, (1_000_000, _FIRST): 200.0}
_OPENINGS = 5
_STEPS = 20
_PAGE = 500
_SPAN_S = 78 * 365.25 * 86_400
_BEGIN = dt.datetime(1948, 1, 1, tzinfo=dt.UTC)
NOW_S = _BEGIN.timestamp() + _SPAN_S
_CODES = ("15074-8", "2160-0", "718-7", "2823-3", "2951-2")
_FLAGS = (RangeFlag.NONE,) * 8 + (RangeFlag.HIGH, RangeFlag.LOW)


def measure(sizes: tuple[int, ...] = SIZES) -> list[Row]:
    """Each size once; beside the smallest."""
    rows: list[Row] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as directory:
            store = EncryptedRecordStore(Path(directory))
            store.open(key())
            record_id = _fill(store, size)
            store.close()
            for what, samples in _taken(store, record_id).items():
                beside = f"{sizes[0]:,}: {what}" if size != sizes[0] else None
                rows.append(Row(f"{size:,}: {what}", tuple(samples), beside, _TARGETS_MS.get((size, what))))
            rows.append(_memory(directory, record_id, size))
    return rows


def _taken(store: EncryptedRecordStore, record_id: str) -> dict[str, list[float]]:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme = Theme()
    Appearance(application, theme)
    taken: dict[str, list[float]] = {}
    for _ in range(_OPENINGS):
        window = Window(store, theme)
        taken.setdefault(_FIRST, []).append(_ms(partial(window.open, record_id)))
        store.close()
    window = Window(store, theme)
    window.open(record_id)
    window.read(record_id)
    for zoom in Zoom:
        taken[f"{zoom.value}, read"], taken[f"{zoom.value}, painted"] = window.zoom(zoom)
        taken[f"{zoom.value}, dragged"] = window.drag()
        taken[f"{zoom.value}, wheeled"] = window.wheel()
    store.close()
    return taken


class Window:
    """The timeline over a store, both in this thread; what is read is not counted to what is painted."""

    def __init__(self, store: EncryptedRecordStore, theme: Theme) -> None:
        self._store = store
        self._view = TimelineView(theme)
        self._view.resize(*SCREEN)
        self._image = QImage(*SCREEN, QImage.Format.Format_ARGB32_Premultiplied)
        self._opened: OpenedRecord | None = None
        self._wanted: tuple[float, float] | None = None
        self._view.window_wanted.connect(self._want)

    def open(self, record_id: str) -> None:
        """From the closed file to what is seen first."""
        self._store.open(key())
        self._show(read_first(self._store, record_id))
        self._paint()

    def read(self, record_id: str) -> None:
        """What is read after that."""
        self._show(read_record(self._store, record_id, None, self._view.range()))
        self._paint()

    def forget(self) -> None:
        """An empty timeline."""
        self._view.set_timeline(Timeline(), {}, 0.0)
        self._paint()

    def zoom(self, zoom: Zoom) -> tuple[list[float], list[float]]:
        """A zoom from the middle of the record: what is read and sorted for it, and what is painted."""
        read, painted = [], []
        for at in range(1, 6):
            self._view.set_zoom(Zoom.LIFE)
            self._load()
            middle = NOW_S - _SPAN_S * at / 6
            self._view.set_range(middle - 43_200, middle + 43_200)
            self._load()
            painted.append(_ms(partial(self._go_to, zoom)))
            read.append(self._load())
            painted.append(_ms(self._paint))
        return read, painted

    def drag(self) -> list[float]:
        """Each step of a drag over two views, with what comes in on the way set and painted."""
        start, end = self._view.range()
        step = (end - start) / _STEPS * 2
        return [self._step(start - step * at, end - step * at) for at in range(1, _STEPS + 1)]

    def wheel(self) -> list[float]:
        """Each step of the wheel, out and in again."""
        start, end = self._view.range()
        middle, half = (start + end) / 2, (end - start) / 2
        factors = [1.15**at for at in (*range(1, _STEPS // 2), *reversed(range(_STEPS // 2)))]
        return [self._step(middle - half * each, middle + half * each) for each in factors]

    def _step(self, start_s: float, end_s: float) -> float:
        moved = _ms(partial(self._look_at, start_s, end_s))
        self._load()
        return moved

    def _go_to(self, zoom: Zoom) -> None:
        self._view.set_zoom(zoom)
        self._paint()

    def _look_at(self, start_s: float, end_s: float) -> None:
        self._view.set_range(start_s, end_s)
        self._paint()

    def _want(self, start_s: float, end_s: float) -> None:
        self._wanted = start_s, end_s

    def _load(self) -> float:
        """Read what is wanted; returns how long reading and sorting took (ms)."""
        began = time.process_time()
        wanted, opened, self._wanted = self._wanted, self._opened, None
        if wanted is None or opened is None or opened.base is None:
            return 0.0
        moved = opened.with_part(read_part(self._store, opened.record_id, opened.base, wanted))
        built = self._view.builder(NOW_S)(moved.held)
        taken_ms = (time.process_time() - began) * 1000
        self._opened = moved
        self._view.set_built(built, {"fcrb": "FCRB Barcelona"})
        return taken_ms

    def _show(self, opened: OpenedRecord) -> None:
        self._opened = opened
        self._view.set_built(self._view.builder(NOW_S)(opened.held), {"fcrb": "FCRB Barcelona"})

    def _paint(self) -> None:
        self._view.render(self._image)


def _fill(store: EncryptedRecordStore, size: int) -> str:
    record_id = store.remember(person(("fcrb", "1")), 1.0)
    vault = store.vault(record_id)
    run = vault.begin("fcrb")
    for page in _pages(size):
        vault.write(run, page, 1.0)
    vault.finish(run, answered("fcrb"), complete=True)
    return record_id


def _pages(size: int) -> Iterator[list[Received]]:
    step_s = _SPAN_S / size
    for start in range(0, size, _PAGE):
        yield [_result(number, step_s) for number in range(start, min(start + _PAGE, size))]


def _result(number: int, step_s: float) -> Received:
    """Two lanes of five rows each, a tenth out of range on either side, and a letter for every hundred."""
    at = f"{_BEGIN + dt.timedelta(seconds=step_s * number):%Y-%m-%dT%H:%M:%SZ}"
    received = glucose(number, at=at, text=f"{4 + number % 37 / 10:.2f}")
    assert received.entry is not None
    lane = Lane.DOCUMENTS if number % 100 == 0 else Lane.LABS if number % 2 else Lane.VITALS
    entry = msgspec.structs.replace(
        received.entry,
        lane=lane,
        codes=(Coding("http://loinc.org", _CODES[number // 2 % len(_CODES)]),),
        flag=_FLAGS[number // 7 % len(_FLAGS)],
    )
    return msgspec.structs.replace(received, entry=entry)


def _memory(directory: str, record_id: str, size: int) -> Row:
    """What a process of its own holds with the record open, above itself with an empty timeline."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.timeline", "--held", directory, record_id],
        check=True,
        capture_output=True,
        text=True,
    )
    opened_mb, walked_mb, ms = (float(each) for each in done.stdout.split())
    return Row(f"{size:,}: held open {opened_mb:.0f} MB, after every zoom {walked_mb:.0f} MB", (ms,))


def _held(directory: str, record_id: str) -> str:
    application = QApplication([])
    theme = Theme()
    Appearance(application, theme)
    store = EncryptedRecordStore(Path(directory))
    window = Window(store, theme)
    window.forget()
    store.open(key())
    store.close()
    empty_mb = _uss_mb()
    taken_ms = _ms(lambda: window.open(record_id))
    window.read(record_id)
    opened_mb = _uss_mb() - empty_mb
    for zoom in Zoom:
        window.zoom(zoom)
        window.drag()
    walked_mb = _uss_mb() - empty_mb
    store.close()
    return f"{opened_mb} {walked_mb} {taken_ms}"


def _uss_mb() -> float:
    """What this process alone holds (Linux)."""
    told = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    private = [line.split() for line in told if line.startswith("Private_")]
    return sum(int(line[1]) for line in private) / 1024


def _ms(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def _main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--held", nargs=2, metavar=("DIRECTORY", "RECORD"))
    options = parser.parse_args()
    if options.held:
        sys.stdout.write(_held(*options.held) + "\n")
        return
    for row in measure(SIZES + LONG if options.long else SIZES):
        sys.stdout.write(f"{row.what:<60}{row.median_ms:>10.1f} ms{row.p95_ms:>10.1f} ms\n")


if __name__ == "__main__":
    _main()
