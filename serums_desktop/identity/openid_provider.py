"""What an OpenID provider says of itself, and whether an id_token is its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal
from urllib.parse import urlsplit

import jwt
import msgspec

from serums_desktop.domain.errors import SourceFault
from serums_desktop.identity.dpop import ALGORITHM
from serums_desktop.identity.json_over_https import JsonClient
from serums_desktop.identity.purpose_dialect import PurposeDialect

CLIENT_ID = "serums-desktop"
JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_ID_TOKEN_ALGORITHMS = ["ES256", "ES384", "PS256", "RS256"]
# The clocks of two hospitals: what OpenID Connect Core §3.1.3.7 calls a small leeway.
CLOCK_LEEWAY_S = 60


class ProtectedSource(msgspec.Struct, frozen=True):
    """A source that wants tokens.

    Its authorisation server is on the origin of `fhir_base`, or is the `issuer` that the configuration
    names, and then exactly that. `timeout_s` bounds the connection and each silence. `client_id` is our name
    there, `acr_values` the assurance levels of which a sign-in must reach one (any where empty), `purpose`
    the dialect of the purpose of use, `redirect_port` the one port a browser sign-in may come back to (0 for
    a free one). `dpop` is whether the tokens that read records are bound to a key of the session; where it is
    required of the home source, so is a sign-in that lasts, to a key that is kept with it. `grant` is what
    the tokens that read records are got by: an assertion, or a sign-in at the source itself ("smart").
    """

    source_id: str
    fhir_base: str
    timeout_s: float = 20.0
    issuer: str = ""
    client_id: str = CLIENT_ID
    acr_values: tuple[str, ...] = ()
    purpose: PurposeDialect = "iua"
    dpop: Literal["offered", "required", "never"] = "offered"
    redirect_port: int = 0
    grant: Literal["offered", "assertion", "smart"] = "offered"


class Discovery(msgspec.Struct, frozen=True):
    """The SMART configuration (SMART App Launch 2.2, "Conformance"); "" and () for what is not offered.

    A server that gives no id_tokens names no issuer.
    """

    token_endpoint: str
    issuer: str = ""
    jwks_uri: str = ""
    authorization_endpoint: str = ""
    revocation_endpoint: str = ""
    code_challenge_methods_supported: tuple[str, ...] = ()
    authorization_response_iss_parameter_supported: bool = False
    capabilities: tuple[str, ...] = ()
    token_endpoint_auth_methods_supported: tuple[str, ...] = ()
    dpop_signing_alg_values_supported: tuple[str, ...] = ()
    grant_types_supported: tuple[str, ...] = ()
    scopes_supported: tuple[str, ...] = ()

    @property
    def trades_assertions(self) -> bool:
        """Whether a token is to be had for an assertion (RFC 7523 §2.1), as far as the server says.

        One that lists no grants, as before SMART 2, is one that was agreed upon.
        """
        return not self.grant_types_supported or JWT_BEARER in self.grant_types_supported

    @property
    def offers_dpop(self) -> bool:
        """Whether tokens can be bound to a key of the kind we have (RFC 9449 §5.1)."""
        return ALGORITHM in self.dpop_signing_alg_values_supported

    @property
    def authenticates_clients(self) -> bool:
        """Whether the program itself has to be authenticated, by a signed assertion (RFC 7523 §2.2).

        SMART has no "none" among the methods: a server that takes public clients has a capability for it.
        """
        methods = self.token_endpoint_auth_methods_supported
        takes_public = "none" in methods or "client-public" in self.capabilities
        return "private_key_jwt" in methods and not takes_public


class OpenIdProvider:
    """The provider of one source. Safe from any thread; what it learnt is kept."""

    def __init__(self, source: ProtectedSource, json: JsonClient, now_s: Callable[[], float]) -> None:
        self._source = source
        self._json = json
        self._now_s = now_s
        self._origins = {origin_of(source.fhir_base), origin_of(source.issuer or source.fhir_base)} - {None}
        self._discovered: Discovery | None = None
        self._keys: list[jwt.PyJWK] = []

    def discover(self) -> Discovery:
        """Asked once. Raises SourceError, for an endpoint on another origin too; SignInRefused.

        SignInRefused("issuer_mismatch") where the configuration names another issuer (RFC 8414 §3.3).
        """
        if self._discovered is None:
            address = f"{self._source.fhir_base.rstrip('/')}/.well-known/smart-configuration"
            found = self._json.get(address, Discovery)
            if self._source.issuer and found.issuer != self._source.issuer:
                raise self._json.refused("issuer_mismatch")
            endpoints = (
                found.issuer,
                found.token_endpoint,
                found.jwks_uri,
                found.authorization_endpoint,
                found.revocation_endpoint,
            )
            for url in filter(None, endpoints):
                if origin_of(url) not in self._origins:
                    raise self._json.failed(SourceFault.FOREIGN_LINK)
            self._discovered = found
        return self._discovered

    def learn(self) -> None:
        """Ask what it is and which keys it signs with, before either is needed.

        Raises SourceError, SignInRefused.
        """
        discovered = self.discover()
        if discovered.jwks_uri:
            try:
                self._keys = self._published(discovered)
            except jwt.InvalidKeyError as error:
                raise self._json.refused("bad_signature") from error

    def claims(self, id_token: str) -> Mapping[str, Any]:
        """What an id_token says, checked as OpenID Connect Core §3.1.3.7 asks for this client, here and now.

        Whom it is about is the caller's to check. Raises SourceError; SignInRefused with "bad_signature",
        "unsupported_algorithm" (none is one of them), "wrong_issuer", "wrong_audience", "id_token_expired",
        "id_token_from_future", and with "invalid_id_token" for what is no id_token at all.
        """
        discovered = self.discover()
        client_id = self._source.client_id
        try:
            key = self._signing_key(jwt.get_unverified_header(id_token).get("kid"), discovered)
            claims: dict[str, Any] = jwt.decode(
                id_token,
                key,
                algorithms=_ID_TOKEN_ALGORITHMS,
                issuer=discovered.issuer,
                audience=client_id,
                options={
                    "require": ["exp", "iat", "sub", "iss", "aud"],
                    # Checked below, by the clock that was handed in.
                    "verify_exp": False,
                    "verify_iat": False,
                    "verify_nbf": False,
                },
            )
            from_s = max(float(claims["iat"]), float(claims.get("nbf", claims["iat"])))
            until_s = float(claims["exp"])
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError) as error:
            raise self._json.refused(_code_of(error)) from error
        now_s = self._now_s()
        if not from_s - CLOCK_LEEWAY_S <= now_s:
            raise self._json.refused("id_token_from_future")
        if not now_s <= until_s + CLOCK_LEEWAY_S:
            raise self._json.refused("id_token_expired")
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if several else client_id) != client_id:
            raise self._json.refused("wrong_audience")
        return claims

    def check_assurance(self, claims: Mapping[str, Any], *, is_required: bool = True) -> None:
        """Whether the sign-in reached a level that the configuration asks for (OpenID Connect Core §2, acr).

        One that names no level reached none, unless that is not `is_required`. Raises
        SignInRefused("acr_too_low").
        """
        wanted = self._source.acr_values
        reached = claims.get("acr")
        if wanted and reached not in wanted and (is_required or reached is not None):
            raise self._json.refused("acr_too_low")

    def _signing_key(self, key_id: str | None, discovered: Discovery) -> jwt.PyJWK:
        """The published key of this id; keys are asked for again when it is not among those known.

        Raises jwt.InvalidKeyError when the server publishes no such key.
        """
        key = _of_id(self._keys, key_id)
        if key is None and discovered.jwks_uri:
            self._keys = self._published(discovered)
            key = _of_id(self._keys, key_id)
        if key is None:
            raise jwt.InvalidKeyError
        return key

    def _published(self, discovered: Discovery) -> list[jwt.PyJWK]:
        """The keys it signs with now. Raises jwt.InvalidKeyError for what is no key set."""
        published = self._json.get(discovered.jwks_uri, dict[str, object])
        try:
            return jwt.PyJWKSet.from_dict(published).keys
        except jwt.PyJWTError as error:
            raise jwt.InvalidKeyError from error


def origin_of(url: str) -> tuple[str, str, int] | None:
    """Host and port of an https URL that names nobody and no part of a page; of anything else, None."""
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError:
        return None
    if parts.scheme != "https" or not parts.hostname or parts.username is not None or parts.fragment:
        return None
    return parts.scheme, parts.hostname, port


def _code_of(error: Exception) -> str:
    match error:
        case jwt.InvalidSignatureError() | jwt.InvalidKeyError():
            return "bad_signature"
        case jwt.InvalidAlgorithmError():
            return "unsupported_algorithm"
        case jwt.InvalidIssuerError():
            return "wrong_issuer"
        case jwt.InvalidAudienceError():
            return "wrong_audience"
        case _:
            return "invalid_id_token"


def _of_id(keys: list[jwt.PyJWK], key_id: str | None) -> jwt.PyJWK | None:
    return next((key for key in keys if key_id in {None, key.key_id}), None)
