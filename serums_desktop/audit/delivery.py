"""Delivers the journal to the audit repository: in order, at least once, through any outage."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from serums_desktop.audit import keeper_keys
from serums_desktop.audit.audit_event import Resource, Workplace, audit_events, request_id
from serums_desktop.audit.audit_repository import AuditRepository, Repository, ResourceRefused
from serums_desktop.audit.journal import Journal, KeptDeed
from serums_desktop.audit.keeper import SharedJournal
from serums_desktop.audit.notices import officer_alert, patient_notice
from serums_desktop.audit.set_aside import SetAside
from serums_desktop.audit.transport import HttpsTransport
from serums_desktop.audit.workstation_token import WorkstationToken
from serums_desktop.domain.errors import EvidenceNotKept, SignInRefused, SourceError
from serums_desktop.domain.evidence import Act
from serums_desktop.host import log
from serums_desktop.host.configuration import Configuration
from serums_desktop.work.retry import Backoff

_BATCH = 32
_LONGEST_WAIT_S = 30.0
# A server may ask for more patience than our own rhythm has, but not for silence.
_LONGEST_ASKED_WAIT_S = 3600.0
# How long a keeper that was told to end goes on delivering what is left.
_LINGER_S = 3.0
_LONGEST_SILENCE_S = 10.0


class Delivery:
    """A thread that follows the journal. Its place in the journal is kept by the journal."""

    def __init__(
        self,
        *,
        journal: SharedJournal,
        set_aside: SetAside,
        repository: Repository,
        workplace: Workplace,
        elapsed_s: Callable[[], float],
        longest_wait_s: float = _LONGEST_WAIT_S,
    ) -> None:
        self._journal = journal
        self._set_aside = set_aside
        self._repository = repository
        self._workplace = workplace
        self._elapsed_s = elapsed_s
        self._longest_wait_s = longest_wait_s
        self._origin = journal.run(lambda kept: kept.origin)
        self._changed = threading.Condition()
        self._has_more = False
        self._ends_s: float | None = None
        self._backoff = self._fresh_backoff()
        self._thread = threading.Thread(target=self._follow, name="delivery")

    def start(self) -> None:
        """Begin; what was refused before is offered once more first."""
        self._journal.when_more_is_kept(self._wake)
        self._thread.start()

    def close(self) -> None:
        """Deliver what can be delivered at once, then end and join. What is left waits for the next start."""
        with self._changed:
            self._ends_s = self._elapsed_s() + _LINGER_S
            self._changed.notify_all()
        if self._thread.ident is not None:
            self._thread.join()
        self._repository.close()

    # -- on the thread -----------------------------------------------------------------------------

    def _follow(self) -> None:
        refused_before = list(self._set_aside.entries)
        while True:
            try:
                if self._set_aside.is_damaged:
                    # Nobody knows which entries were refused. Sending all again harms nothing.
                    self._journal.run(lambda journal: journal.mark_delivered(0))
                    self._set_aside.clear()
                while refused_before and not self._is_late():
                    self._offer_again(refused_before[0])
                    refused_before.pop(0)
                self._deliver()
            except (SourceError, SignInRefused, EvidenceNotKept) as error:
                if not self._wait_after(error):
                    return
            else:
                self._backoff = self._fresh_backoff()
                if not self._wait_for_more():
                    return

    def _deliver(self) -> None:
        """Everything there is."""
        while batch := self._journal.run(lambda journal: journal.kept(journal.delivered(), _BATCH)):
            for kept in batch:
                if self._is_late():
                    return
                self._deliver_entry(kept)
                self._journal.run(_delivered_through(kept.entry))

    def _offer_again(self, entry: int) -> None:
        for kept in self._journal.run(lambda journal: journal.kept(entry, 1)):
            self._deliver_entry(kept)

    def _deliver_entry(self, kept: KeptDeed) -> None:
        """All resources of an entry. One that is refused sets the entry aside and holds nobody up."""
        events = audit_events(kept, self._origin, self._workplace)
        outcomes = [self._create(kept, number, event) for number, event in enumerate(events)]
        if kept.deed.act is Act.EMERGENCY_START:
            alert = officer_alert(kept, self._reference(kept, outcomes[0]))
            outcomes.append(self._create(kept, len(events), alert))
            told = patient_notice(kept, self._workplace)
            if told is not None:
                outcomes.append(self._create(kept, len(events) + 1, told))
        refusals = [outcome.http_status for outcome in outcomes if isinstance(outcome, ResourceRefused)]
        if refusals:
            self._set_aside.add(kept.entry, refusals[0])
            log.event("evidence-set-aside", source=self._workplace.repository, http_status=refusals[0])
        elif kept.entry in self._set_aside.entries:
            self._set_aside.remove(kept.entry)

    def _create(self, kept: KeptDeed, number: int, resource: Resource) -> str | ResourceRefused:
        try:
            return self._repository.create(resource, request_id(self._origin, kept.entry, number))
        except ResourceRefused as refusal:
            return refusal

    def _reference(self, kept: KeptDeed, outcome: str | ResourceRefused) -> Resource:
        """To the first event of an entry: by the name it was given, else by the id it was sent with."""
        if isinstance(outcome, str) and outcome.startswith("AuditEvent/"):
            return {"reference": outcome}
        return {"type": "AuditEvent", "identifier": {"value": request_id(self._origin, kept.entry, 0)}}

    # -- waiting -----------------------------------------------------------------------------------

    def _wake(self) -> None:
        with self._changed:
            self._has_more = True
            self._changed.notify_all()

    def _is_late(self) -> bool:
        with self._changed:
            return self._ends_s is not None and self._elapsed_s() >= self._ends_s

    def _wait_for_more(self) -> bool:
        """False when it is time to end."""
        with self._changed:
            self._changed.wait_for(lambda: self._has_more or self._ends_s is not None)
            is_more, self._has_more = self._has_more, False
            return is_more

    def _wait_after(self, error: SourceError | SignInRefused | EvidenceNotKept) -> bool:
        """Wait for the next try; False when it is time to end."""
        _log_failure(error)
        asked_s = error.retry_after_s if isinstance(error, SourceError) else None
        if asked_s is not None:
            asked_s = min(asked_s, _LONGEST_ASKED_WAIT_S)
        wait_s = self._backoff.next_wait_s(asked_s) or max(self._longest_wait_s, asked_s or 0.0)
        with self._changed:
            self._changed.wait_for(lambda: self._ends_s is not None, wait_s)
            return self._ends_s is None

    def _fresh_backoff(self) -> Backoff:
        return Backoff(budget_s=self._longest_wait_s, first_s=min(0.5, self._longest_wait_s))


def delivery_of(
    directory: Path,
    configuration: Configuration,
    journal: SharedJournal,
    set_aside: SetAside,
    *,
    now_s: Callable[[], float],
    elapsed_s: Callable[[], float],
) -> Delivery:
    """The delivery that a configuration asks for, with the keys of a keeper's directory.

    Raises EvidenceNotKept when the keys cannot be read.
    """
    source, place = configuration.audit_repository, configuration.workstation
    silence_s = min(source.timeout_s, _LONGEST_SILENCE_S)
    transport = HttpsTransport(source.id, configuration.trust.tls_anchors, silence_s)
    token = WorkstationToken(
        source_id=source.id,
        fhir_base=source.fhir_base,
        client_id=place.name,
        key=keeper_keys.load_or_create(directory).workstation,
        transport=transport,
        now_s=now_s,
        elapsed_s=elapsed_s,
    )
    workplace = Workplace(
        workstation=place.name,
        repository=source.id,
        fhir_bases={one.id: one.fhir_base for one in configuration.source},
        organisation=place.organisation,
        department=place.department,
    )
    return Delivery(
        journal=journal,
        set_aside=set_aside,
        repository=AuditRepository(source.id, source.fhir_base, token, transport),
        workplace=workplace,
        elapsed_s=elapsed_s,
    )


def _delivered_through(entry: int) -> Callable[[Journal], None]:
    return lambda journal: journal.mark_delivered(entry + 1)


def _log_failure(error: SourceError | SignInRefused | EvidenceNotKept) -> None:
    match error:
        case SourceError():
            log.event(
                "delivery-failed", source=error.source_id, fault=error.kind, http_status=error.http_status
            )
        case SignInRefused():
            log.event("delivery-refused", source=error.source_id, error=error.code)
        case EvidenceNotKept():
            log.event("delivery-stopped", reason=error.reason)
