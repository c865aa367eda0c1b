"""What every chart over time has: a window, one value axis, markers, the linked cursor, a table twin."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from serums_desktop.analytics.pyramid import Numbers
from serums_desktop.charts import device_words as words
from serums_desktop.charts.icons import paint_icon
from serums_desktop.charts.lettering import Lettering
from serums_desktop.charts.markers import Marker, paint_markers
from serums_desktop.charts.rows_table import RowsTable
from serums_desktop.charts.scale import TimeScale, ticks
from serums_desktop.charts.theme import Theme

MARGINS = (58.0, 66.0, 22.0, 54.0)


class ValuePlot(NamedTuple):
    """The plot's place, its time scale and its one value axis."""

    rect: QRectF
    scale: TimeScale
    low: float
    high: float

    def y(self, value: float) -> float:
        """Where a value lies."""
        return self.rect.bottom() - (value - self.low) / (self.high - self.low) * self.rect.height()

    def ys(self, values: Numbers) -> Numbers:
        """Where many values lie."""
        return self.rect.bottom() - (values - self.low) / (self.high - self.low) * self.rect.height()


class Reading(NamedTuple):
    """What the cursor names: a moment, the height of its dot in the chart's unit, and words."""

    at_s: float
    value: float
    text: str
    source: str


def value_marks(low: float, high: float, most: int = 6) -> list[float]:
    """Round values from `low` to `high`, at most `most` of them; one, two or five times a power of ten."""
    span = max(high - low, 1e-9)
    step = 10.0 ** math.floor(math.log10(span / most))
    step *= next(factor for factor in (1, 2, 5, 10, 20) if span / (step * factor) <= most)
    first = math.ceil(low / step - 1e-9)
    return [place * step for place in range(first, math.floor(high / step + 1e-9) + 1)]


class TimeChart(QWidget):
    """A chart over a window of time. Times are UTC epoch seconds; days are this workstation's.

    A chart says in `_limits`, `_paint_values`, `_nearest`, `_beside` and `_notes` what it holds.
    `cursor_moved` carries the moment the cursor snapped to, `window_changed` a window somebody paged to.
    """

    cursor_moved = Signal(float)
    window_changed = Signal(float, float)

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lettering = Lettering(theme)
        self._table = RowsTable(self)
        self._title = title
        self._unit_text = ""
        self._origin = ""
        self._window = (0.0, 86_400.0)
        self._markers: Sequence[Marker] = ()
        self._cursor_s: float | None = None
        self._picture: QPixmap | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(360, 280)
        self.setAccessibleName(title)
        theme.changed.connect(self._repaint)

    # -- what a chart says of itself --------------------------------------------------------------

    def _limits(self, start_s: float, end_s: float, pixels: int) -> tuple[float, float] | None:
        """The ends of the value axis for a window; None where it holds nothing."""
        raise NotImplementedError

    def _paint_values(self, painter: QPainter, plot: ValuePlot) -> None:
        raise NotImplementedError

    def _nearest(self, at_s: float) -> Reading | None:
        """The reading nearest to a moment, wherever it lies."""
        raise NotImplementedError

    def _beside(self, at_s: float, step: int) -> Reading | None:
        """The next reading to the left (-1) or right (1) of a moment."""
        raise NotImplementedError

    def _reach_s(self) -> float:
        """How far from a moment a reading may lie and still be the moment's."""
        raise NotImplementedError

    def _notes(self) -> list[str]:
        """What stands below the plot, the most important first."""
        raise NotImplementedError

    def _fill_table(self) -> None:
        raise NotImplementedError

    # -- what is shown ----------------------------------------------------------------------------

    def set_window(self, start_s: float, end_s: float) -> None:
        """Show a window, at least a minute long; tells nobody."""
        self._window = (start_s, max(end_s, start_s + 60))
        self._shown_changed()

    def window_s(self) -> tuple[float, float]:
        """The first and the last moment shown."""
        return self._window

    def set_markers(self, markers: Sequence[Marker]) -> None:
        """Show operations and cycles."""
        self._markers = markers
        self._repaint()

    def set_cursor(self, at_s: float | None) -> None:
        """Put the linked cursor at a moment, or take it away; emits nothing."""
        self._cursor_s = at_s
        self.update()

    def table_model(self) -> RowsTable:
        """The window as a table."""
        return self._table

    def sizeHint(self) -> QSize:
        """The size of a card in the usual window."""
        return QSize(590, 300)

    def _shown_changed(self) -> None:
        self._fill_table()
        self.setAccessibleDescription(words.DOT.join([words.day_span(*self._window), *self._notes()]))
        self._repaint()

    def _repaint(self) -> None:
        self._picture = None
        self.update()

    # -- painting ---------------------------------------------------------------------------------

    def _plot(self) -> ValuePlot | None:
        left, top, right, bottom = MARGINS
        rect = QRectF(left, top, max(self.width() - left - right, 1), max(self.height() - top - bottom, 1))
        limits = self._limits(*self._window, int(rect.width()))
        if limits is None:
            return None
        return ValuePlot(rect, TimeScale(*self._window, rect.left(), rect.width()), *limits)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  Qt's signature
        """What the cursor does not change is kept as a picture."""
        if self._picture is None:
            ratio = self.devicePixelRatioF()
            self._picture = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(self._theme.colour("bg.surface"))
            painter = QPainter(self._picture)
            self._paint_chart(painter)
            painter.end()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = self._plot() if self._cursor_s is not None else None
        if plot is not None and self._cursor_s is not None:
            self._paint_cursor(painter, plot, self._cursor_s)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("focus.ring"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _paint_chart(self, painter: QPainter) -> None:
        self._paint_heading(painter)
        plot, lettering = self._plot(), self._lettering
        if plot is None:
            text = words.none_in_window()
            at = QPointF((self.width() - lettering.width(text)) / 2, self.height() / 2)
            lettering.write(at, text, ink="text.secondary")
        else:
            self._paint_axes(painter, plot)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipRect(plot.rect.adjusted(-1, -6, 1, 1))
            self._paint_values(painter, plot)
            painter.setClipping(False)
            paint_markers(painter, plot.rect, plot.scale, self._markers, self._theme, lettering)
        self._paint_notes()
        lettering.flush(painter)

    def _paint_heading(self, painter: QPainter) -> None:
        lettering = self._lettering
        used = 16 + lettering.write(QPointF(16, 22), self._title, role="label") + 8
        used += lettering.write(QPointF(used, 22), self._unit_text, ink="text.secondary")
        text = lettering.fitted(self._origin, self.width() - used - 60)
        if text:
            x = self.width() - 16 - lettering.width(text)
            paint_icon(painter, QRectF(x - 20, 14, 16, 16), "vitals", self._theme.colour("text.secondary"))
            lettering.write(QPointF(x, 22), text, ink="text.secondary")

    def _paint_axes(self, painter: QPainter, plot: ValuePlot) -> None:
        theme, lettering, rect = self._theme, self._lettering, plot.rect
        painter.setPen(QPen(theme.colour("chart.grid"), 1))
        marks = ticks(plot.scale)
        for at_s, _, _ in marks:
            line_x = round(plot.scale.x(at_s))
            if rect.left() <= line_x <= rect.right():
                painter.drawLine(QPointF(line_x, rect.top()), QPointF(line_x, rect.bottom()))
        for value in value_marks(plot.low, plot.high):
            y = round(plot.y(value))
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
            text = words.number(value)
            at = QPointF(rect.left() - 10 - lettering.width(text), y)
            lettering.write(at, text, ink="text.secondary")
        painter.setPen(QPen(theme.colour("border.default"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        end = rect.left() - 30
        for _, middle_s, text in marks:
            width = lettering.width(text)
            x = plot.scale.x(middle_s) - width / 2
            if x >= end and x + width <= rect.right() + 22:
                lettering.write(QPointF(x, rect.bottom() + 14), text, ink="text.secondary")
                end = x + width + 8

    def _paint_notes(self) -> None:
        notes = [note for note in self._notes() if note]
        room = self.width() - MARGINS[0] - MARGINS[2]
        while len(notes) > 1 and self._lettering.width(words.DOT.join(notes), "caption") > room:
            notes.pop()
        text = self._lettering.fitted(words.DOT.join(notes), room, "caption")
        at = QPointF(MARGINS[0], self.height() - 18.0)
        self._lettering.write(at, text, role="caption", ink="text.secondary")

    def _paint_cursor(self, painter: QPainter, plot: ValuePlot, at_s: float) -> None:
        """A line with the moment, and the nearest reading; at the edge where the moment is out of view."""
        theme, lettering, rect = self._theme, self._lettering, plot.rect
        inside = plot.scale.start_s <= at_s < plot.scale.end_s
        x = min(max(plot.scale.clipped(at_s), rect.left()), rect.right())
        painter.setPen(QPen(theme.colour("accent.default"), 1.6))
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
        text = words.day_and_clock(at_s)
        width = lettering.width(text, "body-strong") + 14
        left = min(max(x - width / 2, 4), self.width() - width - 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent.default"))
        painter.drawRoundedRect(QRectF(left, rect.top() - 24, width, 20), 3, 3)
        lettering.write(QPointF(left + 7, rect.top() - 14), text, role="body-strong", ink="text.on-accent")
        near = self._nearest(at_s) if inside else None
        if near is not None and abs(near.at_s - at_s) <= self._reach_s():
            at = QPointF(plot.scale.x(near.at_s), plot.y(near.value))
            painter.setPen(QPen(theme.colour("accent.default"), 2))
            painter.setBrush(theme.colour("bg.surface"))
            painter.drawEllipse(at, 5, 5)
            reach = lettering.width(near.text, "body-strong") + 10
            side = at.x() + 9 if at.x() + reach + 9 < self.width() else at.x() - reach
            y = min(max(at.y() + 12, rect.top() + 10), rect.bottom() - 10)
            lettering.write(QPointF(side, y), near.text, role="body-strong", halo="bg.surface")
        lettering.flush(painter)

    # -- hands ------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Set the linked cursor to the nearest reading."""
        near = self._under(event.position())
        if event.button() is Qt.MouseButton.LeftButton and near is not None:
            self._snap(near)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from reading to reading, Page up and down from window to window."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        page = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()), 0)
        start, end = self._window
        if step:
            at_s = self._cursor_s if self._cursor_s is not None else end if step < 0 else start
            beside = self._beside(at_s, step)
            if beside is not None:
                self._snap(beside)
        elif page:
            self.set_window(start + page * (end - start), end + page * (end - start))
            self.window_changed.emit(*self._window)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """The tooltip gives the nearest reading as it was received."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            near, text = self._under(QPointF(event.pos())), ""
            if near is not None:
                lines = "\n".join((near.text, words.day_and_clock(near.at_s), near.source))
                text = "<p style='white-space:pre; margin:0'>" + html.escape(lines) + "</p>"
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Paint anew for another size."""
        super().resizeEvent(event)
        self._repaint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.update()

    def _under(self, at: QPointF) -> Reading | None:
        plot = self._plot()
        if plot is None or not plot.rect.adjusted(-4, -30, 4, 4).contains(at):
            return None
        return self._nearest(plot.scale.t(at.x()))

    def _snap(self, reading: Reading) -> None:
        self.set_cursor(reading.at_s)
        self.cursor_moved.emit(reading.at_s)
