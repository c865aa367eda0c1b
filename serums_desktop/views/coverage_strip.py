"""The coverage strip: which sources were asked, answered, are late, failed or were not asked."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.coverage import Coverage, SourceState
from serums_desktop.views.controls import KeyButton, plain_label
from serums_desktop.views.source_pills import PillRow, record_pill


class CoverageState(msgspec.Struct, frozen=True):
    """Every configured source; `offline` shows each one's copy instead. `now_s` is UTC epoch seconds."""

    coverage: Coverage = Coverage()
    now_s: float = 0.0
    offline: bool = False


class CoverageStrip(QFrame):
    """Renders a `CoverageState`. A failed source is asked again by a press on its pill."""

    retry_requested = Signal(str)
    refresh_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: CoverageState | None = None
        self.setProperty("surface", "sunken")
        self.setProperty("edge", "bottom")
        self.setMinimumHeight(theme.size("coverage"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 5, 16, 6)
        row.setSpacing(12)
        self._count = plain_label(role="caption", tone="secondary")
        row.addWidget(self._count)
        self._pills = PillRow(theme)
        self._pills.retry_requested.connect(self.retry_requested)
        row.addWidget(self._pills, 1)
        self.refresh = KeyButton(theme, self.tr("Ask again"), icon_name="refresh", keys="F5")
        self.refresh.setShortcut("F5")
        self.refresh.clicked.connect(self.refresh_requested)
        row.addWidget(self.refresh)

    def render_state(self, state: CoverageState) -> None:
        """Show a state; called each second while sources are asked."""
        if state == self._state:
            return
        self._state = state
        sources = state.coverage.sources
        total = len(state.coverage.configured)
        if state.offline:
            copies = sum(source.as_of_s is not None for source in state.coverage.configured)
            self._count.setText(self.tr("{copies} of {total} copies").format(copies=copies, total=total))
        else:
            answered = state.coverage.answered
            self._count.setText(
                self.tr("{answered} of {total} answered").format(answered=answered, total=total)
            )
        self._pills.render_pills(
            tuple(record_pill(source, state.now_s, offline=state.offline) for source in sources)
        )
        self.refresh.setEnabled(all(source.state is not SourceState.ASKING for source in sources))

    def pills(self) -> PillRow:
        """The row of pills."""
        return self._pills
