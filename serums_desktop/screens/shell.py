"""The shell: which page is on screen, who is signed in, and the lock that is always one key away."""

from __future__ import annotations

import threading

import msgspec
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.errors import CardError, SerumsError, SignInRefused
from serums_desktop.domain.people import Person
from serums_desktop.domain.staff import CardHolder, CardPresence
from serums_desktop.domain.workstation import HostEvent, LockReason
from serums_desktop.host import log
from serums_desktop.host.configuration import Configuration
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.screens.notices import Notices
from serums_desktop.screens.openings import Openings
from serums_desktop.screens.session_limits import SessionLimits
from serums_desktop.screens.session_memory import SessionMemory
from serums_desktop.screens.sign_in import SignInScreen
from serums_desktop.services.lock import lock
from serums_desktop.services.open_record import OpenedRecord
from serums_desktop.services.ports import CardWatch, Clock, HostWatch
from serums_desktop.services.session import Session
from serums_desktop.services.workplace import Workplace
from serums_desktop.views.lock import LockView
from serums_desktop.views.main_window import MainWindow, WindowState
from serums_desktop.views.sign_in import SignInView
from serums_desktop.views.stylesheet import Appearance

# The system waits with its sleep for as long as the lock takes, and no longer than this.
_LOCK_TIMEOUT_S = 2.0


class Shell(QObject):
    """Owns the window's pages and the session. Everything of a session dies in `lock`."""

    def __init__(self, application: QApplication, theme: Theme, bridge: Jobs, clock: Clock) -> None:
        super().__init__()
        self._application = application
        self._theme = theme
        self._appearance = Appearance(application, theme)
        self._bridge = bridge
        self._clock = clock
        # Results of a session travel apart, so that a lock can drop them without losing news of the card.
        self._jobs = Jobs(self)
        self._workplace: Workplace | None = None
        self._session: Session | None = None
        self._watch: CardWatch | None = None
        self._presence: CardPresence | None = None
        self._limits: SessionLimits | None = None
        self._host_watch: HostWatch | None = None
        self._host_waits = threading.Event()
        self._return_to = ""
        self._state = WindowState()
        self.sign_in_view = SignInView(theme)
        self.lock_view = LockView(theme)
        self.window = MainWindow(theme, {"sign-in": self.sign_in_view, "lock": self.lock_view})
        self._notices = Notices(self.window, self)
        self._memory = SessionMemory(bridge, lambda: self._session is not None)
        self.sign_in = SignInScreen(self.sign_in_view, self.lock_view, bridge, clock, self)
        self.sign_in.signed_in.connect(self._begin)
        self.sign_in.other_requested.connect(self._show_sign_in)
        self.openings = Openings(self._jobs, clock, self)
        self.openings.found.connect(self._named)
        self.openings.failed.connect(self.tell)
        self.openings.shown.connect(self._come_forward)
        self.openings.changed.connect(lambda: self.sign_in.opening_waits(waits=self.openings.is_waiting))
        self.sign_in_view.theme_chosen.connect(self.choose_theme)
        self.window.theme_chosen.connect(self.choose_theme)
        self.window.lock_requested.connect(lambda: self.lock(LockReason.KEY))
        self.window.page_requested.connect(self._show_page)
        self.window.emergency_requested.connect(self._ask_emergency)
        self.window.leave_requested.connect(lambda: self._notices.ask_to_leave(self._leave))
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._tick)
        self._second.start()
        self._render()

    # -- from start to ready -----------------------------------------------------------------------

    def configured(self, configuration: Configuration) -> None:
        """The configuration was read."""
        self.sign_in.configured(configuration)
        place = configuration.workstation
        self._state = msgspec.structs.replace(self._state, training=place.training, workstation=place.name)
        self._limits = SessionLimits(self._application, configuration.lock, self._clock, self._jobs, self)
        self._limits.reached.connect(self.lock)
        self._limits.counted.connect(self._render)
        self._limits.contacted.connect(self._contacted)
        self._render()

    def ready(self, workplace: Workplace) -> None:
        """Everything behind the window is wired: make the pages of a session and watch the card."""
        self._workplace = workplace
        self._notices.know(workplace)
        self._make_pages(workplace)
        self.sign_in.ready(workplace)
        self._watch = workplace.open_watch(
            lambda change: self._bridge.post(lambda: self._card_changed(change))
        )
        self._watch.start()
        self._host_watch = workplace.open_host_watch(self._host_event)
        self._host_watch.start()
        self.openings.ready(workplace)
        self._bridge.deliver(
            workplace.network.submit(workplace.count_reachable), self.sign_in.reachable, self._ignore_probe
        )
        self._bridge.deliver(
            workplace.network.submit(workplace.evidence.status),
            self.sign_in.evidence_kept,
            lambda _error: self.sign_in.evidence_kept(None),
        )

    def could_not_start(self, error: BaseException) -> None:
        """Something the program cannot do without is missing or wrong."""
        if not isinstance(error, SerumsError):
            log.event("start-broke", error=type(error).__name__, place=log.error_place(error))
        self.sign_in.failed(error)

    def _make_pages(self, workplace: Workplace) -> None:
        # The sign-in page need not wait for what paints a record.
        from serums_desktop.screens.device_charts import DeviceChartsScreen  # noqa: PLC0415
        from serums_desktop.screens.emergency import EmergencyScreen  # noqa: PLC0415
        from serums_desktop.screens.emergency_pages import EmergencyPages  # noqa: PLC0415
        from serums_desktop.screens.one_copy import OneCopyScreen  # noqa: PLC0415
        from serums_desktop.screens.patients import PatientsScreen  # noqa: PLC0415
        from serums_desktop.screens.record import RecordScreen  # noqa: PLC0415
        from serums_desktop.screens.record_dialogs import RecordDialogs  # noqa: PLC0415
        from serums_desktop.screens.upkeep import Upkeep  # noqa: PLC0415
        from serums_desktop.views.device_charts import DeviceChartsView  # noqa: PLC0415
        from serums_desktop.views.emergency_access import EmergencyAccessView  # noqa: PLC0415
        from serums_desktop.views.emergency_summary import EmergencySummaryView  # noqa: PLC0415
        from serums_desktop.views.one_copy import OneCopyDialog  # noqa: PLC0415
        from serums_desktop.views.patients import PatientsView  # noqa: PLC0415
        from serums_desktop.views.record import RecordView  # noqa: PLC0415

        self.patients_view = PatientsView(self._theme)
        self.record_view = RecordView(self._theme)
        self.charts_view = DeviceChartsView(self._theme)
        self.window.add_page("patients", self.patients_view)
        self.window.add_page("record", self.record_view)
        self.emergency_view = EmergencySummaryView(self._theme)
        self.access_view = EmergencyAccessView(self._theme)
        self.window.add_page("charts", self.charts_view)
        self.window.add_page("emergency", self.emergency_view)
        self.patients = PatientsScreen(self.patients_view, self._jobs, workplace, self)
        self.record = RecordScreen(self.record_view, self._jobs, workplace, self)
        self.over_record = RecordDialogs(
            self.window, self._theme, self._jobs, workplace, self.record_view, self.record, self
        )
        self.one_copy_view = OneCopyDialog(self._theme)
        self.one_copy = OneCopyScreen(
            self.window,
            self.one_copy_view,
            self._jobs,
            workplace.one_copy,
            workplace.network,
            workplace.configuration.home.title,
            self,
        )
        self.one_copy.known.connect(self._render)
        self.window.other_way_requested.connect(self.one_copy.open)
        self.upkeep = Upkeep(self._jobs, workplace, self.patients.ward, self.record, self)
        self.charts = DeviceChartsScreen(self.charts_view, self._jobs, workplace, self.record, self)
        self.emergency = EmergencyScreen(self.window, self.access_view, self._jobs, workplace, self)
        self._emergency_pages = EmergencyPages(
            self.window, self.emergency_view, self.emergency, self.record, self._clock, self
        )
        self._emergency_pages.left.connect(self._emergency_left)
        self.emergency.unconfirmed.connect(lambda: self.lock(LockReason.UNCONFIRMED))
        self.emergency.changed.connect(self._render)
        self.record.refused.connect(self._not_opened)
        self.record.damage_found.connect(self._notices.tell_damaged)
        # Whom an emergency access would be about changes with these two.
        self.patients.rendered.connect(self._render)
        self.record.rendered.connect(self._render)
        self.patients.person_chosen.connect(self._open)
        self.patients.emergency_chosen.connect(self._ask_emergency_for)
        self.record.charts_requested.connect(self._open_charts)
        self.record.changed.connect(self._record_changed)
        self.record_view.back_requested.connect(lambda: self._show_page("patients"))
        self.charts.back_requested.connect(lambda: self.window.show_page("record"))
        for screen in (
            self.patients,
            self.record,
            self.charts,
            self.emergency,
            self.over_record,
            self.one_copy,
        ):
            screen.failed.connect(self.tell)

    # -- the session -------------------------------------------------------------------------------

    def _begin(self, session: Session) -> None:
        same_person = self._return_to == session.holder.staff_id
        self._session = session
        self._state = msgspec.structs.replace(
            self._state, holder=session.holder.name, online=session.offline_because is None
        )
        # Before the ward is listed, which it goes by.
        self.upkeep.begin(session)
        self.patients.begin(session)
        self.emergency.begin(session)
        self.over_record.begin(session)
        self.one_copy.begin(session)
        if same_person and self.record.return_to(session):
            self.window.show_page("record")
        else:
            self.record.begin(session)
            self.window.show_page("patients")
        if session.offline_because is not None:
            self._notices.tell_offline(session.offline_because)
        if self._workplace is not None:
            if self._workplace.store.was_rebuilt:
                self._notices.tell_rebuilt()
            if session.key.begun_anew:
                self._notices.tell_begun_anew()
            if self._limits is not None:
                self._limits.begin(session, self._workplace)
        self.openings.begin(session)
        self._render()
        if self._presence is None and isinstance(session.holder, CardHolder):
            # The card left between its signature and this moment.
            self.lock(LockReason.CARD)

    def lock(self, reason: LockReason, error: SerumsError | None = None) -> None:
        """Close everything of the session at once and show the lock page. Asks nothing.

        The page says what `error` was behind it, if any.
        """
        session, workplace = self._session, self._workplace
        if session is None or workplace is None:
            self.sign_in.abandon()
            return
        self.window.show_page("lock")
        self._notices.clear()
        self._session = None
        self._jobs.drop_all()
        self._memory.release_after(lock(session, workplace, self.emergency.end_session()), workplace)
        self._return_to = session.holder.staff_id
        self.over_record.end()
        self.one_copy.end()
        self.upkeep.end()
        self.patients.end()
        self.record.end()
        self.charts.end()
        QApplication.clipboard().clear()
        self.openings.end()
        if self._limits is not None:
            self._limits.end()
        copied_s = self._state.synchronised_s
        self._state = msgspec.structs.replace(self._state, holder="", patient="", locks_in_s=None)
        self.sign_in.locked(session, copied_s, reason, error)
        self._render()
        log.event("locked", reason=reason)

    def ask_home(self) -> None:
        """Have the home source confirm now that it still stands by the person."""
        if self._limits is not None:
            self._limits.ask_home()

    def refused_at_home(self, error: SignInRefused) -> None:
        """The home source no longer stands by the person, whatever was being asked for."""
        if self._session is not None:
            self.lock(LockReason.REVOKED, error)

    def is_closed(self) -> bool:
        """Whether store and credential of the last session are closed too, and its memory is released."""
        return self._session is None and self._memory.is_closed()

    def close(self) -> None:
        """The program ends."""
        self._second.stop()
        self.lock(LockReason.CLOSING)
        self._memory.wait_at_end()
        self._host_waits.set()
        if self._limits is not None:
            self._limits.close()
        if self._host_watch is not None:
            self._host_watch.stop()
        if self._watch is not None:
            self._watch.stop()

    def tell(self, error: object) -> None:
        """Say an error above the page; the page stays."""
        self._notices.tell(error)

    def choose_theme(self, name: str) -> None:
        """Switch light, dark or high contrast, live."""
        self._theme.set_name(name)

    # -- pages -------------------------------------------------------------------------------------

    def _show_page(self, name: str) -> None:
        if self._session is None:
            return
        self.window.show_page(self._emergency_pages.page_for(name))
        if name == "patients":
            self.patients.refresh()

    def _show_sign_in(self) -> None:
        """A colleague's turn: whoever was here before comes back to nothing."""
        if self._session is None:
            self._return_to = ""
            self.window.show_page("sign-in")

    def _open(self, person: object) -> None:
        running = self.emergency.running()
        if running is not None:
            self._emergency_pages.tell_it_lasts(running)
        elif isinstance(person, Person):
            self._notices.clear()
            self.charts.end()
            self.window.show_page("record")
            self.record.open(person)

    def _named(self, person: object) -> None:
        """Another program's patient opens by itself only where no other record is: none is swapped unseen."""
        opened = self.record.opened()
        is_other = opened is None or (isinstance(person, Person) and not _is_same(opened.person, person))
        if isinstance(person, Person) and (
            self.emergency.is_asking() or (self.record.is_in_use() and is_other)
        ):
            self._notices.ask_to_open(person, lambda: self._open(person))
        else:
            self._open(person)

    def _open_charts(self, record: object) -> None:
        if isinstance(record, OpenedRecord):
            self.window.show_page("charts")
            self.charts.open(record)

    def _not_opened(self, error: object) -> None:
        """The opening could not be recorded, or nothing is kept here to read: back to where one chooses."""
        self.record.close()
        self.window.show_page("patients")
        self.tell(error)

    # -- the emergency -----------------------------------------------------------------------------

    def _ask_emergency(self) -> None:
        person = self._emergency_person()
        if self._session is not None and person is not None:
            self.emergency.ask(person)

    def _ask_emergency_for(self, person: object) -> None:
        running = self.emergency.running()
        if running is not None:
            self._emergency_pages.tell_it_lasts(running)
        elif isinstance(person, Person):
            self.emergency.ask(person)

    def _emergency_person(self) -> Person | None:
        """Whom an emergency access would be about: the record on screen, or the match that is chosen."""
        if self._session is None or self._workplace is None:
            return None
        if self.window.page == "patients":
            return self.patients.chosen()
        opened = self.record.opened()
        return opened.person if opened is not None else None

    def _emergency_left(self) -> None:
        """What was on screen before an emergency, or in it, is on no page any more."""
        self.charts.end()
        self._state = msgspec.structs.replace(self._state, patient="")
        self._render()

    def _record_changed(self, patient: str, synchronised_s: object, online: bool) -> None:
        self._state = msgspec.structs.replace(
            self._state,
            patient=patient,
            synchronised_s=synchronised_s if isinstance(synchronised_s, float) else None,
            online=online,
        )
        self._render()

    def _card_changed(self, change: CardPresence | CardError) -> None:
        self._presence = change if isinstance(change, CardPresence) else None
        holder = self._session.holder if self._session is not None else None
        if isinstance(holder, CardHolder) and (
            self._presence is None or self._presence.holder.certificate_sha256 != holder.certificate_sha256
        ):
            self.lock(LockReason.CARD)
        self.sign_in.card_changed(change)
        self._render()

    def _host_event(self, event: HostEvent) -> None:
        """On the watch's thread, which is kept until the screen is locked: the system may sleep then."""
        locked = self._host_waits = threading.Event()

        def lock() -> None:
            self.lock(LockReason.HOST)
            locked.set()
            log.event("host-event", reason=event)

        self._bridge.post(lock)
        locked.wait(_LOCK_TIMEOUT_S)

    def _ignore_probe(self, error: BaseException) -> None:
        log.event("probe-broke", error=type(error).__name__, place=log.error_place(error))

    def _contacted(self) -> None:
        """The home source was asked again, and answered or not."""
        if self._session is not None:
            online = self._session.offline_because is None
            self._state = msgspec.structs.replace(self._state, online=online)
            self._render()

    def _come_forward(self) -> None:
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()

    def _leave(self) -> None:
        """End this person's enrolment here, then lock: nothing is left to come back to."""
        session, workplace = self._session, self._workplace
        if session is None or workplace is None:
            return

        def left(_done: None) -> None:
            # A lock may have come first, and even another person.
            if self._session is session:
                self.lock(LockReason.LEFT)
                self._show_sign_in()
            self.sign_in.list_enrolled()

        leave = workplace.leave_workstation
        self._bridge.deliver(workplace.network.submit(lambda: leave(session)), left, self.tell)

    def _tick(self) -> None:
        if self._session is not None and self._limits is not None:
            # First: whatever else fails, the screen locks.
            self._limits.tick(in_emergency=self.emergency.running() is not None)
        if self._session is not None:
            self.patients.tick()
            self.record.tick()
            self.emergency.tick()
            self.upkeep.tick()
        else:
            self.openings.tick()
            self.sign_in.tick()
        self._render()

    def _render(self) -> None:
        self.window.render_state(
            msgspec.structs.replace(
                self._state,
                locks_in_s=self._limits.left_s if self._limits is not None else None,
                can_leave=self._session is not None and self._session.authenticated_by == "keyring",
                other_way=self.one_copy.words() if self._session is not None else "",
                card_present=self._presence is not None,
                can_ask_emergency=self._emergency_person() is not None,
                emergency=self.emergency.bar_state() if self._session is not None else None,
                now_s=self._clock.now_s(),
            )
        )


def _is_same(one: Person, other: Person) -> bool:
    """Whether some source knows both by the same patient id."""
    ids = {(patient.source_id, patient.patient_id) for patient in one.known_as}
    return any((patient.source_id, patient.patient_id) in ids for patient in other.known_as)
