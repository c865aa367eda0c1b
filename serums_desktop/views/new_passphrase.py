"""A new passphrase, typed twice, with its strength in words."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.views.controls import KeyButton, plain_label
from serums_desktop.views.pin_field import LONGEST_PASSPHRASE, PinField
from serums_desktop.views.words import translate

SHORTEST_PASSPHRASE = 12
_GOOD = 16
_STRONG = 20
_FEW_DIFFERENT = 6


def strength_text(characters: int, different: int) -> str:
    """How hard a passphrase of so many characters, so many of them different, is to guess, in words.

    Length counts, composition does not (NIST SP 800-63B, appendix A).
    """
    if characters == 0:
        return translate("Passphrase", "12 characters or more. Several words are easy to remember.")
    if characters < SHORTEST_PASSPHRASE:
        return translate("Passphrase", "Too short: {n} more needed.").format(
            n=SHORTEST_PASSPHRASE - characters
        )
    if different < _FEW_DIFFERENT:
        return translate("Passphrase", "Easy to guess: few different characters.")
    if characters < _GOOD:
        return translate("Passphrase", "Long enough. Another word makes it stronger.")
    if characters < _STRONG:
        return translate("Passphrase", "Good.")
    return translate("Passphrase", "Strong.")


class NewPassphrase(QWidget):
    """`chosen` carries the passphrase as a bytearray in UTF-8 that its receiver wipes."""

    chosen = Signal(object)
    abandoned = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.first = self._add_field(column, self.tr("New passphrase for this workstation"))
        self._strength = plain_label(role="caption", tone="secondary", wrap=True)
        column.addWidget(self._strength)
        self.second = self._add_field(column, self.tr("The same again"))
        self._sameness = plain_label(role="caption", tone="secondary", wrap=True)
        column.addWidget(self._sameness)
        self.go_on = KeyButton(theme, self.tr("Go on in the browser"), keys=self.tr("Enter"))
        self.go_on.setProperty("look", "primary")
        self.go_on.setProperty("extent", "large")
        column.addWidget(self.go_on)
        self.back = KeyButton(theme, self.tr("Back"), icon_name="back")
        self.back.setProperty("look", "link")
        column.addWidget(self.back)
        column.addStretch(1)
        for field in (self.first, self.second):
            field.textChanged.connect(self._judge)
            field.returnPressed.disconnect()
            field.returnPressed.connect(self._submit)
        self.go_on.clicked.connect(self._submit)
        self.back.clicked.connect(self.abandoned)
        for before, after in pairwise((self.first, self.second, self.go_on, self.back)):
            QWidget.setTabOrder(before, after)
        self._judge()

    def forget(self) -> None:
        """Empty both fields."""
        self.first.forget()
        self.second.forget()

    def _add_field(self, column: QVBoxLayout, name: str) -> PinField:
        label = QLabel(name)
        label.setProperty("type", "label")
        field = PinField(longest=LONGEST_PASSPHRASE)
        field.setProperty("large", "true")
        field.setAccessibleName(name)
        label.setBuddy(field)
        column.addWidget(label)
        column.addWidget(field)
        return field

    def _judge(self) -> None:
        first, second = self.first.text(), self.second.text()
        self._strength.setText(strength_text(len(first), len(set(first))))
        self.first.setAccessibleDescription(self._strength.text())
        differs = second != "" and not first.startswith(second)
        self._sameness.setText(self.tr("The two differ.") if differs else "")
        self.second.setAccessibleDescription(self._sameness.text())
        self.go_on.setEnabled(self._is_ready(first, second))

    def _submit(self) -> None:
        first, second = self.first.text(), self.second.text()
        if self._is_ready(first, second):
            self.second.forget()
            self.chosen.emit(self.first.take())
        elif len(first) >= SHORTEST_PASSPHRASE and not second:
            self.second.setFocus()

    def _is_ready(self, first: str, second: str) -> bool:
        return len(first) >= SHORTEST_PASSPHRASE and first == second
