"""HTTPS to one FHIR server: every way it can fail becomes one `SourceError`, and nothing else does."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlencode, urljoin, urlsplit, urlunsplit

import msgspec
import requests
import urllib3

from serums_desktop.domain.errors import ConfigurationError, SourceError, SourceFault
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.sources.fhir.exchange import EndableAdapter, Exchange, ask
from serums_desktop.sources.fhir.line_faults import fault_of
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.retry import Backoff

_MEGABYTE = 1024 * 1024
_CHUNK = 64 * 1024
_MOST_REDIRECTS = 5
_FHIR_JSON = "application/fhir+json"

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
    """How long and how much.

    `answer_timeout_s` bounds a whole answer, from the connection to its last byte, however steadily it
    trickles; `answer_bytes` counts it unpacked. `retry_budget_s` is what one request may spend on waiting
    for a busy server, `retry_first_s` our own first wait. `pages`, `entries` and `bytes` bound a reading.
    """

    connect_timeout_s: float = 5.0
    read_timeout_s: float = 30.0
    answer_timeout_s: float = 120.0
    answer_bytes: int = 64 * _MEGABYTE
    retry_budget_s: float = 10.0
    retry_first_s: float = 0.5
    pages: int = 20_000
    entries: int = 2_000_000
    bytes: int = 16 * 1024 * _MEGABYTE


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
        self._base_path = urlsplit(self.fhir_base).path
        # How far the server's clock is ahead of ours, by the date of its newest answer.
        self.clock_ahead_s: float | None = None
        self._tokens = tokens
        self._limits = limits
        self._session = session
        self._session.mount("https://", EndableAdapter())
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
        return self._answered("GET", url, None, purpose, cancel)

    def post(self, address: str, body: bytes, purpose: PurposeOfUse, cancel: CancelToken) -> Answer:
        """POST a resource that asks something and changes nothing, as `get` does; redirects are not followed.

        Raises SourceError, SignInRefused, CardError, Cancelled.
        """
        return self._answered(
            "POST", self.within_origin(address, self.fhir_base), body, purpose, cancel, redirects=0
        )

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

    def next_page(self, link: str, page_url: str) -> str:
        """The address that a page's link leads to, on this origin.

        A server behind a gateway may write links with the name by which the gateway knows it: under the base
        path, path and query are asked for here. Raises SourceError(FOREIGN_LINK) for any other.
        """
        try:
            parts = urlsplit(urljoin(page_url, link))
            known_here = parts.scheme in {"https", "http"} and parts.username is None
        except ValueError:
            known_here = False
        if not known_here or not self._is_below_base(parts.path):
            return self.within_origin(link, page_url)
        here = urlsplit(self.fhir_base)
        return urlunsplit((here.scheme, here.netloc, parts.path, parts.query, ""))

    def _is_below_base(self, path: str) -> bool:
        steps = unquote(path).replace("\\", "/").split("/")
        return f"{path}/".startswith(self._base_path) and not {".", ".."}.intersection(steps)

    def close(self) -> None:
        """Close idle connections."""
        self._session.close()

    def _answered(
        self,
        method: str,
        url: str,
        body: bytes | None,
        purpose: PurposeOfUse,
        cancel: CancelToken,
        redirects: int = _MOST_REDIRECTS,
    ) -> Answer:
        token = self._tokens.token(self.source_id, purpose)
        renewed = proven_anew = False
        backoff = Backoff(self._limits.retry_budget_s, self._limits.retry_first_s)
        while True:
            cancel.raise_if_cancelled()
            reply = self._exchange(method, url, body, token, cancel)
            if 200 <= reply.status < 300:
                return Answer(url, reply.body)
            if reply.wants_nonce and not proven_anew:
                proven_anew = True
            elif reply.status == 401 and not renewed:
                renewed = True
                token = self._tokens.renew(self.source_id, purpose, token)
            elif reply.status in _REDIRECTS and reply.location and redirects > 0:
                redirects -= 1
                url = self.within_origin(reply.location, url)
            else:
                self._wait_or_raise(reply, backoff, cancel)

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

    def _exchange(self, method: str, url: str, body: bytes | None, token: str, cancel: CancelToken) -> _Reply:
        headers = {
            "Accept": _FHIR_JSON,
            "Accept-Encoding": "gzip",
            "X-Request-Id": str(uuid.uuid4()),
            **({"Content-Type": _FHIR_JSON} if body is not None else {}),
            **self._tokens.headers(self.source_id, token, method, url),
        }
        with Exchange(self._limits.answer_timeout_s, cancel) as exchange:
            try:
                return self._reply(method, url, body, headers, exchange, cancel)
            except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
                # An exchange that was ended fails because its connection was taken away.
                cancel.raise_if_cancelled()
                fault = SourceFault.TIMEOUT if exchange.timed_out else fault_of(error)
                raise SourceError(self.source_id, fault) from error

    def _reply(
        self,
        method: str,
        url: str,
        body: bytes | None,
        headers: dict[str, str],
        exchange: Exchange,
        cancel: CancelToken,
    ) -> _Reply:
        timeout_s = (self._limits.connect_timeout_s, self._limits.read_timeout_s)
        with ask(self._session, method, url, body, headers, timeout_s) as response:
            nonce = response.headers.get("DPoP-Nonce", "")
            if nonce:
                self._tokens.heard_nonce(self.source_id, nonce)
            self._hear_time(response.headers.get("Date", ""))
            return _Reply(
                response.status_code,
                b"".join(self._chunks(response, exchange, cancel)) if response.ok else b"",
                response.headers.get("Location", ""),
                _retry_after_s(response.headers.get("Retry-After", "")),
                wants_nonce=bool(nonce) and _refuses_proof(response),
            )

    def _hear_time(self, date: str) -> None:
        moment_s = _moment_s(date)
        if moment_s is not None:
            self.clock_ahead_s = moment_s - time.time()

    def _chunks(
        self, response: requests.Response, exchange: Exchange, cancel: CancelToken
    ) -> Iterator[bytes]:
        size = 0
        while chunk := response.raw.read1(_CHUNK, decode_content=True):
            size += len(chunk)
            if size > self._limits.answer_bytes:
                raise SourceError(self.source_id, SourceFault.TOO_LARGE)
            yield chunk
        # Without its length, an answer that was ended looks like one that has come to its end.
        cancel.raise_if_cancelled()
        if exchange.timed_out:
            raise SourceError(self.source_id, SourceFault.TIMEOUT)


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
    moment_s = _moment_s(header)
    return max(moment_s - time.time(), 0.0) if moment_s is not None else None


def _moment_s(date: str) -> float | None:
    """An HTTP date as UTC epoch seconds, None where it is none."""
    try:
        return parsedate_to_datetime(date).timestamp()
    except (ValueError, OverflowError):
        return None
