"""The coverage strip: which sources were asked, answered, are late, failed or were not asked."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.coverage import Coverage, SourceState
from serums_desktop.views.controls import KeyButton, follow_theme, plain_label
from serums_desktop.views.source_pills import PillRow, record_pill


class CoverageState(msgspec.Struct, frozen=True):
    """Every configured source; `offline` shows each one's copy instead. `now_s` is UTC epoch seconds.

    `can_add`: files may be added to the record.
    """

    coverage: Coverage = Coverage()
    now_s: float = 0.0
    offline: bool = False
    can_add: bool = True


class CoverageStrip(QFrame):
    """Renders a `CoverageState`. A press on its pill asks a failed source again, and stops a late one."""

    retry_requested = Signal(str)
    stop_requested = Signal(str)
    refresh_requested = Signal()
    sources_requested = Signal()
    add_file_requested = Signal()

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
        self._pills.stop_requested.connect(self.stop_requested)
        row.addWidget(self._pills, 1)
        self.sources = KeyButton(theme, self.tr("Sources"), icon_name="sources")
        self.sources.setToolTip(self.tr("What each source gave, and as whom it knows the person (F8)"))
        self.sources.setShortcut("F8")
        self.sources.clicked.connect(self.sources_requested)
        row.addWidget(self.sources)
        self.add_file = QToolButton()
        self.add_file.setProperty("look", "bare")
        self.add_file.setAccessibleName(self.tr("Add a file to this record"))
        self.add_file.setToolTip(self.tr("Add a file to this record (Ctrl+O), or drop it on the page"))
        follow_theme(theme, self.add_file, "add-file")
        self.add_file.setShortcut("Ctrl+O")
        self.add_file.clicked.connect(self.add_file_requested)
        row.addWidget(self.add_file)
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
        self.add_file.setEnabled(state.can_add)
        self.refresh.setEnabled(all(source.state is not SourceState.ASKING for source in sources))

    def pills(self) -> PillRow:
        """The row of pills."""
        return self._pills
