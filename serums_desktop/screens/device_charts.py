"""Device charts: samples are read and prepared on workers, shown under the same banner, kept on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from serums_desktop.analytics.cgm import GlucoseUnit
from serums_desktop.charts.glucose_data import GlucoseData
from serums_desktop.charts.paper import PaperFormat, PaperHead, write_glucose
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.screens.record import RecordScreen
from serums_desktop.screens.series import load_glucose
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
        self._data: GlucoseData | None = None
        view.back_requested.connect(self.back_requested)
        view.export_requested.connect(self._export)
        view.retry_requested.connect(record.retry)
        view.refresh_requested.connect(record.refresh)
        view.cursor_moved.connect(record.set_cursor)
        record.rendered.connect(self.render_page)

    def open(self, opened: OpenedRecord) -> None:
        """Show the device series of the record that is open."""
        self._opened = opened
        self.render_page()
        workplace, record_id = self._workplace, opened.record_id
        self._jobs.deliver(
            workplace.network.submit(lambda: load_glucose(workplace, record_id)),
            self._filled,
            self.failed.emit,
        )

    def end(self) -> None:
        """The record is closed: no sample stays."""
        self._opened = self._data = None
        self._view.forget()

    def is_filled(self) -> bool:
        """Whether samples are on the charts."""
        return self._data is not None and bool(self._data.traces)

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

    def _filled(self, data: GlucoseData) -> None:
        self._data = data
        self._view.show_glucose(data)

    def _export(self, file_format: str) -> None:
        opened, data = self._opened, self._data
        if opened is None or data is None:
            return
        path = self._choose_path(file_format)
        if not path:
            return
        leading = opened.person.leading
        titles = {source.id: source.title for source in self._workplace.configuration.source}
        head = PaperHead(
            patient=", ".join(filter(None, (str(leading.name), partial_text(leading.birth_date)))),
            sources=tuple(dict.fromkeys(titles.get(trace.series.source_id, "") for trace in data.traces)),
            made_s=self._workplace.clock.now_s(),
        )
        window_s, unit = self._view.trace.window_s(), GlucoseUnit(self._view.trace.unit())
        self._jobs.deliver(
            self._workplace.network.submit(
                lambda: write_glucose(
                    Path(path), PaperFormat(file_format), data, window_s, unit=unit, head=head
                )
            ),
            lambda _: None,
            self.failed.emit,
        )

    def _ask_for_path(self, file_format: str) -> str:
        path, _ = QFileDialog.getSaveFileName(
            self._view, self.tr("Export the chart"), f"glucose.{file_format}", f"*.{file_format}"
        )
        return path
