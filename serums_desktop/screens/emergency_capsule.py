"""The downtime capsule in an emergency: asked for its part once, beside the sources, and never waited for."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from serums_desktop.domain.emergency import Emergency
from serums_desktop.domain.errors import CapsuleClosed, SerumsError
from serums_desktop.host import log
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.services.break_glass import BreakGlass
from serums_desktop.services.capsule import SupplyFromCapsule
from serums_desktop.services.session import Session
from serums_desktop.services.workplace import Workplace


class EmergencyCapsule(QObject):
    """Opens the capsule for one emergency after the other.

    `supplied` tells that something of it is in the emergency's copy now.
    """

    supplied = Signal()

    def __init__(self, jobs: Jobs, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._workplace = workplace
        self._supply: SupplyFromCapsule | None = None
        self._closed: CapsuleClosed | None = None
        self._emergency_id = ""

    def open(self, session: Session, glass: BreakGlass, emergency: Emergency) -> None:
        """Ask for what it has of the person of an emergency; again for the same one does nothing.

        Before the sources are asked: what they send now is newer then.
        """
        workplace = self._workplace
        if not workplace.configuration.capsule.allowed or self._emergency_id == emergency.emergency_id:
            return
        self.forget()
        self._emergency_id = emergency.emergency_id
        self._supply = supply = SupplyFromCapsule(
            session=session,
            evidence=workplace.evidence,
            store=workplace.store,
            database_lane=workplace.database_lane,
            configured=workplace.configured_coverage(),
            home_id=workplace.configuration.home.id,
            emergency=emergency,
            start_entry=glass.start_entry,
        )

        def ended(sources: int) -> None:
            if self._supply is supply and sources:
                self.supplied.emit()

        def failed(error: BaseException) -> None:
            _log(error)
            if self._supply is supply and isinstance(error, CapsuleClosed):
                self._closed = error

        self._jobs.deliver(supply.start(workplace.network), ended, failed)

    def take_refusal(self) -> CapsuleClosed | None:
        """Why it stayed closed, told once."""
        closed, self._closed = self._closed, None
        return closed

    def forget(self) -> None:
        """The emergency is over: what is still on its way belongs to nobody."""
        if self._supply is not None:
            self._supply.cancel.cancel()
        self._supply = self._closed = None
        self._emergency_id = ""


def _log(error: BaseException) -> None:
    if isinstance(error, CapsuleClosed):
        log.event("capsule-closed", reason=error.reason)
    elif isinstance(error, SerumsError):
        log.event("capsule-not-opened", error=type(error).__name__)
    else:
        log.event("capsule-broke", error=type(error).__name__, place=log.error_place(error))
