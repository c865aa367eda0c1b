"""HTTPS to one FHIR server: every way it can fail becomes one `SourceError`, and nothing else does."""

from __future__ import annotations

import re
import ssl
import time
import uuid
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from typing import Protocol
from urllib.parse import SplitResult, urlencode, urljoin, urlsplit

import msgspec
import requests
import urllib3

from serums_desktop.domain.errors import ConfigurationError, SourceError, SourceFault
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.retry import Backoff

_MEGABYTE = 1024 * 1024
_CHUNK = 64 * 1024
_MOST_REDIRECTS = 5

_TOO_MANY_REQUESTS = 429
_REFUSED = {
    401: SourceFault.UNAUTHORISED,
    403: SourceFault.FORBIDDEN,
    _TOO_MANY_REQUESTS: SourceFault.TOO_MANY_REQUESTS,
}
# Busy, or a gateway between us and a server that is busy: worth another try.
_PASSING = {_TOO_MANY_REQUESTS, 502, 503, 504}
_USE_NONCE = re.compile(r'\berror\s*=\s*"?use_dpop_nonce\b')
_REDIRECTS = {301, 302, 303, 307, 308}

Parameters = Mapping[str, str | list[str]]


class AccessTokens(Protocol):
    """Where access tokens come from. Safe from any thread."""

    def token(self, source_id: str, purpose: PurposeOfUse) -> str:
        """A token with some life left. Raises SourceError, SignInRefused, CardError."""

    def renew(self, source_id: str, purpose: PurposeOfUse, refused: str) -> str:
        """A token other than the one the source refused."""

    def headers(self, source_id: str, token: str, method: str, url: str) -> dict[str, str]:
        """What one request has to carry with this token. Raises Cancelled, SourceError."""

    def heard_nonce(self, source_id: str, nonce: str) -> None:
        """The source's server wants this nonce in the next proofs."""


class Limits(msgspec.Struct, frozen=True):
    """How long and how much. `answer_timeout_s` bounds a whole answer, however steadily it trickles.

    `retry_budget_s` is what one request may spend on waiting for a busy server, `retry_first_s` our own
    first wait.
    """

    connect_timeout_s: float = 5.0
    read_timeout_s: float = 30.0
    answer_timeout_s: float = 120.0
    answer_bytes: int = 64 * _MEGABYTE
    retry_budget_s: float = 10.0
    retry_first_s: float = 0.5


class Answer(msgspec.Struct, frozen=True):
    """A successful answer and the address it came from."""

    url: str
    body: bytes


class _Reply(msgspec.Struct, frozen=True):
    """Any answer."""

    status: int
    body: bytes = b""
    location: str = ""
    retry_after_s: float | None = None
    wants_nonce: bool = False


class FhirHttp:
    """One FHIR server by its base address. Safe from any thread.

    `session` carries the trust anchors that certificates are verified against. Tokens never leave the
    origin of `fhir_base`. Raises ConfigurationError for a base that is not HTTPS.
    """

    def __init__(
        self,
        source_id: str,
        fhir_base: str,
        session: requests.Session,
        tokens: AccessTokens,
        limits: Limits,
    ) -> None:
        self.source_id = source_id
        self.fhir_base = fhir_base.rstrip("/") + "/"
        if urlsplit(self.fhir_base).scheme != "https":
            raise ConfigurationError(f"{source_id}.fhir_base", "not-https")
        self._origin = _origin(urlsplit(self.fhir_base))
        self._tokens = tokens
        self._limits = limits
        self._session = session
        # Neither a stray .netrc nor a proxy or CA variable may change whom the token goes to.
        self._session.trust_env = False
        # A cookie would tie one person's reading to the next one's.
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    def get(
        self, address: str, purpose: PurposeOfUse, cancel: CancelToken, parameters: Parameters | None = None
    ) -> Answer:
        """GET an address relative to the base, or absolute on its origin.

        A refused token is renewed once; a proof without the server's nonce is made anew once; a busy server
        is given time within the budget. Raises SourceError, SignInRefused, CardError, Cancelled.
        """
        url = self.within_origin(address, self.fhir_base)
        if parameters:
            url = f"{url}?{urlencode(parameters, doseq=True)}"
        token = self._tokens.token(self.source_id, purpose)
        renewed = proven_anew = False
        redirects = 0
        backoff = Backoff(self._limits.retry_budget_s, self._limits.retry_first_s)
        while True:
            cancel.raise_if_cancelled()
            reply = self._exchange(url, token, cancel)
            if 200 <= reply.status < 300:
                return Answer(url, reply.body)
            if reply.wants_nonce and not proven_anew:
                proven_anew = True
            elif reply.status == 401 and not renewed:
                renewed = True
                token = self._tokens.renew(self.source_id, purpose, token)
            elif reply.status in _REDIRECTS and reply.location and redirects < _MOST_REDIRECTS:
                redirects += 1
                url = self.within_origin(reply.location, url)
            else:
                self._wait_or_raise(reply, backoff, cancel)

    def within_origin(self, link: str, page_url: str) -> str:
        """A link resolved against its page. Raises SourceError(FOREIGN_LINK) where it leaves the origin."""
        try:
            url = urljoin(page_url, link)
            parts = urlsplit(url)
            same = _origin(parts) == self._origin and parts.username is None
        except ValueError:
            same = False
        if not same:
            raise SourceError(self.source_id, SourceFault.FOREIGN_LINK)
        return url

    def close(self) -> None:
        """Close idle connections."""
        self._session.close()

    def _wait_or_raise(self, reply: _Reply, backoff: Backoff, cancel: CancelToken) -> None:
        wait_s = backoff.next_wait_s(reply.retry_after_s) if reply.status in _PASSING else None
        if wait_s is None:
            raise SourceError(
                self.source_id,
                _REFUSED.get(reply.status, SourceFault.SERVER_ERROR),
                http_status=reply.status,
                retry_after_s=reply.retry_after_s,
            )
        cancel.wait(wait_s)

    def _exchange(self, url: str, token: str, cancel: CancelToken) -> _Reply:
        headers = {
            "Accept": "application/fhir+json",
            "Accept-Encoding": "gzip",
            "X-Request-Id": str(uuid.uuid4()),
            **self._tokens.headers(self.source_id, token, "GET", url),
        }
        try:
            with self._session.get(
                url,
                headers=headers,
                stream=True,
                timeout=(self._limits.connect_timeout_s, self._limits.read_timeout_s),
                allow_redirects=False,
            ) as response:
                nonce = response.headers.get("DPoP-Nonce", "")
                if nonce:
                    self._tokens.heard_nonce(self.source_id, nonce)
                body = b"".join(self._chunks(response, cancel)) if response.ok else b""
                return _Reply(
                    response.status_code,
                    body,
                    response.headers.get("Location", ""),
                    _retry_after_s(response.headers.get("Retry-After", "")),
                    wants_nonce=bool(nonce) and _refuses_proof(response),
                )
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            # A cancelled request fails because its connection was taken away.
            cancel.raise_if_cancelled()
            raise SourceError(self.source_id, _fault(error)) from error

    def _chunks(self, response: requests.Response, cancel: CancelToken) -> Iterator[bytes]:
        limits = self._limits
        deadline_s = time.monotonic() + limits.answer_timeout_s
        size = 0
        take_back = cancel.on_cancel(response.raw.shutdown)
        try:
            while chunk := response.raw.read1(_CHUNK, decode_content=True):
                cancel.raise_if_cancelled()
                size += len(chunk)
                if size > limits.answer_bytes:
                    raise SourceError(self.source_id, SourceFault.TOO_LARGE)
                if time.monotonic() > deadline_s:
                    raise SourceError(self.source_id, SourceFault.TIMEOUT)
                yield chunk
            cancel.raise_if_cancelled()
        finally:
            take_back()


def _origin(parts: SplitResult) -> tuple[str, str, int]:
    default = 443 if parts.scheme == "https" else 80
    return parts.scheme, parts.hostname or "", parts.port or default


def _refuses_proof(response: requests.Response) -> bool:
    """Whether a token was refused only because its proof lacks the server's nonce (RFC 9449 §9)."""
    challenge = response.headers.get("WWW-Authenticate", "")
    return response.status_code == 401 and _USE_NONCE.search(challenge) is not None


def _retry_after_s(header: str) -> float | None:
    """Retry-After as seconds from now: a number or a date (RFC 9110 §10.2.3). None where it is neither."""
    if header.isascii() and header.isdigit():
        return float(header[:9])
    try:
        return max(parsedate_to_datetime(header).timestamp() - time.time(), 0.0)
    except ValueError:
        return None


def _fault(error: Exception) -> SourceFault:
    """What a failed exchange means. The library's own classes do not tell a reset from a refusal."""
    causes = list(_causes(error))

    def caused_by(*kinds: type[BaseException]) -> bool:
        return any(isinstance(cause, kinds) for cause in causes)

    if caused_by(ssl.SSLCertVerificationError):
        return SourceFault.TLS
    # A refused connection is a kind of timeout to urllib3, so it comes first.
    if caused_by(urllib3.exceptions.NewConnectionError):
        return SourceFault.UNREACHABLE
    if caused_by(requests.Timeout, urllib3.exceptions.TimeoutError, TimeoutError):
        return SourceFault.TIMEOUT
    if caused_by(ssl.SSLEOFError, ssl.SSLZeroReturnError, ConnectionResetError, BrokenPipeError):
        return SourceFault.INTERRUPTED
    if caused_by(ssl.SSLError, requests.exceptions.SSLError, urllib3.exceptions.SSLError):
        return SourceFault.TLS
    return SourceFault.INTERRUPTED


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what it stands for: chained, wrapped as a reason, or as an argument."""
    seen: set[int] = set()
    todo: list[object] = [error]
    while todo:
        current = todo.pop()
        # An ssl error's reason is a word; others wrap an exception there.
        if not isinstance(current, BaseException) or id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        todo += [current.__cause__, current.__context__, getattr(current, "reason", None), *current.args]
