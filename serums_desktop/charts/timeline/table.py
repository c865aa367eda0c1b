"""The timeline as a table: every entry, in words, for screen readers and for copying."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from serums_desktop.charts.timeline import words
from serums_desktop.domain.timeline import Timeline, TimelineItem
from serums_desktop.domain.timeline_part import TimelinePart

AnyIndex = QModelIndex | QPersistentModelIndex
_TITLE, _VALUE = 2, 3
# Of a long record so many rows are read at once, so many such pages held, and so few waited for.
_PAGE = 200
_PAGES = 25
_WAITING = 3


def _as_written(_item: TimelineItem) -> str:
    return ""


class TimelineTable(QAbstractTableModel):
    """Columns date, lane, title, value, source; one row an item, the newest first, undated ones last.

    `Qt.UserRole` gives the item's id. Of a long record the rows are read as they are looked at: then
    `rows_wanted` carries the first row (from 0) and how many, one page at a time, the one looked at last
    before others; `fill` brings them.
    """

    rows_wanted = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[TimelineItem] = []
        # Of a long record: how many rows there are, and pages by their number, the one used last at the end.
        self._total: int | None = None
        self._pages: OrderedDict[int, tuple[TimelineItem, ...]] = OrderedDict()
        self._waiting: list[int] = []
        self._under_way: int | None = None
        self._shown: object = None
        self._titles: Mapping[str, str] = {}
        self._converted: Callable[[TimelineItem], str] = _as_written

    def set_timeline(
        self,
        timeline: Timeline | TimelinePart,
        titles: Mapping[str, str],
        converted: Callable[[TimelineItem], str] = _as_written,
    ) -> None:
        """Show another timeline. `converted` tells what an item's value was converted to, if it was.

        Of a part the rows stay where another part of the same record, read at the same time, is given.
        """
        part = timeline if isinstance(timeline, TimelinePart) else TimelinePart(timeline)
        overview = part.overview if not part.is_whole else None
        if overview is not None and overview is self._shown:
            self._titles = titles
            self.set_converted(converted)
            return
        self.beginResetModel()
        self._shown = overview
        self._total = overview.items if overview is not None else None
        self._pages.clear()
        self._waiting, self._under_way = [], None
        items = part.timeline.items if overview is None else ()
        dated = [item for item in items if not _is_undated(item)]
        undated = [item for item in items if _is_undated(item)]
        self._items = [*reversed(dated), *undated]
        self._titles = titles
        self._converted = converted
        self.endResetModel()

    def fill(self, first: int, items: tuple[TimelineItem, ...]) -> None:
        """The rows that were wanted from `first` on; what nobody waits for any more is left."""
        number = first // _PAGE
        if self._total is None or number != self._under_way:
            return
        self._under_way = None
        self._pages[number] = items
        while len(self._pages) > _PAGES:
            self._pages.popitem(last=False)
        last = min(first + _PAGE, self._total) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))
        self._ask()

    def set_converted(self, converted: Callable[[TimelineItem], str]) -> None:
        """Tell anew which values are drawn in another unit than their own."""
        self._converted = converted
        rows = self.rowCount()
        if rows:
            self.dataChanged.emit(self.index(0, _VALUE), self.index(rows - 1, _VALUE))

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """One row an item."""
        if parent.isValid():
            return 0
        return len(self._items) if self._total is None else self._total

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """Date, lane, title, value, source."""
        return 0 if parent.isValid() else 5

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell, or the row's item id, which is empty while the row is being read."""
        if not index.isValid():
            return None
        item = self._item(index.row())
        if item is None:
            is_words = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
            if is_words and index.column() == _TITLE:
                return words.translate("Timeline", "being read")
            return "" if is_words or role == Qt.ItemDataRole.UserRole else None
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
        """The id of a row's item, empty while it is being read."""
        item = self._item(row)
        return item.item_id if item is not None else ""

    def _item(self, row: int) -> TimelineItem | None:
        """A row's item; one that is not held is wanted from now on."""
        if self._total is None:
            return self._items[row]
        number, place = divmod(row, _PAGE)
        page = self._pages.get(number)
        if page is None:
            if number != self._under_way:
                self._waiting = [*(each for each in self._waiting if each != number), number][-_WAITING:]
                self._ask()
            return None
        self._pages.move_to_end(number)
        return page[place] if place < len(page) else None

    def _ask(self) -> None:
        if self._under_way is None and self._waiting:
            self._under_way = self._waiting.pop()
            self.rows_wanted.emit(self._under_way * _PAGE, _PAGE)


def _is_undated(item: TimelineItem) -> bool:
    return item.start_s is None and item.end_s is None
