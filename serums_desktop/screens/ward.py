"""The ward list: asked at the home source, kept in memory for the session alone.

Where it cannot be had, whoever is in the downtime capsule stands in for it.
"""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QObject, Signal

from serums_desktop.domain.errors import CapsuleClosed, SerumsError, SourceError, SourceFault
from serums_desktop.domain.people import Person
from serums_desktop.domain.ward import Ward, WardPatient
from serums_desktop.host import log
from serums_desktop.messages.errors import notice
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.services.capsule_ward import CapsuleWard, capsule_ward
from serums_desktop.services.list_ward import list_ward
from serums_desktop.services.session import Session
from serums_desktop.services.workplace import Workplace
from serums_desktop.views.dates import local_day, partial_text
from serums_desktop.views.ward_list import CapsuleMark, WardPhase, WardState
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
        self._capsule: CapsuleWard | None = None
        self._is_asking_capsule = False

    def begin(self, session: Session) -> None:
        """A person signed in; nobody is asked yet."""
        self._session = session

    def end(self) -> None:
        """The session is over: nobody is listed any more."""
        self._session = None
        self._ward, self._capsule, self._is_asking_capsule = Ward(""), None, False
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
        if session.offline_because is not None:
            # An outage that is known already need not be waited for.
            self._ask_capsule()

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
        if self.is_of_capsule():
            return next((one for one in self._people() if one.leading.key == key), None)
        return next((one.person for one in self._ward.patients if one.key == key), None)

    def is_of_capsule(self) -> bool:
        """Whether the rows are of the downtime capsule: they open by breaking the glass."""
        return bool(self._people())

    def is_lost(self) -> bool:
        """Whether the home source was asked in vain."""
        return self.is_of_capsule() or self._phase in {WardPhase.FAILED, WardPhase.OFFLINE}

    def state(self) -> WardState | None:
        """What the list shows; None where the workstation belongs to no ward."""
        configuration = self._workplace.configuration
        if not configuration.workstation.ward:
            return None
        return WardState(
            title=self._ward.title,
            phase=self._phase,
            rows=self._rows(),
            source_title=configuration.home.title,
            message=self._message,
            listed_s=None if self.is_of_capsule() else self._listed_s,
            capsule=self._mark(),
            is_card_needed=self._capsule is not None and self._capsule.needs_card,
        )

    def _rows(self) -> tuple[WardRow, ...]:
        of_capsule = tuple(WardPatient("", one.leading) for one in self._people())
        listed = of_capsule or self._ward.patients
        families = Counter(_family_sounds(one) for one in listed)
        today = local_day(self._workplace.clock.now_s())
        return tuple(
            WardRow(
                key=one.key,
                bed=one.bed,
                name=one.patient.name,
                age_text=age_text(one.patient.birth_date, today),
                sex=one.patient.sex,
                reason=one.reason,
                born=partial_text(one.patient.birth_date) if of_capsule else "",
                is_namesake=families[_family_sounds(one)] > 1,
            )
            for one in listed
        )

    def _listed(self, ward: Ward) -> None:
        self._ward, self._capsule = ward, None
        self._phase, self._message = WardPhase.LISTED, ""
        self._listed_s = self._workplace.clock.now_s()
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, SerumsError):
            log.event("ward-broke", error=type(error).__name__, place=log.error_place(error))
        is_unreached = isinstance(error, SourceError) and error.kind in _UNREACHED
        self._phase = WardPhase.OFFLINE if is_unreached else WardPhase.FAILED
        self._message = notice(error, self._workplace.configuration.home.title).happened
        self._ask_capsule()
        self.changed.emit()

    # -- the downtime capsule ----------------------------------------------------------------------

    def _people(self) -> tuple[Person, ...]:
        return self._capsule.people if self._capsule is not None else ()

    def _mark(self) -> CapsuleMark | None:
        if self._capsule is None or not self._capsule.people:
            return None
        filled_s = self._capsule.filled_s
        return CapsuleMark(filled_s, int(self._workplace.clock.now_s() - filled_s) // 60)

    def _ask_capsule(self) -> None:
        """Ask who is in it, unless the home source has said in this session who lies there."""
        session, workplace, known = self._session, self._workplace, self._capsule
        if session is None or self._ward.patients or self._is_asking_capsule:
            return
        self._is_asking_capsule = True
        location = workplace.configuration.workstation.ward
        self._jobs.deliver(
            workplace.network.submit(
                lambda: capsule_ward(session, workplace.evidence, workplace.clock, location, known)
            ),
            self._capsule_told,
            self._capsule_closed,
        )

    def _capsule_told(self, capsule: CapsuleWard | None) -> None:
        self._is_asking_capsule = False
        # The home source may have answered meanwhile: it knows better.
        has_answered = self._phase is WardPhase.LISTED or bool(self._ward.patients)
        self._capsule = None if has_answered else capsule
        self.changed.emit()

    def _capsule_closed(self, error: BaseException) -> None:
        """Nothing of it is shown; why is in the log."""
        self._is_asking_capsule = False
        if isinstance(error, CapsuleClosed):
            log.event("capsule-closed", reason=error.reason)
        else:
            place = "" if isinstance(error, SerumsError) else log.error_place(error)
            log.event("capsule-not-told", error=type(error).__name__, place=place)
        self._capsule = None
        self.changed.emit()


def _family_sounds(one: WardPatient) -> str:
    """What makes two surnames easily taken for one another: how they begin."""
    return one.patient.name.family.casefold()[:4]
