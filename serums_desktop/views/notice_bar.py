"""The bar that says what happened, what was kept and what to do. It never stands in the way."""

from __future__ import annotations

import enum

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.views.controls import IconLabel, follow_theme, plain_label


class NoticeLook(enum.StrEnum):
    """How a notice is meant. Errors of ours are cautions: red is for danger alone."""

    INFO = "info"
    CAUTION = "caution"


class Notice(msgspec.Struct, frozen=True):
    """`happened`, `kept` and `advice` are ready sentences; `action` names a button, empty for none."""

    happened: str
    kept: str = ""
    advice: str = ""
    action: str = ""
    look: NoticeLook = NoticeLook.CAUTION


class NoticeBar(QFrame):
    """Shows one notice until it is dismissed or replaced."""

    dismissed = Signal()
    action_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice: Notice | None = None
        self._icon = IconLabel(theme, "alert", "caution.fg")
        self._happened = plain_label(role="body-strong")
        self._rest = plain_label(wrap=True)
        self._rest.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.action = QPushButton()
        self.action.clicked.connect(self.action_requested)
        self._close = QToolButton()
        self._close.setProperty("look", "bare")
        self._close.setAccessibleName(self.tr("Dismiss"))
        self._close.setToolTip(self.tr("Dismiss (Esc)"))
        follow_theme(theme, self._close, "close")
        self._close.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(8)
        middle = Qt.AlignmentFlag.AlignVCenter
        row.addWidget(self._icon, alignment=middle)
        row.addWidget(self._happened, alignment=middle)
        row.addWidget(self._rest, 1)
        row.addWidget(self.action, alignment=middle)
        row.addWidget(self._close, alignment=middle)
        self.hide()

    @property
    def notice(self) -> Notice | None:
        """What is shown now."""
        return self._notice

    def render_notice(self, notice: Notice | None) -> None:
        """Show a notice; None takes the bar away."""
        if notice == self._notice:
            return
        self._notice = notice
        self.setVisible(notice is not None)
        if notice is None:
            return
        look = notice.look.value
        self._icon.set_icon("alert" if look == "caution" else "info", f"{look}.fg")
        self.setProperty("bar", look)
        self.style().unpolish(self)
        self.style().polish(self)
        self._happened.setText(notice.happened)
        self._rest.setText(" ".join(filter(None, (notice.kept, notice.advice))))
        self.action.setText(notice.action)
        self.action.setAccessibleName(notice.action)
        self.action.setVisible(bool(notice.action))
        self.setAccessibleName(" ".join(filter(None, (notice.happened, notice.kept, notice.advice))))

    def dismiss(self) -> None:
        """Take the bar away on the person's wish."""
        self.render_notice(None)
        self.dismissed.emit()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)
