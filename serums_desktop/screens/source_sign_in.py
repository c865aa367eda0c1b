"""The sign-in that a source wants for itself: asked for when the person presses its name."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from serums_desktop.domain.errors import SignInRefused, SourceError
from serums_desktop.messages.errors import source_notice
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.screens.record import RecordScreen
from serums_desktop.services.session import Session
from serums_desktop.services.workplace import Workplace
from serums_desktop.views.main_window import MainWindow
from serums_desktop.views.source_sign_in import SourceSignInDialog, SourceSignInState
from serums_desktop.work.cancel import CancelToken


class SourceSignInScreen(QObject):
    """Hands a name and a password to the session's accounts, then has the source asked again."""

    failed = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        view: SourceSignInDialog,
        jobs: Jobs,
        workplace: Workplace,
        record: RecordScreen,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._view = view
        self._jobs = jobs
        self._workplace = workplace
        self._record = record
        self._session: Session | None = None
        self._source_id = ""
        view.closed.connect(self.close)
        view.submitted.connect(self._submit)

    def begin(self, session: Session) -> None:
        """A person signed in."""
        self._session = session

    def end(self) -> None:
        """The session is over: what was typed is gone."""
        self.close()
        self._session = None

    def ask(self, source_id: str) -> None:
        """Ask for a user name and a password of this source."""
        session = self._session
        if session is None:
            return
        if not self._has_account_of_its_own(source_id):
            # Its provider asks in the browser; what comes of it comes back to this window.
            cancel = CancelToken(parent=session.cancel)
            job = partial(session.tokens.sign_in, source_id, cancel)
            self._jobs.deliver(
                self._workplace.network.submit(job),
                lambda _none: self._record.retry_signed_in(),
                self.failed.emit,
            )
            return
        self._source_id = source_id
        self._view.render_state(SourceSignInState(self._title(source_id)))
        self._window.lay_over(self._view)

    def close(self) -> None:
        """Put the dialog away."""
        if self._source_id:
            self._source_id = ""
            self._window.take_away(self._view)
        self._view.forget()

    def _submit(self, user_name: str, password: bytearray) -> None:
        session, source_id = self._session, self._source_id
        if session is None or session.accounts is None or not source_id:
            password[:] = bytes(len(password))
            return
        self._view.render_state(SourceSignInState(self._title(source_id), asking=True))
        job = partial(session.accounts.sign_in, source_id, user_name, password)
        self._jobs.deliver(
            self._workplace.network.submit(job),
            lambda _none: self._signed_in(source_id),
            partial(self._broke, source_id),
        )

    def _signed_in(self, source_id: str) -> None:
        if source_id == self._source_id:
            self.close()
        self._record.retry_signed_in()

    def _broke(self, source_id: str, error: BaseException) -> None:
        if source_id != self._source_id:
            return
        title = self._title(source_id)
        if isinstance(error, SignInRefused):
            message = self.tr("{source} did not accept this name and password.").format(source=title)
        elif isinstance(error, SourceError):
            message = source_notice(error.kind, title).happened
        else:
            self.close()
            self.failed.emit(error)
            return
        self._view.render_state(SourceSignInState(title, message))

    def _has_account_of_its_own(self, source_id: str) -> bool:
        """Whether it wants a user name and a password, as a data lake does."""
        sources = self._workplace.configuration.asked
        return any(one.id == source_id and one.data_lake is not None for one in sources)

    def _title(self, source_id: str) -> str:
        sources = self._workplace.configuration.source
        return next((source.title for source in sources if source.id == source_id), source_id)
