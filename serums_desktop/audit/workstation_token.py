"""The workstation's own access token: client_credentials with a signed assertion (RFC 7523 §2.2)."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from serums_desktop.audit import keeper_keys
from serums_desktop.audit.durable_files import write_durably
from serums_desktop.audit.transport import Transport, status_error
from serums_desktop.domain.emergency import RESOURCE_TYPES, Stage
from serums_desktop.domain.errors import SignInRefused, SourceError, SourceFault
from serums_desktop.domain.purpose import PurposeOfUse

SCOPE = "system/AuditEvent.c system/Communication.c"
# Who seals what it sends needs no right to send it open.
SEALED_SCOPE = "system/Binary.c"
# Who lies on the ward, and the types of a safety summary.
SUMMARY_SCOPE = " ".join(
    f"system/{name}.rs"
    for name in (
        "Patient",
        "Encounter",
        "Location",
        "Observation",
        *sorted(RESOURCE_TYPES[Stage.SAFETY_SUMMARY] or ()),
    )
)
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_ASSERTION_LIFETIME_S = 60
_SPARE_S = 30.0
# RFC 6749 §5.2 allows almost any text; only what looks like a code may reach a log.
_ERROR_CODE = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_TOKEN = re.compile(r"[\x21-\x7e]+")
_Json = TypeVar("_Json")


class _Discovery(msgspec.Struct, frozen=True):
    token_endpoint: str


class _TokenAnswer(msgspec.Struct, frozen=True):
    access_token: str
    token_type: str
    expires_in: float = 0.0


class _Refusal(msgspec.Struct, frozen=True):
    error: str


class WorkstationToken:
    """Gets and keeps the token of one workstation at one source. Used by one thread.

    `elapsed_s` is a clock nobody sets; `now_s` tells UTC epoch seconds.
    """

    def __init__(
        self,
        *,
        source_id: str,
        fhir_base: str,
        client_id: str,
        key: ec.EllipticCurvePrivateKey,
        transport: Transport,
        now_s: Callable[[], float],
        elapsed_s: Callable[[], float],
        scope: str = SCOPE,
    ) -> None:
        self._source_id = source_id
        self._fhir_base = fhir_base.rstrip("/")
        self._client_id = client_id
        self._key = key
        self._key_id = thumbprint(key.public_key())
        self._transport = transport
        self._now_s = now_s
        self._elapsed_s = elapsed_s
        self._scope = scope
        self._token = ""
        self._good_until_s = 0.0

    def token(self) -> str:
        """A token with some life left. Raises SourceError, SignInRefused."""
        if not self._token or self._elapsed_s() >= self._good_until_s:
            self._token, lifetime_s = self._ask()
            self._good_until_s = self._elapsed_s() + lifetime_s - _SPARE_S
        return self._token

    def discard(self) -> None:
        """Forget the token: the source refused it."""
        self._token = ""

    def _ask(self) -> tuple[str, float]:
        endpoint = self._token_endpoint()
        answer = self._transport.send(
            "POST",
            endpoint,
            headers={"Accept": "application/json"},
            body={
                "grant_type": "client_credentials",
                "scope": self._scope,
                "client_id": self._client_id,
                "client_assertion_type": ASSERTION_TYPE,
                "client_assertion": self._assertion(endpoint),
            },
        )
        if 400 <= answer.status < 500:
            try:
                code = msgspec.json.decode(answer.body, type=_Refusal).error
            except (msgspec.DecodeError, UnicodeDecodeError):
                raise status_error(self._source_id, answer) from None
            raise SignInRefused(self._source_id, code if _ERROR_CODE.fullmatch(code) else "unknown_error")
        if answer.status != 200:
            raise status_error(self._source_id, answer)
        found = self._decoded(answer.body, _TokenAnswer)
        if found.token_type.casefold() != "bearer" or not _TOKEN.fullmatch(found.access_token):
            raise SignInRefused(self._source_id, "invalid_token_type")
        return found.access_token, found.expires_in

    def _token_endpoint(self) -> str:
        """From the SMART configuration, asked each time: a token is rare, and a source may move."""
        url = f"{self._fhir_base}/.well-known/smart-configuration"
        answer = self._transport.send("GET", url, headers={"Accept": "application/json"})
        if answer.status != 200:
            raise status_error(self._source_id, answer)
        endpoint = self._decoded(answer.body, _Discovery).token_endpoint
        here, there = urlsplit(self._fhir_base), urlsplit(endpoint)
        if (here.scheme, here.netloc) != (there.scheme, there.netloc):
            raise SourceError(self._source_id, SourceFault.FOREIGN_LINK)
        return endpoint

    def _assertion(self, audience: str) -> str:
        issued_at = int(self._now_s())
        claims = {
            "iss": self._client_id,
            "sub": self._client_id,
            "aud": audience,
            "iat": issued_at,
            "exp": issued_at + _ASSERTION_LIFETIME_S,
            "jti": secrets.token_urlsafe(16),
        }
        return jwt.encode(claims, self._key, algorithm="ES256", headers={"kid": self._key_id})

    def _decoded(self, body: bytes, kind: type[_Json]) -> _Json:
        try:
            return msgspec.json.decode(body, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise SourceError(self._source_id, SourceFault.NOT_FHIR) from error


class WorkstationAccess:
    """The workstation's tokens at several sources, for reading as the system. Safe from any thread.

    They are plain bearer tokens, for treatment: no source is asked for another purpose in nobody's name.
    """

    def __init__(self, tokens: Mapping[str, WorkstationToken]) -> None:
        self._tokens = tokens
        self._guard = threading.Lock()

    def token(self, source_id: str, purpose: PurposeOfUse) -> str:
        """A token with some life left. Raises SourceError, SignInRefused; ValueError for another purpose."""
        if purpose is not PurposeOfUse.TREATMENT:
            raise ValueError(purpose)
        with self._guard:
            return self._tokens[source_id].token()

    def renew(self, source_id: str, purpose: PurposeOfUse, refused: str) -> str:
        """A token other than the one the source refused. Raises as `token` does."""
        with self._guard:
            held = self._tokens[source_id]
            if held.token() == refused:
                held.discard()
        return self.token(source_id, purpose)

    def headers(self, _source_id: str, token: str, _method: str, _url: str) -> dict[str, str]:
        """What one request has to carry with this token."""
        return {"Authorization": f"Bearer {token}"}

    def heard_nonce(self, _source_id: str, _nonce: str) -> None:
        """Bearer tokens carry no proofs."""


def write_public_jwk(directory: Path, path: Path) -> None:
    """Write the public key by which the keeper of a directory signs in, as a JWK for its enrolment.

    The key is made where there is none yet. Raises EvidenceNotKept, OSError.
    """
    public = keeper_keys.load_or_create(directory).workstation.public_key()
    key = {**_required_members(public), "kid": thumbprint(public), "alg": "ES256", "use": "sig"}
    write_durably(path, json.dumps(key, indent=1).encode("ascii"))


def thumbprint(public: ec.EllipticCurvePublicKey) -> str:
    """The key's id: its JWK thumbprint (RFC 7638), base64url."""
    members = json.dumps(_required_members(public), sort_keys=True, separators=(",", ":"))
    return _base64url(hashlib.sha256(members.encode("ascii")).digest())


def _required_members(public: ec.EllipticCurvePublicKey) -> dict[str, str]:
    numbers = public.public_numbers()
    return {
        "crv": "P-256",
        "kty": "EC",
        "x": _base64url(numbers.x.to_bytes(32, "big")),
        "y": _base64url(numbers.y.to_bytes(32, "big")),
    }


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")
