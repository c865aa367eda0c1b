"""One line above the record: offline, in part, or with resources that could not be read."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.coverage import Coverage, SourceState
from serums_desktop.views.controls import IconLabel, KeyButton, plain_label
from serums_desktop.views.dates import moment_text


class RecordNotices(QFrame):
    """One line above the record: offline, in part, unread, contradicted, or with somebody to be compared."""

    show_requested = Signal()
    contradictions_requested = Signal()
    compare_requested = Signal()

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
        self.show_contradictions = self._link(theme, self.tr("Show contradictions"))
        self.show_contradictions.clicked.connect(self.contradictions_requested)
        self.compare = self._link(theme, self.tr("Compare"))
        self.compare.clicked.connect(self.compare_requested)
        self.show_unread = self._link(theme, self.tr("Show them"))
        self.show_unread.clicked.connect(self.show_requested)
        row.addWidget(self._icon)
        row.addWidget(self._text)
        row.addWidget(self._kept, 1)
        for button in (self.show_contradictions, self.compare, self.show_unread):
            row.addWidget(button)
        self.hide()

    def render_state(
        self,
        coverage: Coverage,
        unread: int,
        contradictions: int,
        now_s: float,
        *,
        offline: bool,
        is_whole: bool = True,
    ) -> None:
        """Show what must be said, or nothing.

        `unread` resources could not be read; `contradictions` are those that must be said aloud. Unless it
        `is_whole`, earlier entries are not on the timeline yet.
        """
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
        if not is_whole:
            sentences.append(self.tr("Earlier entries are still being read."))
        unlinked = sum(len(source.unlinked) for source in sources)
        if contradictions:
            sentences.append(self.tr("%n contradictions between sources.", "", contradictions))
        if unlinked:
            sentences.append(self.tr("%n patients elsewhere may be the same person.", "", unlinked))
        if unread:
            sentences.append(self.tr("%n resources could not be read.", "", unread))
        self._text.setText(" ".join(sentences))
        self._kept.setText(kept)
        self.setAccessibleName(" ".join((*sentences, kept)))
        self._icon.set_icon("offline" if offline else "info", "info.fg")
        self.show_contradictions.setVisible(bool(contradictions))
        self.compare.setVisible(bool(unlinked))
        self.show_unread.setVisible(bool(unread))
        self.setVisible(bool(sentences))

    def _link(self, theme: Theme, text: str) -> KeyButton:
        button = KeyButton(theme, text)
        button.setProperty("look", "link")
        return button
