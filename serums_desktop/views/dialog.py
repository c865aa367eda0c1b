"""A dialog that lies over the page: a title, a body that scrolls, and its buttons."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.views.controls import ElidedLabel, IconLabel, KeyButton, plain_label

_HEADER_PX: Final = 56


class Dialog(QWidget):
    """Fills its parent and dims what lies beneath. Escape and the last button put it away: `closed`.

    Subclasses fill `column` and add buttons with `add_button`.
    """

    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        title: str,
        *,
        icon_name: str,
        close_text: str,
        widest_px: int = 920,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._widest_px = widest_px
        self.setAccessibleName(title)
        self._panel = panel = QFrame()
        panel.setProperty("card", "dialog")
        panel.setMaximumWidth(widest_px)
        panel.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addWidget(panel, 1000)
        middle.addStretch(1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addStretch(1)
        outer.addLayout(middle, 1000)
        outer.addStretch(1)
        self._header = self._make_header(title, icon_name)
        self._footer = self._make_footer(close_text)
        rows = QVBoxLayout(panel)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._header)
        rows.addWidget(self._make_body(), 1)
        rows.addWidget(self._footer)

    def add_button(self, text: str, *, icon_name: str = "", look: str = "") -> KeyButton:
        """A button in the footer, before the one that closes."""
        button = KeyButton(self.theme, text, icon_name=icon_name)
        if look:
            button.setProperty("look", look)
        button.setProperty("extent", "tall")
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button

    def set_subtitle(self, text: str) -> None:
        """Say at the end of the title row what the dialog is about: a patient, a file."""
        self._subtitle.set_full_text(text)

    def set_remark(self, text: str) -> None:
        """Say something beside the buttons."""
        self._remark.setText(text)

    def place(self, row: QVBoxLayout, widget: QWidget) -> None:
        """Add a widget to a row of the body at once: what is not shown yet has no height for the dialog."""
        row.addWidget(widget)
        widget.show()
        self.column.activate()
        self._fit()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Follow what is on the dialog when it grows or shrinks."""
        if watched is self._body and event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Keys that no field has taken; nothing goes on to the page beneath."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_button.click()
        event.accept()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("overlay.scrim"))
        painter.end()

    def _fit(self) -> None:
        """The dialog is as tall as what is on it, and scrolls where the window is lower."""
        width = min(self.width() - 48, self._widest_px) - 2
        needed = max(self.column.heightForWidth(width), self.column.sizeHint().height())
        self._panel.setMaximumHeight(needed + _HEADER_PX + self._footer.sizeHint().height() + 6)

    def _make_header(self, title: str, icon_name: str) -> QFrame:
        header = QFrame()
        header.setProperty("surface", "sunken")
        header.setProperty("edge", "bottom")
        header.setFixedHeight(_HEADER_PX)
        row = QHBoxLayout(header)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(12)
        row.addWidget(IconLabel(self.theme, icon_name, "text.primary", size_px=20))
        row.addWidget(plain_label(title, role="title"))
        self._subtitle = ElidedLabel()
        self._subtitle.setProperty("type", "body-strong")
        self._subtitle.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._subtitle, 1)
        return header

    def _make_body(self) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body = QFrame()
        self._body.setProperty("surface", "surface")
        self.column = QVBoxLayout(self._body)
        self.column.setContentsMargins(24, 16, 24, 16)
        self.column.setSpacing(12)
        area.setWidget(self._body)
        self._body.installEventFilter(self)
        return area

    def _make_footer(self, close_text: str) -> QFrame:
        footer = QFrame()
        footer.setProperty("surface", "surface")
        footer.setProperty("edge", "top")
        row = QHBoxLayout(footer)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(12)
        self._remark = plain_label(tone="secondary", wrap=True)
        row.addWidget(self._remark, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(12)
        self.close_button = KeyButton(self.theme, close_text, keys=self.tr("Esc"))
        self.close_button.setProperty("extent", "tall")
        self.close_button.clicked.connect(self.closed)
        self._buttons.addWidget(self.close_button)
        row.addLayout(self._buttons)
        return footer
