"""The glucose chart as a table: every reading of the window as the device sent it."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from serums_desktop.charts import glucose_words as words
from serums_desktop.charts.glucose_data import GlucoseData

AnyIndex = QModelIndex | QPersistentModelIndex


class GlucoseTable(QAbstractTableModel):
    """Columns time, value, unit, band, device; one row a reading, the newest first, trace after trace."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data = GlucoseData()
        self._rows: list[tuple[int, int]] = []

    def set_window(self, data: GlucoseData, start_s: float, end_s: float) -> None:
        """Show the readings of a span."""
        self.beginResetModel()
        self._data = data
        self._rows = []
        # A part of them would pass for the whole.
        is_read = data.is_read(start_s, end_s)
        for place, trace in enumerate(data.traces if is_read else ()):
            first, last = np.searchsorted(trace.series.times_s, [start_s, end_s])
            known = np.flatnonzero(np.isfinite(trace.series.values[first:last])) + first
            self._rows.extend((place, int(index)) for index in reversed(known))
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """One row a reading."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """Time, value, unit, band, device."""
        return 0 if parent.isValid() else 5

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell."""
        if not index.isValid() or role not in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        }:
            return None
        place, sample = self._rows[index.row()]
        trace = self._data.traces[place]
        match index.column():
            case 0:
                return words.day_and_clock(float(trace.series.times_s[sample]))
            case 1:
                return trace.series.text(sample)
            case 2:
                return trace.series.unit
            case 3:
                return words.band(trace.band(sample))
        return trace.series.device

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' names."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            words.translate("Glucose", "Time"),
            words.translate("Glucose", "Value"),
            words.translate("Glucose", "Unit"),
            words.translate("Glucose", "Band"),
            words.translate("Glucose", "Device"),
        )[section]
