"""A capsule with its journal, cards and clock for tests. All people are invented."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import NameOID

from serums_desktop.audit.anchors import Anchors
from serums_desktop.audit.capsule import Capsule
from serums_desktop.audit.capsule_keys import CapsuleKeys
from serums_desktop.audit.journal import Journal
from serums_desktop.audit.opening_counter import OpeningCounter
from serums_desktop.audit.staff_cards import StaffCards
from serums_desktop.domain.capsule import CapsuleContent, CapsuleRequest, CapsuleSource
from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.evidence import Act, Agent, Confirmation, Deed
from serums_desktop.domain.people import PatientAtSource, Person, PersonName, Sex
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.host.configuration import Capsule as Policy
from tests.unit.audit.synthetic import AGENT, PATIENTS, START_S, Breaking

POLICY = Policy(allowed=True, lawful_basis="An invented law, section 1", largest_age_h=24)
SYSTEM = Agent("", "", "", "workstation")
FILLED = Deed(Act.CAPSULE_FILLED, START_S, SYSTEM, PurposeOfUse.TREATMENT, source_ids=("fcrb",))
MARKER = b"marker-penicillin-7781"


def content(patient_id: str = "p-77", *resources: bytes) -> CapsuleContent:
    """What is held of an invented patient of the source fcrb."""
    patient = PatientAtSource(
        "fcrb",
        patient_id,
        PersonName("Marker-Soler", patient_id),
        PartialDate.parse("1950-02-03"),
        Sex.FEMALE,
    )
    return CapsuleContent(
        Person((patient,)), (CapsuleSource("fcrb", START_S - 60, resources or (MARKER,)),), ("zmc",)
    )


class CardIssuer:
    """An authority that issues staff cards."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Staff cards")])
        certificate = (
            self._draft(self._name, self._key.public_key())
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(signs_certificates=True), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(self._key.public_key()), critical=False)
            .sign(self._key, hashes.SHA256())
        )
        self.pem = certificate.public_bytes(serialization.Encoding.PEM)

    def card(self, staff_id: str) -> Card:
        """A card of somebody with this staff number."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.SERIAL_NUMBER, staff_id)])
        certificate = (
            self._draft(name, key.public_key())
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signs_certificates=False), critical=True)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False
            )
            .sign(self._key, hashes.SHA256())
        )
        return Card(key, certificate.public_bytes(serialization.Encoding.DER))

    def _draft(self, name: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
            .not_valid_after(dt.datetime(2030, 1, 1, tzinfo=dt.UTC))
        )


class Card:
    """A P-256 key with its certificate."""

    def __init__(self, key: ec.EllipticCurvePrivateKey, certificate_der: bytes) -> None:
        self._key = key
        self.certificate_der = certificate_der

    def confirm(self, statement: bytes) -> Confirmation:
        """This card's signature of a statement."""
        r, s = decode_dss_signature(self._key.sign(statement, ec.ECDSA(hashes.SHA256())))
        public = self._key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
        return Confirmation(statement, signature, "ES256", public, self.certificate_der)


class Counter:
    """Counts in memory."""

    def __init__(self) -> None:
        self.counted = 0

    def count(self) -> int:
        self.counted += 1
        return self.counted


class Keeping:
    """A keeper's journal and capsule in a directory, at a moment that tests set."""

    def __init__(
        self, directory: Path, policy: Policy = POLICY, counter: OpeningCounter | None = None
    ) -> None:
        self.directory = directory
        self.policy = policy
        self.counter = counter
        self.now_s = START_S
        self.issuer = CardIssuer()
        self.journal = Journal(directory, now_s=lambda: self.now_s)
        self.capsule = self.restarted()

    def restarted(self) -> Capsule:
        """The capsule as the next run of the keeper has it."""
        self.capsule = Capsule(
            self.directory,
            self.policy,
            origin=self.journal.origin,
            keys=CapsuleKeys(self.directory, b"k" * 32),
            anchors=Anchors(self.directory, self.journal.signing_key),
            cards=StaffCards(self.issuer.pem),
            counter=self.counter,
            now_s=lambda: self.now_s,
            signed_in_from=self.journal.size(),
        )
        return self.capsule

    def fill(self, *contents: CapsuleContent, name: str = "one") -> None:
        """Fill it as the system does."""
        self.capsule.begin(name, "Location/w-1")
        for one in contents:
            self.capsule.add(name, one)
        self.capsule.commit(self.journal, name, FILLED)

    def start(
        self, breaking: Breaking | None = None, *, by: str = AGENT.staff_id, second: str = "", **fields: Any
    ) -> CapsuleRequest:
        """Have an emergency's start on record, confirmed by a card; returns the request that fits it."""
        deed = (breaking or Breaking()).start()
        assert deed.confirmation is not None
        statement = deed.confirmation.statement
        deed = msgspec.structs.replace(
            deed,
            confirmation=self.issuer.card(by).confirm(statement),
            second_confirmation=self.issuer.card(second).confirm(statement) if second else None,
        )
        entry = self.journal.append([msgspec.structs.replace(deed, **fields)])[0].entry
        return CapsuleRequest(deed.emergency_id, entry, PATIENTS[0])

    def newest(self) -> Deed:
        """The deed that was kept last."""
        return self.journal.kept(self.journal.size() - 1, 1)[0].deed


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )
