"""HTTPS to the services of a data lake: every way they can fail becomes one `SourceError`."""

from __future__ import annotations

import time
from collections.abc import Iterator
from http.cookiejar import DefaultCookiePolicy
from typing import Protocol
from urllib.parse import urlsplit

import msgspec
import requests
import urllib3

from serums_desktop.domain.errors import ConfigurationError, SourceError, SourceFault
from serums_desktop.sources.fhir.exchange import EndableAdapter, ask
from serums_desktop.sources.fhir.line_faults import fault_of
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.retry import Backoff

_MEGABYTE = 1024 * 1024
_CHUNK_BYTES = 64 * 1024
_LARGEST_REFUSAL_BYTES = 64 * 1024
_TOO_MANY_REQUESTS = 429
# Busy, or a gateway between us and a service that is busy: worth another try.
_PASSING = {_TOO_MANY_REQUESTS, 502, 503, 504}

_KINDS = {
    # A bad or missing token; a good one of somebody who may not ask this.
    403: SourceFault.UNAUTHORISED,
    401: SourceFault.FORBIDDEN,
    _TOO_MANY_REQUESTS: SourceFault.TOO_MANY_REQUESTS,
}


class LakeTokens(Protocol):
    """Where access tokens come from. Safe from any thread."""

    def token(self, source_id: str) -> str:
        """A token with some life left. Raises SourceError, of kind NOT_SIGNED_IN without a sign-in."""


class Limits(msgspec.Struct, frozen=True):
    """How long and how much. `answer_timeout_s` bounds a whole answer, however steadily it trickles."""

    connect_timeout_s: float = 5.0
    read_timeout_s: float = 30.0
    answer_timeout_s: float = 120.0
    answer_bytes: int = 64 * _MEGABYTE
    retry_budget_s: float = 10.0
    retry_first_s: float = 0.5


class Answer(msgspec.Struct, frozen=True):
    """An answer of any status. `message` is what it says of a failure in JSON, else ""."""

    status: int
    body: bytes
    retry_after_s: float | None = None

    @property
    def message(self) -> str:
        """The text under ``message``."""
        try:
            return msgspec.json.decode(self.body, type=_Refusal).message
        except (msgspec.DecodeError, UnicodeDecodeError):
            return ""


class _Refusal(msgspec.Struct):
    message: str = ""


class LakeHttp:
    """Asks the services of one data lake. Safe from any thread.

    `session` carries the trust anchors that certificates are verified against; redirects are not followed,
    so that a token goes to the configured services alone. Raises ConfigurationError for a base without TLS.
    """

    def __init__(
        self,
        source_id: str,
        bases: tuple[str, ...],
        session: requests.Session,
        tokens: LakeTokens,
        limits: Limits,
    ) -> None:
        for base in bases:
            if urlsplit(base).scheme != "https":
                raise ConfigurationError(f"{source_id}.data_lake", "not-https")
        self.source_id = source_id
        self._session = session
        self._session.mount("https://", EndableAdapter())
        self._session.trust_env = False
        # A cookie would tie one person's reading to the next one's.
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._tokens = tokens
        self._limits = limits

    def token(self) -> str:
        """The token that requests are sent with. Raises SourceError."""
        return self._tokens.token(self.source_id)

    def ask(
        self, url: str, content: object, cancel: CancelToken, *, token: str = "", method: str = "POST"
    ) -> Answer:
        """Send JSON and return the answer, whatever its status; a busy service is given time.

        Raises SourceError where none came or it is too large, Cancelled.
        """
        backoff = Backoff(self._limits.retry_budget_s, self._limits.retry_first_s)
        while True:
            cancel.raise_if_cancelled()
            answer = self._exchange(method, url, content, token, cancel)
            if answer.status not in _PASSING:
                return answer
            wait_s = backoff.next_wait_s(answer.retry_after_s)
            if wait_s is None:
                return answer
            cancel.wait(wait_s)

    def asked(
        self, url: str, content: object, cancel: CancelToken, *, token: str = "", method: str = "POST"
    ) -> bytes:
        """The body of a successful answer. Raises SourceError for any other, Cancelled."""
        answer = self.ask(url, content, cancel, token=token, method=method)
        if not 200 <= answer.status < 300:
            raise self.refused(answer)
        return answer.body

    def refused(self, answer: Answer) -> SourceError:
        """What an answer other than a success means."""
        kind = _KINDS.get(answer.status, SourceFault.SERVER_ERROR)
        if 300 <= answer.status < 400:
            kind = SourceFault.FOREIGN_LINK
        return SourceError(
            self.source_id, kind, http_status=answer.status, retry_after_s=answer.retry_after_s
        )

    def close(self) -> None:
        """Close idle connections."""
        self._session.close()

    def _exchange(self, method: str, url: str, content: object, token: str, cancel: CancelToken) -> Answer:
        headers = {"Accept": "application/json", "Accept-Encoding": "gzip"}
        body = None
        if content is not None:
            headers["Content-Type"] = "application/json"
            body = msgspec.json.encode(content)
        if token:
            headers["Authorization"] = f"Bearer {token}"
        try:
            timeout_s = (self._limits.connect_timeout_s, self._limits.read_timeout_s)
            with ask(self._session, method, url, body, headers, timeout_s) as response:
                most = self._limits.answer_bytes if response.ok else _LARGEST_REFUSAL_BYTES
                answer = b"".join(self._chunks(response, cancel, most))
                retry_after = response.headers.get("Retry-After", "")
                return Answer(
                    response.status_code,
                    answer,
                    float(retry_after[:9]) if retry_after.isascii() and retry_after.isdigit() else None,
                )
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            # A cancelled request fails because its connection was taken away.
            cancel.raise_if_cancelled()
            raise SourceError(self.source_id, fault_of(error)) from error

    def _chunks(self, response: requests.Response, cancel: CancelToken, most: int) -> Iterator[bytes]:
        deadline_s = time.monotonic() + self._limits.answer_timeout_s
        size = 0
        take_back = cancel.on_cancel(response.raw.shutdown)
        try:
            while chunk := response.raw.read1(_CHUNK_BYTES, decode_content=True):
                cancel.raise_if_cancelled()
                size += len(chunk)
                if size > most:
                    raise SourceError(self.source_id, SourceFault.TOO_LARGE, http_status=response.status_code)
                if time.monotonic() > deadline_s:
                    raise SourceError(self.source_id, SourceFault.TIMEOUT)
                yield chunk
            cancel.raise_if_cancelled()
        finally:
            take_back()
