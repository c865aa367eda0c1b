"""The cards of the device charts: each holds a chart and, behind it, the table that says the same."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QVBoxLayout, QWidget

from serums_desktop.charts.glucose import GlucoseChart
from serums_desktop.charts.time_chart import TimeChart
from serums_desktop.charts.toxicity import ToxicityChart
from serums_desktop.views.controls import plain_label

Chart = GlucoseChart | TimeChart | ToxicityChart


class ChartCard(QFrame):
    """A chart or its table. `entered` says that the keyboard or the pointer has come in."""

    entered = Signal(object)

    def __init__(self, key: str, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.chart = chart
        self.setProperty("card", True)
        self.table = self._table()
        self._heading = plain_label(self.title, role="label")
        self._heading.setContentsMargins(15, 8, 15, 8)
        for behind in (self._heading, self.table):
            behind.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for inside in (chart, self._heading, self.table):
            column.addWidget(inside)
        for entered in (chart, self.table):
            entered.installEventFilter(self)

    @property
    def title(self) -> str:
        """What is charted."""
        return self.chart.accessibleName()

    def shows_table(self) -> bool:
        """Whether the table is in front."""
        return self.table.isVisibleTo(self)

    def toggle_table(self) -> None:
        """Swap the chart for its table, or back."""
        to_table = not self.shows_table()
        # The card keeps its height: what lies below stays where it is.
        height = self.chart.height() - self._heading.sizeHint().height()
        self.table.setMinimumHeight(height if to_table else 0)
        self.chart.setVisible(not to_table)
        for behind in (self._heading, self.table):
            behind.setVisible(to_table)
        (self.table if to_table else self.chart).setFocus()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self.entered.emit(self)
        return super().eventFilter(watched, event)

    def _table(self) -> QTableView:
        table = QTableView(self)
        table.setAccessibleName(self.chart.accessibleName())
        table.setModel(self.chart.table_model())
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
