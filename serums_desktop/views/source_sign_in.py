"""The sign-in that a source wants for itself: a user name and a password, kept in memory alone."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.views.controls import plain_label
from serums_desktop.views.dialog import Dialog
from serums_desktop.views.pin_field import LONGEST_PASSPHRASE, PinField
from serums_desktop.views.words import translate


class SourceSignInState(msgspec.Struct, frozen=True):
    """`title` is the source's. `message` says what went wrong before; `asking`: the source is being asked."""

    title: str = ""
    message: str = ""
    asking: bool = False


class SourceSignInDialog(Dialog):
    """Renders a `SourceSignInState`. `submitted` carries a name, and a password that its receiver wipes."""

    submitted = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme,
            translate("SourceSignIn", "Sign in to a source"),
            icon_name="sign-in",
            close_text=translate("SourceSignIn", "Cancel"),
            widest_px=520,
            parent=parent,
        )
        self._said = plain_label(
            self.tr("It does not know your card. What you type is used for this session and not kept."),
            tone="secondary",
            wrap=True,
        )
        self.column.addWidget(self._said)
        self.column.addWidget(plain_label(self.tr("User name"), role="label"))
        self.user_name = QLineEdit()
        self.user_name.setAccessibleName(self.tr("User name"))
        self.column.addWidget(self.user_name)
        self.column.addWidget(plain_label(self.tr("Password"), role="label"))
        self.password = PinField(longest=LONGEST_PASSPHRASE)
        self.password.setAccessibleName(self.tr("Password"))
        self.column.addWidget(self.password)
        self._message = plain_label(tone="high", wrap=True)
        self.column.addWidget(self._message)
        self.go_on = self.add_button(self.tr("Sign in"), icon_name="sign-in", look="primary")
        self.go_on.clicked.connect(self.password.submit)
        self.user_name.returnPressed.connect(self.password.setFocus)
        self.password.pin_submitted.connect(self._hand_over)
        self.setFocusProxy(self.user_name)

    def render_state(self, state: SourceSignInState) -> None:
        """Show a state."""
        self.set_subtitle(state.title)
        self._message.setText(state.message)
        self._message.setVisible(bool(state.message))
        for widget in (self.user_name, self.password, self.go_on):
            widget.setEnabled(not state.asking)

    def forget(self) -> None:
        """Nothing that was typed stays."""
        self.set_subtitle("")
        self.user_name.clear()
        self.password.forget()
        self._message.clear()

    def _hand_over(self, password: bytearray) -> None:
        if self.user_name.text().strip():
            self.submitted.emit(self.user_name.text().strip(), password)
        else:
            password[:] = bytes(len(password))
            self.user_name.setFocus()
