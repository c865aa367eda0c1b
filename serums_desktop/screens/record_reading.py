"""What loads while a record is on screen: what is kept of it, where one looks, its series, ways of units."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from serums_desktop.charts.device_data import holds_charts
from serums_desktop.charts.timeline.model import BuiltTimeline
from serums_desktop.charts.timeline.one_axis import Conversions, UnitPairs, find_conversions
from serums_desktop.domain.timeline import TimelineItem
from serums_desktop.domain.timeline_part import Stretch
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.screens.series import SeriesOnTimeline, load_series
from serums_desktop.services.open_record import OpenedRecord, read_record
from serums_desktop.services.read_timeline import read_part, read_rows
from serums_desktop.services.workplace import Workplace
from serums_desktop.views.record import RecordView

Result = TypeVar("Result")
Read = tuple[OpenedRecord, BuiltTimeline]


class RecordReading(QObject):
    """Reads the record that is open, on workers; the database keeps to its lane.

    `opened` carries what was read first, `read` what was read anew, with its timeline built, `moved` the same
    of a long record where one looks now. `refused` carries why nothing was opened, `failed` what else broke.
    """

    opened = Signal(object)
    read = Signal(object, object)
    moved = Signal(object, object)
    refused = Signal(object)
    failed = Signal(object)

    def __init__(
        self, view: RecordView, jobs: Jobs, workplace: Workplace, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._jobs = jobs
        self._workplace = workplace
        self._record_id = ""
        self._types: frozenset[str] | None = None
        # Reads under way; a set of its own for each record, so that a late one belongs to nobody.
        self._under_way: set[object] = set()
        self._asked_reads = self._shown_read = 0
        self._shown: OpenedRecord | None = None
        # Where one looks of a long record, as long as it was not read; one window is read at a time.
        self._looked_at: Stretch | None = None
        self._window: object = None
        view.timeline.units_wanted.connect(self._find_conversions)
        view.timeline.window_wanted.connect(self._look_at)
        view.timeline.table_model().rows_wanted.connect(self._read_rows)

    @property
    def is_busy(self) -> bool:
        """Whether anything is being read."""
        return bool(self._under_way)

    def forget(self) -> None:
        """Another record, or none: what is still being read belongs to nobody."""
        self._record_id, self._types = "", None
        self._under_way = set()
        self._shown = self._looked_at = self._window = None

    def begin(self, read: Callable[[], OpenedRecord]) -> None:
        """Read a record for the first time, with whatever must come before that."""
        self._deliver(read, self.opened.emit, self.refused.emit)

    def read_again(self, record_id: str, types: frozenset[str] | None) -> None:
        """Read what is kept of the record by now, or only its items of some types."""
        self._record_id, self._types = record_id, types
        self._asked_reads = number = self._asked_reads + 1
        timeline = self._view.timeline
        looked_at, self._looked_at = timeline.range(), None
        lane, build = self._workplace.database_lane, timeline.builder(self._workplace.clock.now_s())
        job = partial(
            read_record,
            self._workplace.store,
            record_id,
            types,
            looked_at,
            timeline.selected(),
            lambda item: holds_charts((item,)),
        )

        def read() -> Read:
            # Sorted into rows here: of much that takes longer than a frame.
            opened = lane.run(job)
            return opened, build(opened.held)

        def ended(read: Read) -> None:
            # What was read before may be sorted after: it is older than what is on screen.
            if number > self._shown_read:
                self._shown_read = number
                self.read.emit(*read)

        self._deliver(read, ended, self.failed.emit)

    def show(self, opened: OpenedRecord) -> None:
        """This is on screen now."""
        self._record_id = opened.record_id
        is_new = self._shown is None or self._shown.series != opened.series
        self._shown = opened
        if is_new:
            self._read_series(opened)
        self._read_window()

    # -- a long record ------------------------------------------------------------------------------

    def _look_at(self, start_s: float, end_s: float) -> None:
        self._looked_at = start_s, end_s
        self._read_window()

    def _read_window(self) -> None:
        """Read where one looks now; what was asked for before that, and not begun, is not wanted any more."""
        shown, looked_at = self._shown, self._looked_at
        if shown is None or shown.base is None or looked_at is None or self._window is not None:
            return
        self._looked_at = None
        self._window = this = object()
        lane, timeline = self._workplace.database_lane, self._view.timeline
        build = timeline.builder(self._workplace.clock.now_s())
        job = partial(
            read_part, self._workplace.store, shown.record_id, shown.base, looked_at, timeline.selected()
        )

        def read() -> Read:
            opened = shown.with_part(lane.run(job))
            return opened, build(opened.held)

        def ended(read: Read) -> None:
            if self._window is this:
                self._window = None
                if self._shown is not None and self._shown.base is shown.base:
                    self.moved.emit(*read)
                elif self._looked_at is None:
                    # The record was read anew meanwhile, perhaps for another place.
                    self._looked_at = looked_at
                self._read_window()

        def failed(error: BaseException) -> None:
            self._window = None
            self.failed.emit(error)

        self._deliver(read, ended, failed)

    def _read_rows(self, first: int, most: int) -> None:
        table = self._view.timeline.table_model()
        job = partial(read_rows, self._workplace.store, self._record_id, first, most)

        def failed(error: BaseException) -> None:
            table.fill(first, ())
            self.failed.emit(error)

        def ended(items: tuple[TimelineItem, ...]) -> None:
            table.fill(first, items)

        self._deliver(lambda: self._workplace.database_lane.run(job), ended, failed)

    # -- what belongs to it -------------------------------------------------------------------------

    def _read_series(self, opened: OpenedRecord) -> None:
        workplace, record_id = self._workplace, opened.record_id
        for code in dict.fromkeys(info.code for info in opened.series):
            job = partial(load_series, workplace, record_id, code)
            self._jobs.deliver(
                workplace.network.submit(job), partial(self._show_series, record_id, code), self.failed.emit
            )

    def _show_series(self, record_id: str, code: str, series: SeriesOnTimeline | None) -> None:
        if record_id == self._record_id and series is not None:
            self._view.timeline.set_series(code, series.pyramid, series.latest, series.unit)

    def _find_conversions(self, pairs: UnitPairs) -> None:
        """Find the ways between units that the timeline wants: until then its rows are not all there."""
        timeline = self._view.timeline
        find: Callable[[], Conversions] = partial(find_conversions, pairs)
        self._deliver(find, timeline.set_conversions, self.failed.emit)

    def _deliver(
        self,
        job: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Run a job that belongs to the record on screen; of another one nobody hears."""
        under_way, this = self._under_way, object()

        def ended(result: Result) -> None:
            under_way.discard(this)
            if under_way is self._under_way:
                done(result)

        def broke(error: BaseException) -> None:
            under_way.discard(this)
            if under_way is self._under_way:
                failed(error)

        under_way.add(this)
        self._jobs.deliver(self._workplace.network.submit(job), ended, broke)
