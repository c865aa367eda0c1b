"""The other way to one's copies: a passphrase beside the card, or a card beside the passphrase."""

from __future__ import annotations

import enum

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.views.controls import plain_label
from serums_desktop.views.dialog import Dialog
from serums_desktop.views.new_passphrase import NewPassphrase
from serums_desktop.views.pin_field import LONGEST_PASSPHRASE, PinField
from serums_desktop.views.words import translate


class OtherWay(enum.StrEnum):
    """What can be done about it."""

    ADD_KEYRING = "add-keyring"
    REMOVE_KEYRING = "remove-keyring"
    ADD_CARD = "add-card"
    REMOVE_CARD = "remove-card"


def other_way_text(way: OtherWay) -> str:
    """What a button for it says."""
    match way:
        case OtherWay.ADD_KEYRING:
            return translate("OneCopy", "Add a passphrase")
        case OtherWay.REMOVE_KEYRING:
            return translate("OneCopy", "Remove the passphrase")
        case OtherWay.ADD_CARD:
            return translate("OneCopy", "Add your card")
        case OtherWay.REMOVE_CARD:
            return translate("OneCopy", "Remove the card")


class OneCopyPhase(enum.StrEnum):
    """Where it stands."""

    ASKING = "asking"
    BROWSER = "browser"
    WORKING = "working"


class OneCopyState(msgspec.Struct, frozen=True):
    """`person` is who is signed in, `message` what went wrong before."""

    way: OtherWay
    person: str = ""
    phase: OneCopyPhase = OneCopyPhase.ASKING
    message: str = ""


class OneCopyDialog(Dialog):
    """Renders a `OneCopyState`.

    `confirmed` carries a new passphrase, a PIN or a passphrase as a bytearray that its receiver wipes, empty
    where nothing is asked for.
    """

    confirmed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme,
            translate("OneCopy", "Opening your copies"),
            icon_name="card",
            close_text=translate("OneCopy", "Cancel"),
            widest_px=560,
            parent=parent,
        )
        self._said = plain_label(wrap=True)
        self._warned = plain_label(tone="secondary", wrap=True)
        self._message = plain_label(tone="high", wrap=True)
        self._label = plain_label(role="label")
        self.secret = PinField(longest=LONGEST_PASSPHRASE)
        self._label.setBuddy(self.secret)
        self.new = NewPassphrase(theme)
        self.new.back.hide()
        for widget in (self._said, self._warned, self._label, self.secret, self.new, self._message):
            self.column.addWidget(widget)
        self.act = self.add_button("", look="primary")
        self.act.clicked.connect(self._act)
        self.secret.pin_submitted.connect(self.confirmed)
        self.new.chosen.connect(self.confirmed)
        self.setFocusProxy(self.secret)

    def render_state(self, state: OneCopyState) -> None:
        """Show a state."""
        is_asking = state.phase is OneCopyPhase.ASKING
        is_new = state.way is OtherWay.ADD_KEYRING
        asks_secret = state.way in {OtherWay.ADD_CARD, OtherWay.REMOVE_CARD}
        self.set_subtitle(state.person)
        said, warned = self._words(state.way)
        button = other_way_text(state.way)
        if state.phase is OneCopyPhase.BROWSER:
            said, warned = self.tr("Sign in in the browser's window. This page goes on by itself."), ""
        elif not is_asking:
            said, warned = self.tr("It is being done. This takes a moment."), ""
        for label, words in ((self._said, said), (self._warned, warned), (self._message, state.message)):
            label.setText(words)
            label.setVisible(bool(words))
        field = self.tr("PIN of the card") if state.way is OtherWay.ADD_CARD else self.tr("Your passphrase")
        self._label.setText(field)
        self.secret.setAccessibleName(field)
        for widget in (self._label, self.secret):
            widget.setVisible(asks_secret and is_asking)
        self.new.setVisible(is_new and is_asking)
        self.act.setText(button)
        self.act.setAccessibleName(button)
        self.act.setVisible(is_asking and not is_new)
        self.setFocusProxy(self._focus(state.way) if is_asking else self.close_button)

    def forget(self) -> None:
        """Nothing that was typed stays."""
        self.set_subtitle("")
        self.secret.forget()
        self.new.forget()
        self._message.clear()

    def _focus(self, way: OtherWay) -> QWidget:
        match way:
            case OtherWay.ADD_KEYRING:
                return self.new.first
            case OtherWay.REMOVE_KEYRING:
                return self.close_button
            case _:
                return self.secret

    def _act(self) -> None:
        if self.secret.isVisible():
            self.secret.submit()
        else:
            self.confirmed.emit(bytearray())

    def _words(self, way: OtherWay) -> tuple[str, str]:
        """What it does, and what it costs."""
        other_copies = self.tr(
            "Copies that it opened here before are deleted, with the files that you added to them."
        )
        match way:
            case OtherWay.ADD_KEYRING:
                weaker = self.tr("It takes less than your card to open them then.")
                return (
                    self.tr("A passphrase opens the copies that your card opens on this workstation, too."),
                    f"{weaker} {other_copies}",
                )
            case OtherWay.ADD_CARD:
                return (
                    self.tr("Your card opens the copies that your passphrase opens here, too. Insert it."),
                    other_copies,
                )
            case OtherWay.REMOVE_KEYRING:
                return (
                    self.tr("Once removed, your passphrase opens nothing on this workstation."),
                    self.tr("The copies stay, under another key that only your card opens."),
                )
            case OtherWay.REMOVE_CARD:
                return (
                    self.tr("Once removed, your card opens none of these copies; it may begin its own."),
                    self.tr("The copies stay, under another key that only your passphrase opens."),
                )
