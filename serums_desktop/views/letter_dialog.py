"""A letter as it is: its pages or its words, who has it and of when it is."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import Final

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.letters import LetterKind, LetterLook, PagePicture
from serums_desktop.views.controls import ElidedLabel, KeyButton, plain_label
from serums_desktop.views.dialog import Dialog
from serums_desktop.views.letter_pages import LetterPages
from serums_desktop.views.words import translate

# What Qt calls no limit (QWIDGETSIZE_MAX).
_ANY_HEIGHT: Final = (1 << 24) - 1


class LetterPhase(enum.StrEnum):
    """Where it stands."""

    READING = "reading"
    SHOWN = "shown"
    REFUSED = "refused"


class LetterState(msgspec.Struct, frozen=True, kw_only=True):
    """`title` is the letter's, `person` the record's. `source` and `written` are in ready words.

    `reason` says why there is nothing to see. `is_as_stated` is False where size or checksum are not those
    that the source names.
    """

    title: str
    person: str
    phase: LetterPhase = LetterPhase.READING
    source: str = ""
    written: str = ""
    look: LetterLook | None = None
    reason: str = ""
    is_as_stated: bool = True


class LetterDialog(Dialog):
    """Renders a `LetterState`. It neither prints nor saves: leaving copies behind is not its part.

    `pages_wanted` carries the numbers of pages (from 0) that came into view and the width in pixels to draw
    them in; `words_wanted` asks for the words of every page.
    """

    pages_wanted = Signal(tuple, int)
    words_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme,
            translate("Letter", "Letter"),
            icon_name="documents",
            close_text=translate("Letter", "Close"),
            widest_px=1080,
            parent=parent,
        )
        self._state: LetterState | None = None
        self._has_words = False
        self._heading = plain_label(role="label", wrap=True)
        self._said = plain_label(wrap=True)
        self._alert = plain_label(role="body-strong", tone="caution", wrap=True)
        for label in (self._heading, self._alert, self._said):
            self.column.addWidget(label)
        self.pages = LetterPages(theme)
        self._tools = self._make_tools()
        self.column.addWidget(self._tools)
        self.pages.pages_wanted.connect(self.pages_wanted)
        self.pages.moved.connect(self._show_place)
        self.text = self._make_text()
        self._faces = QStackedWidget()
        self._faces.addWidget(self.pages)
        self._faces.addWidget(self.text)
        self.column.addWidget(self._faces, 1)
        self.setFocusProxy(self.close_button)
        self._set_up_keys()

    def render_state(self, state: LetterState) -> None:
        """Show a state."""
        before, self._state = self._state, state
        if state == before:
            return
        self.set_subtitle(state.person)
        self._heading.setText(" · ".join(filter(None, (state.title, state.source, state.written))))
        self._say(state)
        look = state.look
        if look is not None and (before is None or before.look != look):
            self._show_letter(look)
        is_shown = look is not None
        self._faces.setVisible(is_shown)
        self._tools.setVisible(is_shown and look is not None and look.kind is not LetterKind.TEXT)

    def show_page(self, picture: PagePicture, width_px: int) -> None:
        """Fill in a page that was asked for in this width."""
        self.pages.show_page(picture, width_px)

    def add_words(self, pages: Sequence[PagePicture], *, is_cut: bool = False) -> None:
        """Add the words of the next pages; `is_cut` where more than these cannot be shown."""
        total = self._state.look.total if self._state is not None and self._state.look is not None else 0
        wordless = self.tr("This page has no words that a program could read: it may be a picture of them.")
        for page in pages:
            heading = self.tr("Page {n} of {total}").format(n=page.number + 1, total=total)
            self.text.appendPlainText(f"{heading}\n\n{page.text.strip() or wordless}\n")
        if is_cut:
            self.text.appendPlainText(self.tr("The words of the other pages are too many to be shown here."))

    def forget(self) -> None:
        """Nothing of a letter stays in a widget."""
        self._state = None
        self._has_words = False
        self.set_subtitle("")
        for label in (self._heading, self._said, self._alert):
            label.clear()
        self.text.clear()
        self.pages.forget()
        self._place.clear()
        self.twin.setChecked(False)
        self._faces.setCurrentWidget(self.pages)

    # -- inside ------------------------------------------------------------------------------------

    def _fit(self) -> None:
        """As tall as the window lets it be: pages scroll by themselves."""
        self._panel.setMaximumHeight(_ANY_HEIGHT)

    def _show_letter(self, look: LetterLook) -> None:
        is_text = look.kind is LetterKind.TEXT
        self._has_words = False
        self.pages.set_pages(look.pages)
        self.text.setPlainText(look.text)
        self.twin.setChecked(False)
        self.twin.setVisible(look.kind is LetterKind.PDF)
        face = self.text if is_text else self.pages
        self._faces.setCurrentWidget(face)
        face.setFocus()
        self._show_place()

    def _say(self, state: LetterState) -> None:
        """What has to be known beside the letter itself."""
        alerts = []
        if not state.is_as_stated:
            alerts.append(
                self.tr("Its size or checksum is not the one its source names: it may be damaged or another.")
            )
        look = state.look
        if look is not None and look.total > len(look.pages):
            alerts.append(
                self.tr("Only the first {n} of its {total} pages can be shown here.").format(
                    n=len(look.pages), total=look.total
                )
            )
        if look is not None and look.kind is LetterKind.TEXT and not look.text.strip():
            alerts.append(self.tr("There are no words in it."))
        self._alert.setText(" ".join(alerts))
        self._alert.setVisible(bool(alerts))
        said = self.tr("The letter is being read.") if state.phase is LetterPhase.READING else state.reason
        self._said.setText(said)
        self._said.setVisible(look is None)

    def _show_place(self) -> None:
        total = self._state.look.total if self._state is not None and self._state.look is not None else 0
        page = self.tr("Page {n} of {total}").format(n=self.pages.current + 1, total=total) if total else ""
        self._place.set_full_text(f"{page} · {self.pages.zoom_percent}\N{NO-BREAK SPACE}%" if total else "")

    def _swap(self) -> None:
        """From the pages to their words, or back."""
        to_words = self.twin.isChecked()
        face = self.text if to_words else self.pages
        self._faces.setCurrentWidget(face)
        face.setFocus()
        if to_words and not self._has_words:
            self._has_words = True
            self.words_wanted.emit()

    def _make_text(self) -> QPlainTextEdit:
        text = QPlainTextEdit()
        text.setReadOnly(True)
        text.setUndoRedoEnabled(False)
        text.setProperty("look", "inset")
        text.setAccessibleName(self.tr("Words of the letter"))
        text.setTabChangesFocus(True)
        return text

    def _make_tools(self) -> QWidget:
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._place = ElidedLabel()
        row.addWidget(self._place, 1)
        self.smaller = self._step("\N{MINUS SIGN}", self.tr("Smaller"), "Ctrl+-")
        self.fit = KeyButton(self.theme, self.tr("Fit width"))
        self.larger = self._step("+", self.tr("Larger"), "Ctrl++")
        self.twin = KeyButton(self.theme, self.tr("Words"), icon_name="documents", keys="T")
        self.twin.setCheckable(True)
        self.smaller.clicked.connect(lambda: self.pages.zoom_by(-1))
        self.larger.clicked.connect(lambda: self.pages.zoom_by(1))
        self.fit.clicked.connect(self.pages.zoom_to_fit)
        self.twin.clicked.connect(self._swap)
        for button in (self.smaller, self.fit, self.larger, self.twin):
            row.addWidget(button)
        return tools

    def _step(self, sign: str, words: str, keys: str) -> KeyButton:
        button = KeyButton(self.theme, sign)
        button.setAccessibleName(words)
        button.setToolTip(f"{words} ({keys})")
        return button

    def _set_up_keys(self) -> None:
        for keys, act in (
            ("Ctrl++", lambda: self.pages.zoom_by(1)),
            ("Ctrl+=", lambda: self.pages.zoom_by(1)),
            ("Ctrl+-", lambda: self.pages.zoom_by(-1)),
            ("Ctrl+0", self.pages.zoom_to_fit),
            ("T", self.twin.click),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
