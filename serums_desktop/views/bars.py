"""The bars around every page: training ribbon, app bar and status bar."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QWidget

from serums_desktop.charts.theme import THEMES, Theme
from serums_desktop.views.chips import Chip, ChipContent, ChipLook, Words
from serums_desktop.views.controls import (
    ElidedLabel,
    IconLabel,
    KeyButton,
    SegmentedControl,
    plain_label,
)
from serums_desktop.views.logo import Logo
from serums_desktop.views.words import theme_text

_EMERGENCY: Final = ChipLook("emergency.on", "emergency.bg", "emergency.bg")
# Pages without a tab of their own.
_TAB_OF: Final = {"charts": "record", "emergency": "record"}


class TrainingRibbon(QFrame):
    """Says in a colour of its own that nothing here is real."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "training")
        self.setFixedHeight(40)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(16)
        row.addWidget(IconLabel(theme, "training", "training.on", size_px=20))
        row.addWidget(plain_label(self.tr("Training"), role="title", tone="training"))
        sentence = ElidedLabel(
            self.tr("Invented patients only. Nothing here reaches a real record or the real log.")
        )
        sentence.setProperty("tone", "training")
        row.addWidget(sentence, 1)


class AppBar(QFrame):
    """Pages, network, holder, the time to the lock, the theme."""

    page_requested = Signal(str)
    lock_requested = Signal()
    theme_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("appBar")
        self.setProperty("surface", "appbar")
        self.setFixedHeight(theme.size("appbar"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(Logo(theme, 24))
        row.addWidget(plain_label(self.tr("Serums"), role="label", tone="appbar"))
        row.addSpacing(8)
        self._tabs: dict[str, KeyButton] = {}
        group = QButtonGroup(self)
        for page, words, icon_name, keys in (
            ("patients", self.tr("Patients"), "patients", "Alt+P"),
            ("record", self.tr("Record"), "record", "Alt+R"),
        ):
            row.addWidget(self._tab(group, page, words, icon_name, keys))
        row.addStretch(1)
        self.purpose = Chip(
            theme,
            ChipContent((Words(self.tr("Purpose: Emergency"), strong=True),), "stethoscope"),
            _EMERGENCY,
        )
        self.purpose.setMinimumWidth(self.purpose.sizeHint().width())
        self.purpose.hide()
        row.addWidget(self.purpose, alignment=Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(16)
        self._online_icon = IconLabel(theme, "online", "appbar.fg-muted")
        self._online = plain_label(tone="appbar")
        row.addWidget(self._online_icon)
        row.addWidget(self._online)
        row.addSpacing(16)
        row.addWidget(IconLabel(theme, "card", "appbar.fg-muted"))
        self._holder = ElidedLabel()
        self._holder.setProperty("tone", "appbar")
        row.addWidget(self._holder)
        row.addSpacing(8)
        self.lock = KeyButton(theme, self.tr("Lock"), icon_name="lock", keys=self.tr("Ctrl L"))
        self.lock.setProperty("look", "appbar")
        self.lock.setToolTip(self.tr("Lock now"))
        self.lock.clicked.connect(self.lock_requested)
        row.addWidget(self.lock)
        self.themes = SegmentedControl(
            theme,
            [(name, theme_text(name), name) for name in THEMES],
            name=self.tr("Theme"),
            tone="appbar.fg-muted",
            tone_chosen="appbar.fg",
        )
        self.themes.select(theme.name)
        self.themes.chosen.connect(self.theme_chosen)
        theme.changed.connect(self._follow_theme)
        row.addWidget(self.themes)

    def render_session(self, holder: str, *, online: bool, locks_in_s: int | None, has_record: bool) -> None:
        """Show whose session it is, the network and the time to the lock."""
        self._holder.set_full_text(holder)
        self._online.setText(self.tr("Online") if online else self.tr("Offline"))
        self._online_icon.set_icon(*(("online", "appbar.fg-muted") if online else ("offline", "appbar.fg")))
        text = self.tr("Lock")
        if locks_in_s is not None:
            minutes, seconds = divmod(max(0, locks_in_s), 60)
            text = self.tr("Locks in {time}").format(time=f"{minutes}:{seconds:02}")
        if text != self.lock.text():
            self.lock.setText(text)
        self._tabs["record"].setVisible(has_record)

    def render_purpose(self, *, is_emergency: bool) -> None:
        """Say that what is asked for now is asked for in an emergency."""
        self.purpose.setVisible(is_emergency)

    def show_page(self, page: str) -> None:
        """Mark the tab a page belongs to; a page without one leaves the tabs as they are."""
        tab = self._tabs.get(_TAB_OF.get(page, page))
        if tab is not None:
            tab.setChecked(True)

    def tab(self, page: str) -> KeyButton:
        """The tab of a page. Raises KeyError for an unknown one."""
        return self._tabs[page]

    def _tab(self, group: QButtonGroup, page: str, words: str, icon_name: str, keys: str) -> KeyButton:
        button = KeyButton(self._theme, words, icon_name=icon_name)
        button.setToolTip(f"{words} ({keys})")
        button.setCheckable(True)
        button.setProperty("look", "tab")
        button.setShortcut(keys)
        button.clicked.connect(lambda: self.page_requested.emit(page))
        group.addButton(button)
        self._tabs[page] = button
        return button

    def _follow_theme(self) -> None:
        self.themes.select(self._theme.name)


class StatusBar(QFrame):
    """Synchronised time, card, the way into an emergency access, workstation, date and time."""

    emergency_requested = Signal()
    leave_requested = Signal()
    other_way_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setProperty("surface", "surface")
        self.setProperty("edge", "top")
        self.setFixedHeight(theme.size("statusbar"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(6)
        self._row = row
        self._theme = theme
        self._synchronised = self._item("refresh")
        self._card = self._item("card")
        row.addStretch(1)
        self.emergency = KeyButton(
            theme, self.tr("Emergency access"), icon_name="stethoscope", keys=self.tr("Ctrl E")
        )
        self.emergency.setProperty("look", "status")
        self.emergency.clicked.connect(self.emergency_requested)
        self.leave = KeyButton(theme, self.tr("Leave this workstation"), icon_name="leave")
        self.leave.setProperty("look", "status")
        self.leave.setToolTip(self.tr("Remove your passphrase, and copies that only it opens, from here"))
        self.leave.clicked.connect(self.leave_requested)
        self.leave.hide()
        self.other_way = KeyButton(theme, "", icon_name="card")
        self.other_way.setProperty("look", "status")
        self.other_way.clicked.connect(self.other_way_requested)
        self.other_way.hide()
        row.addWidget(self.other_way)
        row.addWidget(self.leave)
        row.addWidget(self.emergency)
        row.addSpacing(12)
        self._workstation = self._item("place")
        self._now = plain_label(role="caption")
        row.addWidget(self._now)

    def render_status(self, synchronised: str, card: str, workstation: str, now: str) -> None:
        """Show ready texts; an empty one leaves its place empty."""
        for (icon_label, label), text in (
            (self._synchronised, synchronised),
            (self._card, card),
            (self._workstation, workstation),
        ):
            icon_label.setVisible(bool(text))
            label.setText(text)
        self._now.setText(now)

    def render_other_way(self, words: str) -> None:
        """Offer, in ready words, another way to one's copies; empty where there is nothing to offer."""
        self.other_way.setVisible(bool(words))
        self.other_way.setText(words)
        self.other_way.setAccessibleName(words)

    def _item(self, icon_name: str) -> tuple[IconLabel, QLabel]:
        icon_label = IconLabel(self._theme, icon_name, size_px=14)
        label = plain_label(role="caption", tone="secondary")
        self._row.addWidget(icon_label)
        self._row.addWidget(label)
        self._row.addSpacing(12)
        return icon_label, label
