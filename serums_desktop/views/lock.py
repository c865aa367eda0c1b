"""The lock page: blank but for one field. Nothing of a patient is on it."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from serums_desktop._generated.ui_lock import Ui_Lock
from serums_desktop.charts.theme import Theme
from serums_desktop.views.controls import IconLabel, KeyButton, plain_label
from serums_desktop.views.passphrase_entry import KeyringPhase, SignInWay
from serums_desktop.views.pin_entry import CardPhase, Message, MessageLine
from serums_desktop.views.pin_field import LONGEST_PASSPHRASE, PinField

# A keyring that was refused is tried again by entering the passphrase again.
_ENTERABLE: Final = {KeyringPhase.READY, KeyringPhase.UNUSABLE}


class LockState(msgspec.Struct, frozen=True, kw_only=True):
    """`holder` is whose session was locked, or whose card is in; `tries_words` is ready to read.

    `has_pin_pad`: the reader asks for the PIN itself. `way` is by what they came in; by passphrase,
    `staff_id` says whose it must be. Where `offers_other`, a colleague can be let in instead.
    `opening_waits`: another program asked for a patient, who is looked for after the sign-in.
    """

    way: SignInWay = SignInWay.CARD
    keyring_phase: KeyringPhase = KeyringPhase.READY
    staff_id: str = ""
    offers_other: bool = False
    opening_waits: bool = False
    phase: CardPhase = CardPhase.NO_CARD
    has_pin_pad: bool = False
    holder: str = ""
    tries_words: str = ""
    message: Message | None = None


class LockView(QWidget):
    """Renders a `LockState`. PIN and passphrase leave as bytearrays and stay nowhere."""

    pin_submitted = Signal(object)
    passphrase_submitted = Signal(str, object)
    other_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = LockState()
        self._ui = ui = Ui_Lock()
        ui.setupUi(self)
        ui.headingRow.insertWidget(0, IconLabel(theme, "lock", "text.primary", size_px=28))
        self.pin = PinField()
        self.pin.setAccessibleName(self.tr("PIN of the card"))
        self.pin.setPlaceholderText(self.tr("PIN"))
        self.passphrase = PinField(longest=LONGEST_PASSPHRASE)
        self.passphrase.setAccessibleName(self.tr("Passphrase"))
        self.passphrase.setPlaceholderText(self.tr("Passphrase"))
        self._tries = plain_label(role="caption", tone="secondary", wrap=True)
        self._message = MessageLine(theme)
        self.unlock = KeyButton(theme, self.tr("Unlock"), keys=self.tr("Enter"))
        self.unlock.setProperty("look", "primary")
        self.unlock.setProperty("extent", "large")
        self.other = KeyButton(theme, self.tr("Sign in as somebody else"))
        self.other.setProperty("look", "link")
        for field in (self.pin, self.passphrase):
            field.setProperty("large", "true")
            ui.pinPlace.addWidget(field)
            field.hide()
        for widget in (self._tries, self._message, self.unlock, self.other):
            ui.pinPlace.addWidget(widget)
        self.pin.pin_submitted.connect(self.pin_submitted)
        self.passphrase.pin_submitted.connect(self._submit_passphrase)
        self.unlock.clicked.connect(self._submit)
        self.other.clicked.connect(self.other_requested)
        for before, after in pairwise((self.pin, self.passphrase, self.unlock, self.other)):
            QWidget.setTabOrder(before, after)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "canvas")
        self._render()

    def render_state(self, state: LockState) -> None:
        """Show a state."""
        if state == self._state:
            return
        before, self._state = self._state, state
        self._render()
        if (before.way, before.staff_id) != (state.way, state.staff_id):
            self.pin.forget()
            self.passphrase.forget()
        place = self.unlock if self._field().isHidden() else self._field()
        if place.isEnabled() and _standing(before) != _standing(state):
            place.setFocus()

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        (self.unlock if self._field().isHidden() else self._field()).setFocus()

    def _render(self) -> None:
        state, by_card = self._state, self._state.way is SignInWay.CARD
        self._ui.holder.setText(state.holder)
        self._ui.holder.setVisible(bool(state.holder))
        prompt = self._card_prompt(state) if by_card else self._keyring_prompt(state.keyring_phase)
        if state.opening_waits:
            prompt = f"{prompt} {self.tr('Then the patient is opened whom another program named.')}"
        self._ui.prompt.setText(prompt)
        has_field = not by_card or state.phase is not CardPhase.NO_CARD
        can_enter = state.phase is CardPhase.READY if by_card else state.keyring_phase in _ENTERABLE
        for field, is_ours in ((self.pin, by_card), (self.passphrase, not by_card)):
            field.setVisible(has_field and is_ours and not (by_card and state.has_pin_pad))
            field.setEnabled(can_enter and is_ours)
            if not field.isEnabled():
                field.forget()
        self.unlock.setVisible(has_field)
        self.unlock.setEnabled(can_enter)
        self._tries.setText(state.tries_words)
        self._tries.setVisible(bool(state.tries_words) and has_field and by_card)
        self._message.render_message(state.message)
        self.other.setVisible(state.offers_other)

    def _field(self) -> PinField:
        return self.pin if self._state.way is SignInWay.CARD else self.passphrase

    def _submit(self) -> None:
        if self._state.way is SignInWay.CARD and self._state.has_pin_pad:
            # Nothing was typed here: the card's reader asks.
            self.pin_submitted.emit(bytearray())
        else:
            self._field().submit()

    def _submit_passphrase(self, passphrase: bytearray) -> None:
        self.passphrase_submitted.emit(self._state.staff_id, passphrase)

    def _card_prompt(self, state: LockState) -> str:
        if state.has_pin_pad and state.phase is CardPhase.READY:
            return self.tr("Press Unlock, then enter the card's PIN on the reader.")
        if state.has_pin_pad and state.phase is CardPhase.CHECKING:
            return self.tr("Enter the PIN on the reader's own keys. Leave the card in.")
        if state.phase is CardPhase.NO_CARD and state.message is not None:
            return self.tr("There is no card here that can be used.")
        return {
            CardPhase.NO_CARD: self.tr("Put your card into the reader."),
            CardPhase.READY: self.tr("Enter the card's PIN to go on."),
            CardPhase.CHECKING: self.tr("The card is checking the PIN. Leave it in the reader."),
            CardPhase.BLOCKED: self.tr(
                "This card takes no PIN any more. A colleague's card opens Serums here."
            ),
        }[state.phase]

    def _keyring_prompt(self, phase: KeyringPhase) -> str:
        return {
            KeyringPhase.READY: self.tr("Enter your passphrase to go on."),
            KeyringPhase.CHECKING: self.tr("Opening your keys. This takes a moment."),
            KeyringPhase.BROWSER: self.tr("Sign in in the browser's window. This page goes on by itself."),
            KeyringPhase.UNUSABLE: self.tr("Enter your passphrase once the keyring is there again."),
        }[phase]


def _standing(state: LockState) -> tuple[object, ...]:
    """What decides where the cursor belongs."""
    return state.way, state.has_pin_pad, state.phase if state.way is SignInWay.CARD else state.keyring_phase
