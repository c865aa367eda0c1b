"""The stepper of an emergency's stages: what is open since when, and the key that opens the next."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QWidget

from serums_desktop.charts.icons import paint_icon
from serums_desktop.charts.theme import Theme
from serums_desktop.domain.emergency import OpenedStage, Stage
from serums_desktop.messages import emergency as messages
from serums_desktop.views.dates import clock_text
from serums_desktop.views.emergency_parts import paint_numeral

_HEIGHT_PX: Final = 32
_PADDING_PX: Final = 8
_GAP_PX: Final = 6


class StageStep(QPushButton):
    """One stage: dark while it is the furthest open, ticked when passed, dashed with its key before."""

    stage_requested = Signal(int)

    def __init__(self, theme: Theme, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stage = stage
        self._opened: OpenedStage | None = None
        self._is_furthest = False
        self._is_part = False
        self._asking = False
        self._keys = "" if stage is Stage.SAFETY_SUMMARY else f"Alt+{int(stage)}"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if self._keys:
            self.setShortcut(self._keys)
        self.clicked.connect(lambda: self.stage_requested.emit(int(stage)))
        theme.changed.connect(self.update)
        self.render_stage(None, furthest=None, asking=False)

    def render_stage(self, opened: OpenedStage | None, *, furthest: Stage | None, asking: bool) -> None:
        """Show whether the stage is open, since when, and whether it is being asked for now.

        A stage before the `furthest` open one is part of it and need not be asked for.
        """
        self._opened, self._asking = opened, asking
        self._is_furthest = self._stage is furthest
        self._is_part = opened is None and furthest is not None and self._stage < furthest
        self.setEnabled(opened is None and not asking and not self._is_part)
        name = messages.stage(self._stage)
        self.setAccessibleName(" ".join(filter(None, (name, self._note() or self._keys))))
        if opened is not None:
            self.setToolTip(self.tr("Recorded as entry {n}").format(n=f"{opened.entry:,}"))
        else:
            self.setToolTip(messages.stage_holds(self._stage))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        end = self._end()
        caption = QFontMetrics(self._theme.font("caption"))
        width = 2 * _PADDING_PX + 20 + _GAP_PX + self._name_width()
        if end:
            width += _GAP_PX + caption.horizontalAdvance(end) + (0 if self._note() else 10)
        return QSize(width + 4, _HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        amber, dark = self._theme.colour("emergency.bg"), self._theme.colour("emergency.on")
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        pen = QPen(dark, 2 if self.hasFocus() else 1.2)
        if self._opened is None and not self.hasFocus():
            pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.setBrush(dark if self._is_furthest else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, frame.height() / 2, frame.height() / 2)
        ink, ground = (amber, dark) if self._is_furthest else (dark, amber)
        x = _PADDING_PX
        disc = self._across(x, 20).toRectF()
        disc.setTop((self.height() - 20) / 2)
        disc.setHeight(20)
        if self._opened is not None and not self._is_furthest:
            painter.setBrush(ink)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(disc)
            paint_icon(painter, disc.adjusted(4, 4, -4, -4), "check", ground)
        else:
            filled = ink if self._is_furthest else None
            number = ground if self._is_furthest else ink
            paint_numeral(painter, disc, str(int(self._stage)), self._theme, ink=number, ground=filled)
        x += 20 + _GAP_PX
        painter.setPen(ink)
        painter.setFont(self._theme.font("body-strong"))
        aligned = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(self._across(x, self._name_width() + 2), aligned, messages.stage(self._stage))
        x += self._name_width() + _GAP_PX
        self._paint_end(painter, x)
        painter.end()

    def _paint_end(self, painter: QPainter, x: int) -> None:
        end = self._end()
        painter.setFont(self._theme.font("caption"))
        place = self._across(x, self.width() - x - _PADDING_PX)
        if end and not self._note():
            frame = place.toRectF()
            frame.setTop((self.height() - 20) / 2)
            frame.setHeight(20)
            painter.save()
            painter.setPen(QPen(self._theme.colour("emergency.on"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame.adjusted(0.5, 0, -0.5, 0), 4, 4)
            painter.restore()
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, end)
        else:
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, end)

    def _note(self) -> str:
        if self._asking:
            return self.tr("recording…")
        if self._is_part:
            return self.tr("part of it")
        if self._opened is None:
            return ""
        time = clock_text(self._opened.opened_s)
        return self.tr("since {time}").format(time=time) if self._is_furthest else time

    def _end(self) -> str:
        return self._note() or self._keys.replace("+", " ")

    def _name_width(self) -> int:
        metrics = QFontMetrics(self._theme.font("body-strong"))
        return metrics.horizontalAdvance(messages.stage(self._stage))

    def _across(self, x: int, width: int) -> QRect:
        logical = QRect(x, 0, width, self.height())
        return QStyle.visualRect(self.layoutDirection(), self.rect(), logical)
