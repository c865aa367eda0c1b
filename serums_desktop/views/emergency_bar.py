"""The bar that stands over every page while an emergency access lasts."""

from __future__ import annotations

from typing import Final

import msgspec
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.emergency import EmergencyReason, OpenedStage, Stage
from serums_desktop.messages import emergency as messages
from serums_desktop.views.chips import Chip, ChipContent, ChipLook, Words
from serums_desktop.views.controls import IconLabel, KeyButton, plain_label
from serums_desktop.views.dates import clock_text
from serums_desktop.views.emergency_parts import Stripes
from serums_desktop.views.flow import FlowLayout
from serums_desktop.views.stage_steps import StageStep

END_KEYS: Final = "Ctrl+Shift+E"
EXTEND_KEYS: Final = "Alt+E"
_WARNING: Final = ChipLook("emergency.bg", "emergency.on", "emergency.on", radius_px=4)


class EmergencyBarState(msgspec.Struct, frozen=True, kw_only=True):
    """A running emergency. `remaining_s` counts down on the clock nobody sets, of `lasting_s` in all.

    `ends_s` is UTC epoch seconds, `entry` the newest entry of the evidence. `asking` is the stage being
    recorded now; `can_extend` is false where the rules of the place allow no longer.
    """

    reason: EmergencyReason
    stages: tuple[OpenedStage, ...]
    entry: int
    ends_s: float
    remaining_s: float
    lasting_s: float
    asking: Stage | None = None
    can_extend: bool = True


class Countdown(QWidget):
    """Minutes and seconds in large tabular figures over a line that shortens."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._share = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def text(self) -> str:
        """The time that is left, as it is shown."""
        return self._text

    def render_remaining(self, remaining_s: float, lasting_s: float) -> None:
        """Show what is left, and as a share of the whole."""
        text = remaining_text(remaining_s)
        share = min(1.0, remaining_s / lasting_s) if lasting_s > 0 else 0.0
        if len(text) != len(self._text):
            self.updateGeometry()
        self._text, self._share = text, share
        self.setAccessibleName(self.tr("{time} left").format(time=text))
        self.update()

    def sizeHint(self) -> QSize:
        figures = QFontMetrics(self._theme.font("display")).horizontalAdvance(self._text or "00:00")
        return QSize(figures + 4, 44)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        ink = self._theme.colour("emergency.on")
        painter.setPen(ink)
        painter.setFont(self._theme.font("display"))
        painter.drawText(self.rect().adjusted(0, 0, 0, -6), Qt.AlignmentFlag.AlignCenter, self._text)
        line = QRectF(0, self.height() - 5, self.width(), 4)
        painter.fillRect(line, self._theme.colour("emergency.on", 0.2))
        painter.fillRect(QRectF(0, line.top(), line.width() * self._share, 4), ink)
        painter.end()


class EmergencyBar(QFrame):
    """Renders an `EmergencyBarState`: reason, stages, entry, countdown, and the way to end it.

    Where the window is too narrow for one row it grows another; nothing on it is left out.
    """

    stage_requested = Signal(int)
    extend_requested = Signal()
    end_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state: EmergencyBarState | None = None
        self.setProperty("surface", "emergency")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(Stripes(theme, 40))
        self._middle = QWidget()
        self._flow = FlowLayout(self._middle, gap_px=14, row_gap_px=6)
        self._flow.setContentsMargins(0, 6, 0, 6)
        row.addWidget(self._middle, 1)
        self._flow.addWidget(self._title())
        self._reason = plain_label(tone="emergency")
        only = plain_label(self.tr("this patient only"), role="body-strong", tone="emergency")
        self._flow.addWidget(_stacked(self._reason, only))
        self.steps = {stage: StageStep(theme, stage) for stage in Stage}
        for step in self.steps.values():
            step.stage_requested.connect(self.stage_requested)
            self._flow.addWidget(step)
        self._entry = plain_label(role="body-strong", tone="emergency")
        self._ends = plain_label(tone="emergency")
        # The warning takes the place of the end, so that no page moves under the reader's eyes.
        self._warning = Chip(theme, ChipContent((Words(""),)), _WARNING, height_px=20, role="caption")
        self._under_entry = QStackedWidget()
        self._under_entry.setFixedHeight(20)
        self._under_entry.addWidget(self._ends)
        self._under_entry.addWidget(self._warning)
        self._flow.addWidget(_stacked(self._entry, self._under_entry))
        self.countdown = Countdown(theme)
        row.addWidget(self.countdown)
        self.extend = KeyButton(theme, self.tr("Extend"), keys=self.tr("Alt E"))
        self.extend.setProperty("look", "emergency")
        self.extend.setProperty("extent", "tall")
        self.extend.setToolTip(self.tr("Once more as long, with a new entry"))
        self.extend.setShortcut(EXTEND_KEYS)
        self.extend.clicked.connect(self.extend_requested)
        self.end = KeyButton(
            theme, self.tr("End now"), icon_name="cross", keys=self.tr("Ctrl \N{UPWARDS WHITE ARROW} E")
        )
        self.end.setProperty("look", "emergency-end")
        self.end.setProperty("extent", "tall")
        self.end.setToolTip(self.tr("End the emergency access now ({keys})").format(keys=END_KEYS))
        self.end.setShortcut(END_KEYS)
        self.end.clicked.connect(self.end_requested)
        row.addWidget(self.extend)
        row.addWidget(self.end)
        row.addSpacing(4)
        self.hide()

    def render_state(self, state: EmergencyBarState) -> None:
        """Show a state; called each second while the emergency lasts."""
        if state == self._state:
            return
        before, self._state = self._state, state
        self._reason.setText(messages.reason(state.reason))
        opened = {each.stage: each for each in state.stages}
        furthest = max(opened, default=None)
        if before is None or (before.stages, before.asking) != (state.stages, state.asking):
            for stage, step in self.steps.items():
                step.render_stage(opened.get(stage), furthest=furthest, asking=stage is state.asking)
        self._entry.setText(self.tr("entry {n}").format(n=f"{state.entry:,}"))
        self._ends.setText(self.tr("ends {time} by itself").format(time=clock_text(state.ends_s)))
        self.countdown.render_remaining(state.remaining_s, state.lasting_s)
        self.extend.setEnabled(state.can_extend)
        warning = messages.ending_soon(state.remaining_s)
        self._warning.set_content(ChipContent((Words(warning, strong=True),), "alert-filled"), _WARNING)
        self._under_entry.setCurrentWidget(self._warning if warning else self._ends)
        said = (self.tr("Emergency access"), self._reason.text(), self._ends.text(), warning)
        self.setAccessibleName(", ".join(filter(None, said)))
        self._claim_height()

    @property
    def warning(self) -> str:
        """The warning that stands now, empty without one."""
        return self._warning.content.plain()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._claim_height()

    def _claim_height(self) -> None:
        """No page may take from the bar what its rows need."""
        layout = self.layout()
        if layout is None:
            return
        fixed = sum(
            item.sizeHint().width() + layout.spacing()
            for place in range(layout.count())
            if (item := layout.itemAt(place)) is not None and item.widget() is not self._middle
        )
        margins = layout.contentsMargins()
        room = self.width() - fixed - margins.left() - margins.right()
        needed = self._flow.heightForWidth(max(room, 160))
        self.setFixedHeight(max(self._theme.size("emergency-banner"), needed))

    def _title(self) -> QWidget:
        place = QWidget()
        place.setMinimumHeight(32)
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel(self._theme, "stethoscope", "emergency.on", size_px=24))
        row.addWidget(plain_label(self.tr("Emergency access"), role="title", tone="emergency"))
        return place


def _stacked(*lines: QWidget) -> QWidget:
    place = QWidget()
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for line in lines:
        column.addWidget(line)
    return place


def remaining_text(remaining_s: float) -> str:
    """What is left as minutes and seconds, rounded up so that 0:00 means over: 59:12, or 3:59:12."""
    left = max(0, -int(-remaining_s // 1))
    hours, rest = divmod(left, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
