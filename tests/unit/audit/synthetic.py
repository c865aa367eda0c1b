"""Made-up deeds of a made-up clinician, signed for real."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import itertools
import json
import secrets
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import NameOID

from serums_desktop.audit.journal import Journal
from serums_desktop.domain.emergency import EmergencyReason, Stage
from serums_desktop.domain.evidence import Act, Agent, Confirmation, Deed, PatientReference
from serums_desktop.domain.purpose import PurposeOfUse

START_S = 1_790_000_000.25
PATIENTS = (PatientReference("fcrb", "p-77"), PatientReference("ustan", "Größe-1"))
AGENT = Agent("S-1042", "Dr Ailsa Fraser", "Emergency Medicine", "card")


def canonical(what: object) -> bytes:
    return json.dumps(what, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def base64_text(content: bytes) -> str:
    return base64.b64encode(content).decode()


class Clinician:
    """A P-256 key with a certificate, as a card has them."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, AGENT.name)])
        self._certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self._key.public_key())
            .serial_number(1)
            .not_valid_before(dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
            .not_valid_after(dt.datetime(2030, 1, 1, tzinfo=dt.UTC))
            .sign(self._key, hashes.SHA256())
        )

    def confirm(self, statement: bytes) -> Confirmation:
        r, s = decode_dss_signature(self._key.sign(statement, ec.ECDSA(hashes.SHA256())))
        return Confirmation(
            statement=statement,
            signature=r.to_bytes(32, "big") + s.to_bytes(32, "big"),
            algorithm="ES256",
            public_key_der=self._key.public_key().public_bytes(
                serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
            ),
            certificate_der=self._certificate.public_bytes(serialization.Encoding.DER),
        )


class Breaking:
    """One emergency: makes its deeds, in whatever order a test asks for them."""

    def __init__(self, patients: tuple[PatientReference, ...] = PATIENTS, at_s: float = START_S) -> None:
        self._patients = patients
        self._emergency_id = secrets.token_hex(16)
        self._key = Ed25519PrivateKey.generate()
        self._clinician = Clinician()
        self._times = (at_s + number * 10 for number in itertools.count())
        self._expires_s = at_s + 3600

    def start(self, words: str = "") -> Deed:
        nonce = secrets.token_bytes(32)
        named = canonical([[one.source_id, one.patient_id] for one in self._patients])
        statement = canonical(
            {
                "ephemeral_key": base64_text(self._key.public_key().public_bytes_raw()),
                "expires_ms": round(self._expires_s * 1000),
                "patient_commitment": base64_text(hmac.new(nonce, named, hashlib.sha256).digest()),
                "reason": EmergencyReason.UNCONSCIOUS.value,
            }
        )
        return Deed(
            Act.EMERGENCY_START,
            next(self._times),
            AGENT,
            PurposeOfUse.BREAK_GLASS,
            patients=self._patients,
            source_ids=("fcrb", "ustan"),
            words=words,
            emergency_id=self._emergency_id,
            reason=EmergencyReason.UNCONSCIOUS,
            expires_s=self._expires_s,
            confirmation=self._clinician.confirm(statement),
            commitment_nonce=nonce,
        )

    def stage(self, stage: Stage) -> Deed:
        return self._signed(
            Act.EMERGENCY_STAGE, {"stage": int(stage)}, stage=stage, expires_s=self._expires_s
        )

    def extend(self) -> Deed:
        self._expires_s += 1800
        expires_ms = round(self._expires_s * 1000)
        return self._signed(Act.EMERGENCY_EXTEND, {"expires_ms": expires_ms}, expires_s=self._expires_s)

    def end(self) -> Deed:
        return self._signed(Act.EMERGENCY_END, {"outcome": ""})

    def _signed(
        self,
        act: Act,
        what: dict[str, object],
        *,
        stage: Stage | None = None,
        expires_s: float | None = None,
    ) -> Deed:
        occurred_s = next(self._times)
        said = {"act": act.value, "at_ms": round(occurred_s * 1000), "emergency": self._emergency_id}
        statement = canonical({**said, **what})
        return Deed(
            act,
            occurred_s,
            AGENT,
            PurposeOfUse.BREAK_GLASS,
            patients=self._patients,
            emergency_id=self._emergency_id,
            reason=EmergencyReason.UNCONSCIOUS,
            stage=stage,
            expires_s=expires_s,
            stage_statement=statement,
            stage_signature=self._key.sign(statement),
        )


def sign_in() -> Deed:
    return Deed(Act.SIGN_IN, START_S, AGENT, PurposeOfUse.TREATMENT)


def search(query: str = "Müller 1970") -> Deed:
    return Deed(Act.SEARCH, START_S, AGENT, PurposeOfUse.TREATMENT, source_ids=("fcrb",), query=query)


def open_record(patient_id: str = "p-77") -> Deed:
    patients = (PatientReference("fcrb", patient_id),)
    return Deed(Act.OPEN_RECORD, START_S, AGENT, PurposeOfUse.TREATMENT, patients=patients)


def whole_day() -> list[list[Deed]]:
    """Batches as they come: work, an emergency that runs its course, one that was refused, work."""
    breaking = Breaking()
    refused = Deed(
        Act.EMERGENCY_REFUSED,
        START_S,
        AGENT,
        PurposeOfUse.BREAK_GLASS,
        patients=PATIENTS,
        emergency_id="5e" * 16,
        reason=EmergencyReason.OTHER,
        outcome="WrongPin",
    )
    return [
        [sign_in()],
        [search(), open_record()],
        [refused],
        [breaking.start("Found on the floor, no relatives.")],
        [breaking.stage(Stage.SAFETY_SUMMARY)],
        [breaking.stage(Stage.MEDICINES), search("second desk"), breaking.extend()],
        [breaking.stage(Stage.EVERYTHING)],
        [breaking.end()],
        [Deed(Act.LOCK, START_S, AGENT, PurposeOfUse.TREATMENT)],
    ]


def open_journal(directory: Path) -> Journal:
    """A journal under a clock that always goes on."""
    times = itertools.count(int(START_S))
    return Journal(directory, now_s=lambda: float(next(times)))


def exported(directory: Path, batches: list[list[Deed]], *, disclose: bool = True) -> bytes:
    """A journal of these batches as a bundle; the journal stays under `directory`/journal."""
    with open_journal(directory / "journal") as journal:
        for batch in batches:
            journal.append(batch)
        journal.export(directory / "bundle.txt", disclose=disclose)
    return (directory / "bundle.txt").read_bytes()
