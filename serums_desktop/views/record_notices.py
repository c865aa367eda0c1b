"""One line above the record: offline, in part, or with resources that could not be read."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.coverage import Coverage, SourceState
from serums_desktop.views.controls import IconLabel, KeyButton, plain_label
from serums_desktop.views.dates import moment_text


class RecordNotices(QFrame):
    """One line above the record: offline, in part, or with resources that could not be read."""

    show_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", "info")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 3, 12, 3)
        row.setSpacing(8)
        self.setMinimumHeight(theme.size("control"))
        self._icon = IconLabel(theme, "info", "info.fg")
        self._text = plain_label(role="body-strong")
        self._kept = plain_label(tone="secondary", wrap=True)
        self.show_unread = KeyButton(theme, self.tr("Show them"))
        self.show_unread.setProperty("look", "link")
        self.show_unread.clicked.connect(self.show_requested)
        row.addWidget(self._icon)
        row.addWidget(self._text)
        row.addWidget(self._kept, 1)
        row.addWidget(self.show_unread)
        self.hide()

    def render_state(self, coverage: Coverage, unread: int, now_s: float, *, offline: bool) -> None:
        """Show what must be said, or nothing. `unread` resources could not be read."""
        sources = coverage.sources
        failed = [source for source in sources if source.state in {SourceState.FAILED, SourceState.PARTIAL}]
        sentences = []
        kept = ""
        if offline:
            copies = [source.as_of_s for source in sources if source.as_of_s is not None]
            if copies:
                first, last = moment_text(min(copies), now_s), moment_text(max(copies), now_s)
                said = self.tr("Offline. Copies of {first} to {last}.")
                if first == last:
                    said = self.tr("Offline. Copy of {last}.")
                sentences.append(said.format(first=first, last=last))
            else:
                sentences.append(self.tr("Offline."))
            kept = self.tr("Everything shown is the copy kept on this workstation.")
        elif failed:
            sentences.append(self.tr("%n sources did not answer in full.", "", len(failed)))
            kept = self.tr("What they sent before is shown with its date.")
        if unread:
            sentences.append(self.tr("%n resources could not be read.", "", unread))
        self._text.setText(" ".join(sentences))
        self._kept.setText(kept)
        self.setAccessibleName(" ".join((*sentences, kept)))
        self._icon.set_icon("offline" if offline else "info", "info.fg")
        self.show_unread.setVisible(bool(unread))
        self.setVisible(bool(sentences))
