"""The field for a PIN or a passphrase: handed over once, in a buffer that can be wiped, and kept nowhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

# PKCS#11 and PIV allow PINs of printable characters; longer ones than this no card takes.
_LONGEST_PIN = 64
LONGEST_PASSPHRASE = 256


class PinField(QLineEdit):
    """A masked field without undo, copy, cut, drag or input-method memory.

    `pin_submitted` carries the PIN as a bytearray in UTF-8 that its receiver wipes; the field is empty
    before the signal leaves. `begun` tells that the first character stands in it. Qt's own copies of the text
    cannot be wiped from here.
    """

    pin_submitted = Signal(object)
    begun = Signal()

    def __init__(self, parent: QWidget | None = None, *, longest: int = _LONGEST_PIN) -> None:
        """A longer PIN than `longest` characters is cut."""
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(longest)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.returnPressed.connect(self.submit)
        self.textEdited.connect(self._edited)

    def submit(self) -> None:
        """Hand the PIN over and forget it; an empty field hands over nothing."""
        pin = self.take()
        if pin:
            self.pin_submitted.emit(pin)

    def take(self) -> bytearray:
        """What was typed, in UTF-8, for the caller to wipe; the field is empty afterwards."""
        typed = bytearray(self.text(), "utf-8")
        self.forget()
        return typed

    def _edited(self, text: str) -> None:
        if len(text) == 1:
            self.begun.emit()

    def forget(self) -> None:
        """Empty the field and its undo history."""
        # setText, unlike clear, also drops the undo history.
        self.setText("")

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        blocked = (
            QKeySequence.StandardKey.Undo,
            QKeySequence.StandardKey.Redo,
            QKeySequence.StandardKey.Copy,
            QKeySequence.StandardKey.Cut,
        )
        if any(event.matches(key) for key in blocked):
            event.accept()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:
        event.accept()
