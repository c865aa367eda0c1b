"""The ward list: asked at the home source, kept in memory for the session alone."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QObject, Signal

from serums_desktop.domain.errors import SerumsError, SourceError, SourceFault
from serums_desktop.domain.people import Person
from serums_desktop.domain.ward import Ward, WardPatient
from serums_desktop.host import log
from serums_desktop.messages.errors import notice
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.services.list_ward import list_ward
from serums_desktop.services.session import Session
from serums_desktop.services.workplace import Workplace
from serums_desktop.views.dates import local_day
from serums_desktop.views.ward_list import WardPhase, WardState
from serums_desktop.views.ward_model import WardRow
from serums_desktop.views.words import age_text

_UNREACHED = {SourceFault.UNREACHABLE, SourceFault.TIMEOUT, SourceFault.TLS}


class WardScreen(QObject):
    """Knows who lies on this workstation's ward. `changed` tells that its state is another one."""

    changed = Signal()

    def __init__(self, jobs: Jobs, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._workplace = workplace
        self._session: Session | None = None
        self._ward = Ward("")
        self._phase = WardPhase.LOADING
        self._message = ""
        self._listed_s: float | None = None

    def begin(self, session: Session) -> None:
        """A person signed in; nobody is asked yet."""
        self._session = session

    def end(self) -> None:
        """The session is over: nobody is listed any more."""
        self._session = None
        self._ward = Ward("")
        self._phase, self._message, self._listed_s = WardPhase.LOADING, "", None

    def refresh(self) -> None:
        """Ask the home source who lies there now; what it said before stays until it answers."""
        session, workplace = self._session, self._workplace
        location = workplace.configuration.workstation.ward
        if session is None or not location:
            return
        home = workplace.configuration.home.id
        self._phase = WardPhase.LOADING
        self._jobs.deliver(
            workplace.network.submit(
                lambda: list_ward(
                    session, workplace.evidence, workplace.clock, home, location, session.cancel
                )
            ),
            self._listed,
            self._failed,
        )

    def is_listed(self) -> bool:
        """Whether the home source has answered."""
        return self._phase is WardPhase.LISTED

    def ward(self) -> Ward:
        """Who lies there, as the home source said last."""
        return self._ward

    def listed_s(self) -> float | None:
        """When it said so (UTC epoch s), None before it ever did."""
        return self._listed_s

    def person(self, key: str) -> Person | None:
        """Whom a row is about."""
        return next((one.person for one in self._ward.patients if one.key == key), None)

    def state(self) -> WardState | None:
        """What the list shows; None where the workstation belongs to no ward."""
        configuration = self._workplace.configuration
        if not configuration.workstation.ward:
            return None
        families = Counter(_family_sounds(one) for one in self._ward.patients)
        today = local_day(self._workplace.clock.now_s())
        return WardState(
            title=self._ward.title,
            phase=self._phase,
            rows=tuple(
                WardRow(
                    key=one.key,
                    bed=one.bed,
                    name=one.patient.name,
                    age_text=age_text(one.patient.birth_date, today),
                    sex=one.patient.sex,
                    reason=one.reason,
                    is_namesake=families[_family_sounds(one)] > 1,
                )
                for one in self._ward.patients
            ),
            source_title=configuration.home.title,
            message=self._message,
            listed_s=self._listed_s,
        )

    def _listed(self, ward: Ward) -> None:
        self._ward = ward
        self._phase, self._message = WardPhase.LISTED, ""
        self._listed_s = self._workplace.clock.now_s()
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, SerumsError):
            log.event("ward-broke", error=type(error).__name__, place=log.error_place(error))
        is_unreached = isinstance(error, SourceError) and error.kind in _UNREACHED
        self._phase = WardPhase.OFFLINE if is_unreached else WardPhase.FAILED
        self._message = notice(error, self._workplace.configuration.home.title).happened
        self.changed.emit()


def _family_sounds(one: WardPatient) -> str:
    """What makes two surnames easily taken for one another: how they begin."""
    return one.patient.name.family.casefold()[:4]
