"""What an OpenID provider says of itself, and whether an id_token is its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import jwt
import msgspec

from serums_desktop.domain.errors import SourceFault
from serums_desktop.identity.json_over_https import JsonClient

CLIENT_ID = "serums-desktop"
_ID_TOKEN_ALGORITHMS = ["ES256", "ES384", "RS256"]
# The clocks of two hospitals: what OpenID Connect Core §3.1.3.7 calls a small leeway.
CLOCK_LEEWAY_S = 60
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


class Discovery(msgspec.Struct, frozen=True):
    """The SMART configuration (SMART App Launch 2.2, "Conformance"); "" for what is not offered."""

    issuer: str
    token_endpoint: str
    jwks_uri: str = ""
    authorization_endpoint: str = ""
    revocation_endpoint: str = ""
    code_challenge_methods_supported: tuple[str, ...] = ()
    authorization_response_iss_parameter_supported: bool = False


class OpenIdProvider:
    """The provider of one source. Safe from any thread; what it learnt is kept."""

    def __init__(self, source: ProtectedSource, json: JsonClient, now_s: Callable[[], float]) -> None:
        self._fhir_base = source.fhir_base.rstrip("/")
        self._json = json
        self._now_s = now_s
        self._origins = {_origin(source.fhir_base), _origin(source.issuer_origin or source.fhir_base)}
        self._discovered: Discovery | None = None
        self._keys: list[jwt.PyJWK] = []

    def discover(self) -> Discovery:
        """Asked once. Raises SourceError, for an endpoint on another origin too; SignInRefused."""
        if self._discovered is None:
            address = f"{self._fhir_base}/.well-known/smart-configuration"
            found = self._json.get(address, Discovery)
            endpoints = (
                found.issuer,
                found.token_endpoint,
                found.jwks_uri,
                found.authorization_endpoint,
                found.revocation_endpoint,
            )
            for url in filter(None, endpoints):
                if _origin(url) not in self._origins:
                    raise self._json.failed(SourceFault.FOREIGN_LINK)
            self._discovered = found
        return self._discovered

    def claims(self, id_token: str) -> dict[str, Any]:
        """What an id_token says, checked as OpenID Connect Core §3.1.3.7 asks for this client, here and now.

        Whom it is about is the caller's to check. Raises SourceError, SignInRefused("invalid_id_token").
        """
        discovered = self.discover()
        try:
            key = self._signing_key(jwt.get_unverified_header(id_token).get("kid"), discovered)
            claims: dict[str, Any] = jwt.decode(
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
                float(claims["iat"]) - CLOCK_LEEWAY_S <= now_s <= float(claims["exp"]) + CLOCK_LEEWAY_S
            )
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            raise self._json.refused("invalid_id_token") from error
        if not is_current:
            raise self._json.refused("invalid_id_token")
        return claims

    def _signing_key(self, key_id: str | None, discovered: Discovery) -> jwt.PyJWK:
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
