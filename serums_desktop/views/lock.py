"""The lock page: blank but for one field. Nothing of a patient is on it."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from serums_desktop._generated.ui_lock import Ui_Lock
from serums_desktop.charts.theme import Theme
from serums_desktop.views.controls import IconLabel, KeyButton, plain_label
from serums_desktop.views.pin_entry import CardPhase, Message, MessageLine
from serums_desktop.views.pin_field import PinField


class LockState(msgspec.Struct, frozen=True, kw_only=True):
    """`holder` is whose session was locked, or whose card is in; `tries_words` is ready to read."""

    phase: CardPhase = CardPhase.NO_CARD
    holder: str = ""
    tries_words: str = ""
    message: Message | None = None


class LockView(QWidget):
    """Renders a `LockState`. The PIN leaves as a bytearray and stays nowhere."""

    pin_submitted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: LockState | None = None
        self._ui = ui = Ui_Lock()
        ui.setupUi(self)
        ui.headingRow.insertWidget(0, IconLabel(theme, "lock", "text.primary", size_px=28))
        self.pin = PinField()
        self.pin.setProperty("large", "true")
        self.pin.setAccessibleName(self.tr("PIN of the card"))
        self.pin.setPlaceholderText(self.tr("PIN"))
        self._tries = plain_label(role="caption", tone="secondary", wrap=True)
        self._message = MessageLine(theme)
        self.unlock = KeyButton(theme, self.tr("Unlock"), keys=self.tr("Enter"))
        self.unlock.setProperty("look", "primary")
        self.unlock.setProperty("extent", "large")
        for widget in (self.pin, self._tries, self._message, self.unlock):
            ui.pinPlace.addWidget(widget)
        self.pin.pin_submitted.connect(self.pin_submitted)
        self.unlock.clicked.connect(self.pin.submit)
        QWidget.setTabOrder(self.pin, self.unlock)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "canvas")
        self.render_state(LockState())

    def render_state(self, state: LockState) -> None:
        """Show a state."""
        if state == self._state:
            return
        before, self._state = self._state, state
        self._ui.holder.setText(state.holder)
        self._ui.holder.setVisible(bool(state.holder))
        self._ui.prompt.setText(self._prompt(state.phase))
        has_card = state.phase is not CardPhase.NO_CARD
        can_enter = state.phase is CardPhase.READY
        self.pin.setVisible(has_card)
        self.pin.setEnabled(can_enter)
        self.unlock.setVisible(has_card)
        self.unlock.setEnabled(can_enter)
        self._tries.setText(state.tries_words)
        self._tries.setVisible(bool(state.tries_words) and has_card)
        self._message.render_message(state.message)
        if not can_enter:
            self.pin.forget()
        elif before is None or before.phase is not state.phase:
            self.pin.setFocus()

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self.pin.setFocus()

    def _prompt(self, phase: CardPhase) -> str:
        return {
            CardPhase.NO_CARD: self.tr("Put your card into the reader."),
            CardPhase.READY: self.tr("Enter the card's PIN to go on."),
            CardPhase.CHECKING: self.tr("The card is checking the PIN. Leave it in the reader."),
            CardPhase.BLOCKED: self.tr(
                "This card takes no PIN any more. A colleague's card opens Serums here."
            ),
        }[phase]
