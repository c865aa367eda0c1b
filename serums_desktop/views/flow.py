"""A layout that puts its items side by side and begins a new row when one is full."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Rows of items at their own size. An item wider than a row gets the row and its own height for it.

    Nothing is clipped or left out: the layout asks for as much height as its rows need.
    """

    def __init__(self, parent: QWidget | None = None, *, gap_px: int = 8, row_gap_px: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap_px = gap_px
        self._row_gap_px = row_gap_px
        # Asked for many times while a page finds its size.
        self._heights_px: dict[int, int] = {}
        self.setContentsMargins(QMargins())

    def addItem(self, item: QLayoutItem, /) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int, /) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int, /) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int, /) -> int:
        if width not in self._heights_px:
            self._heights_px[width] = self._arrange(QRect(0, 0, width, 0), place=False)
        return self._heights_px[width]

    def invalidate(self) -> None:
        """An item changed its size, came or went."""
        self._heights_px.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect, /) -> None:
        super().setGeometry(rect)
        # Rows that need less than they were given stand in the middle, in line with what is beside them.
        spare = max(0, rect.height() - self._arrange(rect, place=False))
        self._arrange(rect.adjusted(0, spare // 2, 0, 0), place=True)

    def sizeHint(self) -> QSize:
        """Everything in one row."""
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self._gap_px * max(0, len(shown) - 1)
        return QSize(width, max((size.height() for size in shown), default=0)).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        height = max((item.sizeHint().height() for item in self._items if not item.isEmpty()), default=0)
        return QSize(0, height).grownBy(self.contentsMargins())

    def widgets(self) -> list[QWidget]:
        """The widgets in it, in order."""
        return [widget for item in self._items if (widget := item.widget()) is not None]

    def clear(self) -> None:
        """Remove every item and the widgets in them."""
        for widget in self.widgets():
            self.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        margins = self.contentsMargins()
        inner = rect.marginsRemoved(margins)
        parent = self.parentWidget()
        mirrored = parent is not None and parent.layoutDirection() is Qt.LayoutDirection.RightToLeft
        x, y, row_height = inner.left(), inner.top(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if size.width() > inner.width() > 0:
                height = item.heightForWidth(inner.width()) if item.hasHeightForWidth() else size.height()
                size = QSize(inner.width(), max(height, size.height()))
            if x > inner.left() and x + size.width() > inner.right() + 1:
                x, y, row_height = inner.left(), y + row_height + self._row_gap_px, 0
            if place:
                left = inner.left() + inner.right() + 1 - x - size.width() if mirrored else x
                item.setGeometry(QRect(left, y, size.width(), size.height()))
            x += size.width() + self._gap_px
            row_height = max(row_height, size.height())
        return y + row_height - rect.top() + margins.bottom()
