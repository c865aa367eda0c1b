"""The glucose chart: a trace over days or day over day, with range, cursor and gaps left open."""

from __future__ import annotations

import datetime as dt
import enum
import html
from collections.abc import Sequence

import numpy as np
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

from serums_desktop.analytics.cgm import THRESHOLDS, CgmFigures, GlucoseUnit
from serums_desktop.charts import clock
from serums_desktop.charts import glucose_words as words
from serums_desktop.charts.clock import DAY_S
from serums_desktop.charts.glucose_data import GlucoseData, GlucoseTrace, prepare
from serums_desktop.charts.glucose_paint import (
    Plot,
    day_starts,
    paint_axes,
    paint_day,
    paint_trace,
    plot_for,
)
from serums_desktop.charts.glucose_table import GlucoseTable
from serums_desktop.charts.icons import paint_icon
from serums_desktop.charts.lettering import Lettering, one_line
from serums_desktop.charts.markers import Marker, paint_markers
from serums_desktop.charts.theme import Theme
from serums_desktop.domain.series import Samples

DAYS = (1, 7, 14, 30, 90)
_MARGINS = (58.0, 62.0, 22.0, 54.0)


class GlucoseView(enum.StrEnum):
    """One line over the days, or each day over the same clock."""

    TRACE = "trace"
    BY_DAY = "by-day"


class GlucoseChart(QWidget):
    """Glucose of the last days of a series. Times are UTC epoch seconds; days are this workstation's.

    `cursor_moved` carries the moment of the reading the cursor snapped to.
    """

    cursor_moved = Signal(float)
    window_changed = Signal(float, float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lettering = Lettering(theme)
        self._table = GlucoseTable(self)
        self._data = GlucoseData()
        self._setting = ""
        self._view = GlucoseView.TRACE
        self._days = 14
        self._end_s: float | None = None
        self._unit: GlucoseUnit | None = None
        self._cursor_s: float | None = None
        self._markers: Sequence[Marker] = ()
        self._picture: QPixmap | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(360, 240)
        self.setAccessibleName(words.translate("Glucose", "Glucose"))
        theme.changed.connect(self._repaint)

    # -- what is shown ----------------------------------------------------------------------------

    def set_samples(self, samples: Sequence[Samples], *, setting: str = "") -> None:
        """Show samples; `setting` says where they were taken ("home") in the reader's words."""
        self.set_data(prepare(samples), setting=setting)

    def set_data(self, data: GlucoseData, *, setting: str = "") -> None:
        """Show samples that a worker has prepared."""
        self._data, self._setting = data, setting
        self._window_moved()

    def set_days(self, days: int, end_s: float | None = None) -> None:
        """Show some days up to a moment, or up to the last sample. Raises ValueError below one day."""
        if days < 1:
            raise ValueError("less than a day")
        self._days, self._end_s = days, end_s
        self._window_moved()

    def set_unit(self, unit: GlucoseUnit | str | None) -> None:
        """Display in a unit; None is the unit the device reported. Classification is not touched."""
        self._unit = GlucoseUnit(unit) if unit is not None else None
        self._repaint()

    def set_view(self, view: GlucoseView | str) -> None:
        """Show the trace, or day over day."""
        self._view = GlucoseView(view)
        self._repaint()

    def set_cursor(self, at_s: float | None) -> None:
        """Put the linked cursor at a moment, or take it away; emits nothing."""
        self._cursor_s = at_s
        self._repaint() if self._view is GlucoseView.BY_DAY else self.update()

    def set_markers(self, markers: Sequence[Marker]) -> None:
        """Show operations and cycles on the trace."""
        self._markers = markers
        self._repaint()

    def window_s(self) -> tuple[float, float]:
        """The first and the last moment shown: whole days of this workstation's clock."""
        last = self._end_s if self._end_s is not None else self._data.last_s
        day = clock.local_date(last if last is not None else 0.0)
        ends = dt.timedelta(days=1)
        return clock.midnight(day + ends - self._days * ends), clock.midnight(day + ends)

    def unit(self) -> GlucoseUnit:
        """The unit on display."""
        if self._unit is not None:
            return self._unit
        return self._data.main.unit if self._data.main else GlucoseUnit.MMOL_L

    def figures(self) -> CgmFigures | None:
        """The consensus figures of as many days up to the window's last sample; None without samples."""
        end, last = self.window_s()[1], self._data.last_s
        end = min(end, last + 1) if last is not None else end
        return self._data.figures(end - self._days * DAY_S, end)

    def unread(self) -> str:
        """Why the single readings of the window are not there; empty where they are."""
        if self._data.is_read(*self.window_s()):
            return ""
        return words.too_many() if self._data.is_too_much else words.being_read()

    def data(self) -> GlucoseData:
        """What is shown, for export."""
        return self._data

    def table_model(self) -> GlucoseTable:
        """Every reading of the window as a table."""
        return self._table

    def sizeHint(self) -> QSize:
        """The size of a card in the usual window."""
        return QSize(590, 340)

    # -- painting ---------------------------------------------------------------------------------

    def _window_moved(self) -> None:
        start, end = self.window_s()
        self._table.set_window(self._data, start, end)
        said = f"{words.day_and_clock(start)} {words.DASH} {words.day_and_clock(end)}"
        self.setAccessibleDescription(". ".join(filter(None, (said, self.unread()))))
        self.window_changed.emit(start, end)
        self._repaint()

    def _repaint(self) -> None:
        self._picture = None
        self.update()

    def _plot(self) -> Plot:
        left, top, right, bottom = _MARGINS
        rect = QRectF(left, top, self.width() - left - right, self.height() - top - bottom)
        return plot_for(rect, self._data, self.unit(), self.window_s())

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
        if self._cursor_s is not None and self._data.main is not None:
            self._paint_cursor(painter, self._plot(), self._data.main, self._cursor_s)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("focus.ring"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _paint_chart(self, painter: QPainter) -> None:
        plot, theme, lettering = self._plot(), self._theme, self._lettering
        self._paint_heading(painter)
        if not self._data.traces:
            unknown = self._data.unknown_units
            self._paint_words(painter, words.unknown_unit(unknown[0]) if unknown else words.no_samples())
            return
        by_day = self._view is GlucoseView.BY_DAY
        paint_axes(painter, plot, theme, lettering, by_day=by_day)
        lettering.flush(painter)
        if not self._data.holds(*self.window_s()):
            self._paint_words(painter, words.none_in_window())
        elif by_day:
            self._paint_days(painter, plot)
        else:
            for trace in self._data.traces:
                paint_trace(painter, plot, trace, theme)
            paint_markers(painter, plot.rect, plot.scale, self._markers, theme, lettering)
            self._legend(painter, [])
        self._paint_lowest(painter, plot)
        lettering.flush(painter)

    def _paint_heading(self, painter: QPainter) -> None:
        lettering = self._lettering
        by_day = self._view is GlucoseView.BY_DAY
        title = (
            words.translate("Glucose", "Glucose by day") if by_day else words.translate("Glucose", "Glucose")
        )
        used = lettering.write(QPointF(16, 22), title, role="label")
        lettering.write(QPointF(16 + used + 8, 22), self.unit().value, ink="text.secondary")
        main = self._data.main
        if main is None:
            lettering.flush(painter)
            return
        several = len(self._data.traces) > 1
        parts = [
            words.devices(len(self._data.traces))
            if several
            else one_line(main.series.device or main.series.title)
        ]
        parts.append(self._setting)
        offset = main.series.clock_offset_s
        if offset:
            parts.append(words.clock_offset(offset))
        text = " \N{MIDDLE DOT} ".join(part for part in parts if part)
        text = lettering.fitted(text, self.width() - used - 150)
        x = self.width() - 16 - lettering.width(text)
        paint_icon(painter, QRectF(x - 20, 14, 16, 16), "vitals", self._theme.colour("text.secondary"))
        lettering.write(QPointF(x, 22), text, ink="text.secondary")
        lettering.flush(painter)

    def _paint_words(self, painter: QPainter, text: str) -> None:
        width = self._lettering.width(text)
        at = QPointF((self.width() - width) / 2, self.height() / 2)
        self._lettering.write(at, text, ink="text.secondary", halo="bg.surface")
        self._lettering.flush(painter)

    def _paint_days(self, painter: QPainter, plot: Plot) -> None:
        theme = self._theme
        days = day_starts(*self.window_s())
        latest = days[-1]
        chosen = next(
            (day for day in days if self._cursor_s is not None and day <= self._cursor_s < day + DAY_S), None
        )
        looks = [
            (day, QPen(theme.colour("text.tertiary", 0.5), 0.9))
            for day in days
            if day not in {latest, chosen}
        ]
        if chosen is not None and chosen != latest:
            looks.append((chosen, QPen(theme.colour("lane.vitals"), 1.8)))
        looks.append((latest, QPen(theme.colour("text.primary"), 2.2)))
        painter.setClipRect(plot.rect.adjusted(-1, -6, 1, 1))
        for trace in self._data.traces:
            for day, pen in looks:
                paint_day(painter, plot, trace, day, pen)
        painter.setClipping(False)
        others = [day for day in days if day not in {latest, chosen}]
        legend = [("text.primary", 2.2, clock.local_day(latest + 1))]
        if chosen is not None and chosen != latest:
            legend.append(("lane.vitals", 1.8, clock.local_day(chosen + 1)))
        if others:
            span = clock.local_day(others[0] + 1)
            if len(others) > 1:
                span = f"{span} {words.DASH} {clock.local_day(others[-1] + 1)}"
            legend.append(("text.tertiary", 0.9, span))
        self._legend(painter, legend)

    def _legend(self, painter: QPainter, entries: list[tuple[str, float, str]]) -> None:
        lettering, y, x = self._lettering, self.height() - 18.0, _MARGINS[0]
        for ink, width, text in entries:
            painter.setPen(QPen(self._theme.colour(ink), max(width, 1.2)))
            painter.drawLine(QPointF(x, y), QPointF(x + 18, y))
            x += 24 + lettering.write(QPointF(x + 24, y), text, role="caption", ink="text.secondary") + 16
        start, last_x = self.window_s()[0], self.width() - _MARGINS[2]
        first = min(trace.span_s[0] for trace in self._data.traces)
        notes = [words.gaps()]
        if first - start > DAY_S:
            notes.insert(0, words.begins(first))
        if unread := self.unread():
            notes.insert(0, unread)
        notes.insert(0, words.range_origin(self.unit()))
        # The origin of the range always stays; the rest goes where it fits.
        while len(notes) > 1 and x + lettering.width(" \N{MIDDLE DOT} ".join(notes), "caption") > last_x:
            notes.pop()
        text = " \N{MIDDLE DOT} ".join(notes)
        width = lettering.width(text, "caption")
        if entries and x + width > last_x:
            self._lettering.write(
                QPointF(max(last_x - width, 8), 44), text, role="caption", ink="text.tertiary"
            )
        else:
            lettering.write(QPointF(last_x - width, y), text, role="caption", ink="text.tertiary")

    def _paint_lowest(self, painter: QPainter, plot: Plot) -> None:
        """The lowest reading gets its number where it is very low: it must not be looked for."""
        trace = self._data.main
        if trace is None or not self._data.is_read(*self.window_s()):
            return
        times, values = trace.series.times_s, trace.series.values
        first, last = times.searchsorted(self.window_s())
        part = values[first:last]
        if not (part < THRESHOLDS[trace.unit][0]).any():
            return
        index = int(first) + int(np.nanargmin(part))
        at = self._at(plot, trace, index)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("bg.surface"), 1))
        painter.setBrush(self._theme.colour("danger.fg"))
        painter.drawEllipse(at, 4.5, 4.5)
        value = f"{trace.text(index, self.unit())} {self.unit().value}"
        text = f"{value}, {words.day_and_clock(float(times[index]))}"
        width = self._lettering.width(text, "body-strong")
        x = at.x() + 10 if at.x() + 12 + width < self.width() - 8 else at.x() - 10 - width
        self._lettering.write(
            QPointF(x, min(at.y() + 4, plot.rect.bottom() - 10)),
            text,
            role="body-strong",
            ink="danger.fg",
            halo="bg.surface",
        )

    def _at(self, plot: Plot, trace: GlucoseTrace, index: int) -> QPointF:
        at_s = float(trace.series.times_s[index])
        value = float(trace.shown(trace.series.values[index : index + 1], plot.unit)[0])
        return QPointF(self._x(plot, at_s), plot.y(value))

    def _x(self, plot: Plot, at_s: float) -> float:
        if self._view is GlucoseView.TRACE:
            return min(max(plot.scale.x(at_s), plot.rect.left()), plot.rect.right())
        offset = clock.utc_offset_s(at_s)
        return plot.rect.left() + ((at_s + offset) % DAY_S) / DAY_S * plot.rect.width()

    def _paint_cursor(self, painter: QPainter, plot: Plot, trace: GlucoseTrace, at_s: float) -> None:
        """A line with the time, and the nearest reading; at the edge where the moment is out of view."""
        theme, lettering = self._theme, self._lettering
        start, end = self.window_s()
        inside = start <= at_s < end
        x = self._x(plot, at_s) if inside else (plot.rect.left() if at_s < start else plot.rect.right())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent.default"), 1.6))
        painter.drawLine(QPointF(x, plot.rect.top()), QPointF(x, plot.rect.bottom()))
        short = inside and self._view is GlucoseView.BY_DAY
        text = clock.local_clock(at_s) if short else words.day_and_clock(at_s)
        width = lettering.width(text, "body-strong") + 14
        left = min(max(x - width / 2, 4), self.width() - width - 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent.default"))
        painter.drawRoundedRect(QRectF(left, plot.rect.top() - 24, width, 20), 3, 3)
        lettering.write(
            QPointF(left + 7, plot.rect.top() - 14), text, role="body-strong", ink="text.on-accent"
        )
        index = trace.series.nearest(at_s) if inside else None
        near = index is not None and abs(float(trace.series.times_s[index]) - at_s) <= trace.pyramid.gap_s
        if index is not None and near:
            at = self._at(plot, trace, index)
            painter.setPen(QPen(theme.colour("accent.default"), 2))
            painter.setBrush(theme.colour("bg.surface"))
            painter.drawEllipse(at, 5, 5)
            value = f"{trace.text(index, self.unit())} {self.unit().value}"
            reach = lettering.width(value, "body-strong") + 10
            side = at.x() + 9 if at.x() + reach + 9 < self.width() else at.x() - reach
            lettering.write(QPointF(side, at.y() + 12), value, role="body-strong", halo="bg.surface")
        lettering.flush(painter)

    # -- hands ------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Set the linked cursor to the nearest reading."""
        index = self._nearest(event.position())
        if event.button() is Qt.MouseButton.LeftButton and index is not None and self._data.main is not None:
            self._snap(float(self._data.main.series.times_s[index]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from reading to reading, Page up and down from window to window."""
        trace = self._data.main
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        page = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()), 0)
        if trace is not None and step:
            at_s = self._cursor_s if self._cursor_s is not None else self.window_s()[1]
            index = trace.series.nearest(at_s)
            while index is not None and 0 <= index + step < trace.series.times_s.size:
                index += step
                if trace.series.text(index):
                    self._snap(float(trace.series.times_s[index]))
                    break
        elif trace is not None and page:
            self.set_days(self._days, self.window_s()[1] - DAY_S / 2 + page * self._days * DAY_S)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """The tooltip gives the reading as the device sent it, whatever unit is on display."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            index, trace = self._nearest(QPointF(event.pos())), self._data.main
            text = ""
            if index is not None and trace is not None:
                lines = [
                    f"{trace.series.text(index)} {trace.series.unit}, {words.band(trace.band(index))}",
                    words.day_and_clock(float(trace.series.times_s[index])),
                    trace.series.device,
                ]
                text = "<p style='white-space:pre; margin:0'>" + html.escape("\n".join(lines)) + "</p>"
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

    def _snap(self, at_s: float) -> None:
        self.set_cursor(at_s)
        self.cursor_moved.emit(at_s)

    def _nearest(self, at: QPointF) -> int | None:
        """The reading below a pixel; day over day, the one of the chosen day, else of the latest."""
        trace, plot = self._data.main, self._plot()
        if trace is None or not plot.rect.adjusted(-4, -30, 4, 4).contains(at):
            return None
        if self._view is GlucoseView.TRACE:
            return trace.series.nearest(plot.scale.t(at.x()))
        share = (at.x() - plot.rect.left()) / plot.rect.width()
        found: list[tuple[float, int]] = []
        for day in day_starts(*self.window_s()):
            index = trace.series.nearest(day + share * DAY_S)
            if index is not None and abs(float(trace.series.times_s[index]) - day - share * DAY_S) < 1800:
                where = self._at(plot, trace, index) - at
                found.append((where.x() ** 2 + where.y() ** 2, index))
        return min(found)[1] if found else None
