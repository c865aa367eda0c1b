"""Evidence sealed to its repository: opened there, by nobody else, and not when it was changed."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_public_key,
)

from serums_desktop.audit.audit_event import ResourcePlace
from serums_desktop.audit.sealing import Sealer, key_id, read_public_key
from serums_desktop.audit.workstation_token import thumbprint
from serums_desktop.domain.errors import ConfigurationError
from serums_desktop.sandbox.sealed_evidence import NotOpened, SealedEvidence
from tests.unit.audit.hpke_by_the_letter import open_sealed

WORKSTATION = ec.generate_private_key(ec.SECP256R1())
STRANGER = ec.generate_private_key(ec.SECP256R1())
ENROLLED = {"WS-1": WORKSTATION.public_key(), "WS-2": STRANGER.public_key()}
REPOSITORY = SealedEvidence(ENROLLED.get)
PLACE = ResourcePlace("serums-desktop.example/1", 7, 2)
EVENT = {"resourceType": "AuditEvent", "action": "E", "outcomeDesc": "Größe"}


@pytest.fixture
def seal_to(tmp_path: Path) -> Path:
    path = tmp_path / "seal-to.pem"
    path.write_bytes(REPOSITORY.public_key_pem())
    return path


def opened(binary: dict[str, Any], request_id: str = PLACE.request_id, client_id: str = "WS-1") -> Any:
    return json.loads(REPOSITORY.opened(json.dumps(binary).encode(), client_id, request_id))


def repacked(binary: dict[str, Any], **changes: object) -> dict[str, Any]:
    """The same seal on an envelope that says something else."""
    line, _, sealed = base64.b64decode(binary["data"]).partition(b"\n")
    header = json.dumps({**json.loads(line), **changes}, separators=(",", ":"), sort_keys=True).encode()
    return {**binary, "data": base64.b64encode(header + b"\n" + sealed).decode()}


def test_the_repository_opens_what_the_workstation_sealed(seal_to: Path) -> None:
    sealer = Sealer(seal_to, WORKSTATION)
    first, again = (sealer.sealed(EVENT, PLACE) for _ in range(2))
    assert opened(first) == opened(again) == EVENT
    # Each seal has a key of its own: the same evidence is not recognised.
    assert first["data"] != again["data"]
    line = base64.b64decode(first["data"]).partition(b"\n")[0]
    key = load_pem_public_key(seal_to.read_bytes())
    assert isinstance(key, X25519PublicKey)
    assert json.loads(line) == {
        "origin": PLACE.origin,
        "entry": 7,
        "number": 2,
        "key_id": key_id(key),
    }
    assert repacked(first) == first


def test_it_is_hpke_and_a_jws_by_the_letter(tmp_path: Path) -> None:
    key = X25519PrivateKey.generate()
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "seal-to.pem").write_bytes(pem)
    binary = Sealer(tmp_path / "seal-to.pem", WORKSTATION).sealed(EVENT, PLACE)
    line, _, sealed = base64.b64decode(binary["data"]).partition(b"\n")
    signed = open_sealed(sealed, key, b"serums-desktop sealed evidence 1\n" + line)
    head, payload, signature = signed.split(b".")
    r_and_s = base64.urlsafe_b64decode(signature + b"==")
    numbers = (int.from_bytes(half, "big") for half in (r_and_s[:32], r_and_s[32:]))
    WORKSTATION.public_key().verify(
        encode_dss_signature(*numbers), head + b"." + payload, ec.ECDSA(hashes.SHA256())
    )
    assert json.loads(base64.urlsafe_b64decode(payload + b"==")) == EVENT
    said = json.loads(base64.urlsafe_b64decode(head + b"=="))
    assert said == {
        "alg": "ES256",
        "kid": thumbprint(WORKSTATION.public_key()),
        "request_id": PLACE.request_id,
    }


def test_events_of_all_kinds_are_of_one_length(seal_to: Path) -> None:
    sealer = Sealer(seal_to, WORKSTATION)
    binaries = [sealer.sealed({**EVENT, "outcomeDesc": "x" * length}, PLACE) for length in (0, 900, 3900)]
    assert len({len(binary["data"]) for binary in binaries}) == 1
    assert len(sealer.sealed({**EVENT, "outcomeDesc": "x" * 4096}, PLACE)["data"]) > len(binaries[0]["data"])


@pytest.mark.parametrize("bit", range(0, 2400, 37))
def test_any_bit_that_was_changed(seal_to: Path, bit: int) -> None:
    binary = Sealer(seal_to, WORKSTATION).sealed(EVENT, PLACE)
    content = bytearray(base64.b64decode(binary["data"]))
    content[bit // 8] ^= 1 << bit % 8
    with pytest.raises(NotOpened):
        opened({**binary, "data": base64.b64encode(content).decode()})


def test_a_seal_on_another_envelope(seal_to: Path) -> None:
    binary = Sealer(seal_to, WORKSTATION).sealed(EVENT, PLACE)
    other = ResourcePlace("serums-desktop.example/2", 8, 2)
    for place in (
        ResourcePlace(other.origin, PLACE.entry, PLACE.number),
        ResourcePlace(PLACE.origin, other.entry, PLACE.number),
    ):
        moved = repacked(binary, origin=place.origin, entry=place.entry)
        with pytest.raises(NotOpened, match="not as it was sealed"):
            opened(moved, place.request_id)
    with pytest.raises(NotOpened, match="another request"):
        opened(binary, other.request_id)


def test_sealed_to_another_key(seal_to: Path) -> None:
    elsewhere = SealedEvidence(ENROLLED.get)
    binary = Sealer(seal_to, WORKSTATION).sealed(EVENT, PLACE)
    with pytest.raises(NotOpened, match="sealed to another key"):
        elsewhere.opened(json.dumps(binary).encode(), "WS-1", PLACE.request_id)
    seal_to.write_bytes(elsewhere.public_key_pem())
    pretended = read_public_key(seal_to)
    seal_to.write_bytes(REPOSITORY.public_key_pem())
    with pytest.raises(NotOpened, match="not as it was sealed"):
        elsewhere.opened(
            json.dumps(repacked(binary, key_id=key_id(pretended))).encode(), "WS-1", PLACE.request_id
        )


@pytest.mark.parametrize(
    ("signing", "client_id", "reason"),
    [
        (STRANGER, "WS-1", "not signed by who sent it"),
        (WORKSTATION, "WS-2", "not signed by who sent it"),
        (WORKSTATION, "WS-3", "not enrolled"),
    ],
)
def test_whoever_can_seal_cannot_sign(
    seal_to: Path, signing: ec.EllipticCurvePrivateKey, client_id: str, reason: str
) -> None:
    binary = Sealer(seal_to, signing).sealed(EVENT, PLACE)
    with pytest.raises(NotOpened, match=reason):
        opened(binary, client_id=client_id)


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b'{"contentType": "text/plain", "data": "YQ=="}', b'{"contentType": 1}', b'{"data": "?"}'],
)
def test_what_is_no_sealed_evidence(body: bytes) -> None:
    with pytest.raises(NotOpened):
        REPOSITORY.opened(body, "WS-1", PLACE.request_id)


def test_a_key_that_cannot_be_used_is_named_and_nothing_is_sealed(tmp_path: Path, seal_to: Path) -> None:
    other_kind = Ed25519PrivateKey.generate().public_key()
    for content, problem in (
        (b"no key", "not a public key"),
        (
            other_kind.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
            "not an X25519 key",
        ),
    ):
        seal_to.write_bytes(content)
        with pytest.raises(ConfigurationError) as refused:
            Sealer(seal_to, WORKSTATION).sealed(EVENT, PLACE)
        assert (refused.value.where, refused.value.problem) == ("evidence.seal_to", problem)
    with pytest.raises(ConfigurationError, match="unreadable"):
        Sealer(tmp_path / "missing.pem", WORKSTATION).sealed(EVENT, PLACE)


def test_a_key_that_was_replaced_counts_at_once(seal_to: Path) -> None:
    sealer = Sealer(seal_to, WORKSTATION)
    elsewhere = SealedEvidence(ENROLLED.get)
    seal_to.write_bytes(elsewhere.public_key_pem())
    body = json.dumps(sealer.sealed(EVENT, PLACE)).encode()
    assert json.loads(elsewhere.opened(body, "WS-1", PLACE.request_id)) == EVENT
