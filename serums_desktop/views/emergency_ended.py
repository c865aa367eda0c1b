"""What stands where an emergency's record stood: that it is over, and what is gone."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.messages import emergency as messages
from serums_desktop.views.controls import IconLabel, KeyButton, plain_label
from serums_desktop.views.dates import clock_text


class EmergencyEndedState(msgspec.Struct, frozen=True):
    """When it ended (UTC epoch seconds) and the first and last entry of the evidence about it."""

    ended_s: float
    first_entry: int
    last_entry: int


class EmergencyEndedView(QWidget):
    """Renders an `EmergencyEndedState`. Nothing of a patient is on it."""

    back_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "canvas")
        panel = QFrame()
        panel.setProperty("card", "page")
        panel.setFixedWidth(520)
        column = QVBoxLayout(panel)
        column.setContentsMargins(40, 36, 40, 36)
        column.setSpacing(8)
        heading = QHBoxLayout()
        heading.setSpacing(12)
        heading.addWidget(IconLabel(theme, "stethoscope", "text.primary", size_px=24))
        self._happened = plain_label(role="patient-name", wrap=True)
        heading.addWidget(self._happened, 1)
        column.addLayout(heading)
        self._kept = plain_label(role="body-strong", wrap=True)
        self._cure = plain_label(tone="secondary", wrap=True)
        self._entries = plain_label(tone="secondary", wrap=True)
        for label in (self._kept, self._entries, self._cure):
            column.addWidget(label)
        column.addSpacing(12)
        self.back = KeyButton(theme, self.tr("Back to the patients"), keys=self.tr("Enter"))
        self.back.setProperty("look", "primary")
        self.back.setProperty("extent", "tall")
        # Enter presses the button that has the focus.
        self.back.setAutoDefault(True)
        self.back.clicked.connect(self.back_requested)
        column.addWidget(self.back)
        page = QVBoxLayout(self)
        page.addStretch(1)
        page.addWidget(panel, alignment=Qt.AlignmentFlag.AlignHCenter)
        page.addStretch(1)

    def render_state(self, state: EmergencyEndedState) -> None:
        """Show a state."""
        said = messages.ended(clock_text(state.ended_s))
        self._happened.setText(said.happened)
        self._kept.setText(said.kept)
        self._cure.setText(said.cure)
        first, last = f"{state.first_entry:,}", f"{state.last_entry:,}"
        words = self.tr("Recorded as entries {first} to {last}.")
        if first == last:
            words = self.tr("Recorded as entry {last}.")
        self._entries.setText(words.format(first=first, last=last))
        self.setAccessibleName(str(said))

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self.back.setFocus()
