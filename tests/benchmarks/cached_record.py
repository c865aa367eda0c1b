"""A kept patient of 10,000 entries: from the choice to the painted record, beside the bare parts of it."""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import sqlcipher3.dbapi2 as sqlcipher
from PySide6.QtWidgets import QApplication, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.coverage import Coverage
from serums_desktop.domain.timeline import Timeline
from serums_desktop.services.open_record import OpenedRecord, read_record
from serums_desktop.store.record_store import EncryptedRecordStore
from serums_desktop.views.record import RecordState, RecordView
from serums_desktop.views.stylesheet import Appearance
from tests.benchmarks.row import Row
from tests.unit.store.synthetic import answered, glucose, key, person

NAME = "cached-record"
RUNS = 7
ENTRIES = 10_000
SIZE = (1600, 1000)

BLANK = "blank widget of the same size, painted"
BARE_READ = "the same rows by bare SQLCipher, key to last row"


def measure() -> list[Row]:
    """Each part in turns; the first turn warms the files and does not count."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme = Theme()
    Appearance(application, theme)
    with tempfile.TemporaryDirectory() as directory:
        store = EncryptedRecordStore(Path(directory))
        store.open(key())
        record_id = _fill(store)
        rows = _rows(store, record_id)
        bare = _bare_copy(Path(directory) / "bare.db", rows)
        samples: dict[str, list[float]] = {}
        for turn in range(RUNS + 1):
            store.close()
            store.open(key())
            taken = _turn(store, record_id, bare, theme)
            application.processEvents()
            if turn:
                for what, ms in taken.items():
                    samples.setdefault(what, []).append(ms)
        store.close()
    beside = {"read from the encrypted copy": BARE_READ, "shown and painted": BLANK}
    return [
        Row(what, tuple(times), beside.get(what), 150.0 if what.startswith("kept patient") else None)
        for what, times in samples.items()
    ]


def _turn(store: EncryptedRecordStore, record_id: str, bare: Path, theme: Theme) -> dict[str, float]:
    opened: list[OpenedRecord] = []
    taken = {
        BLANK: _ms(lambda: _paint(QWidget())),
        BARE_READ: _ms(lambda: _read_bare(bare)),
        "read from the encrypted copy": _ms(lambda: opened.append(read_record(store, record_id))),
    }
    view = RecordView(theme)
    view.resize(*SIZE)
    taken["shown and painted"] = _ms(lambda: _show(view, opened[0]))
    taken[f"kept patient, {ENTRIES:,} entries, read and painted"] = (
        taken["read from the encrypted copy"] + taken["shown and painted"]
    )
    view.forget()
    view.deleteLater()
    return taken


def _fill(store: EncryptedRecordStore) -> str:
    record_id = store.remember(person(("fcrb", "1")), 1.0)
    vault = store.vault(record_id)
    run = vault.begin("fcrb")
    first = dt.datetime(1996, 1, 1, tzinfo=dt.UTC)
    for start in range(0, ENTRIES, 500):
        page = [
            glucose(number, at=f"{first + dt.timedelta(hours=27 * number):%Y-%m-%dT%H:%M:%SZ}")
            for number in range(start, start + 500)
        ]
        vault.write(run, page, 1.0)
    vault.finish(run, answered("fcrb"), complete=True)
    return record_id


def _rows(store: EncryptedRecordStore, record_id: str) -> list[tuple[float, bytes]]:

    items = store.vault(record_id).timeline().items
    return [(item.start_s or 0.0, msgspec.msgpack.encode(item)) for item in items]


def _bare_copy(path: Path, rows: list[tuple[float, bytes]]) -> Path:
    connection = sqlcipher.connect(str(path))
    connection.set_key(bytearray(b"x'" + b"07" * 32 + b"'"))
    connection.execute("CREATE TABLE item (at_s REAL, body BLOB)")
    connection.executemany("INSERT INTO item VALUES (?, ?)", rows)
    connection.commit()
    connection.close()
    return path


def _read_bare(path: Path) -> None:
    connection = sqlcipher.connect(str(path))
    connection.set_key(bytearray(b"x'" + b"07" * 32 + b"'"))
    connection.execute("SELECT at_s, body FROM item ORDER BY at_s").fetchall()
    connection.close()


def _show(view: RecordView, opened: OpenedRecord) -> None:
    now_s = time.time()
    timeline: Timeline = opened.timeline
    view.timeline.set_timeline(timeline, {"fcrb": "FCRB Barcelona"}, now_s)
    view.render_state(
        RecordState(
            person=opened.person,
            summary=opened.summary,
            coverage=Coverage(opened.coverage.sources),
            now_s=now_s,
        )
    )
    _paint(view)


def _paint(widget: QWidget) -> None:
    widget.resize(*SIZE)
    widget.grab()


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
