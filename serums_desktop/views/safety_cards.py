"""The cards of the emergency's first screen, and what stands on them: tiles with source and date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from serums_desktop.charts.clock import item_date
from serums_desktop.charts.theme import Theme
from serums_desktop.domain.entries import Severity
from serums_desktop.domain.timeline import TimelineItem
from serums_desktop.views.banner import Resuscitation, decision_words
from serums_desktop.views.controls import IconLabel, plain_label, plain_tooltip
from serums_desktop.views.dates import partial_text
from serums_desktop.views.summary_rows import item_words, source_names, source_tag
from serums_desktop.views.words import translate

# Severity by icon and by fill, like the banner's chips.
_TILES: Final = {
    Severity.CRITICAL: ("critical", "critical-filled", "bg.surface"),
    Severity.HIGH: ("high", "alert-filled", "high.fg"),
    Severity.NOTICE: ("notice", "alert", "caution.fg"),
    Severity.NONE: ("plain", "info", "text.secondary"),
}


class SafetyCard(QFrame):
    """A heading with a count over as many rows as there are; it is as tall as they need."""

    def __init__(self, theme: Theme, title: str, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 12)
        column.setSpacing(0)
        heading = QHBoxLayout()
        heading.setContentsMargins(16, 12, 16, 12)
        heading.setSpacing(8)
        heading.addWidget(IconLabel(theme, icon_name, "text.primary", size_px=20))
        heading.addWidget(plain_label(title, role="title"))
        self._count = plain_label(tone="secondary")
        heading.addWidget(self._count)
        heading.addStretch(1)
        column.addLayout(heading)
        rule = QFrame()
        rule.setProperty("rule", "true")
        column.addWidget(rule)
        self._body: QWidget | None = None
        self._column = column

    def fill(self, rows: Sequence[QWidget], *, count: int = 0) -> None:
        """Show other rows; `count` stands in the heading unless it is 0."""
        self._count.setText(str(count) if count else "")
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(16, 10, 16, 0)
        inside.setSpacing(7)
        for place, row in enumerate(rows):
            if place and row.property("ruled"):
                rule = QFrame()
                rule.setProperty("rule", "true")
                inside.addWidget(rule)
            inside.addWidget(row)
        self._column.addWidget(body)

    def texts(self) -> list[str]:
        """Everything that is written on the card's rows."""
        return [label.text() for label in self._body.findChildren(QLabel)] if self._body is not None else []


def note_line(words: str) -> QLabel:
    """A softer line: who was asked, or how something is meant."""
    return plain_label(words, tone="secondary", wrap=True)


def safety_tile(
    theme: Theme, item: TimelineItem, titles: Mapping[str, str], *, boxed: bool, differs: bool
) -> QFrame:
    """One item: what it is in large type, what follows it, its source and its date.

    `boxed` fills it with the colour of its severity; `differs` says in words that sources disagree.
    """
    frame = QFrame()
    look, icon_name, tone = _TILES[item.severity]
    if item.severity is Severity.NONE and item.resource_type.startswith("Device"):
        icon_name = "device"
    frame.setProperty("tile" if boxed else "ruled", look if boxed else True)
    row = QHBoxLayout(frame)
    row.setContentsMargins(*((12, 10, 12, 10) if boxed else (0, 0, 0, 0)))
    row.setSpacing(12)
    if boxed or item.severity is not Severity.NONE:
        ink = tone if boxed or item.severity is not Severity.CRITICAL else "danger.fg"
        row.addWidget(IconLabel(theme, icon_name, ink, size_px=20))
    title, note = item_words(item)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(plain_label(title, role="title", wrap=True))
    if note:
        words.addWidget(plain_label(note, wrap=True))
    if differs:
        said = QHBoxLayout()
        said.setSpacing(6)
        said.addWidget(IconLabel(theme, "conflict", "high.fg"))
        said.addWidget(plain_label(translate("Safety", "Sources differ on the dose"), tone="high"), 1)
        words.addLayout(said)
    row.addLayout(words, 1)
    when = item_date(item) or translate("Safety", "no date")
    end = plain_label(f"{source_tag(item, titles)}\n{when}", role="caption", tone="secondary")
    end.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
    end.setToolTip(plain_tooltip(source_names(item, titles)))
    row.addWidget(end)
    frame.setAccessibleName(", ".join(filter(None, (title, note, source_names(item, titles), when))))
    return frame


def resuscitation_block(theme: Theme, stated: Resuscitation, titles: Mapping[str, str]) -> QFrame:
    """One statement about resuscitation with its author, date and jurisdiction."""
    item = stated.item
    title, note = decision_words(item)
    block = QFrame()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    box = QFrame()
    box.setProperty("tile", "stated")
    row = QHBoxLayout(box)
    row.setContentsMargins(12, 8, 16, 8)
    row.setSpacing(8)
    row.addWidget(IconLabel(theme, "resuscitation", "text.primary", size_px=20))
    row.addWidget(plain_label(title, role="patient-name", wrap=True), 1)
    column.addWidget(box)
    if note:
        column.addWidget(plain_label(note, wrap=True))
    source = source_names(item, titles)
    place = f"{source} ({stated.country})" if stated.country else source
    written = partial_text(stated.recorded) or translate("Safety", "date not given")
    author = stated.author or translate("Safety", "author not given")
    column.addWidget(plain_label(f"{written} · {author} · {place}", tone="secondary", wrap=True))
    return block
