from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import ec

from serums_desktop.domain.errors import Cancelled, CardRemoved, SignInRefused, SourceError, SourceFault
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.identity.assertion import AssertingIdentity
from serums_desktop.identity.authorisation_server import ProtectedSource
from serums_desktop.identity.open_card import OpenCard
from serums_desktop.identity.tokens import AccessTokens
from tests.unit.identity.staff_authority import anchors_of, make_authority
from tests.unit.identity.token_server import DISCOVERY, TOKEN, Answer, TokenServer, as_json

TREAT = PurposeOfUse.TREATMENT


class Elapsed:
    """A clock the test turns."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def elapsed() -> Elapsed:
    return Elapsed()


@pytest.fixture
def anchors(tmp_path: Path) -> Iterator[tuple[TokenServer, Path]]:
    authority = make_authority("Web servers")
    file = tmp_path / "tls-ca.pem"
    file.write_bytes(anchors_of(authority))
    with TokenServer(tmp_path, authority) as server:
        yield server, file


@pytest.fixture
def server(anchors: tuple[TokenServer, Path]) -> TokenServer:
    return anchors[0]


@pytest.fixture
def http(anchors: tuple[TokenServer, Path]) -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.verify = str(anchors[1])
        session.trust_env = False
        yield session


@pytest.fixture
def tokens(
    server: TokenServer, http: requests.Session, open_card: OpenCard, elapsed: Elapsed
) -> AccessTokens:
    return _tokens(ProtectedSource("ustan", server.fhir_base, 5.0), http, open_card, elapsed=elapsed)


def _tokens(
    source: ProtectedSource,
    http: requests.Session,
    card: OpenCard,
    sign: Callable[[bytes], bytes] | None = None,
    elapsed: Callable[[], float] | None = None,
) -> AccessTokens:
    identity = AssertingIdentity(card.holder.staff_id, card.algorithm, card.certificate_chain_der)
    return AccessTokens(http, [source], identity, sign or card.sign, elapsed_s=elapsed or Elapsed())


def test_the_card_buys_a_token_for_a_purpose(tokens: AccessTokens, server: TokenServer) -> None:
    assert tokens.token("ustan", PurposeOfUse.EMERGENCY_TREATMENT) == "secret-token-1"

    (form,) = server.forms
    assert form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer"
    assert form["scope"] == "openid fhirUser user/*.rs"
    claims = server.claims_of(form["assertion"])
    assert claims["iss"] == claims["sub"] == "S-1042"
    assert claims["extensions"]["ihe_iua"]["purpose_of_use"] == [
        {"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "ETREAT"}
    ]


def test_a_token_is_kept_for_its_purpose_and_renewed_before_it_runs_out(
    tokens: AccessTokens, server: TokenServer, elapsed: Elapsed
) -> None:
    assert tokens.token("ustan", TREAT) == tokens.token("ustan", TREAT) == "secret-token-1"
    assert tokens.token("ustan", PurposeOfUse.EMERGENCY_TREATMENT) == "secret-token-2"

    elapsed.now_s += 269
    assert tokens.token("ustan", TREAT) == "secret-token-1"
    elapsed.now_s += 1
    assert tokens.token("ustan", TREAT) == "secret-token-3"

    assert server.asked.count(DISCOVERY) == 1


def test_a_refused_token_is_replaced_once(tokens: AccessTokens, server: TokenServer) -> None:
    first = tokens.token("ustan", TREAT)

    second = tokens.renew("ustan", TREAT, refused=first)

    assert second != first
    assert tokens.renew("ustan", TREAT, refused=first) == second
    assert len(server.forms) == 2


def test_threads_that_wait_for_one_token_share_one_request(
    server: TokenServer, http: requests.Session, open_card: OpenCard
) -> None:
    waiting = threading.Barrier(8)
    at_the_card = threading.Event()
    may_sign = threading.Event()

    def sign(message: bytes) -> bytes:
        at_the_card.set()
        assert may_sign.wait(20)
        return open_card.sign(message)

    tokens = _tokens(ProtectedSource("ustan", server.fhir_base), http, open_card, sign)

    def ask() -> str:
        waiting.wait(20)
        return tokens.token("ustan", TREAT)

    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(ask) for _ in range(8)]
        assert at_the_card.wait(20)
        may_sign.set()
        assert {one.result(20) for one in asked} == {"secret-token-1"}

    assert len(server.forms) == 1


def test_after_forgetting_there_is_no_other_token(
    server: TokenServer, http: requests.Session, open_card: OpenCard
) -> None:
    def lock_meanwhile(message: bytes) -> bytes:
        tokens.forget()
        return open_card.sign(message)

    tokens = _tokens(ProtectedSource("ustan", server.fhir_base), http, open_card, lock_meanwhile)

    with pytest.raises(Cancelled):
        tokens.token("ustan", TREAT)
    with pytest.raises(Cancelled):
        tokens.token("ustan", TREAT)


def test_a_card_that_left_is_reported_as_that_and_can_be_tried_again(
    server: TokenServer, http: requests.Session, open_card: OpenCard
) -> None:
    signs = iter([None, open_card.sign])

    def sign(message: bytes) -> bytes:
        if (working := next(signs)) is None:
            raise CardRemoved
        return working(message)

    tokens = _tokens(ProtectedSource("ustan", server.fhir_base), http, open_card, sign)

    with pytest.raises(CardRemoved):
        tokens.token("ustan", TREAT)
    assert tokens.token("ustan", TREAT) == "secret-token-1"


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


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (as_json({"error": "invalid_grant", "error_description": "x"}, 400), "invalid_grant"),
        (as_json({"error": "access_denied"}, 403), "access_denied"),
        (as_json({"error": "Broken\nlog line"}, 400), "unknown_error"),
        (as_json({"access_token": "a", "token_type": "mac"}), "invalid_token_type"),
        (as_json({"access_token": "a b", "token_type": "Bearer"}), "invalid_token_type"),
        (as_json({"access_token": "a", "token_type": "Bearer"}), "invalid_id_token"),
        (as_json({"access_token": "a", "token_type": "Bearer", "id_token": "e30.e30."}), "invalid_id_token"),
    ],
)
def test_a_refusal_carries_its_code(
    tokens: AccessTokens, server: TokenServer, answer: Answer, code: str
) -> None:
    server.instead[TOKEN] = lambda: answer

    with pytest.raises(SignInRefused) as caught:
        tokens.token("ustan", TREAT)

    assert caught.value.code == code


@pytest.mark.parametrize(
    "changes",
    [
        {"sub": "S-2077"},
        {"iss": "https://elsewhere.example"},
        {"aud": "another-program"},
        {"exp": 1_000_000_000},
        {"iat": 4_000_000_000},
        {"exp": "soon"},
    ],
)
def test_an_id_token_must_be_about_the_holder_here_and_now(
    tokens: AccessTokens, server: TokenServer, changes: dict[str, object]
) -> None:
    server.id_token_changes = changes

    with pytest.raises(SignInRefused) as caught:
        tokens.token("ustan", TREAT)

    assert caught.value.code == "invalid_id_token"


def test_an_id_token_signed_by_another_key_is_refused(tokens: AccessTokens, server: TokenServer) -> None:
    published = jwt.algorithms.ECAlgorithm.to_jwk(
        ec.generate_private_key(ec.SECP256R1()).public_key(), as_dict=True
    )
    server.instead["/jwks"] = lambda: as_json({"keys": [{**published, "kid": "1", "alg": "ES256"}]})

    with pytest.raises(SignInRefused) as caught:
        tokens.token("ustan", TREAT)

    assert caught.value.code == "invalid_id_token"


@pytest.mark.parametrize("field", ["issuer", "token_endpoint", "jwks_uri"])
@pytest.mark.parametrize(
    "url", ["https://elsewhere.example/x", "http://127.0.0.1/x", "https://127.0.0.1:1@elsewhere/", "//[", "x"]
)
def test_an_assertion_goes_to_the_sources_own_origin_alone(
    tokens: AccessTokens, server: TokenServer, field: str, url: str
) -> None:
    server.instead[DISCOVERY] = lambda: as_json({**server.discovery(), field: url})

    with pytest.raises(SourceError) as caught:
        tokens.token("ustan", TREAT)

    assert caught.value.kind is SourceFault.FOREIGN_LINK
    assert server.forms == []


def test_a_named_issuer_origin_is_trusted_too(
    server: TokenServer, http: requests.Session, open_card: OpenCard
) -> None:
    source = ProtectedSource("fcrb", server.fhir_base.replace("127.0.0.1", "localhost"), 5.0, server.origin)

    assert _tokens(source, http, open_card).token("fcrb", TREAT) == "secret-token-1"


def test_an_unknown_tls_authority_is_a_tls_fault(
    server: TokenServer, http: requests.Session, open_card: OpenCard, tmp_path: Path
) -> None:
    other = tmp_path / "other.pem"
    other.write_bytes(anchors_of(make_authority("Web servers")))
    http.verify = str(other)

    with pytest.raises(SourceError) as caught:
        _tokens(ProtectedSource("ustan", server.fhir_base), http, open_card).token("ustan", TREAT)

    assert caught.value.kind is SourceFault.TLS


def test_a_server_that_is_gone_is_unreachable(
    server: TokenServer, http: requests.Session, open_card: OpenCard
) -> None:
    source = ProtectedSource("ustan", "https://127.0.0.1:9/fhir")

    with pytest.raises(SourceError) as caught:
        _tokens(source, http, open_card).token("ustan", TREAT)

    assert caught.value.kind is SourceFault.UNREACHABLE
    assert caught.value.http_status is None


def test_a_silent_server_is_a_timeout(
    server: TokenServer, http: requests.Session, open_card: OpenCard
) -> None:
    asked_in_vain = threading.Event()

    def answer() -> Answer:
        asked_in_vain.wait(20)
        return 200, {}, b""

    server.instead[DISCOVERY] = answer

    with pytest.raises(SourceError) as caught:
        _tokens(ProtectedSource("ustan", server.fhir_base, 0.2), http, open_card).token("ustan", TREAT)

    asked_in_vain.set()
    assert caught.value.kind is SourceFault.TIMEOUT
