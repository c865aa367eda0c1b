"""What ends a session by itself: nobody at the keyboard, the longest stay, a home source that says no."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from serums_desktop.domain.errors import NotEnrolled, OfflineTooLong, SerumsError, SignInRefused
from serums_desktop.domain.workstation import LockReason
from serums_desktop.host import log
from serums_desktop.host.configuration import LockRules
from serums_desktop.qtbridge.inactivity import Inactivity
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.services.home_contact import is_about_the_person
from serums_desktop.services.ports import Clock
from serums_desktop.services.session import Session
from serums_desktop.services.workplace import Workplace

# How often the home source is asked whether it still stands by the person.
_CONTACT_S = 300.0


class SessionLimits(QObject):
    """Counts for one session at a time. `reached` carries a LockReason and the error behind it, or None.

    `counted` tells that the seconds to the lock have changed, `contacted` that the home source was asked.
    """

    reached = Signal(object, object)
    counted = Signal()
    contacted = Signal()

    def __init__(
        self, application: QApplication, rules: LockRules, clock: Clock, jobs: Jobs, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._rules = rules
        self._clock = clock
        self._jobs = jobs
        self._session: Session | None = None
        self._workplace: Workplace | None = None
        self._began_s = 0.0
        self._asked_s = 0.0
        self._ticked_s = 0.0
        self._is_asking = False
        # The copies may not be open any longer; said by the last contact.
        self._too_long: OfflineTooLong | None = None
        self._idle_left_s: int | None = None
        self._idle = Inactivity(application, rules.idle_s, self)
        self._idle.remaining_changed.connect(self._idle_counted)
        self._idle.idle.connect(lambda: self.reached.emit(LockReason.IDLE, None))

    @property
    def left_s(self) -> int | None:
        """Seconds until the screen locks by itself, None without a session."""
        if self._session is None or self._idle_left_s is None:
            return None
        return max(0, min(self._idle_left_s, int(self._stay_left_s())))

    def begin(self, session: Session, workplace: Workplace) -> None:
        """A person signed in, and was confirmed as far as that could be asked."""
        self._session, self._workplace = session, workplace
        self._began_s = self._asked_s = self._ticked_s = self._clock.elapsed_s()
        self._is_asking = False
        self._too_long = None
        self._idle.start()

    def end(self) -> None:
        """The session is over."""
        self._session = self._workplace = None
        self._idle.stop()
        self._idle_left_s = None

    def tick(self, *, in_emergency: bool) -> None:
        """A second passed, or a sleep of the machine in which none was counted.

        The longest stay, and the longest without the home source, wait for an emergency's end, which has a
        time of its own.
        """
        if self._session is None:
            return
        now_s = self._clock.elapsed_s()
        passed_s, self._ticked_s = now_s - self._ticked_s, now_s
        if passed_s >= self._rules.idle_s:
            self.reached.emit(LockReason.IDLE, None)
        elif self._too_long is not None and not in_emergency:
            self.reached.emit(LockReason.OFFLINE_TOO_LONG, self._too_long)
        elif self._stay_left_s() <= 0 and not in_emergency:
            self.reached.emit(LockReason.LONGEST, None)
        elif not self._is_asking and now_s - self._asked_s >= _CONTACT_S:
            self.ask_home()

    def ask_home(self) -> None:
        """Ask the home source now."""
        session, workplace = self._session, self._workplace
        if session is None or workplace is None or self._is_asking:
            return
        self._is_asking = True
        self._asked_s = self._clock.elapsed_s()
        self._jobs.deliver(
            workplace.network.submit(lambda: workplace.home_contact.again(session)),
            lambda _done: self._answered(None),
            self._answered,
        )

    def close(self) -> None:
        """The program ends."""
        self._application.removeEventFilter(self._idle)

    def _answered(self, error: BaseException | None) -> None:
        self._is_asking = False
        match error:
            case SignInRefused() | NotEnrolled() if is_about_the_person(error):
                self.reached.emit(LockReason.REVOKED, error)
            case OfflineTooLong():
                self._too_long = error
                self.contacted.emit()
            case None:
                self._too_long = None
                self.contacted.emit()
            case SerumsError():
                # The next contact asks again; the watch over the card says what becomes of that.
                log.event("contact-failed", error=type(error).__name__)
            case _:
                log.event("contact-broke", error=type(error).__name__, place=log.error_place(error))

    def _stay_left_s(self) -> float:
        return self._rules.longest_session_s - (self._clock.elapsed_s() - self._began_s)

    def _idle_counted(self, left_s: int) -> None:
        self._idle_left_s = left_s
        self.counted.emit()
