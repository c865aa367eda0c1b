"""The dialog's right-hand column: what opens, and what is recorded."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.emergency import Stage
from serums_desktop.messages import emergency as messages
from serums_desktop.views.controls import IconLabel, plain_label
from serums_desktop.views.dates import day_and_time_text
from serums_desktop.views.emergency_parts import Numeral

_NAMES_PX = 72


class EmergencyAside(QFrame):
    """The stages, the facts of the entry, and who learns of it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("surface", "sunken")
        self.setProperty("edge", "left")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        column.addWidget(plain_label(self.tr("What opens, for this patient only"), role="label"))
        for stage in Stage:
            column.addLayout(self._stage(stage))
        rule = QFrame()
        rule.setProperty("rule", "true")
        column.addSpacing(4)
        column.addWidget(rule)
        column.addSpacing(4)
        column.addWidget(plain_label(self.tr("What is recorded"), role="label"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnMinimumWidth(0, _NAMES_PX)
        self._grid.setColumnStretch(1, 1)
        self._who = self._fact(self.tr("Who"))
        self._where = self._fact(self.tr("Where"))
        self._when = self._fact(self.tr("When"))
        self._fact(self.tr("Purpose"), self.tr("break the glass (BTG)"))
        self._fact(self.tr("Why"), self.tr("your reason and your words"))
        self._fact(self.tr("Opened"), self.tr("each stage, each by an entry of its own"))
        column.addLayout(self._grid)
        column.addSpacing(4)
        for icon_name, words in (
            ("person", self.tr("The patient can learn who opened the record, when and why.")),
            ("eye", self.tr("The privacy officer gets a reference, no clinical data.")),
            ("source", self.tr("Without a network both wait here and are sent later.")),
        ):
            column.addLayout(self._line(icon_name, words))
        column.addStretch(1)

    def render_facts(self, holder: str, place: str, now_s: float, *, by_card: bool) -> None:
        """Show who asks, where and when (UTC epoch seconds)."""
        how = self.tr("{name}, by card") if by_card else self.tr("{name}, by passphrase")
        self._who.setText(how.format(name=holder) if holder else "")
        self._where.setText(place)
        self._when.setText(day_and_time_text(now_s) if now_s else "")

    def _stage(self, stage: Stage) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        is_first = stage is Stage.SAFETY_SUMMARY
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(Numeral(self._theme, int(stage), filled=False, lit=is_first), alignment=top)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(plain_label(messages.stage(stage), role="body-strong"))
        holds = messages.stage_holds(stage)
        later = holds if is_first else self.tr("{what}; when you ask, recorded again").format(what=holds)
        lines.addWidget(plain_label(later, role="caption", tone="secondary", wrap=True))
        row.addLayout(lines, 1)
        return row

    def _fact(self, name: str, text: str = "") -> QLabel:
        place = self._grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        label = plain_label(text, wrap=True)
        self._grid.addWidget(plain_label(name, tone="secondary"), place, 0, alignment=top)
        self._grid.addWidget(label, place, 1)
        return label

    def _line(self, icon_name: str, words: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(IconLabel(self._theme, icon_name), alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(plain_label(words, wrap=True), 1)
        return row
