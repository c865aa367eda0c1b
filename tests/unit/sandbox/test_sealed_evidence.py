"""What comes sealed is kept as if it had come open, once, and refused where it cannot be opened."""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from serums_desktop.sandbox.evidence_store import EvidenceStore, Unacceptable
from serums_desktop.sandbox.sealed_evidence import CONTENT_TYPE, SealedEvidence

WORKSTATION = ec.generate_private_key(ec.SECP256R1())
REQUEST = str(uuid.uuid5(uuid.NAMESPACE_URL, "https://journal.example/7/0"))
EVENT = {"resourceType": "AuditEvent", "type": {}, "recorded": "2026-11-02", "agent": [{}], "source": {}}
NOTICE = {"resourceType": "Communication", "status": "completed"}


def sealed_for(sealed: SealedEvidence, resource: Any) -> bytes:
    """A Binary as a workstation of this entry makes it, by what the format says."""
    public = load_pem_public_key(sealed.public_key_pem())
    assert isinstance(public, X25519PublicKey)
    key_id = hashlib.sha256(public.public_bytes_raw()).hexdigest()
    line = json.dumps({"entry": 7, "key_id": key_id, "number": 0, "origin": "journal.example"}).encode()
    signed = jwt.PyJWS().encode(
        json.dumps(resource).encode(), WORKSTATION, "ES256", headers={"request_id": REQUEST}
    )
    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    content = suite.encrypt(signed.encode(), public, b"serums-desktop sealed evidence 1\n" + line)
    data = base64.b64encode(line + b"\n" + content).decode()
    return json.dumps({"resourceType": "Binary", "contentType": CONTENT_TYPE, "data": data}).encode()


@pytest.fixture
def sealed() -> SealedEvidence:
    return SealedEvidence({"ED-014": WORKSTATION.public_key()}.get)


@pytest.fixture
def evidence(tmp_path: Path, sealed: SealedEvidence) -> Iterator[EvidenceStore]:
    store = EvidenceStore(tmp_path / "evidence.sqlite", sealed)
    yield store
    store.close()


def test_it_is_kept_as_what_was_in_it_and_once(evidence: EvidenceStore, sealed: SealedEvidence) -> None:
    first, is_new = evidence.keep("Binary", sealed_for(sealed, EVENT), "ED-014", REQUEST)
    again, is_again_new = evidence.keep("Binary", sealed_for(sealed, EVENT), "ED-014", REQUEST)
    assert (is_new, is_again_new, first.id, first.type) == (True, False, again.id, "AuditEvent")
    content = json.loads(first.body)
    assert {name: content[name] for name in EVENT} == EVENT
    assert (evidence.count("AuditEvent"), evidence.count("Binary")) == (1, 0)
    evidence.keep("Binary", sealed_for(sealed, NOTICE), "ED-014", REQUEST)
    assert evidence.count("Communication") == 1


@pytest.mark.parametrize(
    ("resource", "client_id", "request_id"),
    [
        (EVENT, "ED-015", REQUEST),
        (EVENT, "ED-014", str(uuid.uuid4())),
        (EVENT, "ED-014", ""),
        ({"resourceType": "Flag"}, "ED-014", REQUEST),
        ({"resourceType": "AuditEvent"}, "ED-014", REQUEST),
        ([], "ED-014", REQUEST),
    ],
)
def test_what_is_refused(
    evidence: EvidenceStore, sealed: SealedEvidence, resource: Any, client_id: str, request_id: str
) -> None:
    with pytest.raises(Unacceptable) as refusal:
        evidence.keep("Binary", sealed_for(sealed, resource), client_id, request_id)
    assert refusal.value.status in {400, 422}
    assert evidence.count("AuditEvent") == 0


def test_a_store_without_a_key_takes_nothing_sealed(tmp_path: Path, sealed: SealedEvidence) -> None:
    store = EvidenceStore(tmp_path / "open.sqlite")
    with pytest.raises(Unacceptable) as refusal:
        store.keep("Binary", sealed_for(sealed, EVENT), "ED-014", REQUEST)
    assert refusal.value.status == 422
    store.close()
