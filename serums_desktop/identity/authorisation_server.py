"""One source's authorisation server: the token it gives for an assertion."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec
import requests

from serums_desktop.identity.json_over_https import JsonClient
from serums_desktop.identity.openid_provider import CLIENT_ID, OpenIdProvider, ProtectedSource

JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
SCOPE = "openid fhirUser user/*.rs"
# RFC 6749 appendix A.12, without the space that no header value should carry.
_TOKEN = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True)
class Grant:
    """An access token as it was given; `expires_in_s` counts from the answer."""

    access_token: str = field(repr=False)
    expires_in_s: float


class TokenAnswer(msgspec.Struct, frozen=True):
    """What a token endpoint answers (RFC 6749 §5.1)."""

    access_token: str
    token_type: str
    # RFC 6749 §5.1 only recommends a lifetime; without one the token is used at once and not kept.
    expires_in: float = 0.0
    scope: str = SCOPE
    id_token: str = ""
    refresh_token: str = ""

    def __repr__(self) -> str:
        return "<TokenAnswer>"

    @property
    def is_bearer(self) -> bool:
        """Whether it holds a token that can be sent as it is."""
        return self.token_type.casefold() == "bearer" and is_token(self.access_token)


class AuthorisationServer:
    """Talks to one authorisation server. Safe from any thread; what it learnt is kept."""

    def __init__(self, source: ProtectedSource, http: requests.Session, now_s: Callable[[], float]) -> None:
        self._json = JsonClient(http, source.source_id, source.timeout_s)
        self._provider = OpenIdProvider(source, self._json, now_s)

    def grant(self, assert_for: Callable[[str], str], staff_id: str) -> Grant:
        """Trade an assertion for a token; `assert_for` makes one for the audience it is given.

        Raises SourceError, SignInRefused, and what `assert_for` raises. An id_token that is not for
        `staff_id`, or not by this server, is refused like an error of the server's.
        """
        discovered = self._provider.discover()
        form = {
            "grant_type": JWT_BEARER,
            "assertion": assert_for(discovered.token_endpoint),
            "scope": SCOPE,
            "client_id": CLIENT_ID,
        }
        answer = self._json.post(discovered.token_endpoint, form, TokenAnswer)
        if not answer.is_bearer:
            raise self._json.refused("invalid_token_type")
        if (answer.id_token or "openid" in answer.scope.split()) and (
            self._provider.claims(answer.id_token)["sub"] != staff_id
        ):
            raise self._json.refused("invalid_id_token")
        return Grant(answer.access_token, answer.expires_in)


def is_token(text: str) -> bool:
    """Whether a text can be a token: one or more printable characters, no space."""
    return _TOKEN.fullmatch(text) is not None
