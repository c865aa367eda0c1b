"""Delivers the journal to the audit repository: in order, at least once, through any outage."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from serums_desktop.audit import keeper_keys
from serums_desktop.audit.anchors import Anchors
from serums_desktop.audit.audit_event import Resource, ResourcePlace, Workplace, audit_events, request_id
from serums_desktop.audit.audit_repository import AuditRepository, Repository, ResourceRefused
from serums_desktop.audit.journal import Journal, KeptDeed
from serums_desktop.audit.keeper import SharedJournal
from serums_desktop.audit.keeper_protocol import Hindrance, HindranceKind
from serums_desktop.audit.notices import officer_alert, patient_notice
from serums_desktop.audit.sealing import Sealer
from serums_desktop.audit.set_aside import SetAside
from serums_desktop.audit.transport import HttpsTransport
from serums_desktop.audit.workstation_token import SCOPE, SEALED_SCOPE, WorkstationToken
from serums_desktop.domain.errors import ConfigurationError, EvidenceNotKept, SignInRefused, SourceError
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

# What ends a delivery until the next try.
Failure = SourceError | SignInRefused | EvidenceNotKept | ConfigurationError
_FAILURES = (SourceError, SignInRefused, EvidenceNotKept, ConfigurationError)


class Delivery:
    """A thread that follows the journal. Its place in the journal is kept by the journal."""

    def __init__(
        self,
        *,
        journal: SharedJournal,
        set_aside: SetAside,
        repository: Repository,
        workplace: Workplace,
        anchors: Anchors,
        elapsed_s: Callable[[], float],
        longest_wait_s: float = _LONGEST_WAIT_S,
    ) -> None:
        self._journal = journal
        self._set_aside = set_aside
        self._repository = repository
        self._workplace = workplace
        self._anchors = anchors
        self._elapsed_s = elapsed_s
        self._longest_wait_s = longest_wait_s
        self._origin = journal.run(lambda kept: kept.origin)
        self._changed = threading.Condition()
        self._has_more = False
        self._ends_s: float | None = None
        self._asked = 0
        self._answered = 0
        self._is_over = False
        self._hindrance: Hindrance | None = None
        self._backoff = self._fresh_backoff()
        self._thread = threading.Thread(target=self._follow, name="delivery")

    def start(self) -> None:
        """Begin; what was refused before is offered once more first."""
        self._journal.when_more_is_kept(self._wake)
        self._thread.start()

    def deliver_now(self, patience_s: float) -> Hindrance | None:
        """Deliver what waits, and offer what was refused once more; returns when that is done or failed.

        Returns what it failed at, UNFINISHED where it takes longer than `patience_s`. From any thread.
        """
        with self._changed:
            self._asked += 1
            asked = self._asked
            self._changed.notify_all()
            is_done = self._changed.wait_for(lambda: self._answered >= asked or self._is_over, patience_s)
            return self._hindrance if is_done else Hindrance(HindranceKind.UNFINISHED)

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
        try:
            answering, refused_before = 0, list(self._set_aside.entries)
            while True:
                try:
                    self._deliver_all(refused_before)
                except _FAILURES as error:
                    _log_failure(error)
                    self._answer(answering, _hindrance(error))
                    goes_on = self._wait_after(error)
                else:
                    self._backoff = self._fresh_backoff()
                    self._answer(answering, None)
                    goes_on = self._wait_for_more()
                if not goes_on:
                    return
                with self._changed:
                    is_asked, answering = self._asked > answering, self._asked
                if is_asked:
                    refused_before = list(self._set_aside.entries)
                    self._backoff = self._fresh_backoff()
        finally:
            with self._changed:
                self._is_over = True
                self._changed.notify_all()

    def _deliver_all(self, refused_before: list[int]) -> None:
        """What was refused before, which is taken from the list as it is offered, then what is new."""
        if self._set_aside.is_damaged:
            # Nobody knows which entries were refused. Sending all again harms nothing.
            self._journal.run(lambda journal: journal.mark_delivered(0))
            self._set_aside.clear()
        while refused_before and not self._is_late():
            self._offer_again(refused_before[0])
            refused_before.pop(0)
        self._deliver()

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
        events = audit_events(kept, self._origin, self._workplace, self._anchors.state())
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
            return self._repository.create(resource, ResourcePlace(self._origin, kept.entry, number))
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

    def _answer(self, asked: int, hindrance: Hindrance | None) -> None:
        """Whoever asked before this delivery began is answered by it."""
        with self._changed:
            self._answered, self._hindrance = asked, hindrance
            self._changed.notify_all()

    def _wait_for_more(self) -> bool:
        """False when it is time to end."""
        with self._changed:
            self._changed.wait_for(lambda: self._has_more or self._is_wanted())
            is_more, self._has_more = self._has_more, False
            return is_more or self._ends_s is None

    def _wait_after(self, error: Failure) -> bool:
        """Wait for the next try; False when it is time to end."""
        asked_s = error.retry_after_s if isinstance(error, SourceError) else None
        if asked_s is not None:
            asked_s = min(asked_s, _LONGEST_ASKED_WAIT_S)
        wait_s = self._backoff.next_wait_s(asked_s) or max(self._longest_wait_s, asked_s or 0.0)
        with self._changed:
            self._changed.wait_for(self._is_wanted, wait_s)
            return self._ends_s is None

    def _is_wanted(self) -> bool:
        """Somebody asked for a delivery, or for the end."""
        return self._asked > self._answered or self._ends_s is not None

    def _fresh_backoff(self) -> Backoff:
        return Backoff(budget_s=self._longest_wait_s, first_s=min(0.5, self._longest_wait_s))


def delivery_of(
    directory: Path,
    configuration: Configuration,
    journal: SharedJournal,
    set_aside: SetAside,
    anchors: Anchors,
    *,
    now_s: Callable[[], float],
    elapsed_s: Callable[[], float],
) -> Delivery:
    """The delivery that a configuration asks for, with the keys of a keeper's directory.

    Raises EvidenceNotKept when the keys cannot be read.
    """
    source, place = configuration.audit_repository, configuration.workstation
    key, seal_to = keeper_keys.load_or_create(directory).workstation, configuration.evidence.seal_to
    silence_s = min(source.timeout_s, _LONGEST_SILENCE_S)
    transport = HttpsTransport(source.id, configuration.trust.tls_anchors, silence_s)
    token = WorkstationToken(
        source_id=source.id,
        fhir_base=source.fhir_base,
        client_id=place.name,
        key=key,
        transport=transport,
        scope=SEALED_SCOPE if seal_to else SCOPE,
        now_s=now_s,
        elapsed_s=elapsed_s,
    )
    sealer = Sealer(seal_to, key) if seal_to else None
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
        repository=AuditRepository(source.id, source.fhir_base, token, transport, sealer),
        workplace=workplace,
        anchors=anchors,
        elapsed_s=elapsed_s,
    )


def _delivered_through(entry: int) -> Callable[[Journal], None]:
    return lambda journal: journal.mark_delivered(entry + 1)


def _hindrance(error: Failure) -> Hindrance:
    match error:
        case SourceError():
            return Hindrance(HindranceKind.SOURCE, error.kind.value, error.http_status)
        case SignInRefused():
            return Hindrance(HindranceKind.SIGN_IN, error.code)
        case EvidenceNotKept():
            return Hindrance(HindranceKind.EVIDENCE, error.reason.value)
        case ConfigurationError():
            return Hindrance(HindranceKind.CONFIGURATION, f"{error.where}: {error.problem}")


def _log_failure(error: Failure) -> None:
    match error:
        case SourceError():
            log.event(
                "delivery-failed", source=error.source_id, fault=error.kind, http_status=error.http_status
            )
        case SignInRefused():
            log.event("delivery-refused", source=error.source_id, error=error.code)
        case EvidenceNotKept():
            log.event("delivery-stopped", reason=error.reason)
        case ConfigurationError():
            log.event("delivery-stopped", error=f"{error.where}: {error.problem}")
