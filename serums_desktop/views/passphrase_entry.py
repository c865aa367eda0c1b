"""Sign in without a card: a name and a passphrase, or a first time through the browser."""

from __future__ import annotations

import enum
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.staff import Staff
from serums_desktop.views.controls import KeyButton, plain_label
from serums_desktop.views.new_passphrase import NewPassphrase
from serums_desktop.views.pin_entry import Message, MessageLine
from serums_desktop.views.pin_field import LONGEST_PASSPHRASE, PinField
from serums_desktop.views.staff_list import StaffList

_HEIGHT_PX: Final = 200


class SignInWay(enum.StrEnum):
    """By what a person proves who they are."""

    CARD = "card"
    KEYRING = "keyring"


class KeyringPhase(enum.StrEnum):
    """Where a sign-in by passphrase stands."""

    READY = "ready"
    CHECKING = "checking"
    BROWSER = "browser"
    UNUSABLE = "unusable"


class PassphraseEntry(QWidget):
    """The panel of the way without a card. Passphrases leave as bytearrays and stay nowhere.

    `turned` tells that the person went to the form for a new passphrase, or back from it.
    """

    passphrase_submitted = Signal(str, object)
    enrol_requested = Signal(object)
    enrol_cancelled = Signal()
    turned = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phase = KeyringPhase.READY
        self._is_first_time = False
        self._has_message = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        self.setMinimumHeight(_HEIGHT_PX)
        self._people = QFrame()
        self._people.setProperty("card", "choice")
        self._people.setFixedSize(240, _HEIGHT_PX)
        frame = QVBoxLayout(self._people)
        frame.setContentsMargins(2, 2, 2, 2)
        self.staff = StaffList(theme)
        frame.addWidget(self.staff)
        row.addWidget(self._people, alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(8)
        row.addLayout(column, 1)
        self._known = self._make_known(theme)
        self.new = NewPassphrase(theme)
        self._message = MessageLine(theme)
        self.cancel = KeyButton(theme, self.tr("Cancel"), icon_name="close")
        self.cancel.setProperty("extent", "large")
        self.retry = KeyButton(theme, self.tr("Try the keyring again"), icon_name="refresh")
        self.retry.setProperty("extent", "large")
        self.first_time = KeyButton(theme, self.tr("First time here: sign in with the browser"))
        for widget in (self._known, self.new, self._message, self.cancel, self.retry, self.first_time):
            column.addWidget(widget)
        column.addStretch(1)
        self._connect()
        self.render_entry(KeyringPhase.READY, (), None)

    def render_entry(self, phase: KeyringPhase, enrolled: tuple[Staff, ...], message: Message | None) -> None:
        """Show where the sign-in stands, who may sign in, and what is to be said."""
        self._phase = phase
        self.staff.set_staff(enrolled)
        self._message.render_message(message)
        self._has_message = message is not None
        if phase is KeyringPhase.BROWSER:
            self._is_first_time = False
        if phase is not KeyringPhase.READY:
            self.forget()
        self._arrange()

    def prompt(self) -> str:
        """What is asked of the person now."""
        match self._phase:
            case KeyringPhase.CHECKING:
                return self.tr("Opening your keys. This takes a moment.")
            case KeyringPhase.BROWSER:
                return self.tr("Sign in in the browser's window. This page goes on by itself.")
            case KeyringPhase.UNUSABLE:
                return self.tr("A passphrase cannot be used on this computer now.")
        if self._is_first_time:
            return self.tr("Choose a passphrase for this workstation. Then the browser asks who you are.")
        if not self._has_staff():
            return self.tr("Nobody has a passphrase on this workstation yet.")
        return self.tr("Choose your name and enter your passphrase.")

    def forget(self) -> None:
        """Empty every field."""
        self.passphrase.forget()
        self.new.forget()

    def next_focus(self) -> QWidget | None:
        """Where the person goes on, or None where there is nothing to do here."""
        match self._phase:
            case KeyringPhase.BROWSER:
                return self.cancel
            case KeyringPhase.CHECKING:
                return None
            case KeyringPhase.UNUSABLE:
                return self.retry
        if self._is_first_time:
            return self.new.second if self.new.second.hasFocus() else self.new.first
        if not self._has_staff():
            return self.first_time
        # After a refusal the name stands already.
        must_choose = self.staff.model().rowCount() > 1 and not self._has_message
        return self.staff if must_choose else self.passphrase

    def _make_known(self, theme: Theme) -> QWidget:
        known = QWidget()
        column = QVBoxLayout(known)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        label = plain_label(self.tr("Passphrase"), role="label")
        self.passphrase = PinField(longest=LONGEST_PASSPHRASE)
        self.passphrase.setProperty("large", "true")
        self.passphrase.setAccessibleName(self.tr("Passphrase"))
        label.setBuddy(self.passphrase)
        hint = plain_label(
            self.tr("It unlocks a key in the system's keyring."),
            role="caption",
            tone="tertiary",
            wrap=True,
        )
        self.sign_in = KeyButton(theme, self.tr("Sign in"), keys=self.tr("Enter"))
        self.sign_in.setProperty("look", "primary")
        self.sign_in.setProperty("extent", "large")
        for widget in (label, self.passphrase, hint, self.sign_in):
            column.addWidget(widget)
        return known

    def _connect(self) -> None:
        self.staff.accepted.connect(self.passphrase.setFocus)
        self.staff.selectionModel().currentChanged.connect(self.passphrase.forget)
        self.passphrase.pin_submitted.connect(self._submit)
        self.sign_in.clicked.connect(self.passphrase.submit)
        self.first_time.clicked.connect(lambda: self._turn_to(first_time=True))
        self.new.abandoned.connect(lambda: self._turn_to(first_time=False))
        self.new.chosen.connect(self.enrol_requested)
        self.cancel.clicked.connect(self.enrol_cancelled)
        QWidget.setTabOrder(self.staff, self.passphrase)
        QWidget.setTabOrder(self.passphrase, self.sign_in)
        QWidget.setTabOrder(self.sign_in, self.first_time)

    def _turn_to(self, *, first_time: bool) -> None:
        self._is_first_time = first_time
        self.forget()
        self._message.render_message(None)
        self._has_message = False
        self._arrange()
        self.turned.emit()

    def _arrange(self) -> None:
        is_ready = self._phase is KeyringPhase.READY
        is_new = is_ready and self._is_first_time
        is_waiting = self._phase is KeyringPhase.BROWSER
        is_unusable = self._phase is KeyringPhase.UNUSABLE
        self._people.setVisible(self._has_staff() and not is_new and not is_waiting)
        self.staff.setEnabled(is_ready)
        self._known.setVisible(self._has_staff() and not is_new and not is_waiting and not is_unusable)
        self.passphrase.setEnabled(is_ready)
        self.passphrase.setProperty("look", "caution" if self._has_message and is_ready else "")
        self.passphrase.style().polish(self.passphrase)
        self.sign_in.setEnabled(is_ready)
        is_checking = self._phase is KeyringPhase.CHECKING
        self.sign_in.setText(self.tr("Checking") if is_checking else self.tr("Sign in"))
        self.new.setVisible(is_new)
        self.cancel.setVisible(is_waiting)
        self.retry.setVisible(is_unusable)
        self.first_time.setVisible(not (is_new or is_waiting or is_unusable))
        self.first_time.setEnabled(is_ready)
        self.first_time.setProperty("look", "link" if self._has_staff() else "primary")
        self.first_time.setProperty("extent", "" if self._has_staff() else "large")
        self.first_time.style().unpolish(self.first_time)
        self.first_time.style().polish(self.first_time)

    def _submit(self, passphrase: bytearray) -> None:
        self.passphrase_submitted.emit(self.staff.chosen_id, passphrase)

    def _has_staff(self) -> bool:
        return self.staff.model().rowCount() > 0
