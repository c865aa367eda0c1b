"""A chart as a table: rows of words, made as they come into view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

AnyIndex = QModelIndex | QPersistentModelIndex
Row = Callable[[int], Sequence[str]]


def _no_words(_place: int) -> tuple[str, ...]:
    return ()


class RowsTable(QAbstractTableModel):
    """A read-only table whose rows a chart makes on demand."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: Sequence[str] = ()
        self._count = 0
        self._row: Row = _no_words

    def set_rows(self, columns: Sequence[str], count: int, row: Row) -> None:
        """Show `count` rows; ``row(place)`` gives the words of one, as many as there are `columns`."""
        self.beginResetModel()
        self._columns, self._count, self._row = columns, count, row
        self.endResetModel()

    def clear(self) -> None:
        """Show no row, and hold on to no chart any more."""
        self.set_rows((), 0, _no_words)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """How many rows there are."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell."""
        if index.isValid() and role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._row(index.row())[index.column()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' names."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section]
        return None
