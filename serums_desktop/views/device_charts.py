"""Device charts: glucose day over day, its time in range, and the trace, under the patient's banner."""

from __future__ import annotations

from typing import Final

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from serums_desktop._generated.ui_device_charts import Ui_DeviceCharts
from serums_desktop.charts.glucose import GlucoseChart, GlucoseView
from serums_desktop.charts.glucose_data import GlucoseData
from serums_desktop.charts.theme import Theme
from serums_desktop.charts.time_in_range import TimeInRangeChart
from serums_desktop.views.banner import BannerState, PatientBanner
from serums_desktop.views.controls import ElidedLabel, KeyButton, SegmentedControl, plain_label
from serums_desktop.views.coverage_strip import CoverageState, CoverageStrip
from serums_desktop.views.dates import day_text, local_day

_DEFAULT_DAYS: Final = "14"
_HEADINGS_FIT_PX: Final = 1440


class DeviceChartsState(msgspec.Struct, frozen=True):
    """Whose charts these are and which sources stand behind them."""

    banner: BannerState
    coverage: CoverageState = CoverageState()


class DeviceChartsView(QWidget):
    """Renders a `DeviceChartsState` and glucose samples. `export_requested` carries a file format."""

    back_requested = Signal()
    export_requested = Signal(str)
    retry_requested = Signal(str)
    refresh_requested = Signal()
    cursor_moved = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ui = ui = Ui_DeviceCharts()
        ui.setupUi(self)
        self.banner = PatientBanner(theme)
        self.coverage = CoverageStrip(theme)
        ui.bannerPlace.addWidget(self.banner)
        ui.coveragePlace.addWidget(self.coverage)
        self.by_day = GlucoseChart(theme)
        self.by_day.set_view(GlucoseView.BY_DAY)
        self.trace = GlucoseChart(theme)
        self.time_in_range = TimeInRangeChart(theme)
        self.table = self._table()
        ui.byDayPlace.addWidget(self.by_day)
        ui.rangePlace.addWidget(self.time_in_range)
        ui.tracePlace.addWidget(self.trace)
        ui.page.addWidget(self.table, 1)
        self.table.hide()
        self._set_up_toolbar()
        self._connect()

    def render_state(self, state: DeviceChartsState) -> None:
        """Show whose charts these are."""
        self.banner.render_state(state.banner)
        self.coverage.render_state(state.coverage)

    def show_glucose(self, data: GlucoseData, setting: str = "") -> None:
        """Show samples that a worker has prepared; `setting` says where they were taken."""
        for chart in self._charts():
            chart.set_data(data, setting=setting)
        self.unit.select(self.trace.unit().value)
        self._choose_unit(self.unit.current)
        self._show_window()

    def forget(self) -> None:
        """Let go of the patient: no sample stays in any widget."""
        for chart in self._charts():
            chart.set_cursor(None)
            chart.set_data(GlucoseData())
        self.time_in_range.set_figures(None)
        self.banner.forget()
        self.coverage.render_state(CoverageState())

    def export_button(self, file_format: str) -> KeyButton:
        """The button of a file format. Raises KeyError for an unknown one."""
        return self._exports[file_format]

    def toggle_table(self) -> None:
        """Swap the charts for the table of their readings, or back."""
        to_table = not self.table.isVisibleTo(self)
        self._ui.scroll.setVisible(not to_table)
        self.table.setVisible(to_table)
        self.table_twin.setChecked(to_table)
        (self.table if to_table else self.trace).setFocus()

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self.trace.setFocus()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        # On a narrow screen the dates in view need the room more than the two headings do.
        is_wide = self.width() >= _HEADINGS_FIT_PX
        self._title.setVisible(is_wide)
        self._export.setVisible(is_wide)

    def _charts(self) -> tuple[GlucoseChart, GlucoseChart]:
        return self.by_day, self.trace

    def _set_up_toolbar(self) -> None:
        row = self._ui.toolbarRow
        self.back = KeyButton(self._theme, self.tr("Timeline"), icon_name="back")
        self.back.setToolTip(self.tr("Back to the timeline (Esc)"))
        row.addWidget(self.back)
        row.addSpacing(8)
        self._title = plain_label(self.tr("Device charts"), role="label")
        row.addWidget(self._title)
        row.addSpacing(8)
        self.period = SegmentedControl(
            self._theme,
            [
                ("1", self.tr("Day"), ""),
                ("7", self.tr("Week"), ""),
                ("14", self.tr("14 days"), ""),
                ("30", self.tr("30 days"), ""),
                ("90", self.tr("90 days"), ""),
            ],
            name=self.tr("Period"),
        )
        self.period.select(_DEFAULT_DAYS)
        row.addWidget(self.period)
        self._window = ElidedLabel()
        self._window.setProperty("type", "body-strong")
        row.addWidget(self._window, 1)
        self.unit = SegmentedControl(
            self._theme, [("mmol/L", "mmol/L", ""), ("mg/dL", "mg/dL", "")], name=self.tr("Unit")
        )
        row.addWidget(self.unit)
        self.table_twin = KeyButton(self._theme, self.tr("Table"), icon_name="table", keys="T")
        self.table_twin.setCheckable(True)
        row.addWidget(self.table_twin)
        self._export = plain_label(self.tr("Export"), role="caption", tone="secondary")
        row.addWidget(self._export)
        self._exports: dict[str, KeyButton] = {}
        for file_format in ("png", "svg", "pdf", "csv"):
            button = KeyButton(self._theme, file_format.upper())
            button.setAccessibleName(self.tr("Export as {format}").format(format=file_format.upper()))
            button.clicked.connect(lambda _=False, chosen=file_format: self.export_requested.emit(chosen))
            self._exports[file_format] = button
            row.addWidget(button)

    def _table(self) -> QTableView:
        table = QTableView()
        table.setAccessibleName(self.tr("Readings"))
        table.setModel(self.trace.table_model())
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(28)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        return table

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_requested)
        self.period.chosen.connect(self._choose_days)
        self.unit.chosen.connect(self._choose_unit)
        self.table_twin.clicked.connect(self.toggle_table)
        self.coverage.retry_requested.connect(self.retry_requested)
        self.coverage.refresh_requested.connect(self.refresh_requested)
        self.trace.window_changed.connect(self._show_window)
        for chart, other in ((self.by_day, self.trace), (self.trace, self.by_day)):
            chart.cursor_moved.connect(other.set_cursor)
            chart.cursor_moved.connect(self.cursor_moved)
        for keys, act in (("T", self.toggle_table), ("Esc", self.back_requested.emit)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _choose_days(self, days: str) -> None:
        for chart in self._charts():
            chart.set_days(int(days))

    def _choose_unit(self, unit: str) -> None:
        for chart in self._charts():
            chart.set_unit(unit)
        self._show_window()

    def _show_window(self) -> None:
        start_s, end_s = self.trace.window_s()
        first, last = day_text(local_day(start_s)), day_text(local_day(end_s - 1))
        self._window.set_full_text(first if first == last else f"{first} \N{EN DASH} {last}")
        self.time_in_range.set_figures(self.trace.figures(), self.trace.unit())
