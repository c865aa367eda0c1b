"""The safety summary pane: the sections of the International Patient Summary, always in one order."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from serums_desktop.charts.icons import paint_icon
from serums_desktop.charts.theme import Theme
from serums_desktop.views.controls import IconLabel, plain_label, plain_tooltip
from serums_desktop.views.summary_rows import RowKind, Section, SummaryRow, SummaryState, summary_rows

_AnyIndex = QModelIndex | QPersistentModelIndex
_ROW_ROLE: Final = Qt.ItemDataRole.UserRole
_EDGE_PX: Final = 16
_TEXT_PX: Final = 40
_HEIGHTS_PX: Final = {RowKind.HEADING: 36, RowKind.ITEM: 22, RowKind.MORE: 22}


class SummaryRows(QAbstractListModel):
    """The rows as a list; headings and notes cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[SummaryRow] = []

    def set_rows(self, rows: list[SummaryRow]) -> None:
        """Show other rows."""
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def row_of(self, item_id: str) -> int:
        """The row of an item, or -1."""
        return next((place for place, row in enumerate(self._rows) if row.item_id == item_id), -1)

    def rowCount(self, parent: _AnyIndex = QModelIndex(), /) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        row = self._rows[index.row()]
        if role == _ROW_ROLE:
            return row
        words = ", ".join(filter(None, (row.text, row.note, row.end)))
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(words)
        return None

    def flags(self, index: _AnyIndex, /) -> Qt.ItemFlag:
        if self._rows[index.row()].kind in {RowKind.ITEM, RowKind.MORE}:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.ItemIsEnabled


class SummaryPainter(QStyledItemDelegate):
    """Paints a row: icon, strong words, softer words, and the source or date at the end."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: _AnyIndex, /) -> QSize:
        row: SummaryRow = index.data(_ROW_ROLE)
        if row.kind is not RowKind.NOTE:
            return QSize(0, _HEIGHTS_PX[row.kind])
        width = max(self._view.viewport().width() - _TEXT_PX - _EDGE_PX, 80)
        box = QFontMetrics(self._theme.font("caption")).boundingRect(
            QRect(0, 0, width, 1000), Qt.TextFlag.TextWordWrap, row.text
        )
        return QSize(0, box.height() + 6)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex, /) -> None:
        row: SummaryRow = index.data(_ROW_ROLE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        # A record keeps the direction of its own words, whatever the language of the program.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        if row.kind is RowKind.HEADING:
            self._paint_heading(painter, rect, row, first=index.row() == 0)
        elif row.kind is RowKind.NOTE:
            painter.setFont(self._theme.font("caption"))
            painter.setPen(self._theme.colour("text.secondary"))
            place = self._place(rect, _TEXT_PX, rect.width() - _TEXT_PX - _EDGE_PX)
            painter.drawText(place, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, row.text)
        else:
            if state & QStyle.StateFlag.State_Selected:
                painter.fillRect(rect, self._theme.colour("bg.selected"))
                painter.fillRect(self._place(rect, 0, 3), self._theme.colour("accent.default"))
            elif state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(rect, self._theme.colour("bg.hover"))
            self._paint_item(painter, rect, row)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, row: SummaryRow, *, first: bool) -> None:
        if not first:
            painter.setPen(self._theme.colour("border.subtle"))
            painter.drawLine(rect.left(), rect.top() + 6, rect.right(), rect.top() + 6)
        line = rect.adjusted(0, 10, 0, 0)
        icon_place = self._place(line, 14, 16)
        paint_icon(painter, icon_place.toRectF(), row.icon, self._theme.colour("text.secondary"))
        font = self._theme.font("body-strong")
        x = self._write(painter, line, 36, row.text, font=font, tone="text.secondary")
        self._write(painter, line, x + 8, row.note, font=self._theme.font("caption"), tone="text.tertiary")

    def _paint_item(self, painter: QPainter, rect: QRect, row: SummaryRow) -> None:
        if row.icon:
            place = self._place(rect, 15, 14)
            paint_icon(painter, place.toRectF(), row.icon, self._theme.colour(row.tone))
        caption = self._theme.font("caption")
        end_width = QFontMetrics(caption).horizontalAdvance(row.end)
        right = rect.width() - _EDGE_PX - (end_width + 8 if row.end else 0)
        is_more = row.kind is RowKind.MORE
        strong = self._theme.font("body")
        if not is_more:
            strong.setWeight(QFont.Weight.Medium)
        tone = "accent.default" if is_more else "text.primary"
        x = self._write(painter, rect, _TEXT_PX, row.text, font=strong, tone=tone, limit=right)
        if row.note:
            font = self._theme.font("body")
            self._write(painter, rect, x + 5, row.note, font=font, tone="text.secondary", limit=right)
        if row.end:
            start = rect.width() - _EDGE_PX - end_width
            self._write(painter, rect, start, row.end, font=caption, tone="text.secondary")

    def _write(
        self,
        painter: QPainter,
        rect: QRect,
        x: int,
        text: str,
        *,
        font: QFont,
        tone: str,
        limit: int | None = None,
    ) -> int:
        """Write one line from `x` on, elided at `limit`; returns where it ended."""
        metrics = QFontMetrics(font)
        width = metrics.horizontalAdvance(text)
        if limit is not None and x + width > limit:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(limit - x, 0))
            width = metrics.horizontalAdvance(text)
        painter.setFont(font)
        painter.setPen(self._theme.colour(tone))
        place = self._place(rect, x, width + 1)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, text)
        return x + width

    def _place(self, rect: QRect, x: int, width: int) -> QRect:
        logical = QRect(rect.left() + x, rect.top(), width, rect.height())
        return QStyle.visualRect(self._view.layoutDirection(), rect, logical)


class SummaryPane(QFrame):
    """Renders a `SummaryState`; choosing a row emits its item."""

    item_selected = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = SummaryState()
        self._unfolded: frozenset[Section] = frozenset()
        self.setProperty("surface", "surface")
        self.setProperty("edge", "right")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        header = QFrame()
        header.setProperty("surface", "surface")
        header.setProperty("edge", "bottom")
        header.setFixedHeight(theme.size("pane-header"))
        row = QHBoxLayout(header)
        row.setContentsMargins(14, 0, 16, 0)
        row.addWidget(IconLabel(theme, "problems", "text.primary"))
        row.addWidget(plain_label(self.tr("Safety summary"), role="label"))
        row.addStretch(1)
        column.addWidget(header)
        self.list = QListView()
        self.list.setAccessibleName(self.tr("Safety summary"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMouseTracking(True)
        self._rows = SummaryRows(self.list)
        self.list.setModel(self._rows)
        self.list.setItemDelegate(SummaryPainter(theme, self.list))
        self.list.clicked.connect(self._take)
        self.list.activated.connect(self._take)
        theme.changed.connect(self.list.viewport().update)
        column.addWidget(self.list, 1)

    def render_state(self, state: SummaryState) -> None:
        """Show a state."""
        if state != self._state or not self._rows.rowCount():
            self._state = state
            self._rows.set_rows(summary_rows(state, self._unfolded))

    def forget(self) -> None:
        """Show no rows; sections fold again."""
        self._state = SummaryState()
        self._unfolded = frozenset()
        self._rows.set_rows([])

    def select(self, item_id: str) -> None:
        """Mark the row of an item, if it has one."""
        place = self._rows.row_of(item_id) if item_id else -1
        if place < 0:
            self.list.clearSelection()
            self.list.setCurrentIndex(QModelIndex())
            return
        self.list.setCurrentIndex(self._rows.index(place))

    def show_section(self, section: Section) -> None:
        """Bring a section's heading to the top."""
        for place in range(self._rows.rowCount()):
            row: SummaryRow = self._rows.index(place).data(_ROW_ROLE)
            if row.section is section:
                self.list.scrollTo(self._rows.index(place), QListView.ScrollHint.PositionAtTop)
                return

    def _take(self, index: QModelIndex) -> None:
        row: SummaryRow = index.data(_ROW_ROLE)
        if row.kind is RowKind.MORE:
            self._unfolded |= {row.section}
            self._rows.set_rows(summary_rows(self._state, self._unfolded))
        elif row.kind is RowKind.ITEM:
            self.item_selected.emit(row.item_id)
