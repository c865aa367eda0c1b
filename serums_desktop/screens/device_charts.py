"""Device charts: samples are read and prepared on workers, shown under the same banner, kept on paper."""

from __future__ import annotations

import datetime as dt
import sys
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
from serums_desktop.screens.series import load_device_data, load_window
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
        self._is_reading = self._is_filling = False
        self._wanted_s: tuple[float, float] | None = None
        view.back_requested.connect(self.back_requested)
        view.export_requested.connect(self._export)
        view.retry_requested.connect(record.retry)
        view.coverage.stop_requested.connect(record.stop)
        view.refresh_requested.connect(record.refresh)
        view.window_shown.connect(self._want)
        view.cursor_moved.connect(record.set_cursor)
        record.rendered.connect(self._follow)

    def open(self, opened: OpenedRecord) -> None:
        """Show the device series of the record that is open."""
        self._opened = opened
        self.render_page()
        self._read(opened)

    def end(self) -> None:
        """The record is closed: no sample stays."""
        self._opened = self._data = self._wanted_s = None
        self._is_reading = self._is_filling = False
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
        # What is on show already does not go back to being seen from afar.
        shown_s = self._view.window_s() if self.is_filled() else None

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

        def read() -> DeviceData:
            data = load_device_data(workplace, opened.record_id, items, titles)
            return data if shown_s is None else load_window(workplace, opened.record_id, data, shown_s)

        self._jobs.deliver(workplace.network.submit(read), filled, failed)

    def _want(self, start_s: float, end_s: float) -> None:
        """Other days came on show: their samples are read, the last ones that were wanted."""
        self._wanted_s = start_s, end_s
        if not self._is_filling:
            self._fill()

    def _fill(self) -> None:
        opened, data, wanted_s, workplace = self._opened, self._data, self._wanted_s, self._workplace
        self._wanted_s = None
        if opened is None or data is None or wanted_s is None or data.is_read(*wanted_s):
            return
        self._is_filling = True

        def filled(read: DeviceData) -> None:
            self._is_filling = False
            # The record may be another one now, or its series may have been read anew.
            if self._data is data:
                self._data = read
                self._view.show_samples(read)
            elif self._wanted_s is None and self._data is not None:
                self._wanted_s = self._view.window_s()
            self._fill()

        def failed(error: BaseException) -> None:
            self._is_filling = False
            self.failed.emit(error)

        self._jobs.deliver(
            workplace.network.submit(lambda: load_window(workplace, opened.record_id, data, wanted_s)),
            filled,
            failed,
        )

    def _titles(self) -> dict[str, str]:
        return {source.id: source.title for source in self._workplace.configuration.source}

    def _sheet(self, shown: DeviceData) -> tuple[Callable[[DeviceData], Sheet], tuple[str, ...]]:
        """The current chart ready for paper once its samples are read, and the sources it is from."""
        chart, window_s = self._view.current, self._view.window_s()
        match chart:
            case GlucoseChart():
                ids = [trace.series.source_id for trace in chart.data().traces]
                days_s, unit = chart.window_s(), chart.unit()
                return lambda data: GlucoseSheet(data.glucose, days_s, unit), tuple(dict.fromkeys(ids))
            case HeartRateChart():
                device = chart.data()
                place = next(place for place, each in enumerate(shown.heart_rates) if each is device)
                return lambda data: HeartRateSheet(data.heart_rates[place], window_s, data.markers), (
                    device.series.source_id,
                )
            case DailyChart():
                daily = chart.data()
                return lambda data: DailySheet(daily, window_s, data.markers), (daily.source_id,)
            case ToxicityChart():
                toxicity = chart.data()
                return lambda data: ToxicitySheet(toxicity, data.titles), toxicity.source_ids
        raise TypeError(chart)

    def _export(self, file_format: str) -> None:
        opened, shown = self._opened, self._data
        if opened is None or shown is None or shown.is_empty:
            return
        path = self._choose_path(file_format)
        if not path:
            return
        leading, titles = opened.person.leading, self._titles()
        sheet, source_ids = self._sheet(shown)
        window_s, workplace = self._view.window_s(), self._workplace
        head = PaperHead(
            patient=", ".join(filter(None, (str(leading.name), partial_text(leading.birth_date)))),
            sources=tuple(titles.get(source_id, source_id) for source_id in source_ids),
            made_s=self._workplace.clock.now_s(),
        )

        def write() -> None:
            data = shown
            if not data.is_read(*window_s):
                # On paper and in a file is every sample, however many there are.
                data = load_window(workplace, opened.record_id, data, window_s, sys.maxsize)
            write_sheet(Path(path), PaperFormat(file_format), sheet(data), head)

        self._jobs.deliver(workplace.network.submit(write), lambda _: None, self.failed.emit)

    def _ask_for_path(self, file_format: str) -> str:
        path, _ = QFileDialog.getSaveFileName(
            self._view, self.tr("Export the chart"), f"chart.{file_format}", f"*.{file_format}"
        )
        return path
