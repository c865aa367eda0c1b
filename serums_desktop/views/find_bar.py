"""Finding words in a record: a field, how many entries have them, and these entries as a table."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QSizePolicy,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from serums_desktop.charts.theme import Theme
from serums_desktop.charts.timeline.table import TimelineTable
from serums_desktop.domain.timeline import Timeline, TimelineItem
from serums_desktop.views.controls import follow_theme, plain_label

_ROW_PX = 28
_MOST_ROWS = 5


class FindField(QLineEdit):
    """A line for words. Up and Down go through what was found: `stepped` carries -1 or 1."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        match event.key():
            case Qt.Key.Key_Up:
                self.stepped.emit(-1)
            case Qt.Key.Key_Down:
                self.stepped.emit(1)
            case _:
                super().keyPressEvent(event)


class FindBar(QFrame):
    """Enter goes to the entry that is marked in the table, and marks the next one.

    `words_typed` carries what was typed, `item_chosen` an item's id; `closed` that nothing is looked for.
    """

    words_typed = Signal(str)
    item_chosen = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "surface")
        self.setProperty("edge", "bottom")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.field = FindField()
        self.field.setPlaceholderText(self.tr("Words, a code or the beginning of a word"))
        self.field.setAccessibleName(self.tr("Find in the record"))
        self.field.setClearButtonEnabled(True)
        self._told = plain_label(tone="secondary")
        self._close = QToolButton()
        self._close.setProperty("look", "bare")
        self._close.setAccessibleName(self.tr("Close"))
        follow_theme(theme, self._close, "close")
        self._model = TimelineTable(self)
        self.table = self._table()
        row = QHBoxLayout()
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(12)
        for widget, stretch in ((self.field, 2), (self._told, 1), (self._close, 0)):
            row.addWidget(widget, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.table)
        self.field.textChanged.connect(self.words_typed)
        self.field.returnPressed.connect(self._go)
        self.field.stepped.connect(self._step)
        self.table.activated.connect(self._choose)
        self.table.clicked.connect(self._choose)
        self._close.clicked.connect(self.close_bar)
        self._tell("")
        self.hide()

    def open_bar(self) -> None:
        """Show the field, ready to be typed into."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def close_bar(self) -> None:
        """Look for nothing any more."""
        self.forget()
        self.closed.emit()

    def forget(self) -> None:
        """Nothing that was looked for or found stays."""
        self.field.clear()
        self.show_found((), {}, is_cut=False)
        self._tell("")
        self.hide()

    def show_found(self, items: tuple[TimelineItem, ...], titles: Mapping[str, str], *, is_cut: bool) -> None:
        """Show the entries that have the words, the newest first; `is_cut` when there are more."""
        dated = [item for item in items if not (item.start_s is None and item.end_s is None)]
        undated = [item for item in items if item.start_s is None and item.end_s is None]
        self._model.set_timeline(Timeline((*reversed(dated), *undated)), titles)
        self.table.setVisible(bool(items))
        self.table.setFixedHeight(_ROW_PX * min(len(items), _MOST_ROWS) + 4)
        if items:
            self.table.selectRow(0)
        if not self.field.text().strip():
            self._tell("")
        elif is_cut:
            self._tell(self.tr("The newest %n entries", "", len(items)))
        else:
            self._tell(self.tr("%n entries", "", len(items)))

    def _tell(self, text: str) -> None:
        self._told.setText(text)
        self.field.setAccessibleDescription(text)

    def _table(self) -> QTableView:
        table = QTableView()
        table.setAccessibleName(self.tr("Entries found"))
        table.setModel(self._model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        table.horizontalHeader().hide()
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for section, width in ((0, 176), (1, 112), (3, 176)):
            table.setColumnWidth(section, width)
        return table

    def _step(self, by: int) -> None:
        rows = self._model.rowCount()
        if rows:
            self.table.selectRow(min(max(self.table.currentIndex().row() + by, 0), rows - 1))

    def _go(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self._choose(index)
            self._step(1)

    def _choose(self, index: QModelIndex) -> None:
        self.item_chosen.emit(index.data(Qt.ItemDataRole.UserRole))
