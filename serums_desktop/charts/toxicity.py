"""Toxicity by cycle as a heat map: the number is always printed, the colour only repeats it."""

from __future__ import annotations

import html
import math
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from serums_desktop.analytics.toxicity import Cell, Report, Symptom, ToxicityTable
from serums_desktop.charts import clock
from serums_desktop.charts import device_words as words
from serums_desktop.charts.lettering import Lettering, one_line
from serums_desktop.charts.rows_table import RowsTable
from serums_desktop.charts.theme import Theme

_HEAD_PX: Final = 92.0
_ROW_PX: Final = 34.0
_FOOT_PX: Final = 58.0
_NAME_PX: Final = 190.0
_EDGE_PX: Final = 16.0
_STRENGTH: Final = {0: 0.0, 1: 0.14, 2: 0.3, 3: 0.5, 4: 0.74, 5: 1.0}


class ToxicityChart(QWidget):
    """Symptoms down, cycles across. `cursor_moved` carries the moment of the worst report of a cell."""

    cursor_moved = Signal(float)

    def __init__(
        self,
        theme: Theme,
        table: ToxicityTable,
        titles: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lettering = Lettering(theme)
        self._data = table
        self._titles = titles
        self._offset = 0 if table.has_reports_before or not table.cycles else 1
        self._cursor_s: float | None = None
        self._chosen: tuple[int, int] | None = None
        self._rows = RowsTable(self)
        self._fill_table()
        self._sources = table.source_ids
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(420, round(_HEAD_PX + _FOOT_PX + _ROW_PX * len(table.symptoms)))
        self.setAccessibleName(words.toxicity())
        self.setAccessibleDescription(words.worst_grade())
        theme.changed.connect(self.update)

    def data(self) -> ToxicityTable:
        """What is shown, for export."""
        return self._data

    def table_model(self) -> RowsTable:
        """Every report, the newest first."""
        return self._rows

    def set_cursor(self, at_s: float | None) -> None:
        """Mark the cycle that holds a moment; emits nothing."""
        self._cursor_s = at_s
        self.update()

    def cell_words(self, row: int, column: int) -> str:
        """Everything a cell says, in words. Columns count from the first one shown."""
        symptom = self._data.symptoms[row]
        said = [self._report_words(report) for report in self._cell(symptom, column).reports]
        head = f"{one_line(symptom.title)}, {self._column_title(column)}"
        return "\n".join([head, *(said or [words.not_reported()])])

    def sizeHint(self) -> QSize:
        """The size of a card in the usual window."""
        return QSize(590, self.minimumHeight())

    # -- painting ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  Qt's signature
        """Heading, cycles, cells, legend."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("bg.surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lettering = self._lettering
        used = _EDGE_PX + lettering.write(QPointF(_EDGE_PX, 22), words.toxicity(), role="label") + 8
        note = lettering.fitted(words.worst_grade(), self.width() - used - _EDGE_PX)
        lettering.write(QPointF(used, 22), note, ink="text.secondary")
        self._paint_columns(painter)
        for row, symptom in enumerate(self._data.symptoms):
            name = lettering.fitted(one_line(symptom.title), _NAME_PX - 12)
            lettering.write(QPointF(_EDGE_PX, self._place(row, 0).center().y()), name)
            for column in range(self._columns()):
                self._paint_cell(painter, self._place(row, column), self._cell(symptom, column))
        self._paint_legend(painter)
        if self._chosen is not None and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("accent.default"), 2))
            painter.drawRoundedRect(self._place(*self._chosen), 4, 4)
        lettering.flush(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("focus.ring"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _paint_columns(self, painter: QPainter) -> None:
        lettering = self._lettering
        for column in range(self._columns()):
            place = self._place(0, column)
            cycle = self._data.cycles[column + self._offset - 1] if column + self._offset else None
            if cycle is not None and self._is_cursor_in(column + self._offset - 1):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._theme.colour("accent.subtle"))
                height = _HEAD_PX - 40 + _ROW_PX * len(self._data.symptoms)
                painter.drawRoundedRect(QRectF(place.left() - 2, 42, place.width() + 4, height), 4, 4)
            lines = [(self._column_title(column), "body-strong", "text.primary")]
            if cycle is not None:
                day = clock.day_of_year(cycle.start_s + clock.utc_offset_s(cycle.start_s))
                lines.append((day, "caption", "text.secondary"))
            for at, (line, role, ink) in enumerate(lines):
                text = lettering.fitted(line, place.width(), role)
                x = place.center().x() - lettering.width(text, role) / 2
                lettering.write(QPointF(x, 56 + 18 * at), text, role=role, ink=ink)

    def _paint_cell(self, painter: QPainter, place: QRectF, cell: Cell) -> None:
        lettering = self._lettering
        if not cell.reports:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("text.tertiary", 0.6))
            painter.drawEllipse(place.center(), 1.6, 1.6)
            return
        worst, strange = cell.worst, cell.not_grades
        painter.setPen(QPen(self._theme.colour("border.default"), 1))
        fill = self._theme.colour("bg.surface")
        if worst is not None and worst.grade is not None:
            fill = self._theme.mixed("danger.fg", _STRENGTH[worst.grade])
        painter.setBrush(fill)
        if worst is None:
            painter.setPen(QPen(self._theme.colour("text.primary"), 1.2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(place, 4, 4)
        ink = max(("text.primary", "text.on-accent"), key=lambda token: self._contrast(token, fill))
        if worst is not None:
            text = str(worst.grade)
            x = place.center().x() - lettering.width(text, "label") / 2
            lettering.write(QPointF(x, place.center().y()), text, role="label", ink=ink)
            self._paint_mark(painter, QPointF(place.left() + 10, place.center().y()), worst.source_id, ink)
        if strange:
            text = " ".join(f"{one_line(report.text) or words.DASH}?" for report in strange)
            text = lettering.fitted(text, place.width() / (2 if worst else 1) - 14, "body-strong")
            width = lettering.width(text, "body-strong")
            x = place.right() - 6 - width if worst else place.center().x() - width / 2
            lettering.write(QPointF(x, place.center().y()), text, role="body-strong", ink=ink)
            if worst is None:
                at = QPointF(place.left() + 10, place.center().y())
                self._paint_mark(painter, at, strange[0].source_id, ink)

    def _paint_mark(self, painter: QPainter, at: QPointF, source_id: str, ink: str) -> None:
        """Which source reported: a disc, a square, a ring or a frame in the order of the legend."""
        order = self._sources.index(source_id) if source_id in self._sources else 0
        colour = self._theme.colour(ink)
        painter.setPen(QPen(colour, 1.3))
        painter.setBrush(colour if order % 4 < 2 else Qt.BrushStyle.NoBrush)
        if order % 2 == 0:
            painter.drawEllipse(at, 3.0, 3.0)
        else:
            painter.drawRect(QRectF(at.x() - 2.8, at.y() - 2.8, 5.6, 5.6))

    def _paint_legend(self, painter: QPainter) -> None:
        lettering, y, x = self._lettering, self.height() - 36.0, _EDGE_PX
        for source_id in self._sources:
            text = words.reported_by(self._titles.get(source_id, source_id))
            if x + lettering.width(text, "caption") + 14 > self.width() - _EDGE_PX:
                break
            self._paint_mark(painter, QPointF(x + 4, y), source_id, "text.secondary")
            x += 14 + lettering.write(QPointF(x + 14, y), text, role="caption", ink="text.secondary") + 16
        y += 18
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("text.tertiary"))
        painter.drawEllipse(QPointF(_EDGE_PX + 4, y), 1.6, 1.6)
        x = _EDGE_PX + 14
        x += lettering.write(QPointF(x, y), words.not_reported(), role="caption", ink="text.secondary") + 16
        if any(cell.not_grades for each in self._data.symptoms for cell in (each.before, *each.cells)):
            text = f"?  {words.not_a_grade()}"
            lettering.write(QPointF(x, y), text, role="caption", ink="text.secondary")

    def _contrast(self, token: str, fill: QColor) -> float:
        """The contrast of two colours (WCAG 2.2, relative luminance)."""
        one, other = sorted((_luminance(self._theme.colour(token)), _luminance(fill)))
        return (other + 0.05) / (one + 0.05)

    # -- places -----------------------------------------------------------------------------------

    def _columns(self) -> int:
        return len(self._data.cycles) + 1 - self._offset

    def _cell(self, symptom: Symptom, column: int) -> Cell:
        return (symptom.before, *symptom.cells)[column + self._offset]

    def _column_title(self, column: int) -> str:
        at = column + self._offset
        return words.cycle(self._data.cycles[at - 1]) if at else words.before_cycles()

    def _place(self, row: int, column: int) -> QRectF:
        width = (self.width() - _NAME_PX - 2 * _EDGE_PX) / max(self._columns(), 1)
        left = _EDGE_PX + _NAME_PX + column * width
        return QRectF(left + 2, _HEAD_PX + row * _ROW_PX + 2, width - 4, _ROW_PX - 4)

    def _is_cursor_in(self, cycle: int) -> bool:
        starts = [each.start_s for each in self._data.cycles]
        at_s = self._cursor_s
        following = starts[cycle + 1] if cycle + 1 < len(starts) else float("inf")
        return at_s is not None and starts[cycle] <= at_s < following

    # -- words ------------------------------------------------------------------------------------

    def _report_words(self, report: Report) -> str:
        meaning = words.grade(report.grade) if report.grade is not None else words.not_a_grade()
        value = f"{report.text}, {meaning}" if report.grade is None else meaning
        source = words.reported_by(self._titles.get(report.source_id, report.source_id))
        return f"{words.day_and_clock(report.at_s)}: {value}, {source}"

    def _fill_table(self) -> None:
        rows = [
            (report.at_s, self._row(symptom, column, report))
            for symptom in self._data.symptoms
            for column in range(self._columns())
            for report in self._cell(symptom, column).reports
        ]
        rows.sort(key=lambda pair: pair[0], reverse=True)
        columns = words.columns("time", "symptom", "cycle", "value", "meaning", "source")
        self._rows.set_rows(columns, len(rows), lambda place: rows[place][1])

    def _row(self, symptom: Symptom, column: int, report: Report) -> tuple[str, ...]:
        return (
            words.day_and_clock(report.at_s),
            one_line(symptom.title),
            self._column_title(column),
            report.text,
            words.grade(report.grade) if report.grade is not None else words.not_a_grade(),
            self._titles.get(report.source_id, report.source_id),
        )

    # -- hands ------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a cell and set the linked cursor to its worst report."""
        found = self._under(event.position())
        if event.button() is Qt.MouseButton.LeftButton and found is not None:
            self._choose(*found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move from cell to cell."""
        step = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }.get(Qt.Key(event.key()))
        if step is None or not self._data.symptoms:
            super().keyPressEvent(event)
            return
        row, column = self._chosen or (0, 0)
        if self._chosen is not None:
            row = min(max(row + step[0], 0), len(self._data.symptoms) - 1)
            column = min(max(column + step[1], 0), self._columns() - 1)
        self._choose(row, column)

    def event(self, event: QEvent) -> bool:
        """The tooltip gives every report of a cell."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            found = self._under(QPointF(event.pos()))
            text = html.escape(self.cell_words(*found)) if found is not None else ""
            text = f"<p style='white-space:pre; margin:0'>{text}</p>" if text else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.update()

    def _choose(self, row: int, column: int) -> None:
        self._chosen = (row, column)
        self.setAccessibleDescription(self.cell_words(row, column))
        cell = self._cell(self._data.symptoms[row], column)
        report = cell.worst or next(iter(cell.reports), None)
        if report is not None:
            self.set_cursor(report.at_s)
            self.cursor_moved.emit(report.at_s)
        self.update()

    def _under(self, at: QPointF) -> tuple[int, int] | None:
        for row in range(len(self._data.symptoms)):
            for column in range(self._columns()):
                if self._place(row, column).contains(at):
                    return row, column
        return None


def _luminance(colour: QColor) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else math.pow((part + 0.055) / 1.055, 2.4)
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
