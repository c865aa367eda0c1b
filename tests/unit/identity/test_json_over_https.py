from __future__ import annotations

import threading
from pathlib import Path

import pytest
import requests

from serums_desktop.domain.errors import SourceError, SourceFault
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.identity.tokens import AccessTokens
from tests.unit.identity.conftest import OpenTokens
from tests.unit.identity.staff_authority import anchors_of, make_authority
from tests.unit.identity.token_server import DISCOVERY, TOKEN, Answer, TokenServer

TREAT = PurposeOfUse.TREATMENT


@pytest.mark.parametrize(
    ("path", "answer", "kind"),
    [
        (TOKEN, (500, {}, b""), SourceFault.SERVER_ERROR),
        (TOKEN, (503, {}, b"<html>"), SourceFault.SERVER_ERROR),
        (TOKEN, (429, {"Retry-After": "7"}, b""), SourceFault.TOO_MANY_REQUESTS),
        (TOKEN, (401, {}, b"<html>"), SourceFault.UNAUTHORISED),
        (TOKEN, (403, {}, b""), SourceFault.FORBIDDEN),
        (TOKEN, (302, {"Location": "https://elsewhere.example/"}, b""), SourceFault.FOREIGN_LINK),
        (TOKEN, (200, {"Content-Type": "text/html"}, b"<html>Log in</html>"), SourceFault.NOT_FHIR),
        (TOKEN, (200, {}, b'{"access_token": "x'), SourceFault.NOT_FHIR),
        (TOKEN, (200, {}, b'{"access_token": 7, "token_type": "Bearer"}'), SourceFault.NOT_FHIR),
        (TOKEN, (200, {"Content-Length": "99"}, b"{}"), SourceFault.INTERRUPTED),
        (TOKEN, (200, {}, b" " * ((1 << 20) + 1)), SourceFault.TOO_LARGE),
        (
            TOKEN,
            (302, {"Location": "https://elsewhere.example/"}, b" " * ((1 << 20) + 1)),
            SourceFault.TOO_LARGE,
        ),
        (DISCOVERY, (404, {}, b""), SourceFault.NOT_FHIR),
        (DISCOVERY, (200, {}, b"\xff\xfe"), SourceFault.NOT_FHIR),
    ],
)
def test_every_way_of_not_answering_has_a_name(
    tokens: AccessTokens, server: TokenServer, path: str, answer: Answer, kind: SourceFault
) -> None:
    server.instead[path] = lambda: answer

    with pytest.raises(SourceError) as caught:
        tokens.token("ustan", TREAT)

    assert caught.value.kind is kind
    assert caught.value.retry_after_s == (7.0 if answer[0] == 429 else None)
    server.instead.clear()
    assert tokens.token("ustan", TREAT).startswith("secret-token-"), "an error is not kept"


def test_an_unknown_tls_authority_is_a_tls_fault(
    http: requests.Session, open_tokens: OpenTokens, tmp_path: Path
) -> None:
    other = tmp_path / "other.pem"
    other.write_bytes(anchors_of(make_authority("Web servers")))
    http.verify = str(other)

    with pytest.raises(SourceError) as caught:
        open_tokens().token("ustan", TREAT)

    assert caught.value.kind is SourceFault.TLS


def test_a_server_that_is_gone_is_unreachable(server: TokenServer, open_tokens: OpenTokens) -> None:
    source = ProtectedSource("ustan", "https://127.0.0.1:9/fhir")

    with pytest.raises(SourceError) as caught:
        open_tokens(source).token("ustan", TREAT)

    assert caught.value.kind is SourceFault.UNREACHABLE
    assert caught.value.http_status is None


def test_a_silent_server_is_a_timeout(server: TokenServer, open_tokens: OpenTokens) -> None:
    asked_in_vain = threading.Event()

    def answer() -> Answer:
        asked_in_vain.wait(20)
        return 200, {}, b""

    server.instead[DISCOVERY] = answer

    with pytest.raises(SourceError) as caught:
        open_tokens(ProtectedSource("ustan", server.fhir_base, 0.2)).token("ustan", TREAT)

    asked_in_vain.set()
    assert caught.value.kind is SourceFault.TIMEOUT
