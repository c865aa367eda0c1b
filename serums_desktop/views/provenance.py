"""Where an entry comes from: source, author, times, and the resource as it was received.

Security labels and references that lead nowhere never reach it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.entries import Entry
from serums_desktop.views.controls import ElidedLabel, IconLabel, KeyButton, plain_label, plain_tooltip
from serums_desktop.views.dates import clock_text, day_and_time_text, partial_text
from serums_desktop.views.detail_sections import section
from serums_desktop.views.json_text import indented

_RAW_HEIGHT_PX: Final = 280


class ProvenanceSection(QWidget):
    """One block an entry; its button asks for the resource, a second press puts it away.

    `letter_requested` carries an entry's id and which of its letters, from 0.
    """

    raw_requested = Signal(str)
    letter_requested = Signal(str, int)

    def __init__(
        self,
        theme: Theme,
        entries: Sequence[tuple[Entry, float]],
        *,
        titles: Mapping[str, str],
        countries: Mapping[str, str],
        now_s: float,
        letters: Mapping[str, Sequence[str]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`entries` go with the moment each was received (UTC epoch seconds), `letters` are their titles."""
        super().__init__(parent)
        self._theme = theme
        self._blocks: dict[str, QVBoxLayout] = {}
        self._buttons: dict[str, KeyButton] = {}
        self._texts: dict[str, QPlainTextEdit] = {}
        frame, column = section(self.tr("Where it comes from"), icon=IconLabel(theme, "resource"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        for place, (entry, received_s) in enumerate(entries):
            block = QVBoxLayout()
            block.setSpacing(4)
            block.addLayout(self._heading(entry, is_first=place == 0))
            for line in self._lines(entry, received_s, titles, countries, now_s):
                block.addWidget(plain_label(line, role="caption", tone="secondary", wrap=True))
            for index, words in enumerate((letters or {}).get(entry.entry_id, ())):
                block.addWidget(
                    self._letter(entry.entry_id, index, words), alignment=Qt.AlignmentFlag.AlignLeading
                )
            self._blocks[entry.entry_id] = block
            if place:
                rule = QFrame()
                rule.setProperty("rule", "true")
                column.addWidget(rule)
            column.addLayout(block)

    def render_raw(self, entry_id: str, text: str) -> None:
        """Show a resource beneath its entry: as it was received, but for line breaks between its values."""
        block = self._blocks.get(entry_id)
        if block is None or entry_id in self._texts:
            return
        viewer = QPlainTextEdit()
        viewer.setReadOnly(True)
        viewer.setUndoRedoEnabled(False)
        viewer.setProperty("look", "inset")
        viewer.setAccessibleName(self.tr("Resource as received"))
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(self._theme.font("caption").pixelSize())
        viewer.document().setDefaultFont(font)
        viewer.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        viewer.setPlainText(indented(text))
        viewer.setFixedHeight(_RAW_HEIGHT_PX)
        viewer.setTabChangesFocus(True)
        block.addWidget(viewer)
        self._texts[entry_id] = viewer
        self._buttons[entry_id].setText(self.tr("Put away"))

    def button(self, entry_id: str) -> KeyButton:
        """The button that asks for an entry's resource. Raises KeyError for an unknown one."""
        return self._buttons[entry_id]

    def raw_text(self, entry_id: str) -> str:
        """The text shown beneath an entry, or nothing."""
        viewer = self._texts.get(entry_id)
        return viewer.toPlainText() if viewer else ""

    def _toggle(self, entry_id: str) -> None:
        viewer = self._texts.pop(entry_id, None)
        if viewer is None:
            self.raw_requested.emit(entry_id)
            return
        self._blocks[entry_id].removeWidget(viewer)
        viewer.hide()
        viewer.deleteLater()
        self._buttons[entry_id].setText(self.tr("Resource"))

    def _heading(self, entry: Entry, *, is_first: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        version = f" · v{entry.version_id}" if entry.version_id else ""
        name = ElidedLabel(f"{entry.resource_type}/{entry.resource_id}{version}")
        row.addWidget(name, 1)
        button = KeyButton(self._theme, self.tr("Resource"), keys=self.tr("Ctrl I") if is_first else "")
        button.setProperty("look", "link")
        button.setAccessibleDescription(name.full_text)
        if is_first:
            button.setShortcut("Ctrl+I")
        button.clicked.connect(lambda: self._toggle(entry.entry_id))
        row.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        self._buttons[entry.entry_id] = button
        return row

    def _letter(self, entry_id: str, index: int, title: str) -> KeyButton:
        button = KeyButton(self._theme, self.tr("Open letter"), icon_name="documents")
        button.setAccessibleDescription(title)
        button.setToolTip(plain_tooltip(title))
        button.clicked.connect(lambda: self.letter_requested.emit(entry_id, index))
        return button

    def _lines(
        self,
        entry: Entry,
        received_s: float,
        titles: Mapping[str, str],
        countries: Mapping[str, str],
        now_s: float,
    ) -> list[str]:
        source = titles.get(entry.source_id, entry.source_id)
        country = countries.get(entry.source_id, "")
        lines = [f"{source} ({country})" if country else source]
        if entry.author:
            lines.append(self.tr("By {author}").format(author=entry.author))
        written = entry.recorded or entry.last_updated
        if written is not None:
            line = self.tr("Written {moment}").format(moment=partial_text(written))
            here = clock_text(written.start_s) if written.has_zone else ""
            if here and here != written.local_time():
                line = self.tr("{written} there, {time} here").format(written=line, time=here)
            lines.append(line)
        fetched = day_and_time_text(received_s)
        if now_s - received_s < 12 * 3600:
            fetched = clock_text(received_s)
        lines.append(self.tr("Fetched {moment}").format(moment=fetched))
        return lines
