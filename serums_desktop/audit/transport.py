"""HTTPS to the audit repository: small answers, no proxies, no redirects, and failures in our words."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

import msgspec
import requests

from serums_desktop.domain.errors import SourceError, SourceFault

_LARGEST_ANSWER_BYTES = 1 << 20
_CHUNK_BYTES = 1 << 16


class Answer(msgspec.Struct, frozen=True):
    """An answer read to its end. Header names are as requests keeps them: without case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Transport(Protocol):
    """What sends a request and reads the answer."""

    def send(
        self, method: str, url: str, *, headers: Mapping[str, str], body: bytes | dict[str, str] | None = None
    ) -> Answer:
        """Raises SourceError where no whole answer came."""

    def close(self) -> None:
        """Close idle connections."""


class HttpsTransport:
    """One TLS session. `timeout_s` bounds the connection and each silence. Used by one thread."""

    def __init__(self, source_id: str, tls_anchors: Path, timeout_s: float) -> None:
        self._source_id = source_id
        self._timeout_s = timeout_s
        self._http = requests.Session()
        self._http.trust_env = False
        self._tls_anchors = str(tls_anchors)

    def send(
        self, method: str, url: str, *, headers: Mapping[str, str], body: bytes | dict[str, str] | None = None
    ) -> Answer:
        """Send one request; a dictionary travels as a form. Raises SourceError."""
        with self._failures(), self._asked(method, url, headers, body) as response:
            content = b""
            for chunk in response.iter_content(_CHUNK_BYTES):
                content += chunk
                if len(content) > _LARGEST_ANSWER_BYTES:
                    raise SourceError(self._source_id, SourceFault.TOO_LARGE)
            return Answer(response.status_code, response.headers, content)

    def close(self) -> None:
        """Close idle connections."""
        self._http.close()

    def _asked(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | dict[str, str] | None
    ) -> requests.Response:
        """The answer once its head is there.

        A redirect would carry token and evidence to whoever is named: none is followed. A session would read
        the body of one all the same, however long it is.
        """
        request = self._http.prepare_request(requests.Request(method, url, dict(headers), data=body))
        return self._http.get_adapter(url).send(
            request, stream=True, timeout=self._timeout_s, verify=self._tls_anchors
        )

    @contextlib.contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except requests.exceptions.SSLError as error:
            raise SourceError(self._source_id, SourceFault.TLS) from error
        except requests.exceptions.Timeout as error:
            raise SourceError(self._source_id, SourceFault.TIMEOUT) from error
        except requests.exceptions.RequestException as error:
            raise SourceError(self._source_id, SourceFault.UNREACHABLE) from error
        except OSError as error:
            # What requests raises for a file of trust anchors that is not there.
            raise SourceError(self._source_id, SourceFault.TLS) from error


def status_error(source_id: str, answer: Answer) -> SourceError:
    """What a status that is no success means."""
    asked = answer.headers.get("Retry-After", "")
    match answer.status:
        case 401:
            kind = SourceFault.UNAUTHORISED
        case 403:
            kind = SourceFault.FORBIDDEN
        case 429:
            kind = SourceFault.TOO_MANY_REQUESTS
        case status if status >= 500:
            kind = SourceFault.SERVER_ERROR
        case status if status < 400:
            kind = SourceFault.FOREIGN_LINK
        case _:
            kind = SourceFault.NOT_FHIR
    return SourceError(
        source_id,
        kind,
        http_status=answer.status,
        retry_after_s=float(asked) if asked.isascii() and asked.isdecimal() else None,
    )
