"""Signing in to SERUMS data lakes by account name and password: their tokens, in memory only.

A data lake knows neither staff cards nor assertions. Its tokens are JWTs signed with a secret that only its
services have (HS256), so that their signature cannot be verified here: what is checked is that each is of the
kind it should be, from the service it should be from, for the data lake, and not past its time. The data lake
itself takes a refresh token for an access token.
"""

from __future__ import annotations

import base64
import binascii
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import msgspec
import requests
import urllib3

from serums_desktop.domain.errors import (
    Cancelled,
    ConfigurationError,
    SignInRefused,
    SourceError,
    SourceFault,
)
from serums_desktop.identity.passphrase import wipe

_AUDIENCE = "https://shcs.serums.cs.st-andrews.ac.uk/"
_ISSUER = "SerumsAuthentication"
_ACCESS, _REFRESH = "access", "refresh"

# An access token is left alone in its last minutes: a reading takes some.
_SPARE_S = 300.0
_LARGEST_ANSWER_BYTES = 64 * 1024
_REFUSED = {400, 401, 403, 404}


class _Claims(msgspec.Struct, frozen=True):
    token_type: str
    expires_s: float = msgspec.field(name="exp")
    issuer: str = msgspec.field(name="iss")
    audience: str | tuple[str, ...] = msgspec.field(name="aud")
    user_id: int = msgspec.field(name="userID")


class _Issued(msgspec.Struct, frozen=True):
    access: str
    refresh: str = ""


class _Answer(msgspec.Struct, frozen=True):
    resource_obj: _Issued


@dataclass(frozen=True)
class _Token:
    """A token whose claims are as they should be. `expires_s` is UTC epoch seconds."""

    value: str = field(repr=False)
    expires_s: float
    user_id: int


@dataclass(frozen=True)
class _SignedIn:
    access: _Token
    refresh: _Token | None


class _Account:
    """The tokens at one authentication service. `asking` is held by whoever asks it for others."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.asking = threading.Lock()
        self.signed_in: _SignedIn | None = None


class SerumsAccounts:
    """One person's sign-ins at the authentication services of data lakes. Safe from any thread.

    `services` has each source's authentication base; hospitals that share one share a sign-in. `http` carries
    the trust anchors, `timeout_s` bounds the connection and each silence, `now_s` gives UTC epoch seconds.
    Raises ConfigurationError for a base without TLS.
    """

    def __init__(
        self,
        http: requests.Session,
        services: Mapping[str, str],
        *,
        timeout_s: float = 20.0,
        now_s: Callable[[], float] = time.time,
    ) -> None:
        for source_id, base in services.items():
            if urlsplit(base).scheme != "https":
                raise ConfigurationError(f"{source_id}.data_lake.authentication", "not-https")
        self._http = http
        self._timeout_s = timeout_s
        self._now_s = now_s
        self._guard = threading.Lock()
        self._is_over = False
        accounts = {base: _Account(base) for base in map(_as_base, services.values())}
        self._accounts = {source_id: accounts[_as_base(base)] for source_id, base in services.items()}

    def __repr__(self) -> str:
        return f"<SerumsAccounts of {len(self._accounts)} sources>"

    def sign_in(self, source_id: str, user_name: str, password: bytearray) -> None:
        """Sign in where this source and those that share its service are signed in to. Wipes `password`.

        Raises SignInRefused, SourceError; Cancelled after `forget`; KeyError for a source that was not given.
        """
        account = self._accounts[source_id]
        body = bytearray()
        try:
            body += b'{"login_type":"TEXT","username":' + msgspec.json.encode(user_name) + b',"password":"'
            body += _escaped(password)
            body += b'"}'
            with account.asking:
                self._raise_if_over()
                issued = self._ask(source_id, f"{account.base}/create_jwt/", body)
                if issued is None:
                    raise SignInRefused(source_id, "invalid_grant")
                self._keep(account, self._checked(source_id, issued))
        finally:
            wipe(password)
            wipe(body)

    def is_signed_in(self, source_id: str) -> bool:
        """Whether there is a token that a request could be sent with, or traded for one."""
        with self._guard:
            signed_in = self._accounts[source_id].signed_in
        if signed_in is None:
            return False
        return any(
            token is not None and token.expires_s > self._now_s()
            for token in (signed_in.access, signed_in.refresh)
        )

    def token(self, source_id: str) -> str:
        """An access token with some life left; threads that wait for the same one share one request.

        Raises SourceError, NOT_SIGNED_IN without a sign-in and once the service ends it; Cancelled after
        `forget`.
        """
        account = self._accounts[source_id]
        self._raise_if_over()
        if (token := self._usable(account, _SPARE_S)) is not None:
            return token.value
        with account.asking:
            # Somebody else may have asked meanwhile.
            if (token := self._usable(account, _SPARE_S)) is not None:
                return token.value
            return self._refreshed(source_id, account).value

    def forget(self) -> None:
        """Drop every token and the right to get another; one that is being asked for is not kept."""
        with self._guard:
            self._is_over = True
            for account in self._accounts.values():
                account.signed_in = None

    def _keep(self, account: _Account, signed_in: _SignedIn | None) -> None:
        with self._guard:
            # Who was forgotten meanwhile stays forgotten.
            if self._is_over:
                raise Cancelled
            account.signed_in = signed_in

    def _raise_if_over(self) -> None:
        with self._guard:
            if self._is_over:
                raise Cancelled

    def _usable(self, account: _Account, spare_s: float) -> _Token | None:
        with self._guard:
            signed_in = account.signed_in
        if signed_in is None or signed_in.access.expires_s - spare_s <= self._now_s():
            return None
        return signed_in.access

    def _refreshed(self, source_id: str, account: _Account) -> _Token:
        with self._guard:
            before = account.signed_in
        refresh = before.refresh if before is not None else None
        if before is None or refresh is None or refresh.expires_s <= self._now_s():
            if (last := self._usable(account, 0.0)) is not None:
                return last
            raise SourceError(source_id, SourceFault.NOT_SIGNED_IN)
        body = bytearray(msgspec.json.encode({"refresh": refresh.value}))
        try:
            issued = self._ask(source_id, f"{account.base}/refresh_jwt/", body)
        except SourceError:
            if (last := self._usable(account, 0.0)) is not None:
                return last
            raise
        finally:
            wipe(body)
        after = self._checked(source_id, issued, before) if issued is not None else None
        self._keep(account, after)
        if after is None:
            raise SourceError(source_id, SourceFault.NOT_SIGNED_IN)
        return after.access

    def _checked(self, source_id: str, issued: _Issued, before: _SignedIn | None = None) -> _SignedIn:
        """Tokens that are what they should be, of the person who signed in. Raises SignInRefused."""
        access = self._token(source_id, issued.access, _ACCESS)
        refresh = self._token(source_id, issued.refresh, _REFRESH) if issued.refresh else None
        if refresh is None and before is not None:
            refresh = before.refresh
        people = {token.user_id for token in (access, refresh) if token is not None}
        if len(people) != 1 or (before is not None and before.access.user_id not in people):
            raise SignInRefused(source_id, "invalid_token")
        return _SignedIn(access, refresh)

    def _token(self, source_id: str, value: str, kind: str) -> _Token:
        try:
            part = value.split(".")[1]
            claims = msgspec.json.decode(
                base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)), type=_Claims
            )
        except (IndexError, binascii.Error, ValueError, msgspec.DecodeError):
            # What came may be a token all the same: the cause is not carried along.
            raise SignInRefused(source_id, "invalid_token") from None
        audiences = {claims.audience} if isinstance(claims.audience, str) else set(claims.audience)
        is_right = claims.token_type == kind and claims.issuer == _ISSUER and _AUDIENCE in audiences
        if not is_right or claims.expires_s <= self._now_s():
            raise SignInRefused(source_id, "invalid_token")
        return _Token(value, claims.expires_s, claims.user_id)

    def _ask(self, source_id: str, url: str, body: bytearray) -> _Issued | None:
        """Send a request that nothing is kept of; None where the service refuses. Raises SourceError."""
        try:
            with self._http.post(
                url,
                data=memoryview(body),
                headers={
                    "Accept": "application/json",
                    "Content-Type": "application/json",
                    "Content-Length": str(len(body)),
                },
                timeout=self._timeout_s,
                # A redirect would carry the password to whoever is named: none is followed.
                allow_redirects=False,
                stream=True,
            ) as response:
                if response.status_code in _REFUSED:
                    return None
                if response.status_code == requests.codes.too_many_requests:
                    raise SourceError(
                        source_id, SourceFault.TOO_MANY_REQUESTS, http_status=response.status_code
                    )
                answer = response.raw.read(_LARGEST_ANSWER_BYTES, decode_content=True)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise SourceError(source_id, _fault(error)) from None
        if 300 <= response.status_code < 400:
            raise SourceError(source_id, SourceFault.FOREIGN_LINK, http_status=response.status_code)
        if not response.ok:
            raise SourceError(source_id, SourceFault.SERVER_ERROR, http_status=response.status_code)
        try:
            return msgspec.json.decode(answer, type=_Answer).resource_obj
        except (msgspec.DecodeError, UnicodeDecodeError):
            # The decoder's own error would carry a part of the answer.
            raise SourceError(source_id, SourceFault.NOT_FHIR, http_status=response.status_code) from None


def _as_base(base: str) -> str:
    return base.rstrip("/")


def _escaped(password: bytearray) -> bytearray:
    """A password as the inside of a JSON string, without passing through a text that cannot be wiped."""
    escaped = bytearray()
    for byte in password:
        if byte in b'"\\':
            escaped += b"\\"
        if byte < 0x20:
            escaped += f"\\u{byte:04x}".encode()
        else:
            escaped.append(byte)
    return escaped


def _fault(error: Exception) -> SourceFault:
    if isinstance(error, requests.exceptions.SSLError):
        return SourceFault.TLS
    if isinstance(error, requests.exceptions.Timeout | urllib3.exceptions.TimeoutError):
        return SourceFault.TIMEOUT
    if isinstance(error, requests.exceptions.ChunkedEncodingError | urllib3.exceptions.HTTPError):
        return SourceFault.INTERRUPTED
    return SourceFault.UNREACHABLE
