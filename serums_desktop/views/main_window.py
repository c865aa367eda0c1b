"""The window: bars around stacked pages. It renders a state and knows no service."""

from __future__ import annotations

from typing import Final

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.views.bars import AppBar, StatusBar, TrainingRibbon
from serums_desktop.views.dates import day_and_time_text, moment_text
from serums_desktop.views.notice_bar import Notice, NoticeBar

PAGES: Final = ("sign-in", "patients", "record", "charts", "lock")
_WITHOUT_BARS: Final = {"sign-in", "lock"}


class WindowState(msgspec.Struct, frozen=True, kw_only=True):
    """What the bars show. Times are UTC epoch seconds; `locks_in_s` is None while nothing will lock.

    `patient` is the ready title of the open patient (name and birth date), empty without one;
    `card_present` is None where no card is used.
    """

    training: bool = False
    holder: str = ""
    online: bool = True
    locks_in_s: int | None = None
    patient: str = ""
    synchronised_s: float | None = None
    card_present: bool | None = None
    workstation: str = ""
    now_s: float = 0.0


class MainWindow(QMainWindow):
    """Ribbon, app bar, notice, page, status bar."""

    lock_requested = Signal()
    theme_chosen = Signal(str)
    page_requested = Signal(str)
    notice_dismissed = Signal()
    notice_action_requested = Signal()

    def __init__(self, theme: Theme, pages: dict[str, QWidget], parent: QWidget | None = None) -> None:
        """`pages` holds a view for some or all of `PAGES`; the first is shown."""
        super().__init__(parent)
        self._pages: dict[str, QWidget] = {}
        self._page = ""
        self._title = self.tr("Serums Desktop")
        self.setMinimumSize(1024, 640)
        self.resize(1600, 1000)
        self._ribbon = TrainingRibbon(theme)
        self.app_bar = AppBar(theme)
        self.notice_bar = NoticeBar(theme)
        self.status_bar = StatusBar(theme)
        self._stack = QStackedWidget()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._ribbon)
        column.addWidget(self.app_bar)
        column.addWidget(self.notice_bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.status_bar)
        self.setCentralWidget(body)
        self.app_bar.lock_requested.connect(self.lock_requested)
        # Not the button's own shortcut: a button answers its key a tenth of a second later.
        lock_key = QShortcut(QKeySequence("Ctrl+L"), self)
        lock_key.setContext(Qt.ShortcutContext.ApplicationShortcut)
        lock_key.activated.connect(self.lock_requested)
        self.app_bar.theme_chosen.connect(self.theme_chosen)
        self.app_bar.page_requested.connect(self.page_requested)
        self.notice_bar.dismissed.connect(self.notice_dismissed)
        self.notice_bar.action_requested.connect(self.notice_action_requested)
        for name, page in pages.items():
            self.add_page(name, page)
        self.show_page(next(iter(pages)))
        self.render_state(WindowState())

    @property
    def page(self) -> str:
        """The page on screen."""
        return self._page

    def add_page(self, name: str, page: QWidget) -> None:
        """Give a page its place. Raises ValueError for a name that is none of `PAGES`."""
        if name not in PAGES:
            raise ValueError(name)
        self._pages[name] = page
        self._stack.addWidget(page)

    def show_page(self, name: str) -> None:
        """Bring a page to the front. Raises KeyError for one that is not here."""
        page = self._pages[name]
        self._page = name
        has_bars = name not in _WITHOUT_BARS
        self.app_bar.setVisible(has_bars)
        self.status_bar.setVisible(has_bars)
        self.app_bar.show_page(name)
        self._stack.setCurrentWidget(page)

    def render_state(self, state: WindowState) -> None:
        """Show a state in the bars and the title."""
        self._ribbon.setVisible(state.training)
        self.setWindowTitle(f"{state.patient} \N{EN DASH} {self._title}" if state.patient else self._title)
        self.app_bar.render_session(
            state.holder, online=state.online, locks_in_s=state.locks_in_s, has_record=bool(state.patient)
        )
        synchronised = card = ""
        if state.synchronised_s is not None:
            at = moment_text(state.synchronised_s, state.now_s)
            synchronised = self.tr("Synchronised {at}").format(at=at)
        if state.card_present is not None:
            card = self.tr("Card present") if state.card_present else self.tr("No card")
        now = day_and_time_text(state.now_s) if state.now_s else ""
        self.status_bar.render_status(synchronised, card, state.workstation, now)

    def render_notice(self, notice: Notice | None) -> None:
        """Show a notice above the page, or take it away."""
        self.notice_bar.render_notice(notice)
