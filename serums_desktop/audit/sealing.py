"""Evidence for its repository alone: signed by the workstation, then encrypted to the repository's key.

Who seals by HPKE (RFC 9180, base mode) stays unnamed, so the resource is signed first: a JWS (RFC 7515,
ES256) by the key that the repository knows the workstation by. The envelope is canonical JSON, a line feed
and the encapsulated key with the ciphertext; a FHIR Binary carries it.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import jwt
import msgspec
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from serums_desktop.audit import canonical
from serums_desktop.audit.audit_event import Resource, ResourcePlace
from serums_desktop.audit.workstation_token import thumbprint
from serums_desktop.domain.errors import ConfigurationError

CONTENT_TYPE = "application/vnd.serums-desktop.sealed-evidence"

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_PADDED_TO_BYTES = 4096
_INFO = b"serums-desktop sealed evidence 1\n"
_SETTING = "evidence.seal_to"


class _Header(msgspec.Struct, frozen=True):
    """What stands on the envelope. `key_id` names the key it is sealed to."""

    origin: str
    entry: int
    number: int
    key_id: str


class Sealer:
    """Seals what one workstation sends to one repository. Used by one thread."""

    def __init__(self, seal_to: Path, signing: ec.EllipticCurvePrivateKey) -> None:
        """`seal_to` is the repository's public key (PEM); it is read for each resource, for it may change."""
        self._seal_to = seal_to
        self._signing = signing
        self._signing_id = thumbprint(signing.public_key())

    def sealed(self, resource: Resource, place: ResourcePlace) -> Resource:
        """The Binary that carries a resource. Raises ConfigurationError where there is no usable key."""
        key = read_public_key(self._seal_to)
        signed = jwt.PyJWS().encode(
            _padded(msgspec.json.encode(resource)),
            self._signing,
            algorithm="ES256",
            headers={"typ": None, "kid": self._signing_id, "request_id": place.request_id},
        )
        envelope = _seal(signed.encode("ascii"), key, place)
        return {
            "resourceType": "Binary",
            "contentType": CONTENT_TYPE,
            "data": base64.b64encode(envelope).decode("ascii"),
        }


def read_public_key(path: Path) -> X25519PublicKey:
    """A repository's public key (PEM, X25519). Raises ConfigurationError."""
    try:
        key = serialization.load_pem_public_key(path.read_bytes())
    except OSError:
        raise ConfigurationError(_SETTING, "unreadable") from None
    except ValueError:
        raise ConfigurationError(_SETTING, "not a public key") from None
    if not isinstance(key, X25519PublicKey):
        raise ConfigurationError(_SETTING, "not an X25519 key")
    return key


def key_id(key: X25519PublicKey) -> str:
    """The SHA-256 of the public key's 32 bytes (hex)."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()


def _padded(content: bytes) -> bytes:
    """JSON with spaces after it, so that the length tells less of what was done."""
    return content.ljust(-(-len(content) // _PADDED_TO_BYTES) * _PADDED_TO_BYTES)


def _seal(content: bytes, key: X25519PublicKey, place: ResourcePlace) -> bytes:
    header = canonical.encode(_Header(place.origin, place.entry, place.number, key_id(key)))
    # The header is what the seal is bound to: put on another envelope, nothing opens it.
    return header + b"\n" + _SUITE.encrypt(content, key, _INFO + header)
