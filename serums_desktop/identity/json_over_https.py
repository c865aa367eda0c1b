"""Small JSON answers over HTTPS, and every way of not getting one, in our words."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import msgspec
import requests
from urllib3.exceptions import ProtocolError, ReadTimeoutError

from serums_desktop.domain.errors import SignInRefused, SourceError, SourceFault
from serums_desktop.identity.clock_skew import ClockSkew
from serums_desktop.identity.dpop import Proofs

_Answer = TypeVar("_Answer")

_LARGEST_ANSWER_BYTES = 1 << 20
_CHUNK_BYTES = 1 << 16
# RFC 6749 §5.2 allows almost any text; only what looks like a code may reach a log.
_ERROR_CODE = re.compile(r"[a-z][a-z0-9_-]{0,39}")


class _Refusal(msgspec.Struct, frozen=True):
    error: str


class JsonClient:
    """Asks one source. `timeout_s` bounds the connection and each silence, in seconds.

    `now_s` gives UTC epoch seconds: every answer tells how far they are from the source's own.
    """

    def __init__(
        self,
        http: requests.Session,
        source_id: str,
        timeout_s: float,
        now_s: Callable[[], float] = time.time,
    ) -> None:
        self._http = http
        self._source_id = source_id
        self._timeout_s = timeout_s
        self._now_s = now_s
        self._clock = ClockSkew()

    def get(self, url: str, kind: type[_Answer]) -> _Answer:
        """Fetch and decode. Raises SourceError, SignInRefused."""
        return self._decoded(self._body_of("GET", url, None), kind)

    def post(
        self, url: str, form: dict[str, str], kind: type[_Answer], proofs: Proofs | None = None
    ) -> _Answer:
        """Send a form, with a proof of possession where there are `proofs`, and decode the answer.

        Raises SourceError, SignInRefused; "use_dpop_nonce" once the nonce it asks for is in the proofs.
        """
        return self._decoded(self._body_of("POST", url, form, proofs), kind)

    def tell(self, url: str, form: dict[str, str]) -> None:
        """Send a form whose answer has nothing to say. Raises SourceError, SignInRefused."""
        self._body_of("POST", url, form)

    def failed(
        self, kind: SourceFault, http_status: int | None = None, retry_after_s: float | None = None
    ) -> SourceError:
        """The error that says what went wrong with this source."""
        return SourceError(self._source_id, kind, http_status=http_status, retry_after_s=retry_after_s)

    def refused(self, code: str) -> SignInRefused:
        """The error that says why this source does not let the holder in, or is not to be believed."""
        return SignInRefused(self._source_id, code, self._clock.telling(code))

    def _decoded(self, body: bytes, kind: type[_Answer]) -> _Answer:
        try:
            return msgspec.json.decode(body, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise self.failed(SourceFault.NOT_FHIR, requests.codes.ok) from error

    def _body_of(
        self, method: str, url: str, form: dict[str, str] | None, proofs: Proofs | None = None
    ) -> bytes:
        headers = {"Accept": "application/json"}
        if proofs is not None:
            headers["DPoP"] = proofs.proof(method, url)
        sent_s = self._now_s()
        with self._transport_errors(), self._asked(method, url, form, headers) as response:
            # What a cache kept was dated when it was made (RFC 9111 §5.1).
            if "Age" not in response.headers:
                self._clock.heard(response.headers.get("Date", ""), sent_s, self._now_s())
            if proofs is not None:
                proofs.heard(response.headers.get("DPoP-Nonce", ""))
            body = self._body(response)
        if response.status_code != requests.codes.ok:
            raise self._not_ok(response, body)
        return body

    def _asked(
        self, method: str, url: str, form: dict[str, str] | None, headers: dict[str, str]
    ) -> requests.Response:
        """The answer once its head is there.

        A redirect would carry the assertion to whoever is named: none is followed. A session would read the
        body of one all the same, however long it is.
        """
        http = self._http
        request = http.prepare_request(requests.Request(method, url, headers, data=form))
        return http.get_adapter(url).send(
            request, stream=True, timeout=self._timeout_s, verify=http.verify or True, proxies=http.proxies
        )

    def _body(self, response: requests.Response) -> bytes:
        body = b""
        for chunk in response.iter_content(_CHUNK_BYTES):
            body += chunk
            if len(body) > _LARGEST_ANSWER_BYTES:
                raise self.failed(SourceFault.TOO_LARGE, response.status_code)
        return body

    def _not_ok(self, response: requests.Response, body: bytes) -> SourceError | SignInRefused:
        status = response.status_code
        match status:
            case 429:
                asked = response.headers.get("Retry-After", "")
                wait_s = float(asked) if asked.isdecimal() else None
                return self.failed(SourceFault.TOO_MANY_REQUESTS, status, wait_s)
            case _ if status >= 500:
                return self.failed(SourceFault.SERVER_ERROR, status)
            case _ if status < 400:
                return self.failed(SourceFault.FOREIGN_LINK, status)
        try:
            code = msgspec.json.decode(body, type=_Refusal).error
        except (msgspec.DecodeError, UnicodeDecodeError):
            match status:
                case 401:
                    return self.failed(SourceFault.UNAUTHORISED, status)
                case 403:
                    return self.failed(SourceFault.FORBIDDEN, status)
                case _:
                    return self.failed(SourceFault.NOT_FHIR, status)
        return self.refused(error_code(code))

    @contextlib.contextmanager
    def _transport_errors(self) -> Iterator[None]:
        try:
            yield
        except requests.exceptions.SSLError as error:
            raise self.failed(SourceFault.TLS) from error
        except requests.exceptions.Timeout as error:
            raise self.failed(SourceFault.TIMEOUT) from error
        except (
            requests.exceptions.ChunkedEncodingError,
            requests.exceptions.ContentDecodingError,
        ) as error:
            raise self.failed(SourceFault.INTERRUPTED) from error
        except requests.exceptions.RequestException as error:
            raise self.failed(_transport_fault(error)) from error


def error_code(text: str) -> str:
    """An OAuth error code as it may be shown and logged."""
    return text if _ERROR_CODE.fullmatch(text) else "unknown_error"


def _transport_fault(error: requests.exceptions.RequestException) -> SourceFault:
    """What a broken connection means: requests wraps urllib3's reason, which alone tells."""
    reason = error.args[0] if error.args else None
    if isinstance(reason, ReadTimeoutError):
        return SourceFault.TIMEOUT
    if isinstance(reason, ProtocolError):
        return SourceFault.INTERRUPTED
    return SourceFault.UNREACHABLE
