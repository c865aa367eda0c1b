"""Break the glass: evidence first, access second, and nothing left at the end."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import threading
from collections.abc import Sequence

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from serums_desktop.domain.emergency import Emergency, EmergencyRequest, OpenedStage, Stage
from serums_desktop.domain.errors import EmergencyOver, EvidenceNotKept, SerumsError
from serums_desktop.domain.evidence import Act, Confirmation, Deed, PatientReference
from serums_desktop.domain.people import Person
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.host import log
from serums_desktop.services.deeds import agent_of, references
from serums_desktop.services.ports import Clock, EvidenceKeeper, RecordStore
from serums_desktop.services.session import Session
from serums_desktop.work.lanes import Lane

_NONCE_BYTES = 32


class BreakGlass:
    """One session's emergency access, to one person at a time.

    The person's own key signs once, over a fresh Ed25519 key, a commitment to the patient, the reason and the
    expiry; each stage after that is signed by the fresh key, so that a card which asks for its PIN at every
    signature asks once. The fresh key dies with the emergency. Every method blocks; none is for the GUI
    thread.
    """

    def __init__(
        self,
        *,
        session: Session,
        evidence: EvidenceKeeper,
        store: RecordStore,
        credential_lane: Lane,
        database_lane: Lane,
        clock: Clock,
        source_ids: Sequence[str],
    ) -> None:
        self._session = session
        self._evidence = evidence
        self._store = store
        self._credential_lane = credential_lane
        self._database_lane = database_lane
        self._clock = clock
        self._source_ids = tuple(source_ids)
        self._guard = threading.RLock()
        self._key: Ed25519PrivateKey | None = None
        self._running: Emergency | None = None
        self._start_entry = -1

    @property
    def running(self) -> Emergency | None:
        """The emergency access that lasts now."""
        with self._guard:
            return self._running

    def start_entry(self, emergency: Emergency) -> int:
        """The entry of the evidence that an emergency access began with. Raises EmergencyOver."""
        with self._guard:
            if self._running is None or self._running.emergency_id != emergency.emergency_id:
                raise EmergencyOver
            return self._start_entry

    def start(self, person: Person, request: EmergencyRequest, secret: bytearray) -> Emergency:
        """Ask for the PIN or passphrase anew, record start and first stage, then make room for the data.

        Nothing is asked of any source before both entries are durable. `secret` is wiped whatever happens.
        Raises WrongPin, WrongPassphrase and other credential errors, EvidenceNotKept, StoreError.
        """
        with self._guard:
            self.end()
            try:
                return self._start(person, request, secret)
            except BaseException:
                self._forget()
                raise
            finally:
                secret[:] = bytes(len(secret))

    def open_stage(self, stage: Stage) -> Emergency:
        """Record a further stage; the next token for it is a new one. Opening an open stage changes nothing.

        Raises EvidenceNotKept, EmergencyOver.
        """
        with self._guard:
            running = self._lasting()
            if stage <= running.stage:
                return running
            opened = self._record_stage(running, stage)
            self._session.tokens.discard(PurposeOfUse.BREAK_GLASS)
            return self._now(
                msgspec.structs.replace(running, entry=opened.entry, stages=(*running.stages, opened))
            )

    def extend(self) -> Emergency:
        """Record an extension by the duration that was asked for, from now.

        Raises EvidenceNotKept, EmergencyOver.
        """
        with self._guard:
            running = self._lasting()
            duration_s = running.request.duration_s
            ends_s = self._clock.now_s() + duration_s
            deed = self._signed(running, Act.EMERGENCY_EXTEND, {"expires_ms": round(ends_s * 1000)})
            receipt = self._evidence.keep(msgspec.structs.replace(deed, expires_s=ends_s))
            return self._now(
                msgspec.structs.replace(
                    running,
                    entry=receipt.entry,
                    ends_s=ends_s,
                    ends_elapsed_s=self._clock.elapsed_s() + duration_s,
                )
            )

    def end(self, outcome: str = "") -> Emergency | None:
        """Take the data away, then record the end; returns what has ended. Ending twice does nothing.

        The data goes even where the end cannot be recorded: its start and its expiry are on record already.
        """
        with self._guard:
            ended = self._running
            if ended is None:
                return None
            self._session.tokens.discard(PurposeOfUse.BREAK_GLASS)
            try:
                self._database_lane.run(lambda: self._store.end_emergency(ended.record_id))
            except SerumsError as error:
                # A locked store has ended it already; what cannot be deleted now has lost its key.
                log.event("emergency-copy-left", error=type(error).__name__)
            self._record_end(ended, outcome)
            self._forget()
            return ended

    # -- inside ------------------------------------------------------------------------------------

    def _start(self, person: Person, request: EmergencyRequest, secret: bytearray) -> Emergency:
        self._key = Ed25519PrivateKey.generate()
        patients, nonce = references(person), secrets.token_bytes(_NONCE_BYTES)
        ends_s = self._clock.now_s() + request.duration_s
        statement = canonical(
            {
                "ephemeral_key": _base64(self._key.public_key().public_bytes_raw()),
                "expires_ms": round(ends_s * 1000),
                "patient_commitment": _base64(commitment(nonce, patients)),
                "reason": request.reason.value,
            }
        )
        emergency_id = secrets.token_hex(16)
        confirmation = self._confirm(emergency_id, patients, request, secret, statement)
        now_s, now_elapsed_s = self._clock.now_s(), self._clock.elapsed_s()
        began = self._evidence.keep(
            Deed(
                Act.EMERGENCY_START,
                now_s,
                agent_of(self._session.holder, self._session.authenticated_by),
                PurposeOfUse.BREAK_GLASS,
                patients=patients,
                source_ids=self._source_ids,
                words=request.words,
                emergency_id=emergency_id,
                reason=request.reason,
                expires_s=ends_s,
                confirmation=confirmation,
                commitment_nonce=nonce,
            )
        )
        running = Emergency(
            emergency_id=emergency_id,
            record_id="",
            person=person,
            request=request,
            began_s=now_s,
            ends_s=ends_s,
            ends_elapsed_s=now_elapsed_s + request.duration_s,
            entry=began.entry,
            stages=(),
        )
        try:
            opened = self._record_stage(running, Stage.SAFETY_SUMMARY)
            record_id = self._database_lane.run(lambda: self._store.begin_emergency(person))
        except BaseException as error:
            # What has begun on record and opened nothing ends on record too, where it can.
            self._record_end(running, type(error).__name__)
            raise
        self._start_entry = began.entry
        return self._now(
            msgspec.structs.replace(running, record_id=record_id, entry=opened.entry, stages=(opened,))
        )

    def _confirm(
        self,
        emergency_id: str,
        patients: tuple[PatientReference, ...],
        request: EmergencyRequest,
        secret: bytearray,
        statement: bytes,
    ) -> Confirmation:
        try:
            return self._credential_lane.run(lambda: self._session.credential.confirm(secret, statement))
        except SerumsError as error:
            refused = Deed(
                Act.EMERGENCY_REFUSED,
                self._clock.now_s(),
                agent_of(self._session.holder, self._session.authenticated_by),
                PurposeOfUse.BREAK_GLASS,
                patients=patients,
                emergency_id=emergency_id,
                reason=request.reason,
                outcome=type(error).__name__,
            )
            try:
                self._evidence.keep(refused)
            except EvidenceNotKept as unkept:
                # The person hears of their PIN; nothing was opened that would need an entry.
                log.event("refusal-not-recorded", reason=unkept.reason)
            raise

    def _record_end(self, ended: Emergency, outcome: str) -> None:
        deed = self._signed(ended, Act.EMERGENCY_END, {"outcome": outcome})
        try:
            self._evidence.keep(msgspec.structs.replace(deed, outcome=outcome))
        except EvidenceNotKept as error:
            log.event("emergency-end-not-recorded", reason=error.reason)

    def _record_stage(self, running: Emergency, stage: Stage) -> OpenedStage:
        deed = self._signed(running, Act.EMERGENCY_STAGE, {"stage": int(stage)})
        receipt = self._evidence.keep(
            msgspec.structs.replace(deed, stage=stage, source_ids=self._source_ids, expires_s=running.ends_s)
        )
        return OpenedStage(stage, receipt.entry, receipt.kept_s)

    def _signed(self, running: Emergency, act: Act, what: dict[str, object]) -> Deed:
        """A deed of this emergency whose statement the fresh key signs."""
        if self._key is None:
            raise EmergencyOver
        now_s = self._clock.now_s()
        statement = canonical(
            {"act": act.value, "at_ms": round(now_s * 1000), "emergency": running.emergency_id, **what}
        )
        return Deed(
            act,
            now_s,
            agent_of(self._session.holder, self._session.authenticated_by),
            PurposeOfUse.BREAK_GLASS,
            patients=references(running.person),
            emergency_id=running.emergency_id,
            reason=running.request.reason,
            stage_statement=statement,
            stage_signature=self._key.sign(statement),
        )

    def _lasting(self) -> Emergency:
        running = self._running
        if running is None or running.remaining_s(self._clock.elapsed_s()) <= 0:
            raise EmergencyOver
        return running

    def _now(self, emergency: Emergency) -> Emergency:
        self._running = emergency
        return emergency

    def _forget(self) -> None:
        self._running = None
        self._key = None


def commitment(nonce: bytes, patients: Sequence[PatientReference]) -> bytes:
    """HMAC-SHA256 under the nonce over the references, in their order, as canonical JSON."""
    named = [[patient.source_id, patient.patient_id] for patient in patients]
    return hmac.new(nonce, canonical(named), hashlib.sha256).digest()


def canonical(what: object) -> bytes:
    """JSON with sorted keys and no spaces."""
    return msgspec.json.encode(what, order="sorted")


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
