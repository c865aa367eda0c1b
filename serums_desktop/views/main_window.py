"""The window: bars around stacked pages. It renders a state and knows no service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from serums_desktop.charts.theme import Theme
from serums_desktop.views.bars import AppBar, StatusBar, TrainingRibbon
from serums_desktop.views.dates import day_and_time_text, moment_text
from serums_desktop.views.emergency_bar import EmergencyBar, EmergencyBarState
from serums_desktop.views.emergency_parts import EmergencyFrame
from serums_desktop.views.notice_bar import Notice, NoticeBar

if TYPE_CHECKING:
    from serums_desktop.views.banner import PatientBanner

PAGES: Final = ("sign-in", "patients", "record", "charts", "emergency", "lock")
_WITHOUT_BARS: Final = {"sign-in", "lock"}


class WindowState(msgspec.Struct, frozen=True, kw_only=True):
    """What the bars show. Times are UTC epoch seconds; `locks_in_s` is None while nothing will lock.

    `patient` is the ready title of the open patient (name and birth date), empty without one;
    `card_present` is None where no card is used. `can_ask_emergency` holds wherever a patient is chosen or
    open, the same for every patient; `emergency` is the one that is running. `can_leave`: the person is here
    by a passphrase, which can be taken away again. `other_way` is the ready text of the
    button about the way that they did not come by, empty for none.
    """

    training: bool = False
    holder: str = ""
    online: bool = True
    locks_in_s: int | None = None
    patient: str = ""
    synchronised_s: float | None = None
    card_present: bool | None = None
    workstation: str = ""
    can_ask_emergency: bool = False
    can_leave: bool = False
    other_way: str = ""
    emergency: EmergencyBarState | None = None
    now_s: float = 0.0


class MainWindow(QMainWindow):
    """Ribbon, app bar, emergency bar, notice, page, status bar; now and then a dialog over all of them."""

    lock_requested = Signal()
    theme_chosen = Signal(str)
    page_requested = Signal(str)
    notice_dismissed = Signal()
    notice_action_requested = Signal()
    emergency_requested = Signal()
    leave_requested = Signal()
    other_way_requested = Signal()

    def __init__(self, theme: Theme, pages: dict[str, QWidget], parent: QWidget | None = None) -> None:
        """`pages` holds a view for some or all of `PAGES`; the first is shown."""
        super().__init__(parent)
        self._pages: dict[str, QWidget] = {}
        self._page = ""
        self._emergency: EmergencyBarState | None = None
        self._banners: list[PatientBanner] = []
        self._over: QWidget | None = None
        self._focus_before: QWidget | None = None
        self._title = self.tr("Serums Desktop")
        self.setMinimumSize(1024, 640)
        self.resize(1600, 1000)
        self._ribbon = TrainingRibbon(theme)
        self.app_bar = AppBar(theme)
        self.emergency_bar = EmergencyBar(theme)
        self.notice_bar = NoticeBar(theme)
        self.status_bar = StatusBar(theme)
        self._stack = QStackedWidget()
        self._body = EmergencyFrame(theme)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._ribbon)
        column.addWidget(self.app_bar)
        column.addWidget(self.emergency_bar)
        column.addWidget(self.notice_bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.status_bar)
        self.setCentralWidget(self._body)
        self.app_bar.lock_requested.connect(self.lock_requested)
        # Not the button's own shortcut: a button answers its key a tenth of a second later.
        lock_key = QShortcut(QKeySequence("Ctrl+L"), self)
        lock_key.setContext(Qt.ShortcutContext.ApplicationShortcut)
        lock_key.activated.connect(self.lock_requested)
        self._emergency_key = QShortcut(QKeySequence("Ctrl+E"), self._body)
        self._emergency_key.activated.connect(self.emergency_requested)
        self.status_bar.emergency_requested.connect(self.emergency_requested)
        self.status_bar.leave_requested.connect(self.leave_requested)
        self.status_bar.other_way_requested.connect(self.other_way_requested)
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
        if name in _WITHOUT_BARS:
            return
        # The sign-in page need not wait for what shows a patient.
        from serums_desktop.views.banner import PatientBanner  # noqa: PLC0415

        for banner in page.findChildren(PatientBanner):
            banner.emergency_requested.connect(self.emergency_requested)
            banner.offer_emergency(offered=self._emergency is None)
            self._banners.append(banner)

    def show_page(self, name: str) -> None:
        """Bring a page to the front. Raises KeyError for one that is not here."""
        page = self._pages[name]
        self._page = name
        has_bars = name not in _WITHOUT_BARS
        self.app_bar.setVisible(has_bars)
        self.status_bar.setVisible(has_bars)
        self.app_bar.show_page(name)
        if not has_bars:
            self.take_away()
        self._stack.setCurrentWidget(page)
        self._show_emergency_bar()

    def render_state(self, state: WindowState) -> None:
        """Show a state in the bars and the title."""
        self._ribbon.setVisible(state.training)
        self.setWindowTitle(f"{state.patient} \N{EN DASH} {self._title}" if state.patient else self._title)
        self.app_bar.render_session(
            state.holder, online=state.online, locks_in_s=state.locks_in_s, has_record=bool(state.patient)
        )
        self._render_emergency(state)
        synchronised = card = ""
        if state.synchronised_s is not None:
            at = moment_text(state.synchronised_s, state.now_s)
            synchronised = self.tr("Synchronised {at}").format(at=at)
        if state.card_present is not None:
            card = self.tr("Card present") if state.card_present else self.tr("No card")
        now = day_and_time_text(state.now_s) if state.now_s else ""
        self.status_bar.leave.setVisible(state.can_leave and state.emergency is None)
        self.status_bar.render_other_way(state.other_way if state.emergency is None else "")
        self.status_bar.render_status(synchronised, card, state.workstation, now)

    def render_notice(self, notice: Notice | None) -> None:
        """Show a notice above the page, or take it away."""
        self.notice_bar.render_notice(notice)

    # -- a dialog over the page --------------------------------------------------------------------

    def lay_over(self, view: QWidget) -> None:
        """Lay a view over everything. What lies beneath takes neither keys nor presses until it is gone.

        Ctrl+L locks all the same, and a page without bars takes the view away.
        """
        if self._over is view:
            return
        self.take_away()
        self._focus_before = self.focusWidget()
        self._over = view
        view.setParent(self)
        view.setGeometry(self.rect())
        view.show()
        view.raise_()
        view.setFocus()
        self._body.setEnabled(False)

    def take_away(self, only: QWidget | None = None) -> None:
        """Take away what lies over the page, or only if it is this; the focus goes back to where it was."""
        view = self._over
        if view is None or only not in {None, view}:
            return
        self._over = None
        self._body.setEnabled(True)
        view.hide()
        if self._focus_before is not None and isValid(self._focus_before):
            self._focus_before.setFocus()
        self._focus_before = None

    @property
    def is_covered(self) -> bool:
        """Whether a view lies over the page."""
        return self._over is not None

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        if self._over is not None:
            self._over.setGeometry(self.rect())

    # -- the emergency -----------------------------------------------------------------------------

    def _render_emergency(self, state: WindowState) -> None:
        before, self._emergency = self._emergency, state.emergency
        if (before is None) != (state.emergency is None):
            self._body.set_lasting(lasting=state.emergency is not None)
            self.app_bar.render_purpose(is_emergency=state.emergency is not None)
            for banner in self._banners:
                banner.offer_emergency(offered=state.emergency is None)
        if state.emergency is not None:
            self.emergency_bar.render_state(state.emergency)
        self._show_emergency_bar()
        can_ask = state.can_ask_emergency and state.emergency is None
        self._emergency_key.setEnabled(can_ask)
        self.status_bar.emergency.setEnabled(can_ask)

    def _show_emergency_bar(self) -> None:
        """The lock page says nothing of a reason; the frame stays there too."""
        self.emergency_bar.setVisible(self._emergency is not None and self._page not in _WITHOUT_BARS)
