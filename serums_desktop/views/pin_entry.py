"""A PIN field with its button and what the card says of the tries that are left."""

from __future__ import annotations

import enum

import msgspec
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.views.controls import IconLabel, plain_label


class CardPhase(enum.StrEnum):
    """Where a sign-in stands."""

    NO_CARD = "no-card"
    READY = "ready"
    CHECKING = "checking"
    BLOCKED = "blocked"


class Message(msgspec.Struct, frozen=True):
    """A ready sentence and what to do about it. It is never red: a wrong PIN is no danger to a patient."""

    text: str
    advice: str = ""


class TriesDots(QWidget):
    """A dot for each try: filled while it is left. Only where the card tells a number."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._left = 0
        self._total = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_tries(self, left: int, total: int) -> None:
        """Show how many tries are left of how many."""
        self._left, self._total = left, max(left, total)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(16 * self._total, 16)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in range(self._total):
            is_left = place < self._left
            painter.setPen(QPen(self._theme.colour("accent.default" if is_left else "border.control"), 1.5))
            painter.setBrush(self._theme.colour("accent.default" if is_left else "bg.surface"))
            painter.drawEllipse(QRectF(16 * place + 3, 3, 10, 10))
        painter.end()


class MessageLine(QFrame):
    """An icon and a message in the colour of caution, beneath the field it is about."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel(theme, "alert-filled", "caution.fg"), alignment=Qt.AlignmentFlag.AlignTop)
        self._text = plain_label(role="body-strong", tone="caution", wrap=True)
        row.addWidget(self._text, 1)
        self.hide()

    def render_message(self, message: Message | None) -> None:
        """Show a message, or nothing."""
        text = " ".join(filter(None, (message.text, message.advice))) if message else ""
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(message is not None)
