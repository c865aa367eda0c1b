"""Evidence that comes sealed: opened with this origin's key, and taken from whoever is enrolled alone.

A FHIR Binary holds an envelope: one line of JSON, and an HPKE ciphertext (RFC 9180, base mode) that is bound
to that line. In it is a JWS (RFC 7515, ES256) by the workstation's key over the resource.
"""

from __future__ import annotations

import binascii
import hashlib
import uuid
from collections.abc import Callable

import jwt
import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

CONTENT_TYPE = "application/vnd.serums-desktop.sealed-evidence"

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_INFO = b"serums-desktop sealed evidence 1\n"


class NotOpened(Exception):
    """What came is not sealed to this key, not as it was sealed, or not from who sent it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Binary(msgspec.Struct, rename="camel"):
    content_type: str
    data: bytes


class _Header(msgspec.Struct):
    origin: str
    entry: int
    number: int
    key_id: str


class SealedEvidence:
    """The sealing key of one origin, made for one run. `enrolled` knows workstations by their client ids."""

    def __init__(self, enrolled: Callable[[str], ec.EllipticCurvePublicKey | None]) -> None:
        self._enrolled = enrolled
        self._key = X25519PrivateKey.generate()
        self._key_id = hashlib.sha256(self._key.public_key().public_bytes_raw()).hexdigest()

    def public_key_pem(self) -> bytes:
        """What workstations seal to."""
        return self._key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def opened(self, body: bytes, client_id: str, request_id: str) -> bytes:
        """The resource in a Binary that this client sent under this request id. Raises `NotOpened`."""
        header, sealed, line = _envelope(body)
        if header.key_id != self._key_id:
            raise NotOpened("sealed to another key")
        # The id is outside of the seal: one that does not follow from what is sealed would be kept twice.
        place = f"https://{header.origin}/{header.entry}/{header.number}"
        if request_id != str(uuid.uuid5(uuid.NAMESPACE_URL, place)):
            raise NotOpened("sealed for another request")
        try:
            signed = _SUITE.decrypt(sealed, self._key, _INFO + line)
        except InvalidTag as error:
            raise NotOpened("not as it was sealed") from error
        return self._verified(signed, client_id, request_id)

    def _verified(self, signed: bytes, client_id: str, request_id: str) -> bytes:
        key = self._enrolled(client_id)
        try:
            if key is None:
                raise NotOpened("not enrolled")
            content = jwt.PyJWS().decode_complete(signed, key, algorithms=["ES256"])
        except jwt.InvalidTokenError as error:
            raise NotOpened("not signed by who sent it") from error
        if content["header"].get("request_id") != request_id:
            raise NotOpened("signed for another request")
        resource: bytes = content["payload"]
        return resource


def _envelope(body: bytes) -> tuple[_Header, bytes, bytes]:
    """What stands on an envelope, what is in it, and the line that it is bound to. Raises `NotOpened`."""
    try:
        binary = msgspec.json.decode(body, type=_Binary)
        line, _feed, sealed = binary.data.partition(b"\n")
        header = msgspec.json.decode(line, type=_Header)
    except (msgspec.DecodeError, binascii.Error, UnicodeDecodeError) as error:
        raise NotOpened("no sealed evidence") from error
    if binary.content_type != CONTENT_TYPE:
        raise NotOpened("no sealed evidence")
    return header, sealed, line
