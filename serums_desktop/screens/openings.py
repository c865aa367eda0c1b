"""What another program asks this window to open: found once somebody is signed in, and forgotten soon."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from serums_desktop.domain.errors import NotOpened, OpeningFault
from serums_desktop.domain.opening import EhrLaunch, OpeningRequest, PatientContext, Show
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.services.find_named import FindNamed
from serums_desktop.services.ports import Clock
from serums_desktop.services.session import Session
from serums_desktop.services.workplace import Workplace
from serums_desktop.work.cancel import CancelToken

# Whoever signs in later than this has most likely come for somebody else.
_LONGEST_WAIT_S = 300.0


class Openings(QObject):
    """`found` carries the Person to open, `failed` an error to tell; `shown` asks for the window itself."""

    found = Signal(object)
    failed = Signal(object)
    shown = Signal()
    changed = Signal()

    def __init__(self, jobs: Jobs, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._clock = clock
        self._workplace: Workplace | None = None
        self._session: Session | None = None
        self._waiting: PatientContext | EhrLaunch | None = None
        self._asked_s = 0.0
        self._finding: CancelToken | None = None
        self._sought: PatientContext | EhrLaunch | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether a patient will be looked for as soon as somebody is signed in."""
        return self._waiting is not None and self._session is None

    def ready(self, workplace: Workplace) -> None:
        """Everything is wired."""
        self._workplace = workplace

    def ask(self, request: OpeningRequest) -> None:
        """Another program asks. The newest request counts; one that is asked twice is looked for once."""
        self.shown.emit()
        if isinstance(request, Show) or (self._finding is not None and request == self._sought):
            return
        self._waiting, self._asked_s = request, self._clock.elapsed_s()
        self._find()
        self.changed.emit()

    def begin(self, session: Session) -> None:
        """A person signed in."""
        self._session = session
        if self._waiting is not None and self._clock.elapsed_s() - self._asked_s > _LONGEST_WAIT_S:
            self._waiting = None
            self.failed.emit(NotOpened(OpeningFault.EXPIRED))
        self._find()
        self.changed.emit()

    def end(self) -> None:
        """The session is over, and with it what was being looked for."""
        self._session = self._finding = self._sought = None

    def tick(self) -> None:
        """A second passed: what was asked long ago is forgotten on the sign-in page too."""
        if self.is_waiting and self._clock.elapsed_s() - self._asked_s > _LONGEST_WAIT_S:
            self._waiting = None
            self.changed.emit()

    def _find(self) -> None:
        session, workplace, request = self._session, self._workplace, self._waiting
        if session is None or workplace is None or request is None:
            return
        self._waiting = None
        if self._finding is not None:
            self._finding.cancel()
        self._finding = cancel = CancelToken(parent=session.cancel)
        self._sought = request
        find = FindNamed(session, workplace, workplace.launch)
        self._jobs.deliver(
            workplace.network.submit(lambda: find(request, cancel)),
            lambda person: self._ended(cancel, self.found.emit, person),
            lambda error: self._ended(cancel, self.failed.emit, error),
        )

    def _ended(self, cancel: CancelToken, tell: Callable[[object], None], outcome: object) -> None:
        """A lookup is over. One whose place a newer request took says nothing any more."""
        if self._finding is cancel:
            self._finding = self._sought = None
            tell(outcome)
