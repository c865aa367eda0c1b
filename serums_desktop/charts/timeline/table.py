"""The timeline as a table: every entry, in words, for screen readers and for copying."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from serums_desktop.charts.timeline import words
from serums_desktop.domain.timeline import Timeline, TimelineItem

AnyIndex = QModelIndex | QPersistentModelIndex
_VALUE = 3


def _as_written(_item: TimelineItem) -> str:
    return ""


class TimelineTable(QAbstractTableModel):
    """Columns date, lane, title, value, source; one row an item, the newest first, undated ones last.

    `Qt.UserRole` gives the item's id.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[TimelineItem] = []
        self._titles: Mapping[str, str] = {}
        self._converted: Callable[[TimelineItem], str] = _as_written

    def set_timeline(
        self,
        timeline: Timeline,
        titles: Mapping[str, str],
        converted: Callable[[TimelineItem], str] = _as_written,
    ) -> None:
        """Show another timeline. `converted` tells what an item's value was converted to, if it was."""
        self.beginResetModel()
        dated = [item for item in timeline.items if not _is_undated(item)]
        undated = [item for item in timeline.items if _is_undated(item)]
        self._items = [*reversed(dated), *undated]
        self._titles = titles
        self._converted = converted
        self.endResetModel()

    def set_converted(self, converted: Callable[[TimelineItem], str]) -> None:
        """Tell anew which values are drawn in another unit than their own."""
        self._converted = converted
        if self._items:
            self.dataChanged.emit(self.index(0, _VALUE), self.index(len(self._items) - 1, _VALUE))

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """One row an item."""
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """Date, lane, title, value, source."""
        return 0 if parent.isValid() else 5

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell, or the row's item id."""
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return item.item_id
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        match index.column():
            case 0:
                return words.dates(item)
            case 1:
                return words.lane(item.lane)
            case 2:
                return words.statement(item)
            case 3:
                return words.value(item, self._converted(item))
        return ", ".join(self._titles.get(source, source) for source in item.sources)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' names."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            words.translate("Timeline", "Date"),
            words.translate("Timeline", "Lane"),
            words.translate("Timeline", "Title"),
            words.translate("Timeline", "Value"),
            words.translate("Timeline", "Source"),
        )[section]

    def item_id(self, row: int) -> str:
        """The id of a row's item."""
        return self._items[row].item_id


def _is_undated(item: TimelineItem) -> bool:
    return item.start_s is None and item.end_s is None
