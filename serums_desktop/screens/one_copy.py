"""The other way to one's copies: asked about, added and removed while a session lasts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal

from serums_desktop.domain.errors import Cancelled, SerumsError
from serums_desktop.messages.errors import notice
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.services.one_copy import OneCopy
from serums_desktop.services.session import Session
from serums_desktop.views.main_window import MainWindow
from serums_desktop.views.one_copy import (
    OneCopyDialog,
    OneCopyPhase,
    OneCopyState,
    OtherWay,
    other_way_text,
)
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Pool

# By how the person came, and whether the other way opens the copies already.
_WAYS: Final = {
    ("card", False): OtherWay.ADD_KEYRING,
    ("card", True): OtherWay.REMOVE_KEYRING,
    ("keyring", False): OtherWay.ADD_CARD,
    ("keyring", True): OtherWay.REMOVE_CARD,
}


class OneCopyScreen(QObject):
    """One dialog at a time. `known` tells that what it would do changed, `failed` an error nobody foresaw.

    `home_title` is what people call the source whose provider vouches for them.
    """

    known = Signal()
    failed = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        view: OneCopyDialog,
        jobs: Jobs,
        ways: OneCopy,
        network: Pool,
        home_title: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._view = view
        self._jobs = jobs
        self._ways = ways
        self._network = network
        self._home_title = home_title
        self._session: Session | None = None
        self._way: OtherWay | None = None
        self._cancel: CancelToken | None = None
        self._is_open = False
        view.closed.connect(self.close)
        view.confirmed.connect(self._confirmed)

    @property
    def way(self) -> OtherWay | None:
        """What can be done now, None where policy is against it, it is not known, or nobody is here."""
        return self._way

    def words(self) -> str:
        """What the button says that leads here, empty for none."""
        return other_way_text(self._way) if self._way is not None else ""

    def begin(self, session: Session) -> None:
        """A person signed in."""
        self._session = session
        self._look()

    def end(self) -> None:
        """The session is over: what was typed is gone, and what was begun is given up."""
        self.close()
        self._session = None
        self._set_way(None)

    def open(self) -> None:
        """Ask about it."""
        if self._way is not None and not self._is_open:
            self._is_open = True
            self._render()
            self._window.lay_over(self._view)

    def close(self) -> None:
        """Put the dialog away. A sign-in in the browser is given up."""
        if self._cancel is not None:
            self._cancel.cancel()
            self._cancel = None
        if self._is_open:
            self._is_open = False
            self._window.take_away(self._view)
        self._view.forget()

    def _confirmed(self, secret: bytearray) -> None:
        session, way = self._session, self._way
        if session is None or way is None or self._cancel is not None:
            secret[:] = bytes(len(secret))
            return
        self._cancel = cancel = CancelToken(parent=session.cancel)
        is_new = way is OtherWay.ADD_KEYRING
        self._render(OneCopyPhase.BROWSER if is_new else OneCopyPhase.WORKING)
        self._jobs.deliver(
            self._network.submit(self._job(session, way, secret, cancel)),
            lambda _none: self._done(cancel),
            lambda error: self._broke(cancel, error),
        )

    def _job(
        self, session: Session, way: OtherWay, secret: bytearray, cancel: CancelToken
    ) -> Callable[[], None]:
        match way:
            case OtherWay.ADD_KEYRING:
                return lambda: self._ways.add_passphrase(session, secret, cancel)
            case OtherWay.REMOVE_KEYRING:
                return lambda: self._ways.remove_passphrase(session)
            case OtherWay.ADD_CARD:
                return lambda: self._ways.add_card(session, secret)
            case OtherWay.REMOVE_CARD:
                return lambda: self._ways.remove_card(session, secret)

    def _done(self, cancel: CancelToken) -> None:
        if self._cancel is cancel:
            self._cancel = None
            self.close()
        self._look()

    def _broke(self, cancel: CancelToken, error: BaseException) -> None:
        self._look()
        if self._cancel is not cancel:
            return
        self._cancel = None
        if isinstance(error, SerumsError) and not isinstance(error, Cancelled):
            said = notice(error, self._home_title)
            self._render(message=" ".join(filter(None, (said.happened, said.kept, said.cure))))
        else:
            self.close()
            if not isinstance(error, Cancelled):
                self.failed.emit(error)

    def _look(self) -> None:
        """Find out, on a worker, what can be done: files are read for it."""
        session = self._session
        if session is None:
            return

        def look() -> OtherWay | None:
            is_shared = self._ways.is_shared(session)
            may = is_shared or self._ways.can_share(session)
            return _WAYS[session.authenticated_by, is_shared] if may else None

        def found(way: OtherWay | None) -> None:
            if self._session is session:
                self._set_way(way)

        self._jobs.deliver(self._network.submit(look), found, self.failed.emit)

    def _set_way(self, way: OtherWay | None) -> None:
        if way is not self._way:
            self._way = way
            self.known.emit()

    def _render(self, phase: OneCopyPhase = OneCopyPhase.ASKING, message: str = "") -> None:
        if self._way is not None and self._session is not None:
            self._view.render_state(OneCopyState(self._way, self._session.holder.name, phase, message))
