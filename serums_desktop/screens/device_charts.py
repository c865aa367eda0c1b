"""Device charts: samples are read and prepared on workers, shown under the same banner, kept on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from serums_desktop.charts.daily import DailyChart
from serums_desktop.charts.device_data import DeviceData
from serums_desktop.charts.glucose import GlucoseChart
from serums_desktop.charts.heart_rate import HeartRateChart
from serums_desktop.charts.paper import PaperFormat, PaperHead, Sheet, write_sheet
from serums_desktop.charts.paper_sheets import DailySheet, GlucoseSheet, HeartRateSheet, ToxicitySheet
from serums_desktop.charts.toxicity import ToxicityChart
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.screens.record import RecordScreen
from serums_desktop.screens.series import load_device_data
from serums_desktop.services.open_record import OpenedRecord
from serums_desktop.services.workplace import Workplace
from serums_desktop.views.banner import BannerState
from serums_desktop.views.coverage_strip import CoverageState
from serums_desktop.views.dates import partial_text
from serums_desktop.views.device_charts import DeviceChartsState, DeviceChartsView

ChoosePath = Callable[[str], str]


class DeviceChartsScreen(QObject):
    """`back_requested` leads to the timeline, `failed` carries an error to tell."""

    back_requested = Signal()
    failed = Signal(object)

    def __init__(
        self,
        view: DeviceChartsView,
        jobs: Jobs,
        workplace: Workplace,
        record: RecordScreen,
        parent: QObject | None = None,
        choose_path: ChoosePath | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._jobs = jobs
        self._workplace = workplace
        self._record = record
        self._choose_path = choose_path or self._ask_for_path
        self._opened: OpenedRecord | None = None
        self._data: DeviceData | None = None
        self._is_reading = False
        view.back_requested.connect(self.back_requested)
        view.export_requested.connect(self._export)
        view.retry_requested.connect(record.retry)
        view.coverage.stop_requested.connect(record.stop)
        view.refresh_requested.connect(record.refresh)
        view.cursor_moved.connect(record.set_cursor)
        record.rendered.connect(self._follow)

    def open(self, opened: OpenedRecord) -> None:
        """Show the device series of the record that is open."""
        self._opened = opened
        self.render_page()
        self._read(opened)

    def end(self) -> None:
        """The record is closed: no sample stays."""
        self._opened = self._data = None
        self._is_reading = False
        self._view.forget()

    def is_filled(self) -> bool:
        """Whether samples are on the charts."""
        return self._data is not None and not self._data.is_empty

    def render_page(self) -> None:
        """Show whose charts these are and how the sources stand."""
        state = self._record.state()
        if self._opened is None or state is None:
            return
        today = dt.datetime.fromtimestamp(state.now_s, tz=dt.UTC).astimezone().date()
        self._view.render_state(
            DeviceChartsState(
                BannerState(
                    person=state.person,
                    summary=state.summary,
                    resuscitation=state.resuscitation,
                    titles=state.titles,
                    answered=state.coverage.answered,
                    today=today,
                ),
                CoverageState(state.coverage, state.now_s, state.offline),
            )
        )

    def _follow(self) -> None:
        """Sources go on answering: what they add comes into the charts too."""
        self.render_page()
        shown, opened = self._opened, self._record.opened()
        if shown is None or opened is None or opened is shown or opened.record_id != shown.record_id:
            return
        is_same = opened.series == shown.series and opened.timeline == shown.timeline
        if not is_same and not self._is_reading:
            self._read(opened)

    def _read(self, opened: OpenedRecord) -> None:
        self._opened, self._is_reading = opened, True
        workplace, titles = self._workplace, self._titles()

        def filled(data: DeviceData) -> None:
            self._is_reading = False
            # Another record may have been opened meanwhile, or none.
            if self._opened is not None and self._opened.record_id == opened.record_id:
                self._data = data
                self._view.show_data(data)
                self._follow()

        def failed(error: BaseException) -> None:
            self._is_reading = False
            self.failed.emit(error)

        items = opened.timeline.items
        self._jobs.deliver(
            workplace.network.submit(lambda: load_device_data(workplace, opened.record_id, items, titles)),
            filled,
            failed,
        )

    def _titles(self) -> dict[str, str]:
        return {source.id: source.title for source in self._workplace.configuration.source}

    def _sheet(self) -> tuple[Sheet, tuple[str, ...]]:
        """The current chart ready for paper, and the sources it is from."""
        chart, window_s = self._view.current, self._view.window_s()
        markers = self._data.markers if self._data is not None else ()
        match chart:
            case GlucoseChart():
                ids = [trace.series.source_id for trace in chart.data().traces]
                return GlucoseSheet(chart.data(), chart.window_s(), chart.unit()), tuple(dict.fromkeys(ids))
            case HeartRateChart():
                return HeartRateSheet(chart.data(), window_s, markers), (chart.data().series.source_id,)
            case DailyChart():
                return DailySheet(chart.data(), window_s, markers), (chart.data().source_id,)
            case ToxicityChart():
                return ToxicitySheet(chart.data(), self._titles()), chart.data().source_ids
        raise TypeError(chart)

    def _export(self, file_format: str) -> None:
        opened = self._opened
        if opened is None or self._data is None or self._data.is_empty:
            return
        path = self._choose_path(file_format)
        if not path:
            return
        leading, titles = opened.person.leading, self._titles()
        sheet, source_ids = self._sheet()
        head = PaperHead(
            patient=", ".join(filter(None, (str(leading.name), partial_text(leading.birth_date)))),
            sources=tuple(titles.get(source_id, source_id) for source_id in source_ids),
            made_s=self._workplace.clock.now_s(),
        )
        self._jobs.deliver(
            self._workplace.network.submit(
                lambda: write_sheet(Path(path), PaperFormat(file_format), sheet, head)
            ),
            lambda _: None,
            self.failed.emit,
        )

    def _ask_for_path(self, file_format: str) -> str:
        path, _ = QFileDialog.getSaveFileName(
            self._view, self.tr("Export the chart"), f"chart.{file_format}", f"*.{file_format}"
        )
        return path
