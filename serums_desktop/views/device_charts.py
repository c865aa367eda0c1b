"""Device charts: what the record's devices measured, chart by chart over one time, under the banner."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from serums_desktop._generated.ui_device_charts import Ui_DeviceCharts
from serums_desktop.charts.daily import DailyChart
from serums_desktop.charts.device_data import DeviceData
from serums_desktop.charts.glucose import GlucoseChart, GlucoseView
from serums_desktop.charts.heart_rate import HeartRateChart
from serums_desktop.charts.theme import Theme
from serums_desktop.charts.time_chart import TimeChart
from serums_desktop.charts.time_in_range import TimeInRangeChart
from serums_desktop.charts.toxicity import ToxicityChart
from serums_desktop.views.banner import BannerState, PatientBanner
from serums_desktop.views.controls import ElidedLabel, KeyButton, SegmentedControl, plain_label
from serums_desktop.views.coverage_strip import CoverageState, CoverageStrip
from serums_desktop.views.dates import day_text, local_day
from serums_desktop.views.device_charts_cards import Chart, ChartCard

_DEFAULT_DAYS: Final = "14"
_ALL: Final = "all"
# More days than this over one another are a smudge.
_MOST_DAYS_OVERLAID: Final = 90
_RANGE_PX: Final = 352
_HEADINGS_FIT_PX: Final = 1440


class DeviceChartsState(msgspec.Struct, frozen=True):
    """Whose charts these are and which sources stand behind them."""

    banner: BannerState
    coverage: CoverageState = CoverageState()


class DeviceChartsView(QWidget):
    """Renders a `DeviceChartsState` and prepared data. `export_requested` carries a file format.

    `window_shown` tells which days came on show, so that their samples may be read.
    The table key and the exports are about the `current` chart: the one entered last.
    """

    back_requested = Signal()
    export_requested = Signal(str)
    retry_requested = Signal(str)
    refresh_requested = Signal()
    cursor_moved = Signal(float)
    window_shown = Signal(float, float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ui = ui = Ui_DeviceCharts()
        ui.setupUi(self)
        self._data = DeviceData()
        self._is_moving = False
        self._setting = ""
        self._window_s = self._data.window_s(1)
        self.banner = PatientBanner(theme)
        self.coverage = CoverageStrip(theme)
        ui.bannerPlace.addWidget(self.banner)
        ui.coveragePlace.addWidget(self.coverage)
        self.by_day = GlucoseChart(theme)
        self.by_day.set_view(GlucoseView.BY_DAY)
        self.trace = GlucoseChart(theme)
        self.time_in_range = TimeInRangeChart(theme)
        self._range_card = self._framed(self.time_in_range)
        self._nothing = plain_label(role="body", tone="secondary", wrap=True)
        self._nothing.setParent(ui.scrollBody)
        self._nothing.setObjectName("nothing")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._glucose = (
            ChartCard("glucose-by-day", self.by_day, ui.scrollBody),
            ChartCard("glucose", self.trace, ui.scrollBody),
        )
        self._others: list[ChartCard] = []
        self._current = self._glucose[1]
        self._set_up_toolbar()
        self._connect()
        self._place_cards()

    def render_state(self, state: DeviceChartsState) -> None:
        """Show whose charts these are."""
        self.banner.render_state(state.banner)
        self.coverage.render_state(state.coverage)
        answered = state.banner.answered
        self._nothing.setText(
            self.tr(
                "Nothing that a device measured was recorded by the %n sources that answered.", "", answered
            )
        )

    def show_data(self, data: DeviceData, setting: str = "") -> None:
        """Show what a worker has prepared; `setting` says where glucose was taken."""
        entered = self._current.key
        if self._data.is_empty:
            # Another patient, or none: what was chosen for the last one says nothing of this one.
            self.period.select(str(data.opening_days))
            for chart in (self.by_day, self.trace):
                chart.set_unit(None)
        self._data, self._setting = data, setting
        self._is_moving = True
        for chart in (self.by_day, self.trace):
            chart.set_data(data.glucose, setting=setting)
            chart.set_markers(data.markers)
        self._is_moving = False
        self._renew_others()
        self._place_cards()
        self.unit.select(self.trace.unit().value)
        self._move(*self._wanted_window())
        cards = list(self.cards()) or list(self._glucose)
        self._enter(next((card for card in cards if card.key == entered), cards[0]))
        if self.isVisible() and self.focusWidget() in {None, self.back}:
            self._current.chart.setFocus()

    def show_samples(self, data: DeviceData) -> None:
        """Show the same series with the samples of the days on show."""
        self._data = data
        self._is_moving = True
        for chart in (self.by_day, self.trace):
            chart.set_data(data.glucose, setting=self._setting)
        charts = [card.chart for card in self._others if isinstance(card.chart, HeartRateChart)]
        for heart_rate, shown in zip(data.heart_rates, charts, strict=True):
            shown.set_data(heart_rate)
        self._is_moving = False
        self._show_figures()

    def forget(self) -> None:
        """Let go of the patient: no sample stays in any widget."""
        for chart in (self.by_day, self.trace):
            chart.set_cursor(None)
        self.show_data(DeviceData())
        self.time_in_range.set_figures(None)
        self.banner.forget()
        self.coverage.render_state(CoverageState())

    def cards(self) -> Iterator[ChartCard]:
        """The cards on the page, from top to bottom."""
        if self._data.glucose.traces or self._data.glucose.unknown_units:
            yield from self._glucose
        yield from self._others

    def card(self, key: str) -> ChartCard:
        """The card of a chart that is on the page. Raises StopIteration for any other."""
        return next(card for card in self.cards() if card.key == key)

    @property
    def current(self) -> Chart:
        """The chart that the table key and the exports are about."""
        return self._current.chart

    def window_s(self) -> tuple[float, float]:
        """The days on show (UTC epoch seconds)."""
        return self._window_s

    def export_button(self, file_format: str) -> KeyButton:
        """The button of a file format. Raises KeyError for an unknown one."""
        return self._exports[file_format]

    def toggle_table(self) -> None:
        """Swap the current chart for the table of its values, or back."""
        self._current.toggle_table()
        self.table_twin.setChecked(self._current.shows_table())

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._current.chart.setFocus()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        # On a narrow screen the dates in view need the room more than the two headings do.
        is_wide = self.width() >= _HEADINGS_FIT_PX
        self._title.setVisible(is_wide)
        self._export.setVisible(is_wide)

    # -- cards ------------------------------------------------------------------------------------

    def _renew_others(self) -> None:
        for card in self._others:
            self._ui.cards.removeWidget(card)
            card.hide()
            if not isinstance(card.chart, GlucoseChart):
                card.chart.table_model().clear()
            card.deleteLater()
        self._others = []
        data = self._data
        for place, heart_rate in enumerate(data.heart_rates):
            title = data.titles.get(heart_rate.series.source_id, heart_rate.series.source_id)
            self._add(f"heart-rate-{place}", HeartRateChart(self._theme, heart_rate, title))
        for place, movement in enumerate(data.movements):
            title = data.titles.get(movement.source_id, movement.source_id)
            self._add(f"{movement.movement.value}-{place}", DailyChart(self._theme, movement, title))
        if data.toxicity.symptoms:
            self._add("toxicity", ToxicityChart(self._theme, data.toxicity, data.titles))

    def _add(self, key: str, chart: TimeChart | ToxicityChart) -> None:
        if isinstance(chart, TimeChart):
            chart.set_markers(self._data.markers)
        card = ChartCard(key, chart, self._ui.scrollBody)
        self._link(card)
        self._others.append(card)

    def _place_cards(self) -> None:
        """Glucose by day beside its ranges, daily movement in pairs, every other chart across the page."""
        grid = self._ui.cards
        has_glucose = self._glucose[0] in set(self.cards())
        for card in (*self._glucose, self._range_card):
            grid.removeWidget(card)
            card.setVisible(has_glucose)
        self.unit.setVisible(has_glucose)
        grid.removeWidget(self._nothing)
        self._nothing.setVisible(self._data.is_empty and not has_glucose)
        row = 0
        if has_glucose:
            grid.addWidget(self._glucose[0], 0, 0, 1, 3)
            grid.addWidget(self._range_card, 0, 3)
            grid.addWidget(self._glucose[1], 1, 0, 1, 4)
            row = 2
        daily = [card for card in self._others if isinstance(card.chart, DailyChart)]
        for card in self._others:
            if card in daily:
                place = daily.index(card)
                is_alone = place == len(daily) - 1 and place % 2 == 0
                grid.addWidget(card, row, 2 * (place % 2), 1, 4 if is_alone else 2)
                row += is_alone or place % 2
            else:
                grid.addWidget(card, row, 0, 1, 4)
                row += 1
        if not row:
            grid.addWidget(self._nothing, 0, 0, 1, 4)

    def _framed(self, chart: QWidget) -> QFrame:
        frame = QFrame(self._ui.scrollBody)
        frame.setProperty("card", True)
        frame.setFixedWidth(_RANGE_PX)
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(chart)
        return frame

    def _link(self, card: ChartCard) -> None:
        chart = card.chart
        chart.cursor_moved.connect(lambda at_s: self._put_cursor(card, at_s))
        card.entered.connect(self._enter)
        if not isinstance(chart, ToxicityChart):
            chart.window_changed.connect(self._paged)

    def _enter(self, card: ChartCard) -> None:
        self._current = card
        self.table_twin.setChecked(card.shows_table())
        self._export.setText(self.tr("Export {chart}").format(chart=card.title))

    def _put_cursor(self, moved: ChartCard, at_s: float) -> None:
        for card in self.cards():
            if card is not moved:
                card.chart.set_cursor(at_s)
        self.cursor_moved.emit(at_s)

    # -- toolbar ----------------------------------------------------------------------------------

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
                (_ALL, self.tr("All"), ""),
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

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_requested)
        self.period.chosen.connect(self._choose_period)
        self.unit.chosen.connect(self._choose_unit)
        self.table_twin.clicked.connect(self.toggle_table)
        self.coverage.retry_requested.connect(self.retry_requested)
        self.coverage.refresh_requested.connect(self.refresh_requested)
        for card in self._glucose:
            self._link(card)
        for keys, act in (("T", self.toggle_table), ("Esc", self.back_requested.emit)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # -- one time for all -------------------------------------------------------------------------

    def _wanted_window(self, end_s: float | None = None) -> tuple[float, float]:
        chosen = self.period.current
        return self._data.window_s(None if chosen == _ALL else int(chosen), end_s)

    def _choose_period(self, _chosen: str) -> None:
        self._move(*self._wanted_window())

    def _paged(self, _start_s: float, end_s: float) -> None:
        if not self._is_moving:
            self._move(*self._wanted_window(end_s - 1))

    def _move(self, start_s: float, end_s: float) -> None:
        """Show the same days in every chart."""
        self._window_s = (start_s, end_s)
        self._is_moving = True
        days = (local_day(end_s - 1) - local_day(start_s)).days + 1
        self.trace.set_days(days, end_s - 1)
        self.by_day.set_days(min(days, _MOST_DAYS_OVERLAID), end_s - 1)
        for card in self._others:
            if isinstance(card.chart, TimeChart):
                card.chart.set_window(start_s, end_s)
        self._is_moving = False
        first, last = day_text(local_day(start_s)), day_text(local_day(end_s - 1))
        self._window.set_full_text(first if first == last else f"{first} \N{EN DASH} {last}")
        self._show_figures()
        self.window_shown.emit(start_s, end_s)

    def _show_figures(self) -> None:
        self.time_in_range.set_figures(self.trace.figures(), self.trace.unit(), self.trace.unread())

    def _choose_unit(self, unit: str) -> None:
        for chart in (self.by_day, self.trace):
            chart.set_unit(unit)
        self._show_figures()
