"""HTTPS to one source: each failure has one name, and the token stays at home."""

from __future__ import annotations

import datetime as dt
import gzip
import socket
import threading
import uuid
from collections.abc import Callable
from email.utils import format_datetime
from pathlib import Path

import pytest
import requests

from serums_desktop.domain.errors import Cancelled, ConfigurationError, SourceError, SourceFault
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.sources.fhir.http import Answer, FhirHttp, Limits
from serums_desktop.work.cancel import CancelToken
from tests.unit.sources.small_server import Request, Route, SmallServer, Tokens, make_certificate, trusting

QUICK = Limits(read_timeout_s=5, answer_bytes=1024, retry_budget_s=0)


def get(
    server: SmallServer,
    session: requests.Session,
    *,
    address: str = "Patient",
    limits: Limits = QUICK,
    tokens: Tokens | None = None,
    cancel: CancelToken | None = None,
) -> Answer:
    http = FhirHttp("zmc", server.base, session, tokens or Tokens(), limits)
    return http.get(address, PurposeOfUse.TREATMENT, cancel or CancelToken())


def failing(
    route: Route, server: SmallServer, session: requests.Session, limits: Limits = QUICK
) -> SourceError:
    server.routes["/fhir/Patient"] = route
    with pytest.raises(SourceError) as failed:
        get(server, session, limits=limits)
    assert failed.value.source_id == "zmc"
    return failed.value


def test_an_answer_comes_back_whole(server: SmallServer, session: requests.Session) -> None:
    server.routes["/fhir/Patient"] = lambda request: request.answer(b'{"value": 72.50}')
    answer = get(server, session)
    assert answer == Answer(f"{server.base}/Patient", b'{"value": 72.50}')
    headers = server.asked[0].headers
    assert headers["Accept"] == "application/fhir+json"
    assert headers["Authorization"] == "Bearer token-0"
    assert uuid.UUID(headers["X-Request-Id"])


def test_gzip_is_asked_for_and_read(server: SmallServer, session: requests.Session) -> None:
    server.routes["/fhir/Patient"] = lambda request: request.answer(
        gzip.compress(b"{}" * 100), Content_Encoding="gzip"
    )
    assert get(server, session).body == b"{}" * 100
    assert server.asked[0].headers["Accept-Encoding"] == "gzip"


def test_parameters_are_escaped(server: SmallServer, session: requests.Session) -> None:
    server.routes["/fhir/Patient"] = lambda request: request.answer({})
    http = FhirHttp("zmc", server.base, session, Tokens(), QUICK)
    question: dict[str, str | list[str]] = {"identifier": "urn:oid:1.2|9 9&8", "name": ["soler", "vilà"]}
    http.get("Patient", PurposeOfUse.TREATMENT, CancelToken(), question)
    assert server.asked[0].query == {"identifier": ["urn:oid:1.2|9 9&8"], "name": ["soler", "vilà"]}


def answering(status: int, **headers: str) -> Route:
    return lambda request: request.answer({"resourceType": "OperationOutcome"}, status, **headers)


def short(request: Request) -> None:
    request.begin(200, 100)
    request.write(b'{"resource')


def short_and_reset(request: Request) -> None:
    short(request)
    request.reset()


@pytest.mark.parametrize(
    ("route", "kind", "status"),
    [
        (answering(401), SourceFault.UNAUTHORISED, 401),
        (answering(403), SourceFault.FORBIDDEN, 403),
        (answering(404), SourceFault.SERVER_ERROR, 404),
        (answering(429), SourceFault.TOO_MANY_REQUESTS, 429),
        (answering(500), SourceFault.SERVER_ERROR, 500),
        (answering(503), SourceFault.SERVER_ERROR, 503),
        (short, SourceFault.INTERRUPTED, None),
        (short_and_reset, SourceFault.INTERRUPTED, None),
        (Request.reset, SourceFault.INTERRUPTED, None),
        (lambda request: request.answer(b"x" * 2000), SourceFault.TOO_LARGE, None),
        (
            lambda request: request.answer(gzip.compress(b"x" * 100_000), Content_Encoding="gzip"),
            SourceFault.TOO_LARGE,
            None,
        ),
        (lambda request: request.answer(b"no gzip", Content_Encoding="gzip"), SourceFault.INTERRUPTED, None),
    ],
    ids=lambda value: str(value) if isinstance(value, SourceFault) else "",
)
def test_each_failure_has_a_name(
    route: Route, kind: SourceFault, status: int | None, server: SmallServer, session: requests.Session
) -> None:
    failed = failing(route, server, session)
    assert (failed.kind, failed.http_status) == (kind, status)


def test_the_body_of_a_redirect_is_no_longer_than_another(
    server: SmallServer, session: requests.Session
) -> None:
    server.routes["/fhir/elsewhere"] = lambda request: request.answer({})

    def redirect(request: Request) -> None:
        request.answer(b"x" * 2000, 302, Location="/fhir/elsewhere")

    assert failing(redirect, server, session).kind is SourceFault.TOO_LARGE


def test_silence_before_or_within_an_answer_is_a_timeout(
    server: SmallServer, session: requests.Session
) -> None:
    impatient = Limits(read_timeout_s=0.1)

    def hang_within(request: Request) -> None:
        short(request)
        request.hang()

    for route in (Request.hang, hang_within):
        assert failing(route, server, session, limits=impatient).kind is SourceFault.TIMEOUT


def test_an_answer_that_trickles_for_ever_is_a_timeout(
    server: SmallServer, session: requests.Session
) -> None:
    def trickle(request: Request) -> None:
        request.begin(200, 1000)
        while not request.server.over.wait(0.01):
            request.write(b" ")

    limits = Limits(read_timeout_s=5, answer_timeout_s=0.1)
    assert failing(trickle, server, session, limits=limits).kind is SourceFault.TIMEOUT


def test_nobody_listening_is_unreachable(server: SmallServer, session: requests.Session) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    http = FhirHttp("zmc", f"https://127.0.0.1:{port}/fhir", session, Tokens(), QUICK)
    with pytest.raises(SourceError) as failed:
        http.get("Patient", PurposeOfUse.TREATMENT, CancelToken())
    assert failed.value.kind is SourceFault.UNREACHABLE


def test_a_certificate_of_another_authority_is_refused(server: SmallServer, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    make_certificate(elsewhere, elsewhere / "anchors.pem")
    with trusting(elsewhere / "anchors.pem") as session, pytest.raises(SourceError) as failed:
        get(server, session)
    assert failed.value.kind is SourceFault.TLS
    assert server.asked == []


def test_a_base_without_tls_is_no_source(session: requests.Session) -> None:
    with pytest.raises(ConfigurationError):
        FhirHttp("zmc", "http://127.0.0.1/fhir", session, Tokens(), QUICK)


# -- tokens ----------------------------------------------------------------------------------------


def test_a_refused_token_is_renewed_once(server: SmallServer, session: requests.Session) -> None:
    def only_the_second(request: Request) -> None:
        fresh = request.headers["Authorization"] == "Bearer token-1"
        request.answer({}, 200 if fresh else 401)

    server.routes["/fhir/Patient"] = only_the_second
    assert get(server, session).body == b"{}"
    assert len(server.asked) == 2


def test_a_token_refused_twice_is_given_up(server: SmallServer, session: requests.Session) -> None:
    tokens = Tokens()
    server.routes["/fhir/Patient"] = answering(401)
    with pytest.raises(SourceError):
        get(server, session, tokens=tokens)
    assert (tokens.refused, len(server.asked)) == (["token-0"], 2)
    assert tokens.asked == [("zmc", PurposeOfUse.TREATMENT)] * 2


CHALLENGE = 'Bearer realm="records", DPoP algs="ES256", error="use_dpop_nonce"'


def wanting_nonce(nonce: str, *, challenge: str = CHALLENGE) -> Route:
    def route(request: Request) -> None:
        if request.headers.get("DPoP") == nonce:
            request.answer({}, DPoP_Nonce="for the next one")
        else:
            request.answer({}, 401, DPoP_Nonce=nonce, WWW_Authenticate=challenge)

    return route


def test_a_proof_is_made_anew_with_the_servers_nonce_and_the_token_kept(
    server: SmallServer, session: requests.Session
) -> None:
    tokens = Tokens()
    server.routes["/fhir/Patient"] = wanting_nonce("n-1")

    get(server, session, tokens=tokens)

    assert tokens.nonces == [("zmc", "n-1"), ("zmc", "for the next one")]
    assert tokens.headers_made == [("zmc", "GET", f"{server.base}/Patient")] * 2
    assert tokens.refused == []


def test_a_server_that_never_has_enough_nonces_is_given_up(
    server: SmallServer, session: requests.Session
) -> None:
    tokens = Tokens()

    def never_enough(request: Request) -> None:
        request.answer({}, 401, DPoP_Nonce=f"n-{len(server.asked)}", WWW_Authenticate=CHALLENGE)

    server.routes["/fhir/Patient"] = never_enough
    with pytest.raises(SourceError) as failed:
        get(server, session, tokens=tokens)

    assert failed.value.kind is SourceFault.UNAUTHORISED
    assert (len(server.asked), tokens.refused) == (3, ["token-0"])


@pytest.mark.parametrize(
    "challenge", ['DPoP error="invalid_token"', 'Bearer error="invalid_token"', "DPoP", ""]
)
def test_a_refused_token_is_renewed_whatever_nonce_comes_with_it(
    challenge: str, server: SmallServer, session: requests.Session
) -> None:
    tokens = Tokens()
    server.routes["/fhir/Patient"] = wanting_nonce("n-1", challenge=challenge)

    get(server, session, tokens=tokens)

    assert tokens.refused == ["token-0"]


def test_every_request_has_headers_of_its_own(server: SmallServer, session: requests.Session) -> None:
    tokens = Tokens()
    server.routes["/fhir/Patient"] = answering(302, Location="/fhir/elsewhere?x=1")
    server.routes["/fhir/elsewhere"] = lambda request: request.answer({})

    get(server, session, tokens=tokens)

    assert [url for _, _, url in tokens.headers_made] == [
        f"{server.base}/Patient",
        f"{server.base}/elsewhere?x=1",
    ]


@pytest.mark.parametrize(
    "link",
    [
        "https://127.0.0.2/fhir?page=2",
        "http://127.0.0.1/fhir?page=2",
        "//elsewhere.example/fhir",
        "https://[broken/fhir",
        "file:///etc/passwd",
    ],
)
def test_no_link_leads_away_from_the_origin(
    link: str, server: SmallServer, session: requests.Session
) -> None:
    http = FhirHttp("zmc", server.base, session, Tokens(), QUICK)
    with pytest.raises(SourceError) as failed:
        http.within_origin(link, server.base)
    assert failed.value.kind is SourceFault.FOREIGN_LINK


def test_a_link_with_somebody_elses_credentials_is_foreign(
    server: SmallServer, session: requests.Session
) -> None:
    http = FhirHttp("zmc", server.base, session, Tokens(), QUICK)
    with pytest.raises(SourceError):
        http.within_origin(server.base.replace("https://", "https://user:word@"), server.base)


def test_a_redirect_is_followed_at_home_and_refused_abroad(
    server: SmallServer, session: requests.Session, tmp_path: Path
) -> None:
    server.routes["/fhir/Patient"] = answering(302, Location="/fhir/elsewhere")
    server.routes["/fhir/elsewhere"] = lambda request: request.answer({"here": True})
    assert get(server, session).body == b'{"here": true}'
    abroad = tmp_path / "abroad"
    abroad.mkdir()
    with SmallServer(abroad) as stranger:
        assert (
            failing(answering(302, Location=stranger.base), server, session).kind is SourceFault.FOREIGN_LINK
        )
        assert stranger.asked == []


def test_a_redirect_in_a_circle_ends(server: SmallServer, session: requests.Session) -> None:
    assert failing(answering(302, Location="/fhir/Patient"), server, session).http_status == 302


# -- busy servers ----------------------------------------------------------------------------------


def once_busy(status: int, header: Callable[[], str]) -> Route:
    def route(request: Request) -> None:
        if len(request.server.asked) == 1:
            request.answer({}, status, Retry_After=header())
        else:
            request.answer({"at": "last"})

    return route


@pytest.mark.parametrize("status", [429, 502, 503, 504])
@pytest.mark.parametrize(
    "header", [lambda: "0", lambda: "soon", lambda: format_datetime(dt.datetime.now(dt.UTC))]
)
def test_a_busy_server_gets_another_try(
    status: int, header: Callable[[], str], server: SmallServer, session: requests.Session
) -> None:
    server.routes["/fhir/Patient"] = once_busy(status, header)
    assert get(server, session, limits=Limits(retry_first_s=0.01)).body == b'{"at": "last"}'


def test_a_wait_beyond_the_budget_is_told_and_not_begun(
    server: SmallServer, session: requests.Session
) -> None:
    failed = failing(answering(429, Retry_After="120"), server, session, limits=Limits(retry_budget_s=1))
    assert failed.retry_after_s == 120
    assert len(server.asked) == 1


# -- cancelling ------------------------------------------------------------------------------------


def test_a_cancelled_token_asks_nothing(server: SmallServer, session: requests.Session) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        get(server, session, cancel=cancel)
    assert server.asked == []


def test_cancelling_ends_an_answer_that_hangs(server: SmallServer, session: requests.Session) -> None:
    cancel = CancelToken()

    def hang(request: Request) -> None:
        short(request)
        canceller.start()
        request.hang()

    canceller = threading.Thread(target=cancel.cancel)
    server.routes["/fhir/Patient"] = hang
    with pytest.raises(Cancelled):
        get(server, session, cancel=cancel, limits=Limits(read_timeout_s=60))
    canceller.join()


def test_cancelling_ends_the_wait_for_a_busy_server(server: SmallServer, session: requests.Session) -> None:
    cancel = CancelToken()

    def busy(request: Request) -> None:
        request.answer({}, 503, Retry_After="60")
        canceller.start()

    canceller = threading.Thread(target=cancel.cancel)
    server.routes["/fhir/Patient"] = busy
    with pytest.raises(Cancelled):
        get(server, session, cancel=cancel, limits=Limits(retry_budget_s=600))
    canceller.join()


# -- what is posted, and where pages are -----------------------------------------------------------


def test_a_question_is_posted_with_its_token(server: SmallServer, session: requests.Session) -> None:
    tokens = Tokens()
    server.routes["/fhir/Patient/$match"] = lambda request: request.answer({"found": "her"})
    http = FhirHttp("zmc", server.base, session, tokens, QUICK)
    answer = http.post("Patient/$match", b'{"who": "she"}', PurposeOfUse.TREATMENT, CancelToken())
    assert answer.body == b'{"found": "her"}'
    (asked,) = server.asked
    assert (asked.method, asked.body) == ("POST", b'{"who": "she"}')
    assert asked.headers["Content-Type"] == "application/fhir+json"
    assert tokens.headers_made == [("zmc", "POST", f"{server.base}/Patient/$match")]


def test_a_posted_question_is_not_led_elsewhere(server: SmallServer, session: requests.Session) -> None:
    server.routes["/fhir/Patient/$match"] = answering(307, Location="/fhir/elsewhere")
    http = FhirHttp("zmc", server.base, session, Tokens(), QUICK)
    with pytest.raises(SourceError) as failed:
        http.post("Patient/$match", b"{}", PurposeOfUse.TREATMENT, CancelToken())
    assert (failed.value.http_status, server.paths()) == (307, ["/fhir/Patient/$match"])


@pytest.mark.parametrize(
    ("link", "path"),
    [
        ("http://inner:8080/fhir?_getpages=7&_count=5", "/fhir?_getpages=7&_count=5"),
        ("https://inner.hospital.example/fhir/Patient?page=2#top", "/fhir/Patient?page=2"),
        ("//inner/fhir/Flag", "/fhir/Flag"),
        ("?page=2", "/fhir/Patient?page=2"),
        ("/other?page=2", "/other?page=2"),
    ],
)
def test_a_page_named_by_a_gateways_inner_name_is_asked_for_at_home(
    link: str, path: str, server: SmallServer, session: requests.Session
) -> None:
    http = FhirHttp("zmc", server.base, session, Tokens(), QUICK)
    assert http.next_page(link, f"{server.base}/Patient?page=1") == server.origin + path


@pytest.mark.parametrize(
    "link",
    [
        "https://elsewhere.example/other?page=2",
        "https://elsewhere.example/fhirx",
        "https://elsewhere.example/fhir/../admin",
        "https://elsewhere.example/fhir/%2e%2e/admin",
        "https://elsewhere.example/fhir/..%5cadmin",
        "https://user:word@elsewhere.example/fhir",
        "ftp://elsewhere.example/fhir",
        "https://[broken/fhir",
    ],
)
def test_a_page_that_cannot_be_at_home_is_foreign(
    link: str, server: SmallServer, session: requests.Session
) -> None:
    http = FhirHttp("zmc", server.base, session, Tokens(), QUICK)
    with pytest.raises(SourceError) as failed:
        http.next_page(link, server.base)
    assert failed.value.kind is SourceFault.FOREIGN_LINK


@pytest.mark.parametrize("ahead_s", [-7200, 0, 3600])
def test_a_servers_clock_is_heard_with_every_answer(
    ahead_s: int, server: SmallServer, session: requests.Session
) -> None:
    date = format_datetime(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=ahead_s), usegmt=True)

    def route(request: Request) -> None:
        body = b"{}"
        head = f"HTTP/1.1 200 OK\r\nDate: {date}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        request.write(head.encode() + body)

    server.routes["/fhir/Patient"] = route
    http = FhirHttp("zmc", server.base, session, Tokens(), QUICK)
    assert http.clock_ahead_s is None
    http.get("Patient", PurposeOfUse.TREATMENT, CancelToken())
    assert http.clock_ahead_s == pytest.approx(ahead_s, abs=60)
