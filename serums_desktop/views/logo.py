"""The program's sign: a pulse line on a rounded square."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from serums_desktop.charts.theme import Theme

# The line's corners in a unit square.
_PULSE = ((0.22, 0.62), (0.40, 0.42), (0.56, 0.60), (0.76, 0.34))


class Logo(QWidget):
    """Painted at any size, in the theme's accent."""

    def __init__(self, theme: Theme, size_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedSize(size_px, size_px)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = float(self.width())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent.default"))
        painter.drawRoundedRect(QRectF(0, 0, side, side), side / 5, side / 5)
        ink = self._theme.colour("text.on-accent")
        corners = [QPointF(x * side, y * side) for x, y in _PULSE]
        painter.setPen(QPen(ink, side / 13, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline(QPolygonF(corners))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        for corner in corners:
            painter.drawEllipse(corner, side / 16, side / 16)
        painter.end()
