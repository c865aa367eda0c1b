"""Which page an emergency access shows: the first stage in large type, then the record, then nothing."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from serums_desktop.domain.emergency import Emergency, Stage
from serums_desktop.messages.emergency import ended, lasts
from serums_desktop.messages.errors import notice
from serums_desktop.screens.emergency import EmergencyScreen
from serums_desktop.screens.record import RecordScreen
from serums_desktop.services.ports import Clock
from serums_desktop.views.dates import clock_text
from serums_desktop.views.emergency_summary import EmergencySummaryState, EmergencySummaryView
from serums_desktop.views.main_window import MainWindow
from serums_desktop.views.notice_bar import Notice, NoticeLook
from serums_desktop.views.record import RecordState


class EmergencyPages(QObject):
    """Follows an emergency access with the window's pages. `left` tells that its data is off the screen."""

    left = Signal()

    def __init__(
        self,
        window: MainWindow,
        view: EmergencySummaryView,
        emergency: EmergencyScreen,
        record: RecordScreen,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._view = view
        self._emergency = emergency
        self._record = record
        self._clock = clock
        emergency.began.connect(self._began)
        emergency.went_on.connect(self._went_on)
        emergency.ended.connect(self._ended)
        emergency.changed.connect(self._forget_what_is_over)
        emergency.capsule.supplied.connect(record.reread)
        record.rendered.connect(self._render)
        view.stage_requested.connect(lambda stage: emergency.open_stage(Stage(stage)))
        view.refresh_requested.connect(record.refresh)
        view.retry_requested.connect(record.retry)
        view.coverage.stop_requested.connect(record.stop)

    def page_for(self, name: str) -> str:
        """The page that stands for another one while the first stage is all that is open."""
        running = self._emergency.running()
        is_first = running is not None and running.stage is Stage.SAFETY_SUMMARY
        return "emergency" if is_first and name == "record" else name

    def tell_it_lasts(self, emergency: Emergency) -> None:
        """One patient at a time: say what must end before another record opens."""
        said = lasts(clock_text(emergency.ends_s))
        self._window.render_notice(Notice(said.happened, said.kept, said.cure))

    def _began(self, emergency: Emergency) -> None:
        self.left.emit()
        self._window.render_notice(None)
        self._window.show_page("emergency")
        self._record.open_emergency(emergency)

    def _went_on(self, emergency: Emergency) -> None:
        self._record.go_on(emergency)
        if emergency.stage > Stage.SAFETY_SUMMARY and self._window.page == "emergency":
            self._window.show_page("record")

    def _ended(self, _emergency: Emergency) -> None:
        self._record.close()
        self.left.emit()
        self._window.show_page("patients")
        said = ended(clock_text(self._clock.now_s()))
        self._window.render_notice(Notice(said.happened, said.kept, said.cure, look=NoticeLook.INFO))

    def _forget_what_is_over(self) -> None:
        """Ended, expired or locked: nothing of it stays on a page that nobody sees."""
        if self._emergency.running() is None:
            self._view.forget()

    def _render(self) -> None:
        running, state = self._emergency.running(), self._record.state()
        if running is not None and state is not None:
            # A record is shown before its sources are asked, so the capsule's part comes before theirs.
            self._emergency.open_capsule()
            self._tell_why_closed(state)
            self._view.render_state(
                EmergencySummaryState(
                    person=state.person,
                    summary=state.summary,
                    resuscitation=state.resuscitation,
                    coverage=state.coverage,
                    stage=running.stage,
                    offline=state.offline,
                    now_s=state.now_s,
                )
            )

    def _tell_why_closed(self, state: RecordState) -> None:
        """Why the downtime capsule shows nothing, where nothing else does either."""
        if not state.offline or any(source.as_of_s is not None for source in state.coverage.sources):
            return
        closed = self._emergency.capsule.take_refusal()
        if closed is not None:
            said = notice(closed)
            self._window.render_notice(Notice(said.happened, said.kept, said.cure, look=NoticeLook.INFO))
