"""What the views of an emergency share: stripes, numbered steps, choices with a key, the sentence field."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QRadioButton, QSizePolicy, QStyle, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.views.controls import plain_label

_FRAME_PX: Final = 4
_STRIPE_PX: Final = 10
_CHOICE_PX: Final = 40


class EmergencyFrame(QWidget):
    """Holds everything in the window, inside a frame of amber while an emergency lasts."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lasting = False
        theme.changed.connect(self.update)

    def set_lasting(self, *, lasting: bool) -> None:
        """Put the frame up or take it away; what is inside makes room for it."""
        layout = self.layout()
        if lasting == self._lasting or layout is None:
            return
        self._lasting = lasting
        width = _FRAME_PX if lasting else 0
        layout.setContentsMargins(width, width, width, width)
        self.update()

    @property
    def is_lasting(self) -> bool:
        """Whether the frame is up."""
        return self._lasting

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        if not self._lasting:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("emergency.bg"))
        painter.end()


class Stripes(QWidget):
    """The stripes that belong to an emergency alone, so that amber is never the only sign."""

    def __init__(self, theme: Theme, width_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedWidth(width_px)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._theme.colour("emergency.bg"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("emergency.on"))
        width, height = float(self.width()), float(self.height())
        x = -height
        while x < width:
            corners = ((x, height), (x + height, 0), (x + height + _STRIPE_PX, 0), (x + _STRIPE_PX, height))
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
            x += 2 * _STRIPE_PX
        painter.end()


class Numeral(QWidget):
    """A number in a disc: filled for a part of a form, `lit` in amber for what opens first."""

    def __init__(
        self,
        theme: Theme,
        number: int,
        *,
        filled: bool = True,
        lit: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._number = theme, number
        self._filled, self._lit = filled, lit
        self.setFixedSize(22, 22)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        ink, ground = "text.primary", ""
        if self._lit:
            ink, ground = "emergency.on", "emergency.bg"
        elif self._filled:
            ink, ground = "bg.surface", "text.primary"
        disc = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        paint_numeral(
            painter,
            disc,
            str(self._number),
            self._theme,
            ink=self._theme.colour(ink),
            ground=self._theme.colour(ground) if ground else None,
        )
        painter.end()


def paint_numeral(
    painter: QPainter, disc: QRectF, text: str, theme: Theme, *, ink: QColor, ground: QColor | None
) -> None:
    """A number in a disc of a colour, or in a ring without one."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if ground is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
    else:
        painter.setPen(QPen(ink, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(disc)
    painter.setPen(ink)
    painter.setFont(theme.font("body-strong"))
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class KeyChoice(QRadioButton):
    """One of several answers in a frame of its own, with the key that gives it at the end.

    `pressed_by_pointer` tells of a press that meant this answer; arrows only look around.
    """

    pressed_by_pointer = Signal()

    def __init__(self, theme: Theme, text: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._key = key
        self.setAccessibleName(text)
        self.setAccessibleDescription(self.tr("Key {key}").format(key=key))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self._theme.font("body-strong")).horizontalAdvance(self.text())
        return QSize(words + 92, _CHOICE_PX)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        super().mouseReleaseEvent(event)
        if self.isChecked() and self.hitButton(event.position().toPoint()):
            self.pressed_by_pointer.emit()

    def hitButton(self, pos: QPoint, /) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._theme.colour
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground = "bg.selected" if self.isChecked() else "bg.hover" if self.underMouse() else "bg.surface"
        painter.setBrush(colour(ground))
        if self.hasFocus():
            painter.setPen(QPen(colour("focus.ring"), 2))
        elif self.isChecked():
            painter.setPen(QPen(colour("accent.default"), 2))
        else:
            painter.setPen(QPen(colour("border.control"), 1))
        painter.drawRoundedRect(frame, 6, 6)
        self._paint_dot(painter, self._across(14, 16))
        ink = colour("text.primary" if self.isEnabled() else "text.tertiary")
        painter.setPen(ink)
        painter.setFont(self._theme.font("body-strong" if self.isChecked() else "body"))
        aligned = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self._across(40, self.width() - 80), aligned, self.text())
        cap = self._across(self.width() - 34, 20).adjusted(0, (self.height() - 20) // 2, 0, 0)
        cap.setHeight(20)
        painter.setPen(QPen(colour("border.control"), 1))
        painter.setBrush(colour("bg.surface"))
        painter.drawRoundedRect(cap.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(ink)
        painter.setFont(self._theme.font("caption"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)
        painter.end()

    def _paint_dot(self, painter: QPainter, place: QRect) -> None:
        colour = self._theme.colour
        ring = QRectF(0, 0, 15, 15)
        ring.moveCenter(place.toRectF().center())
        if not self.isChecked():
            painter.setPen(QPen(colour("border.control"), 1.5))
            painter.setBrush(colour("bg.surface"))
            painter.drawEllipse(ring)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent.default"))
        painter.drawEllipse(ring)
        painter.setBrush(colour("text.on-accent"))
        painter.drawEllipse(ring.center(), 3.0, 3.0)

    def _across(self, x: int, width: int) -> QRect:
        logical = QRect(x, 0, width, self.height())
        return QStyle.visualRect(self.layoutDirection(), self.rect(), logical)


class SentenceField(QPlainTextEdit):
    """A field for one sentence. Enter leaves it instead of breaking the line; it keeps no history."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "field")
        self.setTabChangesFocus(True)
        self.setFixedHeight(56)

    def sentence(self) -> str:
        """What was written, on one line."""
        return " ".join(self.toPlainText().split())

    def forget(self) -> None:
        """Empty the field and its undo history."""
        self.setPlainText("")

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.matches(QKeySequence.StandardKey.InsertParagraphSeparator):
            self.entered.emit()
            return
        super().keyPressEvent(event)


def part_heading(theme: Theme, number: int, words: str, aside: QWidget | None = None) -> QHBoxLayout:
    """The heading of a numbered part of a form, with something softer at its end."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(Numeral(theme, number))
    row.addWidget(plain_label(words, role="label"))
    row.addStretch(1)
    if aside is not None:
        row.addWidget(aside)
    return row
