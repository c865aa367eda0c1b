"""What a session has done without being asked: copied for later, asked for anew, and let go in time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from serums_desktop.domain.errors import Cancelled, SerumsError
from serums_desktop.host import log
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.screens.record import RecordScreen
from serums_desktop.screens.ward import WardScreen
from serums_desktop.services.prefetch import Prefetch
from serums_desktop.services.refreshing import Refreshing, is_welcome
from serums_desktop.services.retention import KeepRetention
from serums_desktop.services.session import Session
from serums_desktop.services.workplace import Workplace


class Upkeep(QObject):
    """Goes by the ward list, the record on screen and the seconds; shows nothing and asks nobody."""

    def __init__(
        self,
        jobs: Jobs,
        workplace: Workplace,
        ward: WardScreen,
        record: RecordScreen,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._workplace = workplace
        self._ward = ward
        self._record = record
        self._prefetch: Prefetch | None = None
        self._retention: KeepRetention | None = None
        self._refreshing: Refreshing | None = None
        self._listed_s: float | None = None
        self._warm_up: Callable[[], None] | None = None
        ward.changed.connect(self._ward_changed)
        record.rendered.connect(self._make_way)

    def begin(self, session: Session) -> None:
        """Somebody signed in."""
        # Once the page is there; before the first record is chosen, as a rule.
        self._warm_up = session.warm_up
        workplace = self._workplace
        rules, conditions = workplace.configuration.offline, workplace.conditions
        self._refreshing = Refreshing(rules, conditions, workplace.clock.elapsed_s())
        self._retention = KeepRetention(
            session=session,
            store=workplace.store,
            database_lane=workplace.database_lane,
            evidence=workplace.evidence,
            clock=workplace.clock,
            rules=workplace.configuration.retention,
            open_records=self._record.open_records,
        )
        if rules.prefetch == "ward":
            self._prefetch = Prefetch(
                session=session,
                store=workplace.store,
                database_lane=workplace.database_lane,
                pool=workplace.background,
                evidence=workplace.evidence,
                clock=workplace.clock,
                configured=workplace.configured_coverage(),
                is_welcome=lambda: is_welcome(rules, conditions),
            )

    def end(self) -> None:
        """The session is over; what is under way ends with it."""
        self._prefetch = self._retention = self._refreshing = self._warm_up = None
        self._listed_s = None

    def tick(self) -> None:
        """A second passed."""
        now_s, background = self._workplace.clock.elapsed_s(), self._workplace.background
        if self._warm_up is not None:
            self._jobs.deliver(background.submit(self._warm_up), lambda _none: None, _failed)
            self._warm_up = None
        if self._retention is not None and self._retention.due(now_s):
            self._jobs.deliver(background.submit(self._retention.run), lambda _gone: None, _failed)
        if self._refreshing is not None and self._refreshing.due(now_s):
            self._jobs.deliver(background.submit(self._refreshing.run), self._refresh, _failed)

    def _refresh(self, is_welcome: bool) -> None:
        if is_welcome and self._refreshing is not None:
            self._ward.refresh()
            # What an emergency opens is asked for by a person, stage by stage.
            if not self._record.is_emergency():
                self._record.refresh()

    def _ward_changed(self) -> None:
        ward, listed_s = self._ward.ward(), self._ward.listed_s()
        if self._retention is None or listed_s is None or listed_s == self._listed_s:
            return
        self._listed_s = listed_s
        retention = self._retention
        job = self._workplace.background.submit(lambda: retention.heard(ward))
        self._jobs.deliver(job, lambda _kept: None, _failed)
        if self._prefetch is not None:
            self._prefetch.wanted(ward)

    def _make_way(self) -> None:
        """What a person waits for goes before what nobody asked for."""
        if self._prefetch is None:
            return
        if self._record.waiting_for() and self._record.is_in_use():
            self._prefetch.give_way()
        else:
            self._prefetch.go_on()


def _failed(error: BaseException) -> None:
    """Nobody waits for it, and the next time tries again."""
    if isinstance(error, Cancelled):
        return
    place = "" if isinstance(error, SerumsError) else log.error_place(error)
    log.event("upkeep-failed", error=type(error).__name__, place=place)
