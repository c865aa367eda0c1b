"""One source's authorisation server: what it says of itself, the token it gives, whom it says we are."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import jwt
import msgspec
import requests

from serums_desktop.domain.errors import SourceFault
from serums_desktop.identity.json_over_https import JsonClient

JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
CLIENT_ID = "serums-desktop"
SCOPE = "openid fhirUser user/*.rs"
_ID_TOKEN_ALGORITHMS = ["ES256", "ES384", "RS256"]
# RFC 6749 appendix A.12, without the space that no header value should carry.
_TOKEN = re.compile(r"[\x21-\x7e]+")
# The clocks of two hospitals: what OpenID Connect Core §3.1.3.7 calls a small leeway.
_CLOCK_LEEWAY_S = 60
_DEFAULT_PORTS = {"https": 443, "http": 80}


class ProtectedSource(msgspec.Struct, frozen=True):
    """A source that wants tokens.

    Its authorisation server is on the origin of `fhir_base`, or on `issuer_origin` where the configuration
    names another. `timeout_s` bounds the connection and each silence.
    """

    source_id: str
    fhir_base: str
    timeout_s: float = 20.0
    issuer_origin: str = ""


@dataclass(frozen=True)
class Grant:
    """An access token as it was given; `expires_in_s` counts from the answer."""

    access_token: str = field(repr=False)
    expires_in_s: float


class _Discovery(msgspec.Struct, frozen=True):
    issuer: str
    token_endpoint: str
    jwks_uri: str = ""


class _TokenAnswer(msgspec.Struct, frozen=True):
    access_token: str
    token_type: str
    # RFC 6749 §5.1 only recommends a lifetime; without one the token is used at once and not kept.
    expires_in: float = 0.0
    scope: str = SCOPE
    id_token: str = ""


class AuthorisationServer:
    """Talks to one authorisation server. Safe from any thread; what it learnt is kept."""

    def __init__(self, source: ProtectedSource, http: requests.Session, now_s: Callable[[], float]) -> None:
        self._fhir_base = source.fhir_base.rstrip("/")
        self._json = JsonClient(http, source.source_id, source.timeout_s)
        self._now_s = now_s
        self._origins = {_origin(source.fhir_base), _origin(source.issuer_origin or source.fhir_base)}
        self._discovered: _Discovery | None = None
        self._keys: list[jwt.PyJWK] = []

    def grant(self, assert_for: Callable[[str], str], staff_id: str) -> Grant:
        """Trade an assertion for a token; `assert_for` signs one for the audience it is given.

        Raises SourceError, SignInRefused, and what `assert_for` raises. An id_token that is not for
        `staff_id`, or not by this server, is refused like an error of the server's.
        """
        discovered = self._discover()
        form = {
            "grant_type": JWT_BEARER,
            "assertion": assert_for(discovered.token_endpoint),
            "scope": SCOPE,
            "client_id": CLIENT_ID,
        }
        answer = self._json.post(discovered.token_endpoint, form, _TokenAnswer)
        if answer.token_type.casefold() != "bearer" or not _TOKEN.fullmatch(answer.access_token):
            raise self._json.refused("invalid_token_type")
        if answer.id_token or "openid" in answer.scope.split():
            self._check_id_token(answer.id_token, discovered, staff_id)
        return Grant(answer.access_token, answer.expires_in)

    def _discover(self) -> _Discovery:
        """The SMART configuration (SMART App Launch 2.2, "Conformance"), asked once."""
        if self._discovered is None:
            address = f"{self._fhir_base}/.well-known/smart-configuration"
            found = self._json.get(address, _Discovery)
            for url in filter(None, (found.issuer, found.token_endpoint, found.jwks_uri)):
                if _origin(url) not in self._origins:
                    raise self._json.failed(SourceFault.FOREIGN_LINK)
            self._discovered = found
        return self._discovered

    def _check_id_token(self, id_token: str, discovered: _Discovery, staff_id: str) -> None:
        """OpenID Connect Core §3.1.3.7, for the holder of the card and nobody else."""
        try:
            key = self._signing_key(jwt.get_unverified_header(id_token).get("kid"), discovered)
            claims = jwt.decode(
                id_token,
                key,
                algorithms=_ID_TOKEN_ALGORITHMS,
                issuer=discovered.issuer,
                audience=CLIENT_ID,
                options={
                    "require": ["exp", "iat", "sub"],
                    # Checked below, by the clock that was handed in.
                    "verify_exp": False,
                    "verify_iat": False,
                    "verify_nbf": False,
                },
            )
            now_s = self._now_s()
            is_current = (
                float(claims["iat"]) - _CLOCK_LEEWAY_S <= now_s <= float(claims["exp"]) + _CLOCK_LEEWAY_S
            )
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            raise self._json.refused("invalid_id_token") from error
        if not is_current or claims["sub"] != staff_id:
            raise self._json.refused("invalid_id_token")

    def _signing_key(self, key_id: str | None, discovered: _Discovery) -> jwt.PyJWK:
        """The published key of this id; keys are asked for again when it is not among those known.

        Raises jwt.PyJWTError when the server publishes no such key.
        """
        key = _of_id(self._keys, key_id)
        if key is None and discovered.jwks_uri:
            published = self._json.get(discovered.jwks_uri, dict[str, object])
            self._keys = jwt.PyJWKSet.from_dict(published).keys
            key = _of_id(self._keys, key_id)
        if key is None:
            raise jwt.InvalidKeyError
        return key


def _of_id(keys: list[jwt.PyJWK], key_id: str | None) -> jwt.PyJWK | None:
    return next((key for key in keys if key_id in {None, key.key_id}), None)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    """Scheme, host and port of a URL; of anything else, an origin that nothing has."""
    try:
        parts = urlsplit(url)
        return parts.scheme, parts.hostname, parts.port or _DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return "", None, None
