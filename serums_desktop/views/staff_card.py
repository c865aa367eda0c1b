"""The drawing of a staff card: whose it is, before any PIN."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from serums_desktop.charts.icons import paint_icon
from serums_desktop.charts.theme import Theme

# The metal of a chip has its own colours in every theme.
_CHIP_GOLD = QColor("#d9b65c")
_CHIP_LINE = QColor("#7a5f1c")


class StaffCard(QWidget):
    """A card with its holder's name, or the empty place where a card belongs."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._holder = ""
        self._lines: tuple[str, ...] = ()
        self.setFixedSize(self.sizeHint())
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(240, 200)

    def render_holder(self, holder: str, lines: tuple[str, ...] = ()) -> None:
        """Show a holder with lines such as role and validity; an empty name shows no card."""
        self._holder, self._lines = holder, tuple(filter(None, lines))
        self.setAccessibleName(", ".join((holder, *self._lines)) if holder else self.tr("No card"))
        self.update()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self._holder:
            self._paint_card(painter, frame)
        else:
            self._paint_place(painter, frame)
        painter.end()

    def _paint_place(self, painter: QPainter, frame: QRectF) -> None:
        pen = QPen(self._theme.colour("border.control"), 1.5)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.drawRoundedRect(frame, 16, 16)
        square = QRectF(0, 0, 48, 48)
        square.moveCenter(frame.center())
        paint_icon(painter, square, "card", self._theme.colour("text.tertiary"))

    def _paint_card(self, painter: QPainter, frame: QRectF) -> None:
        outline = QPainterPath()
        outline.addRoundedRect(frame, 16, 16)
        painter.fillPath(outline, self._theme.colour("appbar.bg"))
        self._paint_rings(painter, frame, outline)
        painter.setPen(QPen(self._theme.colour("appbar.border"), 1))
        painter.drawPath(outline)
        ink, muted = self._theme.colour("appbar.fg"), self._theme.colour("appbar.fg-muted")
        left, width = frame.left() + 24, frame.width() - 48
        aligned = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._theme.font("body"))
        painter.setPen(ink)
        painter.drawText(QRectF(left, 22, width, 20), aligned, self.tr("Staff card"))
        self._paint_chip(painter, QRectF(left, 62, 48, 40))
        bottom = frame.bottom() - 18 - 18 * len(self._lines)
        painter.setFont(self._theme.font("title"))
        painter.setPen(ink)
        painter.drawText(
            QRectF(left, bottom - 26, width, 24), aligned, self._fitting("title", self._holder, width)
        )
        painter.setFont(self._theme.font("caption"))
        painter.setPen(muted)
        for row, line in enumerate(self._lines):
            place = QRectF(left, bottom + 18 * row, width, 18)
            painter.drawText(place, aligned, self._fitting("caption", line, width))

    def _paint_rings(self, painter: QPainter, frame: QRectF, outline: QPainterPath) -> None:
        """Rings in the upper corner; they end where words and the chip begin."""
        painter.save()
        painter.setClipPath(outline)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.colour("info.border", 0.28), 1))
        for ring in range(5):
            reach = 32.0 + 18 * ring
            painter.drawEllipse(QPointF(frame.right() - 4, frame.top() + 2), reach, reach)
        painter.restore()

    def _paint_chip(self, painter: QPainter, place: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_CHIP_GOLD)
        painter.drawRoundedRect(place, 7, 7)
        painter.setPen(QPen(_CHIP_LINE, 1))
        for part in (0.34, 0.66):
            y = place.top() + place.height() * part
            painter.drawLine(QPointF(place.left(), y), QPointF(place.right(), y))
        for part in (0.36, 0.64):
            x = place.left() + place.width() * part
            painter.drawLine(QPointF(x, place.top()), QPointF(x, place.bottom()))

    def _fitting(self, role: str, text: str, width: float) -> str:
        metrics = QFontMetrics(self._theme.font(role))
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(width))
