"""The three columns of the record: they dock, become drawers or fold to a rail as the width allows."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QStyle, QToolButton, QVBoxLayout, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.views.controls import follow_theme
from serums_desktop.views.summary_rows import ICONS, Section, section_text

# Below these widths the detail becomes a drawer and the summary folds to a rail.
DETAIL_DOCKS_PX: Final = 1440
SUMMARY_DOCKS_PX: Final = 1280
_RAIL_PX: Final = 48


class SummaryRail(QFrame):
    """The summary folded to its icons; a press unfolds it at a section."""

    section_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "surface")
        self.setProperty("edge", "right")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 9, 8)
        column.setSpacing(8)
        for section in Section:
            button = QToolButton()
            button.setProperty("look", "bare")
            button.setAccessibleName(section_text(section))
            button.setToolTip(section_text(section))
            button.setIconSize(QSize(20, 20))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            follow_theme(theme, button, ICONS[section])
            button.clicked.connect(lambda _checked=False, key=section: self.section_requested.emit(key.value))
            column.addWidget(button)
        column.addStretch(1)


class RecordFrame(QWidget):
    """Places summary, centre and detail. Drawers lie over the centre and never narrow it.

    `detail_drawn` tells whether the detail is a drawer.
    """

    detail_drawn = Signal(bool)

    def __init__(
        self, theme: Theme, summary: QWidget, centre: QWidget, detail: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._summary_px = theme.size("summary-pane")
        self._detail_px = theme.size("detail-pane")
        self.rail = SummaryRail(theme, self)
        self._summary, self._centre, self._detail = summary, centre, detail
        for pane in (centre, summary, detail):
            pane.setParent(self)
        self._summary_open = False
        self._detail_open = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def detail_is_drawer(self) -> bool:
        """Whether the detail lies over the centre and can be put away."""
        return self.width() < DETAIL_DOCKS_PX

    @property
    def summary_is_folded(self) -> bool:
        """Whether the summary is a rail."""
        return self.width() < SUMMARY_DOCKS_PX

    def open_detail(self, *, is_open: bool) -> None:
        """Pull the detail drawer out or put it away; a docked detail stays."""
        self._detail_open = is_open
        self._arrange()

    def open_summary(self, *, is_open: bool) -> None:
        """Unfold the summary over the centre, or fold it again."""
        self._summary_open = is_open
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        return QSize(_RAIL_PX + self._centre.minimumSizeHint().width(), 96)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._arrange()

    def _arrange(self) -> None:
        width = self.width()
        folded, drawer = self.summary_is_folded, self.detail_is_drawer
        self.detail_drawn.emit(drawer)
        left = _RAIL_PX if folded else self._summary_px
        right = 0 if drawer else self._detail_px
        self.rail.setVisible(folded)
        self._summary.setVisible(not folded or self._summary_open)
        self._detail.setVisible(not drawer or self._detail_open)
        self._place(self.rail, 0, _RAIL_PX)
        self._place(self._centre, left, width - left - right)
        self._place(self._summary, _RAIL_PX if folded else 0, self._summary_px)
        self._place(self._detail, width - self._detail_px, self._detail_px)
        for pane, lies_over in ((self._summary, folded), (self._detail, drawer)):
            if lies_over:
                pane.raise_()

    def _place(self, pane: QWidget, x: int, width: int) -> None:
        logical = QRect(x, 0, width, self.height())
        pane.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), logical))
