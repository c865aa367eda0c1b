"""Words on a painted chart: measured once, elided honestly, and laid over lines with a halo."""

from __future__ import annotations

import functools
import math
import weakref
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from serums_desktop.charts.icons import paint_icon
from serums_desktop.charts.theme import Theme

_KEPT = 1500
_HALO_PX = 3.0
# Nobody reads further on a chart, and measuring a pasted letter would hold up the frame.
_LONGEST = 160


@functools.lru_cache(maxsize=8192)
def one_line(text: str) -> str:
    """Source text on one line, of a length a chart can hold."""
    line = " ".join(text[: 4 * _LONGEST].split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def forget_words() -> None:
    """Let go of every text that was written or measured on any chart."""
    one_line.cache_clear()
    for lettering in _everywhere:
        lettering.forget()


class _Word(NamedTuple):
    x: float
    middle: float
    text: str
    role: str
    ink: str
    halo: str


class Lettering:
    """Collects words while shapes are painted and writes them on top of everything afterwards."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._metrics: dict[str, QFontMetricsF] = {}
        self._widths: dict[tuple[str, str], float] = {}
        self._drawn: dict[tuple[str, str, str, str, str, float], QPixmap] = {}
        self._words: list[_Word] = []
        self._signs: list[tuple[QRectF, str, str]] = []
        _everywhere.add(self)

    def forget(self) -> None:
        """Let go of every text that was written or measured here."""
        self._widths.clear()
        self._drawn.clear()
        self._words.clear()
        self._signs.clear()

    def metrics(self, role: str) -> QFontMetricsF:
        """The font metrics of a type role."""
        if role not in self._metrics:
            self._metrics[role] = QFontMetricsF(self._theme.font(role))
        return self._metrics[role]

    def width(self, text: str, role: str = "body") -> float:
        """The width of a line of text in pixels."""
        key = (text, role)
        if key not in self._widths:
            if len(self._widths) > 4 * _KEPT:
                self._widths.clear()
            self._widths[key] = self.metrics(role).horizontalAdvance(text)
        return self._widths[key]

    def fitted(self, text: str, width: float, role: str = "body") -> str:
        """The text, or its beginning and an ellipsis where it is too wide; nothing under three letters."""
        if self.width(text, role) <= width:
            return text
        short = self.metrics(role).elidedText(text, Qt.TextElideMode.ElideRight, max(width, 0.0))
        return short if len(short) > 3 else ""

    def write(
        self,
        at: QPointF,
        text: str,
        *,
        role: str = "body",
        ink: str = "text.primary",
        halo: str = "",
    ) -> float:
        """Write text starting at a point (left edge, middle of the line); returns its width.

        With a `halo` token the letters get an edge of that colour, so that lines do not cut them.
        """
        if text:
            self._words.append(_Word(at.x(), at.y(), text, role, ink, halo))
        return self.width(text, role)

    def sign(self, rect: QRectF, icon: str, ink: str = "text.primary") -> None:
        """Draw an icon on top of everything, with the words."""
        self._signs.append((rect, icon, ink))

    def flush(self, painter: QPainter) -> None:
        """Paint every word collected and forget them."""
        for word in self._words:
            if word.halo:
                self._with_halo(painter, word)
            else:
                self._plain(painter, word)
        self._words.clear()
        for rect, icon, ink in self._signs:
            paint_icon(painter, rect, icon, self._theme.colour(ink))
        self._signs.clear()

    def _plain(self, painter: QPainter, word: _Word) -> None:
        painter.setFont(self._theme.font(word.role))
        painter.setPen(self._theme.colour(word.ink))
        height = self.metrics(word.role).height()
        rect = QRectF(word.x, word.middle - height / 2, self.width(word.text, word.role) + 2, height)
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine, word.text)

    def _with_halo(self, painter: QPainter, word: _Word) -> None:
        ratio = painter.device().devicePixelRatioF()
        # The theme is part of the key: a connection to its signal would outlive the chart and its words.
        key = (self._theme.name, word.text, word.role, word.ink, word.halo, ratio)
        if key not in self._drawn:
            if len(self._drawn) > _KEPT:
                self._drawn.clear()
            self._drawn[key] = self._letters(word, ratio)
        pixmap = self._drawn[key]
        height = pixmap.height() / ratio
        painter.drawPixmap(QPointF(round(word.x - _HALO_PX), round(word.middle - height / 2)), pixmap)

    def _letters(self, word: _Word, ratio: float) -> QPixmap:
        metrics = self.metrics(word.role)
        width = math.ceil(self.width(word.text, word.role) + 2 * _HALO_PX + 2)
        height = math.ceil(metrics.height() + 2 * _HALO_PX)
        pixmap = QPixmap(math.ceil(width * ratio), math.ceil(height * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        font = self._theme.font(word.role)
        path = QPainterPath()
        path.addText(QPointF(_HALO_PX, _HALO_PX + metrics.ascent()), font, word.text)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._theme.colour(word.halo, 0.9), _HALO_PX)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, pen)
        painter.setFont(font)
        painter.setPen(self._theme.colour(word.ink))
        rect = QRectF(_HALO_PX, _HALO_PX, width, metrics.height())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine, word.text)
        painter.end()
        return pixmap


_everywhere: weakref.WeakSet[Lettering] = weakref.WeakSet()
