"""Emergency access: the dialog, the running emergency with its stages and its countdown, and its end."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from serums_desktop.domain.emergency import Emergency, EmergencyRequest, Stage
from serums_desktop.domain.errors import (
    EmergencyOver,
    EvidenceNotKept,
    PinBlocked,
    SerumsError,
    WrongPin,
)
from serums_desktop.domain.people import Person
from serums_desktop.host import log
from serums_desktop.messages.card_errors import tries
from serums_desktop.messages.errors import notice
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.screens.emergency_capsule import EmergencyCapsule
from serums_desktop.services.break_glass import BreakGlass
from serums_desktop.services.session import Session
from serums_desktop.services.workplace import Workplace
from serums_desktop.views.emergency_access import AccessPhase, EmergencyAccessState, EmergencyAccessView
from serums_desktop.views.emergency_bar import EmergencyBarState
from serums_desktop.views.emergency_form import EmergencyForm, Way
from serums_desktop.views.main_window import MainWindow
from serums_desktop.views.pin_entry import Message


class EmergencyScreen(QObject):
    """One session's emergency accesses, one at a time.

    `began`, `went_on` and `ended` carry the Emergency, `failed` an error to tell. `changed` tells that the
    bar shows something else, `unconfirmed` that a wrong PIN was given and nothing after it.
    """

    began = Signal(object)
    went_on = Signal(object)
    ended = Signal(object)
    unconfirmed = Signal()
    failed = Signal(object)
    changed = Signal()

    def __init__(
        self,
        window: MainWindow,
        access: EmergencyAccessView,
        jobs: Jobs,
        workplace: Workplace,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._access = access
        self._jobs = jobs
        self._workplace = workplace
        self.capsule = EmergencyCapsule(jobs, workplace, self)
        self._session: Session | None = None
        self._glass: BreakGlass | None = None
        self._running: Emergency | None = None
        self._person: Person | None = None
        self._phase = AccessPhase.ASKING
        self._message: Message | None = None
        self._tries_words = ""
        self._is_card_doubted = False
        self._asking: Stage | None = None
        self._is_extending = False
        access.confirmed.connect(self._confirmed)
        access.cancelled.connect(self._cancelled)
        bar = window.emergency_bar
        bar.stage_requested.connect(lambda stage: self.open_stage(Stage(stage)))
        bar.extend_requested.connect(self.extend)
        bar.end_requested.connect(self.end)

    # -- life --------------------------------------------------------------------------------------

    def begin(self, session: Session) -> None:
        """A person signed in."""
        workplace = self._workplace
        self._session = session
        self._glass = BreakGlass(
            session=session,
            evidence=workplace.evidence,
            store=workplace.store,
            credential_lane=workplace.card_lane,
            database_lane=workplace.database_lane,
            clock=workplace.clock,
            source_ids=[source.id for source in workplace.configuration.asked],
        )

    def end_session(self) -> BreakGlass | None:
        """The session is over: nothing of it stays here. Returns what is still to be ended."""
        glass, self._glass = self._glass, None
        self._session = self._running = self._person = None
        self._asking, self._is_extending = None, False
        self.capsule.forget()
        self._put_away()
        self._render()
        return glass

    def running(self) -> Emergency | None:
        """The emergency access on screen."""
        return self._running

    def is_asking(self) -> bool:
        """Whether the dialog is open."""
        return self._person is not None

    def message(self) -> str:
        """What the dialog says about the last try; empty for nothing."""
        said = self._message
        return " ".join(filter(None, (said.text, said.advice))) if said is not None else ""

    def bar_state(self) -> EmergencyBarState | None:
        """What the bar shows; None without an emergency."""
        running = self._running
        if running is None:
            return None
        remaining_s = running.remaining_s(self._workplace.clock.elapsed_s())
        return EmergencyBarState(
            reason=running.request.reason,
            stages=running.stages,
            entry=running.entry,
            ends_s=running.ends_s,
            remaining_s=remaining_s,
            lasting_s=max(float(running.request.duration_s), remaining_s),
            asking=self._asking,
        )

    def tick(self) -> None:
        """A second passed: the countdown moves, and ends what has lasted its time."""
        running = self._running
        if running is not None and running.remaining_s(self._workplace.clock.elapsed_s()) <= 0:
            self._end("expired")
        self._render()

    # -- asking ------------------------------------------------------------------------------------

    def ask(self, person: Person) -> None:
        """Open the dialog, the same for every patient."""
        if self._session is None or self._running is not None or self._person is not None:
            return
        self._person = person
        self._phase, self._message, self._tries_words = AccessPhase.ASKING, None, ""
        self._render()

    def start(self, person: Person, request: EmergencyRequest, secret: bytearray) -> None:
        """Confirm, record, and make room for what the sources will send. `secret` is wiped."""
        glass = self._glass
        if glass is None or self._phase is AccessPhase.RECORDING:
            secret[:] = bytes(len(secret))
            return
        self._phase, self._message = AccessPhase.RECORDING, None
        self._render()
        self._submit(lambda: glass.start(person, request, secret), self._started, self._refused)

    def open_stage(self, stage: Stage) -> None:
        """Record a further stage, then open it."""
        glass, running = self._glass, self._running
        if glass is None or running is None or self._asking is not None or stage <= running.stage:
            return
        self._asking = stage
        self._render()
        self._submit(lambda: glass.open_stage(stage), self._gone_on, self._not_gone_on)

    def extend(self) -> None:
        """Record an extension, then count from now."""
        glass = self._glass
        if glass is None or self._running is None or self._is_extending:
            return
        self._is_extending = True
        self._submit(glass.extend, self._gone_on, self._not_gone_on)

    def open_capsule(self) -> None:
        """Ask the downtime capsule too, once: before the sources are asked, and never waited for."""
        session, glass, running = self._session, self._glass, self._running
        if session is not None and glass is not None and running is not None:
            self.capsule.open(session, glass, running)

    def end(self) -> None:
        """The clinician ends it."""
        self._end("")

    # -- what came of it ---------------------------------------------------------------------------

    def _started(self, emergency: Emergency) -> None:
        self._is_card_doubted = False
        self._put_away()
        self._running = emergency
        self._render()
        self.began.emit(emergency)

    def _gone_on(self, emergency: Emergency) -> None:
        self._asking, self._is_extending = None, False
        if self._running is not None:
            self._running = emergency
            self._render()
            self.went_on.emit(emergency)

    def _not_gone_on(self, error: BaseException) -> None:
        self._asking, self._is_extending = None, False
        self._render()
        if not isinstance(error, EmergencyOver):
            # Time that is up is told by the countdown itself.
            self.failed.emit(error)

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, SerumsError):
            log.event("emergency-broke", error=type(error).__name__, place=log.error_place(error))
        self._is_card_doubted = self._is_card_doubted or isinstance(error, WrongPin)
        self._tries_words = tries(error.tries, error.tries_left) if isinstance(error, WrongPin) else ""
        may_try_again = not isinstance(error, PinBlocked | EvidenceNotKept)
        self._phase = AccessPhase.REFUSED if may_try_again else AccessPhase.BLOCKED
        said = notice(error)
        self._message = Message(said.happened, " ".join(filter(None, (said.kept, said.cure))))
        if self._person is None:
            self._phase = AccessPhase.ASKING
            self.failed.emit(error)
        self._render()

    def _end(self, outcome: str) -> None:
        """The screen is emptied first; the copy goes and the end is recorded on a worker."""
        glass, running = self._glass, self._running
        if glass is None or running is None:
            return
        self._running, self._asking, self._is_extending = None, None, False
        self.capsule.forget()
        self._render()
        self.ended.emit(running)
        self._submit(lambda: glass.end(outcome), lambda _ended: None, self.failed.emit)

    def _confirmed(self, form: EmergencyForm) -> None:
        if self._person is None:
            form.secret[:] = bytes(len(form.secret))
            return
        self.start(self._person, form.request(), form.secret)

    def _cancelled(self) -> None:
        if self._phase is AccessPhase.RECORDING:
            return
        self._put_away()
        self._render()
        if self._is_card_doubted:
            # After a wrong PIN the card signs nothing: whoever stays must show that they know it.
            self._is_card_doubted = False
            self.unconfirmed.emit()

    def _put_away(self) -> None:
        self._person = None
        self._phase, self._message, self._tries_words = AccessPhase.ASKING, None, ""

    def _submit(
        self,
        job: Callable[[], Emergency | None],
        done: Callable[[Emergency], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        def ended(emergency: Emergency | None) -> None:
            if emergency is not None:
                done(emergency)

        self._jobs.deliver(self._workplace.network.submit(job), ended, failed)

    # -- rendering ---------------------------------------------------------------------------------

    def _render(self) -> None:
        session, person = self._session, self._person
        if person is None or session is None:
            self._window.take_away(self._access)
        else:
            place = self._workplace.configuration.workstation
            self._access.render_state(
                EmergencyAccessState(
                    person=person,
                    holder=session.holder.name,
                    place=", ".join(filter(None, (place.name, place.organisation))),
                    way=Way(session.authenticated_by),
                    tries_words=self._tries_words,
                    phase=self._phase,
                    message=self._message,
                    now_s=self._workplace.clock.now_s(),
                )
            )
            self._window.lay_over(self._access)
        self.changed.emit()
